#include "rpc/stream_sender.h"

#include "net/negotiation.h"
#include "rpc/envelope.h"
#include "rpc/faults.h"
#include "rpc/gzip.h"

namespace hotline::rpc {
namespace {

constexpr std::size_t held_max_bytes = 16 << 10;

}  // namespace

Error cancelled_error(net::Cancelled why) {
  switch (why) {
    case net::Cancelled::deadline:
      return deadline_passed();
    case net::Cancelled::stopping:
      return server_stopping();
    case net::Cancelled::peer_gone:
    case net::Cancelled::no:
      break;
  }
  return caller_gone();
}

bool accepts_gzip(const Call& call) {
  const auto name = call.format().streaming ? "connect-accept-encoding" : "accept-encoding";
  return net::accepts(call.header(name).value_or(""), "gzip");
}

net::Response answer_head(Call& call, std::string_view content_type) {
  net::Response response;
  auto& headers = response.headers;
  headers.add("Content-Type", content_type);
  headers.add("Cache-Control", "no-store");
  net::add_guard_headers(headers);
  for (std::size_t i = 0; i < call.response_headers().size(); ++i)
    headers.add(call.response_headers()[i].name, call.response_headers()[i].value);
  if (call.format().streaming) return response;
  for (std::size_t i = 0; i < call.response_trailers().size(); ++i) {
    const auto field = call.response_trailers()[i];
    headers.add("trailer-" + std::string(field.name), field.value);
  }
  return response;
}

net::Response stream_head(Call& call, bool gzip) {
  auto response = answer_head(call, content_type(call.format()));
  if (gzip) response.headers.add("Connect-Content-Encoding", "gzip");
  return response;
}

asio::awaitable<Result<>> StreamSender::start() {
  HOTLINE_CHECK(!started_);
  started_ = true;
  gzip_ = accepts_gzip(call_);
  return exchange_.start_stream(stream_head(call_, gzip_));
}

asio::awaitable<Result<>> StreamSender::send(const google::protobuf::Message& message) {
  return send_from(message, 0);
}

asio::awaitable<Result<>> StreamSender::send_with_next(const google::protobuf::Message& message) {
  return send_from(message, held_max_bytes);
}

asio::awaitable<Result<>> StreamSender::send_from(const google::protobuf::Message& message,
                                                  std::size_t held_max) {
  if (call_.cancelled() != net::Cancelled::no) co_return fail(cancelled_error(call_.cancelled()));
  if (!started_)
    if (auto ok = co_await start(); !ok) co_return ok;
  if (auto ok = pack(message); !ok) co_return ok;
  if (envelopes_.size() <= held_max) co_return Result<>();
  auto written = co_await exchange_.write(envelopes_);
  envelopes_.clear();
  if (!written) co_return written;
  if (call_.cancelled() != net::Cancelled::no) co_return fail(cancelled_error(call_.cancelled()));
  co_return Result<>();
}

Result<> StreamSender::pack(const google::protobuf::Message& message) {
  if (auto ok = encode(call_.format().codec, message, message_); !ok) return ok;
  const bool compress = gzip_ && message_.size() >= gzip_min_bytes_;
  if (compress) message_ = gzip(message_);
  append_envelope_head(envelopes_, compress ? flag_compressed : std::uint8_t{0}, message_.size());
  envelopes_ += message_;
  return {};
}

}  // namespace hotline::rpc
