#include "net/server.h"

#include <pthread.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "net/session.h"

namespace hotline::net {
namespace {

using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, Strand>;
using Timer = asio::basic_waitable_timer<Steady, asio::wait_traits<Steady>, Strand>;

struct Listener {
  Acceptor acceptor;
  std::uint16_t port;
  bool tls;
};

std::unexpected<Error> cannot_listen() {
  return fail(Code::failed_precondition, "cannot_listen",
              {"Không mở được cổng mạng: địa chỉ sai, đang có chương trình khác dùng, hoặc không được phép.",
               "Cannot listen: the address is wrong, in use by another program, or not allowed."});
}

}  // namespace

struct Server::Impl {
  Impl(ServerOptions given, Handler& handler)
      : options(std::move(given)),
        registry(options.limits),
        io(options.threads),
        strand(asio::make_strand(io)),
        ticker(strand),
        shared{.handler = handler, .limits = options.limits} {
    shared.closed = [this](Session* session) { forget(session); };
  }

  Result<> open() {
    for (const auto& where : options.listen) {
      if (where.tls && !tls) {
        auto loaded = load_tls(options.tls_files);
        if (!loaded) return fail(std::move(loaded.error()));
        tls = std::move(*loaded);
      }
      error_code ec;
      const auto address = asio::ip::make_address(where.address, ec);
      if (ec) return cannot_listen();
      const tcp::endpoint endpoint(address, where.port);
      Acceptor acceptor(strand);
      acceptor.open(endpoint.protocol(), ec);
      if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
      if (!ec) acceptor.bind(endpoint, ec);
      if (!ec) acceptor.listen(4096, ec);
      const auto bound = ec ? tcp::endpoint() : acceptor.local_endpoint(ec);
      if (ec) return cannot_listen();
      listeners.push_back({std::move(acceptor), bound.port(), where.tls});
    }
    return {};
  }

  void run() {
    for (auto& listener : listeners) asio::co_spawn(strand, accept_all(listener), asio::detached);
    asio::co_spawn(strand, sweep_all(), asio::detached);
    for (int i = 0; i < options.threads; ++i)
      threads.emplace_back([this] {
        pthread_setname_np(pthread_self(), "network");  // for `top -H`
        io.run();
      });
  }

  asio::awaitable<void> accept_all(Listener& listener) {
    Timer backoff(strand);
    while (!shared.stopping) {
      error_code ec;
      auto socket = co_await listener.acceptor.async_accept(asio::make_strand(io),
                                                            asio::redirect_error(asio::use_awaitable, ec));
      if (!ec) {
        welcome(std::move(socket), listener.tls);
      } else if (ec != asio::error::operation_aborted && ec != asio::error::connection_aborted) {
        // Mostly EMFILE: waiting lets connections end, and the ones in the backlog wait with us.
        backoff.expires_after(std::chrono::milliseconds(options.limits.accept_backoff_ms));
        co_await backoff.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      }
    }
  }

  void welcome(Socket socket, bool with_tls) {
    error_code ec;
    const auto peer = socket.remote_endpoint(ec);
    if (ec) return;
    socket.set_option(tcp::no_delay(true), ec);
    auto seat = registry.admit(peer.address().to_string());
    if (!seat) {
      ++shared.counts.refused;
      if (!with_tls) send_away(socket);
      return;
    }
    ++shared.counts.accepted;
    const auto session =
        make_session(std::move(socket), std::move(*seat), with_tls ? certificates() : nullptr, shared);
    {
      const std::scoped_lock lock(mutex);
      sessions.insert(session.get());
    }
    session->start();
  }

  // Best effort: a fresh socket's buffer takes these bytes without waiting.
  static void send_away(Socket& socket) {
    error_code ec;
    socket.non_blocking(true, ec);
    socket.write_some(
        asio::buffer(std::string_view("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n"
                                      "Retry-After: 5\r\nConnection: close\r\n\r\n")),
        ec);
    socket.shutdown(tcp::socket::shutdown_send, ec);
  }

  asio::awaitable<void> sweep_all() {
    for (;;) {
      ticker.expires_after(std::chrono::milliseconds(options.limits.sweep_ms));
      error_code ec;
      co_await ticker.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      const auto now = Steady::now();
      for (const auto& session : sessions_that([now](const Session& s) { return s.is_due(now); }))
        session->sweep();
      if (shared.stopping && is_empty()) co_return;
    }
  }

  // The references are given up after the lock: the last one runs a destructor that takes it.
  template <class Wanted>
  std::vector<std::shared_ptr<Session>> sessions_that(Wanted wanted) {
    std::vector<std::shared_ptr<Session>> out;
    const std::scoped_lock lock(mutex);
    for (auto* session : sessions)
      if (wanted(*session))
        if (auto alive = session->weak_from_this().lock()) out.push_back(std::move(alive));
    return out;
  }

  bool is_empty() {
    const std::scoped_lock lock(mutex);
    return sessions.empty();
  }

  void forget(Session* session) {
    const std::scoped_lock lock(mutex);
    sessions.erase(session);
  }

  void stop() {
    const bool again = shared.stopping.exchange(true);
    asio::post(strand, [this] {
      for (auto& listener : listeners) {
        error_code ignored;
        listener.acceptor.close(ignored);
      }
      ticker.cancel();
    });
    for (const auto& session : sessions_that([](const Session&) { return true; })) session->stop(again);
  }

  void wait() {
    const std::scoped_lock one_waiter(joining);
    for (auto& thread : threads) thread.join();  // they run out of work when the last session is gone
    threads.clear();
  }

  TlsContext certificates() {
    const std::scoped_lock lock(mutex);
    return tls;
  }

  const ServerOptions options;
  Registry registry;
  std::mutex mutex;  // sessions, tls
  std::mutex joining;
  TlsContext tls;
  asio::io_context io;
  Strand strand;
  Timer ticker;
  Session::Shared shared;
  std::unordered_set<Session*> sessions;
  std::vector<Listener> listeners;
  std::vector<std::thread> threads;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  impl_->stop();
  impl_->stop();
  impl_->wait();
}

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler& handler) {
  HOTLINE_CHECK(options.threads >= 1);
  auto impl = std::make_unique<Impl>(std::move(options), handler);
  if (auto opened = impl->open(); !opened) return fail(std::move(opened.error()));
  impl->run();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::vector<std::uint16_t> Server::ports() const {
  std::vector<std::uint16_t> out;
  for (const auto& listener : impl_->listeners) out.push_back(listener.port);
  return out;
}

Result<> Server::reload_certificates() {
  auto loaded = load_tls(impl_->options.tls_files);
  if (!loaded) return fail(std::move(loaded.error()));
  const std::scoped_lock lock(impl_->mutex);
  impl_->tls = std::move(*loaded);
  return {};
}

void Server::stop() { impl_->stop(); }
void Server::wait() { impl_->wait(); }
asio::any_io_executor Server::executor() const { return impl_->io.get_executor(); }

ServerStats Server::stats() const {
  const auto& counts = impl_->shared.counts;
  return {impl_->registry.connections(), counts.accepted, counts.refused,
          counts.cut_by_deadline,        counts.requests, impl_->shared.bodies.taken()};
}

}  // namespace hotline::net
