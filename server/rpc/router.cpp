#include "rpc/router.h"

#include <google/protobuf/stubs/logging.h>

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <charconv>
#include <iterator>
#include <typeinfo>

#include "rpc/envelope.h"
#include "rpc/faults.h"
#include "rpc/gzip.h"
#include "rpc/method.h"
#include "rpc/request_body.h"
#include "rpc/stream_sender.h"

namespace hotline::rpc {
namespace {

using google::protobuf::Message;
using google::protobuf::ServiceDescriptor;
using MessagePtr = std::unique_ptr<Message>;

constexpr std::string_view accept_post =
    "application/json, application/proto, application/connect+json, application/connect+proto";

net::Response method_not_allowed() {
  auto response = net::plain_text(405, "Only POST.\n");
  response.headers.add("Allow", "POST");
  return response;
}

net::Response type_not_supported() {
  auto response = net::plain_text(415, "Unsupported content type.\n");
  response.headers.add("Accept-Post", accept_post);
  return response;
}

std::size_t number(const Result<>& result) {
  return result ? 0 : static_cast<std::size_t>(result.error().code);
}

}  // namespace

Router::Router(Dispatcher& dispatcher, const std::vector<const ServiceDescriptor*>& services,
               RouterOptions options)
    : dispatcher_(dispatcher), options_(std::move(options)) {
  google::protobuf::SetLogHandler(nullptr);
  for (const auto* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      methods_.push_back(std::make_unique<Method>(*service->method(i)));
      by_path_.emplace("/" + service->full_name() + "/" + service->method(i)->name(), methods_.back().get());
    }
  }
}

Router::~Router() = default;

std::vector<std::string> Router::prefixes() const {
  std::vector<std::string> out;
  for (const auto& [path, method] : by_path_) {
    auto prefix = path.substr(0, path.rfind('/') + 1);
    if (out.empty() || out.back() != prefix) out.push_back(std::move(prefix));
  }
  return out;
}

std::size_t Router::message_max_bytes(const Method& method) const {
  const auto other = options_.message_max_bytes_of.find(method.descriptor.full_name());
  return other == options_.message_max_bytes_of.end() ? options_.message_max_bytes : other->second;
}

net::BodyAllowance Router::allow_body(const net::Request& head, std::size_t usual_max_bytes) {
  const auto at = by_path_.find(head.path());
  if (at != by_path_.end() && dispatcher_.knows(at->second->descriptor, head))
    return {std::max(usual_max_bytes, message_max_bytes(*at->second) + envelope_bytes), true};
  return {std::min(usual_max_bytes, options_.stranger_body_max_bytes), false};
}

asio::awaitable<void> Router::handle(net::Exchange& exchange) {
  const auto& request = exchange.request();
  const auto at = by_path_.find(request.path());
  if (at == by_path_.end()) co_return exchange.respond(net::plain_text(404, "No such method.\n"));
  if (request.method != net::Method::post) co_return exchange.respond(method_not_allowed());
  Method& method = *at->second;
  const auto format = parse_content_type(request.headers.find("content-type").value_or(""));
  if (!format || format->streaming != method.streaming) co_return exchange.respond(type_not_supported());

  Call call(exchange, method.descriptor, *format);
  const auto begin = net::Steady::now();
  const auto code = co_await (method.streaming ? serve_stream(call, method) : serve_unary(call, method));
  method.count(code, net::Steady::now() - begin);
}

asio::awaitable<std::size_t> Router::serve_unary(Call& call, const Method& method) {
  Result<> outcome;
  if (auto request = read_request(call, method); !request) {
    outcome = fail(std::move(request.error()));
  } else {
    call.exchange_.set_deadline(*call.deadline_);
    if (auto answer = co_await ask_unary(call, std::move(*request)); !answer)
      outcome = fail(std::move(answer.error()));
    else
      outcome = answer_unary(call, **answer);
  }
  if (!outcome) answer_error(call, outcome.error());
  co_return number(outcome);
}

asio::awaitable<std::size_t> Router::serve_stream(Call& call, const Method& method) {
  Result<> outcome;
  StreamSender sender(call, call.exchange_, options_.gzip_min_bytes);
  if (auto request = read_request(call, method); !request) {
    outcome = fail(std::move(request.error()));
  } else {
    call.exchange_.set_open_ended();
    if (call.deadline_) call.exchange_.set_deadline(*call.deadline_);
    outcome = co_await ask_stream(call, std::move(*request), sender);
    co_await asio::this_coro::throw_if_cancelled(false);  // the end is still to be said
    if (call.cancelled() != net::Cancelled::no) outcome = fail(cancelled_error(call.cancelled()));
  }
  const auto end = end_of_stream(call, outcome);
  if (sender.is_started()) {
    (void)co_await call.exchange_.write(end);  // nobody is left to hear of a failure
  } else {
    auto response = stream_head(call, false);
    response.body = end;
    call.exchange_.respond(std::move(response));
  }
  co_return number(outcome);
}

