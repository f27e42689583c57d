#include "support/receiver.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>

namespace hotline::test {
namespace {

/// Everything up to the end of the body; false where the other side went away before.
bool read_request(int connection, Received& request) {
  std::string text;
  std::size_t head_end = std::string::npos, body_size = 0;
  for (char buffer[4096];;) {
    if (head_end == std::string::npos && (head_end = text.find("\r\n\r\n")) != std::string::npos) {
      request.path = text.substr(text.find(' ') + 1);
      request.path.resize(request.path.find(' '));
      for (std::size_t at = text.find("\r\n") + 2; at < head_end + 2;) {
        const auto end = text.find("\r\n", at), colon = text.find(':', at);
        auto name = text.substr(at, colon - at);
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
        request.headers[name] = text.substr(colon + 2, end - colon - 2);
        at = end + 2;
      }
      body_size = std::stoul("0" + request.headers["content-length"]);
    }
    if (head_end != std::string::npos && text.size() >= head_end + 4 + body_size) break;
    const auto count = read(connection, buffer, sizeof buffer);
    if (count <= 0) return false;
    text.append(buffer, static_cast<std::size_t>(count));
  }
  request.body = text.substr(head_end + 4, body_size);
  return true;
}

}  // namespace

std::string http_answer(int status, const std::string& fields, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) + " Answer\r\n" + fields +
         "Connection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Receiver::Receiver(Answer answer) : answer_(std::move(answer)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(listen(listener_, 64), 0);
  EXPECT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept_all(); });
}

Receiver::~Receiver() {
  shutdown(listener_, SHUT_RDWR);
  accepting_.join();
  close(listener_);
  for (auto& request : requests_) request.join();
}

std::string Receiver::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

void Receiver::accept_all() {
  for (int connection; (connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;)
    requests_.emplace_back([this, connection] { serve(connection); });
}

void Receiver::serve(int connection) {
  Received request;
  if (read_request(connection, request)) {
    {
      const std::lock_guard lock(guard_);
      received_.push_back(request);
    }
    came_.notify_all();
    const auto answer = answer_(request);
    for (std::string_view rest = answer; !rest.empty();) {
      const auto count = send(connection, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (count <= 0) break;
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  close(connection);
}

Received Receiver::at(std::size_t n) {
  std::unique_lock lock(guard_);
  if (!came_.wait_for(lock, std::chrono::seconds{patience_s}, [&] { return received_.size() > n; })) {
    ADD_FAILURE() << "request " << n << " did not come";
    return {};
  }
  return received_[n];
}

std::vector<Received> Receiver::all() {
  const std::lock_guard lock(guard_);
  return received_;
}

}  // namespace hotline::test
