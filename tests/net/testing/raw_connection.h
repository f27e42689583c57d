// A client's side of one TCP connection, byte by byte, for what no well-behaved client would send. Every wait
// is for an event on the socket; a test that waits in vain fails after `patience_s`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hotline::net::testing {

class RawConnection {
 public:
  static constexpr int patience_s = 20;

  explicit RawConnection(std::uint16_t port);
  /// Only the socket, to be connected later.
  RawConnection();
  ~RawConnection();
  RawConnection(RawConnection&& other) noexcept;
  RawConnection& operator=(RawConnection&&) = delete;

  void connect(std::uint16_t port);
  /// False when the other side has gone.
  bool send(std::string_view bytes);
  /// Says that no more will be sent, and goes on receiving.
  void half_close();
  void close();
  /// Waits for at most `ms` for something to read (or the end).
  bool is_readable_within(int ms);

  /// The next answer with a Content-Length: head and body; what there is, if the connection ends before.
  std::string read_answer(bool without_body = false);
  /// Everything until the other side closes (a reset counts as the end).
  std::string read_to_end();
  /// What has come by now.
  std::string read_ready();
  /// Up to and with `mark`.
  std::string read_until(std::string_view mark);

 private:
  bool receive();

  int fd_;
  std::string received_;
};

/// The status of an answer's first line; 0 when there is none.
int status_of(std::string_view answer);
std::string_view body_of(std::string_view answer);
/// The value of a header field as it is written in the answer ("ETag"); empty when it is not there.
std::string field_of(std::string_view answer, std::string_view name);

}  // namespace hotline::net::testing
