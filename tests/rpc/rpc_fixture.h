// A server of EchoService. What a request's `text` asks for: "fail", "throw", "wait", "metadata",
// "unwritable", "together".
#pragma once

#include <future>
#include <memory>
#include <string>

#include "echo.pb.h"
#include "net/server.h"
#include "net/testing/raw_connection.h"
#include "net/testing/test_server.h"
#include "rpc/router.h"

namespace hotline::rpc::testing {

class EchoService;

class EchoServer {
 public:
  explicit EchoServer(RouterOptions options = {}, net::Limits limits = {}, net::TlsFiles tls = {});
  ~EchoServer();

  std::uint16_t port() const;
  void stop();
  void wait();
  /// How many calls reached the dispatcher.
  int calls() const;
  std::string last_exception() const;
  std::string metrics() const;
  /// Until one call waits, as "wait" asks it to.
  void await_waiting();
  /// Why the stream that was asked to wait was cancelled.
  net::Cancelled await_cancelled();

 private:
  std::unique_ptr<EchoService> service_;
  std::string last_exception_;
  std::unique_ptr<Router> router_;
  std::unique_ptr<net::Server> server_;
};

const google::protobuf::MethodDescriptor& method(const std::string& name);

}  // namespace hotline::rpc::testing
