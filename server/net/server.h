// The listening side: accepts on any number of addresses, plain or TLS, and runs one Session per connection
// on `threads` network threads, within Limits.
//
// Stopping: stop() closes the listeners and the idle connections, lets running requests finish and cancels
// streams (they end with a reason of their own). A second stop() cancels everything and cuts the connections.
// All members may be called from any thread, wait() and the destructor not from a network thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "net/http.h"
#include "net/limits.h"
#include "net/tls.h"

namespace boost::asio {
class any_io_executor;
}

namespace hotline::net {

struct Listen {
  std::string address = "127.0.0.1";  // a literal IPv4 or IPv6 address
  std::uint16_t port = 0;             // 0: the system chooses, see Server::ports
  bool tls = false;
};

struct ServerOptions {
  std::vector<Listen> listen = {Listen{}};
  TlsFiles tls_files = {};  // needed when one of `listen` has tls
  Limits limits = {};
  int threads = 1;
};

struct ServerStats {
  std::uint64_t connections_open = 0;
  std::uint64_t connections_accepted = 0;
  std::uint64_t connections_refused = 0;  // over a limit of number
  std::uint64_t connections_cut = 0;      // a deadline passed
  std::uint64_t requests = 0;
  std::uint64_t body_bytes = 0;  // of requests, held now
};

class Server {
 public:
  /// Binds and starts. `handler` outlives the server. failed_precondition: an address that is not one, is in
  /// use or not allowed; TLS files that cannot be used.
  static Result<std::unique_ptr<Server>> start(ServerOptions options, Handler& handler);
  /// Stops, the second way if it must, and waits.
  ~Server();

  /// In the order of ServerOptions::listen.
  std::vector<std::uint16_t> ports() const;
  /// Reads the TLS files again, for new connections. After an error the old ones stay in use.
  Result<> reload_certificates();
  void stop();
  /// Returns when the last connection is closed after stop().
  void wait();
  ServerStats stats() const;
  /// The executor of the network threads, for timers of the layers above. Gone with the server.
  asio::any_io_executor executor() const;

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace hotline::net
