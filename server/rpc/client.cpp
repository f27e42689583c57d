#include "rpc/client.h"

#include <charconv>

#include "net/http_client.h"
#include "rpc/envelope.h"
#include "rpc/faults.h"
#include "rpc/gzip.h"
#include "rpc/remote_error.h"
#include "rpc/wire_format.h"

namespace hotline::rpc {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using net::HttpClient;
using net::Steady;

constexpr CodecOptions lenient = {.allow_unknown_fields = true, .allow_unknown_enums = true};
constexpr std::string_view trailer_prefix = "trailer-";

std::unexpected<RemoteError> refused(const Error& error) { return std::unexpected(local_error(error)); }

std::unexpected<RemoteError> not_connect() {
  return std::unexpected(RemoteError{Code::internal, "The answer is not of the Connect protocol."});
}

std::unexpected<RemoteError> encoded_otherwise() {
  return std::unexpected(
      RemoteError{Code::internal, "The answer is compressed in a way that was not offered."});
}

/// Nothing when the answer has the type that was asked for.
std::optional<RemoteError> type_error(const net::Headers& headers, WireFormat asked) {
  const auto type = parse_content_type(headers.find("content-type").value_or(""));
  if (type == asked) return std::nullopt;
  // Another Connect type is a broken server; anything else may come from whatever stands in between.
  return RemoteError{type ? Code::internal : Code::unknown,
                     "The answer is not of the type that was asked for."};
}

std::string path_of(const MethodDescriptor& method) {
  return "/" + method.service()->full_name() + "/" + method.name();
}

/// "https://[::1]:8443" in its parts.
std::optional<net::ClientOptions> parse_url(std::string_view url) {
  net::ClientOptions out;
  out.tls = url.starts_with("https://");
  if (!out.tls && !url.starts_with("http://")) return std::nullopt;
  url.remove_prefix(out.tls ? 8 : 7);
  if (url.ends_with('/')) url.remove_suffix(1);
  const auto bracket = url.rfind(']');
  const auto colon = url.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  auto host = has_port ? url.substr(0, colon) : url;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty() || host.find_first_of("/?#@") != std::string_view::npos) return std::nullopt;
  out.host = host;
  out.port = out.tls ? 443 : 80;
  if (!has_port) return out;
  const auto digits = url.substr(colon + 1);
  const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
  if (ec != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return out;
}

/// Takes envelopes out of the pieces of a body.
class EnvelopeReader {
 public:
  void add(std::string_view piece) { bytes_.append(piece); }
  /// The next whole envelope; it is consumed by the next call. `too_large` says that it will never be whole.
  std::optional<Envelope> next(std::size_t max_bytes, bool& is_too_large) {
    bytes_.erase(0, std::exchange(taken_, 0));
    if (bytes_.size() < envelope_bytes) return std::nullopt;
    const auto size = envelope_size(bytes_);
    is_too_large = size > max_bytes;
    if (is_too_large || bytes_.size() - envelope_bytes < size) return std::nullopt;
    taken_ = envelope_bytes + size;
    return Envelope{static_cast<std::uint8_t>(bytes_[0]),
                    std::string_view(bytes_).substr(envelope_bytes, size)};
  }

 private:
  std::string bytes_;
  std::size_t taken_ = 0;
};

}  // namespace

class Client::Impl {
 public:
  Impl(ClientSettings settings, net::ClientOptions where)
      : settings_(std::move(settings)), http_(std::move(where)) {}

  Remote<> unary(const MethodDescriptor& method, const Message& request, Message& response,
                 const CallOptions& options) {
    const WireFormat format{settings_.codec, false};
    std::string body;
    if (auto ok = encode(format.codec, request, body); !ok) return refused(ok.error());
    const auto timeout_ms = options.timeout_ms ? options.timeout_ms : settings_.timeout_ms;
    auto headers = call_headers(format, timeout_ms);
    if (settings_.gzip_requests) {
      body = gzip(body);
      headers.add("Content-Encoding", "gzip");
    }
    if (settings_.accept_gzip) headers.add("Accept-Encoding", "gzip");
    std::string received;
    bool is_too_large = false;
    auto answer = http_.post(path_of(method), headers, body, patience(options, timeout_ms),
                             [&](const auto&, std::string_view piece) {
                               received.append(piece);
                               return !(is_too_large = received.size() > settings_.message_max_bytes);
                             });
    if (!answer) return refused(answer.error());
    if (is_too_large) return refused(too_large());
    keep_headers(answer->headers);
    if (auto ok = decompress(*answer, received); !ok) return ok;
    if (answer->status != 200) return std::unexpected(read_error(received, answer->status));
    if (auto wrong = type_error(answer->headers, format)) return std::unexpected(std::move(*wrong));
    if (auto ok = decode(format.codec, received, response, lenient); !ok) return not_connect();
    return {};
  }

  Remote<> stream(const MethodDescriptor& method, const Message& request, const OnMessage& on_message,
                  const CallOptions& options) {
    StreamInProgress now{.method = method, .on_message = on_message};
    const WireFormat format{settings_.codec, true};
    std::string message, body;
    if (auto ok = encode(format.codec, request, message); !ok) return refused(ok.error());
    auto headers = call_headers(format, options.timeout_ms);
    if (settings_.gzip_requests) {
      message = gzip(message);
      headers.add("Connect-Content-Encoding", "gzip");
    }
    if (settings_.accept_gzip) headers.add("Connect-Accept-Encoding", "gzip");
    append_envelope_head(body, settings_.gzip_requests ? flag_compressed : std::uint8_t{0}, message.size());
    body += message;
    const auto answer =
        http_.post(path_of(method), headers, body, patience(options, options.timeout_ms),
                   [&](const auto& head, std::string_view piece) { return take(now, head, piece); });
    if (now.end) return *now.end;
    if (!answer) return refused(answer.error());
    if (!now.headers_kept) keep_headers(answer->headers);
    if (answer->status != 200) return std::unexpected(read_error(now.error_body, answer->status));
    return not_connect();  // it ended without an end
  }

