#include "net/testing/raw_connection.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace hotline::net::testing {

RawConnection::RawConnection() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  EXPECT_GE(fd_, 0);
  const timeval patience{patience_s, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

RawConnection::RawConnection(std::uint16_t port) : RawConnection() { connect(port); }
RawConnection::RawConnection(RawConnection&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), received_(std::move(other.received_)) {}
RawConnection::~RawConnection() { close(); }

void RawConnection::connect(std::uint16_t port) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
}

bool RawConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void RawConnection::half_close() { ::shutdown(fd_, SHUT_WR); }

void RawConnection::close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

bool RawConnection::is_readable_within(int ms) {
  pollfd wanted{fd_, POLLIN, 0};
  return ::poll(&wanted, 1, ms) > 0;
}

bool RawConnection::receive() {
  std::array<char, 16384> piece;
  const auto n = ::recv(fd_, piece.data(), piece.size(), 0);
  if (n < 0) EXPECT_NE(errno, EAGAIN) << "nothing came in time";
  if (n > 0) received_.append(piece.data(), static_cast<std::size_t>(n));
  return n > 0;
}

std::string RawConnection::read_ready() {
  while (is_readable_within(0) && receive()) {
  }
  return std::exchange(received_, "");
}

std::string RawConnection::read_until(std::string_view mark) {
  while (received_.find(mark) == std::string::npos)
    if (!receive()) return std::exchange(received_, "");
  const auto size = received_.find(mark) + mark.size();
  auto out = received_.substr(0, size);
  received_.erase(0, size);
  return out;
}

std::string RawConnection::read_answer(bool without_body) {
  auto out = read_until("\r\n\r\n");
  if (without_body || !out.ends_with("\r\n\r\n")) return out;
  const std::size_t size = std::stoul("0" + field_of(out, "Content-Length"));
  while (received_.size() < size && receive()) {
  }
  out += received_.substr(0, size);
  received_.erase(0, size);
  return out;
}

std::string RawConnection::read_to_end() {
  while (receive()) {
  }
  return std::exchange(received_, "");
}

int status_of(std::string_view answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::stoi(std::string(answer.substr(9, 3))) : 0;
}

std::string_view body_of(std::string_view answer) {
  const auto at = answer.find("\r\n\r\n");
  return at == std::string_view::npos ? "" : answer.substr(at + 4);
}

std::string field_of(std::string_view answer, std::string_view name) {
  const auto head = answer.substr(0, answer.find("\r\n\r\n") + 2);
  const auto at = head.find("\r\n" + std::string(name) + ": ");
  if (at == std::string_view::npos) return "";
  const auto from = at + name.size() + 4;
  return std::string(head.substr(from, head.find("\r\n", from) - from));
}

}  // namespace hotline::net::testing
