// The server side of the Connect protocol (connectrpc.com/docs/protocol), for unary and server-streaming
// methods over POST /<package.Service>/<Method>. It knows services by their descriptors and nothing of what
// they mean.
//
// Not supported, on purpose: GET (personal data must never be in a URL), client and bidirectional streams
// (answered with `unimplemented`), gRPC.
//
// Handling a call: content type and timeout are checked, then the Dispatcher is asked whether it admits the
// call by its header; compression and message are checked next, each with a fixed text, and the Dispatcher
// has the call. An exception out of it becomes `internal`, or what the cancellation was about.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "net/http.h"
#include "net/metrics_text.h"
#include "rpc/call.h"
#include "rpc/codec.h"

namespace hotline::rpc {

struct RouterOptions {
  std::size_t message_max_bytes = 1 << 20;  // after decompression; net's body_max_bytes holds before
  /// By full name of the method, where it differs.
  std::map<std::string, std::size_t> message_max_bytes_of = {};
  std::size_t stranger_body_max_bytes = 16 << 10;  // of a sender whom the Dispatcher does not know (call.h)
  std::size_t gzip_min_bytes = 1'024;              // shorter answers are not compressed
  std::int64_t handler_max_ms = 30'000;            // unary: the client's timeout is clamped to this
  CodecOptions codec = {};
  /// What goes along with an error besides code and English text.
  std::function<Details(const Error&)> error_details = {};
  /// Told of an exception that is no cancellation. Only the name of its type is handed on: its text may quote
  /// data.
  std::function<void(const google::protobuf::MethodDescriptor&, std::string_view exception_type)>
      on_exception = {};
};

class Router final : public net::Handler {
 public:
  /// `dispatcher` outlives the router; every service is generated code linked into the program.
  /// Switches protobuf's own log off: it names fields of what clients send.
  Router(Dispatcher& dispatcher, const std::vector<const google::protobuf::ServiceDescriptor*>& services,
         RouterOptions options = {});
  ~Router() override;

  net::BodyAllowance allow_body(const net::Request& head, std::size_t usual_max_bytes) override;
  asio::awaitable<void> handle(net::Exchange& exchange) override;

  /// "/package.Service/" for each service: the prefixes to route here.
  std::vector<std::string> prefixes() const;
  /// hotline_rpc_requests_total and hotline_rpc_duration_seconds, by method.
  void write_metrics(net::MetricsText& out) const;

 private:
  struct Method;

  // Both give the number of the code that was answered, 0 for success.
  asio::awaitable<std::size_t> serve_unary(Call& call, const Method& method);
  asio::awaitable<std::size_t> serve_stream(Call& call, const Method& method);
  asio::awaitable<Result<std::unique_ptr<google::protobuf::Message>>> ask_unary(
      Call& call, std::unique_ptr<google::protobuf::Message> request);
  asio::awaitable<Result<>> ask_stream(Call& call, std::unique_ptr<google::protobuf::Message> request,
                                       Sender& sender);

  std::size_t message_max_bytes(const Method& method) const;
  Result<std::unique_ptr<google::protobuf::Message>> read_request(Call& call, const Method& method);
  Result<> read_timeout(Call& call) const;
  Error failure_of(const Call& call, const std::exception& thrown) const;
  Details details_of(Call& call, const Error& error) const;
  Result<> answer_unary(Call& call, const google::protobuf::Message& message) const;
  void answer_error(Call& call, const Error& error) const;
  std::string end_of_stream(Call& call, const Result<>& result) const;

  Dispatcher& dispatcher_;
  const RouterOptions options_;
  std::vector<std::unique_ptr<Method>> methods_;
  std::map<std::string, Method*, std::less<>> by_path_;
};

}  // namespace hotline::rpc