  ClientSettings settings_;
  HttpClient http_;
  net::Headers own_headers_, headers_, trailers_;

 private:
  struct StreamInProgress {
    const MethodDescriptor& method;
    const OnMessage& on_message;
    EnvelopeReader envelopes = {};
    std::string error_body = {};
    std::optional<Remote<>> end = {};
    bool headers_kept = false;
  };

  static HttpClient::Patience patience(const CallOptions& options, std::optional<std::int64_t> timeout_ms) {
    HttpClient::Patience out{options.idle_max_ms};
    if (timeout_ms) out.until = Steady::now() + std::chrono::milliseconds(*timeout_ms);
    return out;
  }

  net::Headers call_headers(WireFormat format, std::optional<std::int64_t> timeout_ms) const {
    net::Headers out = own_headers_;
    out.add("Content-Type", content_type(format));
    out.add("Connect-Protocol-Version", "1");
    if (timeout_ms) out.add("Connect-Timeout-Ms", std::to_string(*timeout_ms));
    return out;
  }

  void keep_headers(const net::Headers& all) {
    headers_.clear();
    trailers_.clear();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto [name, value] = all[i];
      const bool is_trailer = net::equal_no_case(name.substr(0, trailer_prefix.size()), trailer_prefix);
      is_trailer ? trailers_.add(name.substr(trailer_prefix.size()), value) : headers_.add(name, value);
    }
  }

  Remote<> decompress(const HttpClient::Answer& answer, std::string& body) const {
    const auto encoding = answer.headers.find("content-encoding").value_or("identity");
    if (body.empty() || net::equal_no_case(encoding, "identity")) return {};
    if (!net::equal_no_case(encoding, "gzip")) return encoded_otherwise();
    auto inflated = gunzip(body, settings_.message_max_bytes);
    if (!inflated) return refused(inflated.error());
    body = std::move(*inflated);
    return {};
  }

  /// False when the stream is over.
  bool take(StreamInProgress& now, const HttpClient::Answer& head, std::string_view piece) {
    if (!std::exchange(now.headers_kept, true)) keep_headers(head.headers);
    if (head.status != 200) {
      now.error_body.append(piece);
      return now.error_body.size() <= settings_.message_max_bytes;
    }
    if (auto wrong = type_error(head.headers, {settings_.codec, true}))
      return finish(now, std::unexpected(std::move(*wrong)));
    now.envelopes.add(piece);
    bool is_too_large = false;
    while (const auto envelope = now.envelopes.next(settings_.message_max_bytes, is_too_large)) {
      if (!take_envelope(now, head, *envelope)) return false;
    }
    return is_too_large ? finish(now, refused(too_large())) : true;
  }

  bool take_envelope(StreamInProgress& now, const HttpClient::Answer& head, const Envelope& envelope) {
    std::string inflated;
    std::string_view payload = envelope.payload;
    if (envelope.flags & flag_compressed) {
      if (!net::equal_no_case(head.headers.find("connect-content-encoding").value_or(""), "gzip"))
        return finish(now, refused(compression_unexpected()));
      auto out = gunzip(payload, settings_.message_max_bytes);
      if (!out) return finish(now, refused(out.error()));
      payload = inflated = std::move(*out);
    }
    if (envelope.flags & flag_end_stream) {
      return finish(now, read_end_of_stream(payload, trailers_));
    }
    const auto* prototype =
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(now.method.output_type());
    const std::unique_ptr<Message> message(prototype->New());
    if (!decode(settings_.codec, payload, *message, lenient)) return finish(now, not_connect());
    return now.on_message(*message) || finish(now, Remote<>());
  }

  static bool finish(StreamInProgress& now, Remote<> end) {
    now.end = std::move(end);
    return false;
  }
};

Client::Client(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Client::~Client() = default;

Result<std::unique_ptr<Client>> Client::open(ClientSettings settings) {
  auto where = parse_url(settings.base_url);
  if (!where)
    return fail(Code::invalid_argument, "bad_url",
                {"Địa chỉ máy chủ phải có dạng http://tên:cổng hoặc https://tên:cổng.",
                 "The server's address must look like http://name:port or https://name:port."});
  where->ca_file = settings.ca_file;
  return std::unique_ptr<Client>(new Client(std::make_unique<Impl>(std::move(settings), std::move(*where))));
}

void Client::set_header(std::string_view name, std::string_view value) {
  impl_->own_headers_.set(name, value);
}
void Client::add_header(std::string_view name, std::string_view value) {
  impl_->own_headers_.add(name, value);
}

void Client::cancel() { impl_->http_.cancel(); }

Remote<> Client::unary(const MethodDescriptor& method, const Message& request, Message& response,
                       const CallOptions& options) {
  return impl_->unary(method, request, response, options);
}

Remote<> Client::stream(const MethodDescriptor& method, const Message& request, const OnMessage& on_message,
                        const CallOptions& options) {
  return impl_->stream(method, request, on_message, options);
}

const net::Headers& Client::headers() const { return impl_->headers_; }
const net::Headers& Client::trailers() const { return impl_->trailers_; }

}  // namespace hotline::rpc
