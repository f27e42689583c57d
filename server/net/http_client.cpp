#include "net/http_client.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>

namespace hotline::net {
namespace {

using asio::ip::tcp;
using boost::system::error_code;
namespace http = boost::beast::http;
namespace ssl = asio::ssl;
using TlsStream = ssl::stream<tcp::socket&>;

std::unexpected<Error> no_connection() {
  return fail(Code::unavailable, "no_connection",
              {"Không kết nối được với máy chủ.", "The server cannot be reached."});
}
std::unexpected<Error> not_trusted() {
  return fail(Code::unavailable, "not_trusted",
              {"Không tin được chứng thư của máy chủ.", "The server's certificate is not trusted."});
}
std::unexpected<Error> took_too_long() {
  return fail(Code::deadline_exceeded, "deadline_exceeded",
              {"Máy chủ không trả lời kịp.", "The server did not answer in time."});
}
std::unexpected<Error> was_cancelled() {
  return fail(Code::canceled, "canceled", {"Bên gọi đã hủy.", "The caller has cancelled."});
}
std::unexpected<Error> not_http() {
  return fail(Code::internal, "not_http", {"Câu trả lời không phải HTTP.", "The answer is not HTTP."});
}

class AnswerParser final : public http::basic_parser<false> {
  using text = boost::beast::string_view;

 public:
  AnswerParser(HttpClient::Answer& answer, const HttpClient::OnBody& on_body)
      : answer_(answer), on_body_(on_body) {
    eager(true);
    body_limit(boost::none);
  }
  bool was_ended() const { return ended_; }

 private:
  std::size_t piece(text body, error_code& ec) {
    ended_ = on_body_ && !on_body_(answer_, {body.data(), body.size()});
    if (ended_) ec = http::error::end_of_stream;
    return body.size();
  }
  void on_response_impl(int status, text, int, error_code&) override {
    answer_.status = static_cast<unsigned>(status);
  }
  void on_field_impl(http::field, text name, text value, error_code&) override {
    if (!header_done_) answer_.headers.add({name.data(), name.size()}, {value.data(), value.size()});
  }
  void on_header_impl(error_code&) override { header_done_ = true; }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(text body, error_code& ec) override { return piece(body, ec); }
  void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, text body, error_code& ec) override {
    return piece(body, ec);
  }
  void on_request_impl(http::verb, text, text, int, error_code&) override {}
  void on_finish_impl(error_code&) override {}

  HttpClient::Answer& answer_;
  const HttpClient::OnBody& on_body_;
  bool header_done_ = false;
  bool ended_ = false;
};

}  // namespace

class HttpClient::Impl {
 public:
  explicit Impl(ClientOptions options) : options_(std::move(options)) {}

  Result<Answer> post(std::string_view path, const Headers& headers, std::string_view body,
                      const Patience& patience, const OnBody& on_body) {
    auto answer = exchange(path, headers, body, patience, on_body);
    if (!answer) close();
    if (cancelled_.exchange(false) && !answer) return was_cancelled();
    return answer;
  }

  void cancel() {
    cancelled_ = true;
    asio::post(io_, [this] {
      if (cancelled_) close_socket();  // else it is too late, and another request may be under way
    });
  }

 private:
  Result<Answer> exchange(std::string_view path, const Headers& headers, std::string_view body,
                          const Patience& patience, const OnBody& on_body) {
    if (is_stale()) close();
    if (!socket_)
      if (auto connected = connect(); !connected) return fail(std::move(connected.error()));
    std::string request = head_of(path, headers, body.size());
    request.append(body);
    error_code ec;
    if (!wait(patience, [&](auto done) { write(request, done); }, ec)) return took_too_long();
    // A server that refuses a body early may answer before it has taken all of it: look for the answer in any
    // case.
    return read_answer(patience, on_body);
  }

  void close() {
    tls_.reset();
    socket_.reset();
    buffer_.clear();
  }

  void close_socket() {
    error_code ignored;
    resolver_.cancel();
    if (socket_) socket_->close(ignored);
  }

  /// Runs one operation to its end, or for at most `max_ms`; false: the time is up and the connection is
  /// closed. A cancellation that came between two operations, where there was nothing to stop, stops this one
  /// before it begins.
  template <class Start>
  bool wait(const Patience& patience, Start start, error_code& ec) {
    if (cancelled_) {
      close_socket();
      ec = asio::error::operation_aborted;
      return true;
    }
    bool is_done = false;
    start([&](error_code result, std::size_t = 0) {
      ec = result;
      is_done = true;
    });
    io_.restart();
    io_.run_until(std::min(patience.until, Steady::now() + std::chrono::milliseconds(patience.idle_max_ms)));
    if (is_done) return true;
    close_socket();
    io_.restart();
    io_.run();
    return false;
  }

  template <class Done>
  void write(const std::string& bytes, Done done) {
    tls_ ? asio::async_write(*tls_, asio::buffer(bytes), done)
         : asio::async_write(*socket_, asio::buffer(bytes), done);
  }

