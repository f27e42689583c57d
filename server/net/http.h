// One HTTP/1.1 request and its answer, as the layers above see them: no socket, no Beast, no TLS.
//
// A Handler is one object for all connections. `handle` runs as a coroutine on the strand of its connection;
// several connections run at the same time on several threads, so a Handler guards whatever it shares.
//
// Cancellation: when the deadline that the handler set has passed, when the peer of an open-ended exchange is
// gone, or when the server stops, the `co_await` in progress ends with boost::system::system_error
// (operation_aborted) and so does each one after it. A handler need not catch that. What cannot be
// interrupted (a transaction that is being committed) simply runs to its end, and its answer is sent.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace hotline::net {

namespace asio = boost::asio;
using Steady = std::chrono::steady_clock;

/// Header fields in the order in which they came. Names compare without case (RFC 9110 §5.1).
class Headers {
 public:
  struct Field {
    std::string_view name;
    std::string_view value;
  };

  /// A name that is no token, or a value with a control character, cannot be sent: such a field is left out.
  void add(std::string_view name, std::string_view value);
  /// Replaces every field of that name.
  void set(std::string_view name, std::string_view value);
  /// The first of that name. Valid until the next add, set or clear.
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t size() const { return places_.size(); }
  Field operator[](std::size_t i) const;
  void clear();

 private:
  struct Place {
    std::uint32_t at, name_size, value_size;
  };
  std::string bytes_;
  std::vector<Place> places_;
};

enum class Method : std::uint8_t { get, head, post, other };

struct Request {
  Method method = Method::other;
  std::string target;  // as sent: path and query
  Headers headers;
  std::string body;
  bool body_too_large = false;  // `body` is then empty; the connection is closed after the answer
  bool bodies_busy = false;     // the same, since all requests together bring too much just now
  std::string peer_address;     // of the socket, without the port
  bool tls = false;

  /// The target without its query.
  std::string_view path() const;
  /// The value of one cookie of the Cookie header (RFC 6265 §5.4).
  std::optional<std::string_view> cookie(std::string_view name) const;
};

struct Response {
  unsigned status = 200;
  Headers headers;  // Content-Length, Date, Connection and Transfer-Encoding are added by the session
  std::string body;
  std::shared_ptr<const std::string> shared_body = {};  // instead of `body`: bytes that many answers share
};

enum class Cancelled : std::uint8_t { no, deadline, peer_gone, stopping };

/// One request being answered. Used only on the strand of its connection.
class Exchange {
 public:
  virtual ~Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  const Request& request() const { return request_; }

  /// The whole answer; it is written when the handler returns. Not after start_stream.
  virtual void respond(Response response) = 0;

  /// From here the answer has no natural end: the exchange is cancelled when the peer closes its side and
  /// when the server stops. Its connection is not used again.
  virtual void set_open_ended() = 0;
  /// Sends the head; the body follows in pieces. `head.body` is ignored.
  virtual asio::awaitable<Result<>> start_stream(Response head) = 0;
  /// Sends one piece and waits until the system has taken it: at most write_max_ms, else the connection is
  /// cut and `unavailable` is returned. Works also after a cancellation, so that a stream can end with a
  /// reason.
  virtual asio::awaitable<Result<>> write(std::string_view piece) = 0;

  /// Cancels at `at`. A later call replaces it.
  virtual void set_deadline(Steady::time_point at) = 0;
  Cancelled cancelled() const { return cancelled_; }
  /// Called once, on the strand, when the exchange is cancelled; at once if it already is.
  void on_cancel(std::function<void()> call);

  /// Frees the body, which has been read: others may take its place.
  virtual void drop_body() = 0;

  /// Counts this connection as one of that person's, until it closes or is bound to another.
  /// resource_exhausted when the person has connections_per_person_max.
  virtual Result<> bind_person(std::string_view key) = 0;

 protected:
  Exchange() = default;
  void note_cancelled(Cancelled why);
  void forget_exchange();

  Request request_;

 private:
  Cancelled cancelled_ = Cancelled::no;
  std::function<void()> on_cancel_;
};

/// How much body a request may bring, and whether its sender is known (body_budget.h).
struct BodyAllowance {
  std::size_t max_bytes = 0;
  bool known = false;
};

class Handler {
 public:
  virtual ~Handler() = default;
  /// Asked when the header is there (method, target, headers, peer_address) and before any of the body is
  /// kept. On the strand; must not block.
  virtual BodyAllowance allow_body(const Request& /*head*/, std::size_t usual_max_bytes) {
    return {usual_max_bytes, false};
  }
  /// Answers by respond() or by a stream. An exception, or a return without an answer, becomes status 500.
  virtual asio::awaitable<void> handle(Exchange& exchange) = 0;
};

/// "Not Found" for 404; empty for a status without a name.
std::string_view reason_phrase(unsigned status);
bool equal_no_case(std::string_view a, std::string_view b);
/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);
/// A short answer in text/plain, with the headers that every answer needs.
Response plain_text(unsigned status, std::string_view text);
/// What every answer carries (nosniff, no-referrer, frames denied); one place for all handlers.
void add_guard_headers(Headers& headers);

}  // namespace hotline::net
