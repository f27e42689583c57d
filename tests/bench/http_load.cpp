#include "bench/http_load.h"

#include <time.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <memory>

namespace hotline::bench {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Steady = std::chrono::steady_clock;

struct Shared {
  const Load& load;
  std::string head;  // up to the length
  std::size_t next = 0;
  Measured out = {};
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(asio::io_context& io, Shared& shared) : socket_(io), shared_(shared) {
    socket_.connect({asio::ip::address_v4::loopback(), shared.load.port});
    socket_.set_option(tcp::no_delay(true));
  }

  void next() {
    if (shared_.next == shared_.load.bodies.size()) return;
    const auto& body = shared_.load.bodies[shared_.next++];
    request_ = shared_.head + std::to_string(body.size()) + "\r\n\r\n" + body;
    began_ = Steady::now();
    asio::async_write(socket_, asio::buffer(request_), [self = shared_from_this()](auto error, std::size_t) {
      if (!error) self->read_head();
    });
  }

 private:
  void read_head() {
    asio::async_read_until(socket_, asio::dynamic_buffer(answer_), "\r\n\r\n",
                           [self = shared_from_this()](auto error, std::size_t size) {
                             if (!error) self->read_body(size);
                           });
  }

  void read_body(std::size_t head) {
    status_ok_ = answer_.compare(9, 3, "200") == 0;
    std::size_t length = 0;
    if (const auto at = answer_.find("Content-Length: "); at != std::string::npos && at < head)
      std::from_chars(answer_.data() + at + 16, answer_.data() + head, length);
    const auto have = answer_.size() - head;
    asio::async_read(socket_, asio::dynamic_buffer(answer_),
                     asio::transfer_exactly(length > have ? length - have : 0),
                     [self = shared_from_this()](auto error, std::size_t) {
                       if (!error) self->answered();
                     });
  }

  void answered() {
    auto& out = shared_.out;
    out.micros.push_back(
        std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began_).count());
    ++out.answered;
    if (!status_ok_) ++out.failed;
    answer_.clear();
    next();
  }

  tcp::socket socket_;
  Shared& shared_;
  std::string request_, answer_;
  Steady::time_point began_;
  bool status_ok_ = false;
};

double processor_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

}  // namespace

std::string get(std::uint16_t port, const std::string& target) {
  asio::io_context io(1);
  tcp::socket socket(io);
  boost::system::error_code failed;
  std::string answer;
  socket.connect({asio::ip::address_v4::loopback(), port}, failed);
  if (failed) return answer;
  asio::write(socket,
              asio::buffer("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"),
              failed);
  if (!failed) asio::read(socket, asio::dynamic_buffer(answer), failed);  // until the end
  return answer;
}

double Measured::percentile_ms(double share) const {
  if (micros.empty()) return 0;
  return static_cast<double>(
             micros[static_cast<std::size_t>(share * static_cast<double>(micros.size() - 1))]) /
         1000.0;
}

Measured run(const Load& load) {
  asio::io_context io(1);
  Shared shared{load, "POST " + load.target +
                          " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnect-Protocol-Version: 1\r\nContent-Type: " +
                          load.content_type +
                          (load.bearer.empty() ? "" : "\r\nAuthorization: Bearer " + load.bearer) +
                          "\r\nContent-Length: "};
  shared.out.micros.reserve(load.bodies.size());
  for (std::uint32_t i = 0; i < load.connections; ++i) std::make_shared<Connection>(io, shared)->next();
  const auto began = Steady::now();
  const auto used = processor_seconds();
  io.run();
  shared.out.processor_seconds = processor_seconds() - used;
  shared.out.seconds = std::chrono::duration<double>(Steady::now() - began).count();
  std::ranges::sort(shared.out.micros);
  return std::move(shared.out);
}

}  // namespace hotline::bench
