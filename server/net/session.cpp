#include "net/session.h"

#include <array>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <type_traits>

#include "net/request_parser.h"
#include "net/response_head.h"

namespace hotline::net {
namespace {

using boost::system::error_code;
namespace this_coro = asio::this_coro;
using TlsStream = asio::ssl::stream<Socket>;

auto into(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

constexpr std::size_t small_read_bytes = 4 << 10;   // what an idle connection costs
constexpr std::size_t large_read_bytes = 64 << 10;  // while a large body comes in
constexpr std::size_t one_write_bytes = 16 << 10;   // shorter bodies are copied behind their head

Steady::rep after(std::int64_t ms) {
  return (Steady::now() + std::chrono::milliseconds(ms)).time_since_epoch().count();
}

std::unexpected<Error> peer_is_gone() {
  return fail(Code::unavailable, "peer_gone", {"Kết nối đã đứt.", "The connection is gone."});
}

template <class Stream>
class StreamSession final : public Session, public Exchange {
  static constexpr bool with_tls = std::is_same_v<Stream, TlsStream>;

 public:
  template <class... Args>
  StreamSession(Seat seat, TlsContext tls, Shared& shared, Args&&... args)
      : shared_(shared),
        tls_(std::move(tls)),
        stream_(std::forward<Args>(args)...),
        seat_(std::move(seat)),
        share_(shared.bodies) {
    request_.peer_address = seat_.address();
    request_.tls = with_tls;
  }
  ~StreamSession() override { shared_.closed(this); }

  void start() override {
    asio::co_spawn(socket().get_executor(), run(self()),
                   asio::bind_cancellation_slot(cancel_.slot(), asio::detached));
  }

  void stop(bool at_once) override {
    asio::post(socket().get_executor(), [self = self(), at_once] { self->on_stop(at_once); });
  }

  void sweep() override {
    asio::post(socket().get_executor(),
               [self = self()] { self->on_due(Steady::now().time_since_epoch().count()); });
  }

  void respond(Response response) override {
    HOTLINE_CHECK(!streaming_);
    answer_ = std::move(response);
  }

  void set_open_ended() override {
    keep_alive_ = false;
    open_ended_ = true;
    if (shared_.stopping) cancel(Cancelled::stopping);
    if (std::exchange(watching_, true)) return;
    asio::co_spawn(socket().get_executor(), watch_peer(self()), asio::detached);
  }

  asio::awaitable<Result<>> start_stream(Response head) override {
    HOTLINE_CHECK(!streaming_ && !answer_);
    streaming_ = true;
    keep_alive_ = false;
    chunked_ = parser_->is_http11();
    out_.clear();
    append_head(out_, head, {chunked_ ? Framing::chunked : Framing::until_close, 0, false});
    return write_out();
  }

  asio::awaitable<Result<>> write(std::string_view piece) override {
    HOTLINE_CHECK(streaming_ && !piece.empty());
    out_.clear();
    chunked_ ? append_chunk(out_, piece) : void(out_.append(piece));
    return write_out();
  }

  void set_deadline(Steady::time_point at) override { set_due(io_due_, at.time_since_epoch().count()); }
  void drop_body() override {
    request_.body = {};
    share_.clear();
  }
  Result<> bind_person(std::string_view key) override { return seat_.bind_person(key); }

 private:
  enum class Read { whole, refused, gone };

  std::shared_ptr<StreamSession> self() {
    return std::static_pointer_cast<StreamSession>(shared_from_this());
  }

  Socket& socket() {
    if constexpr (with_tls)
      return stream_.next_layer();
    else
      return stream_;
  }

  // Deadlines. `io_due_` cuts the connection, `handler_due_` cancels the handler; the sweep looks at the
  // earlier one.

  void set_due(Steady::rep io, Steady::rep handler) {
    io_due_ = io;
    handler_due_ = handler;
    due_.store(std::min(io, handler), std::memory_order_relaxed);
  }

  void on_due(Steady::rep now) {
    if (now >= io_due_) {
      ++shared_.counts.cut_by_deadline;
      set_due(never, never);
      cut();
    } else if (now >= handler_due_) {
      set_due(io_due_, never);
      cancel(Cancelled::deadline);
    }
  }

  void on_stop(bool at_once) {
    if (idle_) return cut();
    if (at_once || open_ended_) cancel(Cancelled::stopping);
    if (at_once) cut();
  }

  // A write is never interrupted: half a chunk would spoil the stream. Whoever writes looks at cancelled().
  void cancel(Cancelled why) {
    if (!in_handler_ || cancelled() != Cancelled::no) return;
    note_cancelled(why);
    if (in_handler_ && !writing_) cancel_.emit(asio::cancellation_type::terminal);
  }

  void cut() {
    error_code ignored;
    socket().close(ignored);
  }

  static asio::awaitable<void> run(std::shared_ptr<StreamSession> self) { co_await self->serve(); }

  asio::awaitable<void> serve() {
    co_await this_coro::throw_if_cancelled(false);
    error_code ec;
    if constexpr (with_tls) {
      set_due(after(shared_.limits.read_max_ms), never);
      co_await stream_.async_handshake(asio::ssl::stream_base::server, into(ec));
    }
    while (!ec) {
      const Read read = co_await read_request();
      if (read == Read::gone) break;
      if (read == Read::whole) co_await run_handler();
      if (!co_await finish_answer()) break;
      if (!keep_alive_) co_return co_await close_politely();
    }
    cut();
  }

  // Reading.

  void begin_request() {
    if (request_.body.capacity() > large_read_bytes) request_.body = {};
    share_.clear();
    request_.method = Method::other;
    request_.target.clear();
    request_.headers.clear();
    request_.body.clear();
    request_.body_too_large = request_.bodies_busy = refused_ = false;
    answer_.reset();
    header_bytes_ = 0;
    parser_.emplace(request_, shared_.limits, shared_.handler, share_);
  }

  asio::awaitable<Read> read_request() {
    begin_request();
    if (buffer_.size() == 0 && !co_await wait_for_first_byte()) co_return Read::gone;
    set_due(after(shared_.limits.read_max_ms), never);
    for (bool continued = false;;) {
      if (const auto end = parse()) co_return *end;
      if (parser_->is_header_seen() && parser_->wants_continue() && !std::exchange(continued, true)) {
        out_ = "HTTP/1.1 100 Continue\r\n\r\n";
        if (!co_await write_out()) co_return Read::gone;
        set_due(after(shared_.limits.read_max_ms), never);
      }
      if (!co_await read_some()) co_return Read::gone;
    }
  }

  asio::awaitable<bool> wait_for_first_byte() {
    if (buffer_.capacity() > small_read_bytes) buffer_.shrink_to_fit();
    set_due(after(shared_.limits.idle_max_ms), never);
    idle_ = true;
    const bool got = !shared_.stopping && co_await read_some();
    idle_ = false;
    co_return got;
  }

  asio::awaitable<bool> read_some() {
    const bool large =
        parser_->is_header_seen() && parser_->content_length_remaining().value_or(0) > small_read_bytes;
    error_code ec;
    const auto n = co_await stream_.async_read_some(
        buffer_.prepare(large ? large_read_bytes : small_read_bytes), into(ec));
    buffer_.commit(n);
    co_return !ec;
  }

  // What is known after the bytes so far; nothing when more are needed.
  std::optional<Read> parse() {
    if (buffer_.size() == 0) return std::nullopt;
    error_code ec;
    const auto used = parser_->put(buffer_.data(), ec);
    buffer_.consume(used);
    if (!parser_->is_header_seen()) header_bytes_ += used;
    if (ec == boost::beast::http::error::body_limit) {
      drop_body();
      request_.body_too_large = true;
      return accept_request(false);
    }
    if (ec == boost::beast::http::error::header_limit) return refuse(431, "The header is too large.\n");
    if (ec && ec != boost::beast::http::error::need_more)
      return refuse(400, "This is not a valid HTTP request.\n");
    if (parser_->is_done()) return accept_request(parser_->keep_alive());
    // Left over are only pieces of the header, or of a chunk's head or trailer.
    if (header_bytes_ + buffer_.size() > shared_.limits.header_max_bytes)
      return refuse(431, "The header is too large.\n");
    if (parser_->is_header_seen()) header_bytes_ = 0;
    return std::nullopt;
  }

  Read accept_request(bool keep_alive) {
    if (parser_->is_http11() && !request_.headers.find("host"))
      return refuse(400, "The Host field is missing.\n");
    refused_ = request_.body_too_large;
    keep_alive_ = keep_alive && parser_->is_http11();
    return Read::whole;
  }

  Read refuse(unsigned status, std::string_view text) {
    refused_ = true;
    keep_alive_ = false;
    answer_ = plain_text(status, text);
    return Read::refused;
  }

  // Answering.

  asio::awaitable<void> run_handler() {
    ++shared_.counts.requests;
    set_due(never, never);
    in_handler_ = true;
    co_await this_coro::throw_if_cancelled(true);
    bool failed = false;
    try {
      co_await shared_.handler.handle(*this);
    } catch (const std::exception&) {
      failed = true;
    }
    co_await this_coro::throw_if_cancelled(false);
    in_handler_ = open_ended_ = false;
    if (cancelled() != Cancelled::no) co_await this_coro::reset_cancellation_state();
    forget_exchange();
    stream_broken_ = stream_broken_ || (failed && streaming_);
    if (!streaming_ && !answer_) answer_ = plain_text(500, "The server could not answer.\n");
  }

  asio::awaitable<bool> finish_answer() {
    if (stream_broken_) co_return false;
    out_.clear();
    if (streaming_) {
      if (chunked_) out_ = "0\r\n\r\n";
      co_return !out_.empty() && (co_await write_out()).has_value();
    }
    if (shared_.stopping) keep_alive_ = false;
    const std::string& body = answer_->shared_body ? *answer_->shared_body : answer_->body;
    append_head(out_, *answer_, {Framing::length, body.size(), keep_alive_});
    std::string_view rest;
    if (request_.method != Method::head) {
      if (body.size() <= one_write_bytes)
        out_ += body;
      else
        rest = body;
    }
    co_return (co_await write_out(rest)).has_value();
  }

  /// Writes `out_` and then `rest`.
  asio::awaitable<Result<>> write_out(std::string_view rest = {}) {
    if (stream_broken_) co_return peer_is_gone();
    const auto handler_due = handler_due_;
    set_due(after(shared_.limits.write_max_ms), handler_due);
    writing_ = true;
    error_code ec;
    if (rest.empty())
      co_await asio::async_write(stream_, asio::buffer(out_), into(ec));
    else
      co_await asio::async_write(
          stream_, std::array<asio::const_buffer, 2>{asio::buffer(out_), asio::buffer(rest)}, into(ec));
    writing_ = false;
    set_due(never, handler_due_);
    stream_broken_ = !!ec;
    if (!ec) co_return Result<>();
    if (in_handler_ && cancelled() == Cancelled::no) note_cancelled(Cancelled::peer_gone);
    co_return peer_is_gone();
  }

  // Sees the peer close its side while a stream runs. The connection is not used again, so what comes is not
  // kept.
  static asio::awaitable<void> watch_peer(std::shared_ptr<StreamSession> self) {
    std::array<char, 512> scratch;
    error_code ec;
    for (std::size_t seen = 0; !ec && seen < self->shared_.limits.drain_max_bytes;)
      seen += co_await self->stream_.async_read_some(asio::buffer(scratch), into(ec));
    self->cancel(Cancelled::peer_gone);
    self->watching_ = false;
    if (self->closing_) self->cut();
  }

  // The other side may still be sending: closing at once would reset the connection and could destroy the
  // answer.
  asio::awaitable<void> close_politely() {
    set_due(after(shared_.limits.drain_max_ms), never);
    closing_ = true;
    error_code ec;
    if constexpr (with_tls) {
      if (refused_) co_await drain();
      co_await stream_.async_shutdown(into(ec));
      cut();
    } else {
      socket().shutdown(asio::socket_base::shutdown_send, ec);
      if (watching_) co_return;  // watch_peer cuts when the peer has closed
      co_await drain();
      cut();
    }
  }

  asio::awaitable<void> drain() {
    buffer_.clear();
    error_code ec;
    for (std::size_t drained = 0; !ec && drained < shared_.limits.drain_max_bytes;)
      drained += co_await stream_.async_read_some(buffer_.prepare(small_read_bytes), into(ec));
  }

  Shared& shared_;
  TlsContext tls_;  // before the stream that uses it
  Stream stream_;
  Seat seat_;
  BodyShare share_;
  asio::cancellation_signal cancel_;
  boost::beast::flat_buffer buffer_;
  std::optional<RequestParser> parser_;
  std::size_t header_bytes_ = 0;
  std::optional<Response> answer_;
  std::string out_;
  Steady::rep io_due_ = never;
  Steady::rep handler_due_ = never;
  bool idle_ = true;
  bool refused_ = false;  // bytes of the request may still be on their way
  bool keep_alive_ = false;
  bool in_handler_ = false;
  bool open_ended_ = false;
  bool streaming_ = false;
  bool chunked_ = false;
  bool writing_ = false;
  bool stream_broken_ = false;
  bool watching_ = false;
  bool closing_ = false;
};

}  // namespace

std::shared_ptr<Session> make_session(Socket socket, Seat seat, TlsContext tls, Session::Shared& shared) {
  if (!tls)
    return std::make_shared<StreamSession<Socket>>(std::move(seat), nullptr, shared, std::move(socket));
  auto& context = *tls;
  return std::make_shared<StreamSession<TlsStream>>(std::move(seat), std::move(tls), shared,
                                                    std::move(socket), context);
}

}  // namespace hotline::net
