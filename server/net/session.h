// One connection, from its first byte to its last (internal to net).
//
// Everything of a session runs on its strand, except `is_due`, `sweep` and `stop`, which any thread may call.
#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <functional>
#include <memory>

#include "net/body_budget.h"
#include "net/http.h"
#include "net/limits.h"
#include "net/registry.h"
#include "net/tls.h"

namespace hotline::net {

using Strand = asio::strand<asio::io_context::executor_type>;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Strand>;

struct TrafficCounts {
  std::atomic<std::uint64_t> accepted{0}, refused{0}, requests{0}, cut_by_deadline{0};
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  /// What all sessions share; outlives them.
  struct Shared {
    Handler& handler;
    const Limits limits;
    BodyBudget bodies{limits.bodies_max_bytes, limits.strangers_bodies_max_bytes};
    TrafficCounts counts{};
    std::function<void(Session*)> closed{};  // from the destructor, any thread
    std::atomic<bool> stopping{false};
  };

  virtual ~Session() = default;
  virtual void start() = 0;
  /// Cuts the connection, or cancels the running handler, when the session's deadline has passed.
  virtual void sweep() = 0;
  bool is_due(Steady::time_point now) const {
    return now.time_since_epoch().count() >= due_.load(std::memory_order_relaxed);
  }
  /// Idle: closes. Answering: closes after the answer. Streaming: cancels. At once: cancels and cuts.
  virtual void stop(bool at_once) = 0;

 protected:
  static constexpr Steady::rep never = INT64_MAX;
  std::atomic<Steady::rep> due_{never};
};

/// With a TLS context the connection starts with a handshake.
std::shared_ptr<Session> make_session(Socket socket, Seat seat, TlsContext tls, Session::Shared& shared);

}  // namespace hotline::net