  Result<> connect() {
    socket_.emplace(io_);
    error_code ec;
    tcp::resolver::results_type found;
    const auto resolve = [&](auto done) {
      resolver_.async_resolve(options_.host, std::to_string(options_.port),
                              [&found, done](error_code e, auto results) {
                                found = std::move(results);
                                done(e);
                              });
    };
    if (!wait({options_.connect_max_ms}, resolve, ec)) return took_too_long();
    if (ec) return no_connection();
    const auto open = [&](auto done) {
      asio::async_connect(*socket_, found, [done](error_code e, const tcp::endpoint&) { done(e); });
    };
    if (!wait({options_.connect_max_ms}, open, ec)) return took_too_long();
    if (ec) return no_connection();
    socket_->set_option(tcp::no_delay(true), ec);
    return options_.tls ? handshake() : Result<>();
  }

  Result<> handshake() {
    error_code ec;
    context_.emplace(ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context_->native_handle(), TLS1_2_VERSION);
    context_->set_verify_mode(ssl::verify_peer);
    if (options_.ca_file.empty())
      context_->set_default_verify_paths(ec);
    else
      context_->load_verify_file(options_.ca_file, ec);
    if (ec) return not_trusted();
    tls_.emplace(*socket_, *context_);
    tls_->set_verify_callback(ssl::host_name_verification(options_.host));
    SSL_set_tlsext_host_name(tls_->native_handle(), options_.host.c_str());
    const auto shake = [&](auto done) { tls_->async_handshake(ssl::stream_base::client, done); };
    if (!wait({options_.connect_max_ms}, shake, ec)) return took_too_long();
    if (ec) return not_trusted();
    return {};
  }

  /// Whether the server has closed, or sent something that nobody asked for, since the last answer.
  bool is_stale() {
    if (!socket_) return false;
    error_code ec;
    char byte;
    socket_->non_blocking(true, ec);
    const auto n = socket_->receive(asio::buffer(&byte, 1), tcp::socket::message_peek, ec);
    return n > 0 || ec != asio::error::would_block;
  }

  std::string head_of(std::string_view path, const Headers& headers, std::size_t body_bytes) const {
    std::string out = "POST ";
    out.append(path).append(" HTTP/1.1\r\nHost: ").append(options_.host).append(":");
    out.append(std::to_string(options_.port))
        .append("\r\nContent-Length: ")
        .append(std::to_string(body_bytes));
    for (std::size_t i = 0; i < headers.size(); ++i)
      out.append("\r\n").append(headers[i].name).append(": ").append(headers[i].value);
    return out.append("\r\n\r\n");
  }

  Result<Answer> read_answer(const Patience& patience, const OnBody& on_body) {
    Answer answer;
    std::optional<AnswerParser> parser(std::in_place, answer, on_body);
    parser->header_limit(static_cast<std::uint32_t>(options_.header_max_bytes));
    error_code ec;
    while (!parser->is_done()) {
      if (buffer_.size() == 0 || ec == http::error::need_more) {
        if (!read_some(patience, ec)) return took_too_long();
        if (ec) {
          if (parser->got_some()) parser->put_eof(ec);
          if (!parser->is_done()) return no_connection();
          break;
        }
      }
      buffer_.consume(parser->put(buffer_.data(), ec));
      if (parser->was_ended()) return close(), answer;
      if (ec && ec != http::error::need_more) return not_http();
      if (parser->is_done() && answer.status / 100 == 1) {
        answer = {};
        parser.emplace(answer, on_body);
      }
    }
    if (!parser->keep_alive()) close();
    return answer;
  }

  bool read_some(const Patience& patience, error_code& ec) {
    const auto space = buffer_.prepare(16 << 10);
    std::size_t got = 0;
    const auto read = [&](auto done) {
      const auto counted = [&got, done](error_code e, std::size_t n) {
        got = n;
        done(e);
      };
      tls_ ? tls_->async_read_some(space, counted) : socket_->async_read_some(space, counted);
    };
    const bool in_time = wait(patience, read, ec);
    buffer_.commit(got);
    return in_time;
  }

  const ClientOptions options_;
  std::atomic<bool> cancelled_{false};
  asio::io_context io_{1};
  tcp::resolver resolver_{io_};
  std::optional<ssl::context> context_;
  std::optional<tcp::socket> socket_;
  std::optional<TlsStream> tls_;
  boost::beast::flat_buffer buffer_;
};

HttpClient::HttpClient(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
HttpClient::~HttpClient() = default;

Result<HttpClient::Answer> HttpClient::post(std::string_view path, const Headers& headers,
                                            std::string_view body, const Patience& patience,
                                            const OnBody& on_body) {
  return impl_->post(path, headers, body, patience, on_body);
}

void HttpClient::cancel() { impl_->cancel(); }

}  // namespace hotline::net