asio::awaitable<Result<MessagePtr>> Router::ask_unary(Call& call, MessagePtr request) {
  Error failure;
  try {
    co_return co_await dispatcher_.unary(call, std::move(request));
  } catch (const std::exception& thrown) {
    failure = failure_of(call, thrown);
  }
  co_return fail(std::move(failure));
}

asio::awaitable<Result<>> Router::ask_stream(Call& call, MessagePtr request, Sender& sender) {
  Error failure;
  try {
    co_return co_await dispatcher_.stream(call, std::move(request), sender);
  } catch (const std::exception& thrown) {
    failure = failure_of(call, thrown);
  }
  co_return fail(std::move(failure));
}

Error Router::failure_of(const Call& call, const std::exception& thrown) const {
  if (call.cancelled() != net::Cancelled::no) return cancelled_error(call.cancelled());
  if (options_.on_exception) options_.on_exception(call.method(), typeid(thrown).name());
  return unexpected_failure();
}

Result<MessagePtr> Router::read_request(Call& call, const Method& method) {
  if (!method.supported) return fail(method_not_supported());
  const auto& request = call.exchange_.request();
  if (call.header("connect-protocol-version").value_or("1") != "1") return fail(bad_protocol_version());
  if (auto ok = read_timeout(call); !ok) return fail(std::move(ok.error()));
  if (auto admitted = dispatcher_.admit(call); !admitted) return fail(std::move(admitted.error()));
  if (request.bodies_busy) return fail(bodies_busy());
  if (request.body_too_large) return fail(too_large());
  const auto max_bytes = message_max_bytes(method);
  auto body = method.streaming ? stream_body(request, max_bytes) : unary_body(request, max_bytes);
  if (!body) return fail(std::move(body.error()));
  MessagePtr message(method.request_prototype.New());
  if (auto ok = decode(call.format_.codec, body->bytes(), *message, options_.codec); !ok)
    return fail(std::move(ok.error()));
  call.exchange_.drop_body();
  return message;
}

Result<> Router::read_timeout(Call& call) const {
  const bool unary = !call.format_.streaming;
  if (const auto text = call.header("connect-timeout-ms")) {
    std::int64_t ms = 0;
    const auto [end, ec] = std::from_chars(text->data(), text->data() + text->size(), ms);
    if (ec != std::errc() || end != text->data() + text->size() || text->size() > 10 || ms < 0)
      return fail(bad_timeout());
    call.timeout_ms_ = ms;
  }
  if (!unary && !call.timeout_ms_) return {};
  auto ms = call.timeout_ms_.value_or(options_.handler_max_ms);
  if (unary) ms = std::min(ms, options_.handler_max_ms);
  call.deadline_ = net::Steady::now() + std::chrono::milliseconds(ms);
  return {};
}

Details Router::details_of(Call& call, const Error& error) const {
  Details details = options_.error_details ? options_.error_details(error) : Details();
  std::ranges::move(call.error_details_, std::back_inserter(details));
  return details;
}

Result<> Router::answer_unary(Call& call, const Message& message) const {
  net::Response response = answer_head(call, content_type(call.format_));
  if (auto ok = encode(call.format_.codec, message, response.body); !ok) return ok;
  if (response.body.size() >= options_.gzip_min_bytes && accepts_gzip(call)) {
    response.body = gzip(response.body);
    response.headers.add("Content-Encoding", "gzip");
  }
  call.exchange_.respond(std::move(response));
  return {};
}

void Router::answer_error(Call& call, const Error& error) const {
  net::Response response = answer_head(call, "application/json");
  response.status = http_status(error.code);
  response.body = error_json(error, details_of(call, error));
  call.exchange_.respond(std::move(response));
}

std::string Router::end_of_stream(Call& call, const Result<>& outcome) const {
  const Error* error = outcome ? nullptr : &outcome.error();
  const auto json =
      end_stream_json(error, error ? details_of(call, *error) : Details(), call.response_trailers_);
  std::string out;
  append_envelope_head(out, flag_end_stream, json.size());
  return out + json;
}

}  // namespace hotline::rpc
