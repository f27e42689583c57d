// One RPC in progress, as the layer above sees it. Used only on the strand of its connection.
//
// Cancellation is the exchange's (net/http.h): when the deadline passes, or a stream's peer is gone, or the
// server stops a stream, the `co_await` in progress throws and the Router answers with the right code. A
// Dispatcher lets that exception pass.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <any>
#include <optional>
#include <string_view>

#include "net/http.h"
#include "rpc/wire_error.h"
#include "rpc/wire_format.h"

namespace hotline::rpc {

namespace asio = boost::asio;

class Call {
 public:
  Call(net::Exchange& exchange, const google::protobuf::MethodDescriptor& method, WireFormat format)
      : exchange_(exchange), method_(method), format_(format) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  const google::protobuf::MethodDescriptor& method() const { return method_; }
  WireFormat format() const { return format_; }

  const net::Request& request() const { return exchange_.request(); }
  const net::Headers& request_headers() const { return exchange_.request().headers; }
  std::optional<std::string_view> header(std::string_view name) const { return request_headers().find(name); }
  std::optional<std::string_view> cookie(std::string_view name) const {
    return exchange_.request().cookie(name);
  }
  std::string_view peer_address() const { return exchange_.request().peer_address; }
  bool is_tls() const { return exchange_.request().tls; }

  /// What the client asked for in connect-timeout-ms.
  std::optional<std::int64_t> timeout_ms() const { return timeout_ms_; }
  /// When the call is cancelled; always there for unary methods.
  std::optional<net::Steady::time_point> deadline() const { return deadline_; }
  net::Cancelled cancelled() const { return exchange_.cancelled(); }
  void on_cancel(std::function<void()> call) { exchange_.on_cancel(std::move(call)); }

  /// For the limit of connections per person; see net::Exchange::bind_person.
  Result<> bind_person(std::string_view key) { return exchange_.bind_person(key); }

  /// What the Dispatcher found out when it admitted the call.
  std::any& context() { return context_; }

  /// Sent with the answer, or with the first message of a stream.
  net::Headers& response_headers() { return response_headers_; }
  /// Sent after the answer, also with an error.
  net::Headers& response_trailers() { return response_trailers_; }
  /// Added to those that Options::error_details makes.
  Details& error_details() { return error_details_; }

 private:
  friend class Router;

  net::Exchange& exchange_;
  const google::protobuf::MethodDescriptor& method_;
  const WireFormat format_;
  std::optional<std::int64_t> timeout_ms_;
  std::optional<net::Steady::time_point> deadline_;
  std::any context_;
  net::Headers response_headers_;
  net::Headers response_trailers_;
  Details error_details_;
};

/// The way back of a server stream.
class Sender {
 public:
  virtual ~Sender() = default;
  /// Sends the response headers now, so that the client knows that its stream is open. Once, before the first
  /// send.
  virtual asio::awaitable<Result<>> start() = 0;
  /// Sends one message and waits until the system has taken it. Fails when the peer is gone or too slow
  /// (`unavailable`) and when the call is cancelled: return then; the Router tells the client what there is
  /// to tell.
  virtual asio::awaitable<Result<>> send(const google::protobuf::Message& message) = 0;
  /// The same for one that another follows at once: it may wait for that one, so that messages that belong
  /// together leave, and arrive, in one piece.
  virtual asio::awaitable<Result<>> send_with_next(const google::protobuf::Message& message) = 0;
};

/// What the layer above implements: one object for all services, called on any network thread.
class Dispatcher {
 public:
  virtual ~Dispatcher() = default;
  /// Whether the sender of this header may call the method: asked before any of the body is read. Those who
  /// may not, may bring no more than RouterOptions::stranger_body_max_bytes. Must not block.
  virtual bool knows(const google::protobuf::MethodDescriptor& /*method*/, const net::Request& /*head*/) {
    return true;
  }
  /// Refuses a call by its header alone, before its message is decompressed and decoded.
  virtual Result<> admit(Call& /*call*/) { return {}; }
  virtual asio::awaitable<Result<std::unique_ptr<google::protobuf::Message>>> unary(
      Call& call, std::unique_ptr<google::protobuf::Message> request) = 0;
  virtual asio::awaitable<Result<>> stream(Call& call, std::unique_ptr<google::protobuf::Message> request,
                                           Sender& sender) = 0;
};

}  // namespace hotline::rpc
