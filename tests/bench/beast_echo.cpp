#include "bench/beast_echo.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <thread>

namespace hotline::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

asio::awaitable<void> session(tcp::socket socket) {
  beast::flat_buffer buffer;
  socket.set_option(tcp::no_delay(true));
  try {
    for (;;) {
      http::request<http::string_body> request;
      co_await http::async_read(socket, buffer, request, asio::use_awaitable);
      http::response<http::string_body> response{http::status::ok, 11};
      response.body() = std::move(request.body());
      response.prepare_payload();
      co_await http::async_write(socket, response, asio::use_awaitable);
    }
  } catch (const boost::system::system_error&) {  // the client has gone
  }
}

asio::awaitable<void> listen(tcp::acceptor& acceptor) {
  try {
    for (;;) {
      auto socket = co_await acceptor.async_accept(asio::use_awaitable);
      asio::co_spawn(acceptor.get_executor(), session(std::move(socket)), asio::detached);
    }
  } catch (const boost::system::system_error&) {  // closed
  }
}

}  // namespace

struct BeastEcho::Impl {
  asio::io_context io{1};
  tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
  std::thread thread;
};

BeastEcho::BeastEcho() : impl_(std::make_unique<Impl>()) {
  asio::co_spawn(impl_->io, listen(impl_->acceptor), asio::detached);
  impl_->thread = std::thread([this] { impl_->io.run(); });
}

BeastEcho::~BeastEcho() {
  impl_->io.stop();
  impl_->thread.join();
}

std::uint16_t BeastEcho::port() const { return impl_->acceptor.local_endpoint().port(); }

}  // namespace hotline::bench
