// A small HTTP/1.1 client for command lines and tests: one connection at a time, kept open between requests,
// blocking, every wait with an end. Not for use on a network thread. One thread at a time, but for cancel().
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/http.h"

namespace hotline::net {

struct ClientOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  bool tls = false;
  std::string ca_file = {};  // PEM; empty: the system's authorities. The host's name is always checked.
  std::int64_t connect_max_ms = 10'000;
  std::size_t header_max_bytes = 64 << 10;
};

class HttpClient {
 public:
  struct Answer {
    unsigned status = 0;
    Headers headers;
  };
  /// Gets each piece of the body as it comes, after the head is known; false ends the exchange there.
  using OnBody = std::function<bool(const Answer& head, std::string_view piece)>;

  explicit HttpClient(ClientOptions options);
  ~HttpClient();

  struct Patience {
    std::int64_t idle_max_ms = 30'000;  // the longest wait for the next bytes
    Steady::time_point until = Steady::time_point::max();
  };

  /// unavailable: no connection, a certificate that is
  /// not trusted, a connection that breaks; deadline_exceeded; internal: an answer that is not HTTP. A
  /// request is never sent twice.
  Result<Answer> post(std::string_view path, const Headers& headers, std::string_view body,
                      const Patience& patience, const OnBody& on_body);
  /// Ends the request in progress, or the next one if there is none: it returns `canceled`. The only member
  /// for other threads.
  void cancel();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hotline::net
