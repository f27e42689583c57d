#include "conformance_service.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>

#include "connectrpc/conformance/v1/service.pb.h"

namespace hotline::conformance {
namespace {

namespace suite = connectrpc::conformance::v1;
namespace asio = boost::asio;
using google::protobuf::Message;
using Fields = google::protobuf::RepeatedPtrField<suite::Header>;
using RequestInfo = suite::ConformancePayload::RequestInfo;

void copy_headers(const Fields& from, net::Headers& to) {
  for (const auto& field : from)
    for (const auto& value : field.value()) to.add(field.name(), value);
}

RequestInfo describe(const rpc::Call& call, const Message& request) {
  RequestInfo info;
  std::map<std::string, suite::Header*> by_name;
  for (std::size_t i = 0; i < call.request_headers().size(); ++i) {
    const auto field = call.request_headers()[i];
    auto*& header = by_name[std::string(field.name)];
    if (!header) header = info.add_request_headers();
    header->set_name(std::string(field.name));
    header->add_value(std::string(field.value));
  }
  if (call.timeout_ms()) info.set_timeout_ms(*call.timeout_ms());
  info.add_requests()->PackFrom(request);
  return info;
}

asio::awaitable<void> pause(std::uint32_t ms) {
  asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::milliseconds(ms));
  co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace

std::string_view Service::kept(const std::string& text) {
  const std::scoped_lock lock(mutex_);
  return texts_.emplace_back(text);
}

asio::awaitable<Result<std::unique_ptr<Message>>> Service::unary(rpc::Call& call,
                                                                 std::unique_ptr<Message> request) {
  const auto* wanted = dynamic_cast<const suite::UnaryRequest*>(request.get());
  if (!wanted)
    co_return fail(Code::unimplemented, "unimplemented", {"Không có phương thức này.", "Not implemented."});
  auto info = describe(call, *request);
  const auto& definition = wanted->response_definition();
  copy_headers(definition.response_headers(), call.response_headers());
  copy_headers(definition.response_trailers(), call.response_trailers());
  co_await pause(definition.response_delay_ms());
  if (definition.has_error()) {
    const auto& error = definition.error();
    for (const auto& detail : error.details()) call.error_details().push_back(detail);
    call.error_details().emplace_back().PackFrom(info);
    const auto text = kept(error.message());
    co_return fail(static_cast<Code>(error.code()), "wanted", {text, text});
  }
  auto response = std::make_unique<suite::UnaryResponse>();
  response->mutable_payload()->set_data(definition.response_data());
  *response->mutable_payload()->mutable_request_info() = std::move(info);
  co_return std::unique_ptr<Message>(std::move(response));
}

asio::awaitable<Result<>> Service::stream(rpc::Call& call, std::unique_ptr<Message> request,
                                          rpc::Sender& sender) {
  auto info = describe(call, *request);
  const auto& definition = dynamic_cast<const suite::ServerStreamRequest&>(*request).response_definition();
  copy_headers(definition.response_headers(), call.response_headers());
  copy_headers(definition.response_trailers(), call.response_trailers());
  if (definition.response_data_size() > 0)
    if (auto ok = co_await sender.start(); !ok) co_return ok;
  bool first = true;
  for (const auto& data : definition.response_data()) {
    suite::ServerStreamResponse response;
    response.mutable_payload()->set_data(data);
    if (std::exchange(first, false)) *response.mutable_payload()->mutable_request_info() = info;
    co_await pause(definition.response_delay_ms());
    if (auto ok = co_await sender.send(response); !ok) co_return ok;
  }
  if (!definition.has_error()) co_return Result<>();
  const auto& error = definition.error();
  for (const auto& detail : error.details()) call.error_details().push_back(detail);
  if (first) call.error_details().emplace_back().PackFrom(info);
  const auto text = kept(error.message());
  co_return fail(static_cast<Code>(error.code()), "wanted", {text, text});
}

}  // namespace hotline::conformance
