// A Server with a handler made of a function, and a gate at which a handler can be made to wait.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <future>
#include <memory>
#include <string>

#include "net/server.h"

namespace hotline::net::testing {

class FunctionHandler final : public Handler {
 public:
  using Call = std::function<asio::awaitable<void>(Exchange&)>;
  explicit FunctionHandler(Call call) : call_(std::move(call)) {}
  asio::awaitable<void> handle(Exchange& exchange) override { return call_(exchange); }
  /// Those who say `X-Known: yes` are known, and may bring three times as much.
  BodyAllowance allow_body(const Request& head, std::size_t usual_max_bytes) override {
    const bool known = head.headers.find("x-known").has_value();
    return {known ? 3 * usual_max_bytes : usual_max_bytes, known};
  }

 private:
  Call call_;
};

/// Answers with the request's method, path and body.
asio::awaitable<void> echo(Exchange& exchange);

/// Deadlines of milliseconds, where the defaults are seconds.
Limits quick_limits();

class TestServer {
 public:
  explicit TestServer(FunctionHandler::Call call, Limits limits = {}, int threads = 2);

  Server& operator*() { return *server_; }
  Server* operator->() { return server_.get(); }
  std::uint16_t port() const { return server_->ports().front(); }

 private:
  FunctionHandler handler_;
  std::unique_ptr<Server> server_;
};

/// Handlers wait here until the test opens the gate. A cancelled wait throws, as every cancelled operation
/// does.
class Gate {
 public:
  Gate();
  asio::awaitable<void> wait();
  /// Until one handler has come.
  void await_arrival() { arrived_.get_future().wait(); }
  void open();

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::promise<void> arrived_;
};

std::string post(std::string_view path, std::string_view body);
std::string get(std::string_view path, std::string_view more_fields = "");

}  // namespace hotline::net::testing
