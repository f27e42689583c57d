// A gateway that gets webhooks over HTTP, on a port of its own of the loopback interface, and answers as the
// test says: well, badly, late, or not at all. Every wait is for a request; in vain it fails after
// `patience_s`.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hotline::test {

struct Received {
  std::string path, body;
  std::map<std::string, std::string> headers;  // names in small letters
};

class Receiver {
 public:
  static constexpr int patience_s = 20;
  /// The whole answer; empty: the connection is closed without one. Runs on a thread of the request; may
  /// block.
  using Answer = std::function<std::string(const Received&)>;

  explicit Receiver(Answer answer);
  ~Receiver();

  std::uint16_t port() const { return port_; }
  std::string url(const std::string& path = "/hook") const;
  /// The n-th request that came, the first is 0.
  Received at(std::size_t n);
  std::vector<Received> all();

 private:
  void accept_all();
  void serve(int connection);

  const Answer answer_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::mutex guard_;
  std::condition_variable came_;
  std::vector<Received> received_;
  std::vector<std::thread> requests_;
  std::thread accepting_;
};

/// "HTTP/1.1 200 …" with an empty body and the fields that are given ("Location: …\r\n").
std::string http_answer(int status, const std::string& fields = {}, const std::string& body = {});

}  // namespace hotline::test
