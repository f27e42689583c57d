#include "net/testing/test_server.h"

#include <gtest/gtest.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace hotline::net::testing {

struct Gate::State {
  asio::any_io_executor executor;
  asio::steady_timer* timer = nullptr;  // of the one that waits; only on the executor
  bool is_open = false;
};

Gate::Gate() : state_(std::make_shared<State>()) {}

asio::awaitable<void> Gate::wait() {
  auto state = state_;
  state->executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(state->executor, asio::steady_timer::time_point::max());
  state->timer = &timer;
  arrived_.set_value();
  boost::system::error_code ec;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
  state->timer = nullptr;
  state->executor = {};  // it must not outlive the server
  if (!state->is_open) throw boost::system::system_error(ec);
}

void Gate::open() {
  asio::post(state_->executor, [state = state_] {
    state->is_open = true;
    state->timer->cancel();
  });
}

asio::awaitable<void> echo(Exchange& exchange) {
  const auto& request = exchange.request();
  const bool is_post = request.method == Method::post;
  exchange.respond(
      plain_text(request.bodies_busy      ? 503
                 : request.body_too_large ? 413
                                          : 200,
                 (is_post ? "POST " : "OTHER ") + std::string(request.path()) + " " + request.body));
  co_return;
}

Limits quick_limits() {
  Limits limits;
  limits.read_max_ms = 40;
  limits.idle_max_ms = 40;
  limits.write_max_ms = 40;
  limits.drain_max_ms = 40;
  limits.sweep_ms = 5;
  return limits;
}

TestServer::TestServer(FunctionHandler::Call call, Limits limits, int threads) : handler_(std::move(call)) {
  ServerOptions options;
  options.limits = limits;
  options.threads = threads;
  auto started = Server::start(options, handler_);
  if (!started) throw std::runtime_error("the test server did not start");
  server_ = std::move(*started);
}

std::string post(std::string_view path, std::string_view body) {
  return "POST " + std::string(path) +
         " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

std::string get(std::string_view path, std::string_view more_fields) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + std::string(more_fields) + "\r\n";
}

}  // namespace hotline::net::testing
