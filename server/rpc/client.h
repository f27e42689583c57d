// The client side of the Connect protocol, for the command line and for tests: unary and server-streaming
// calls over one kept connection, blocking. One thread at a time, but for cancel().
//
// What this program does not know in an answer (fields, enum values) is let through, so that an old client
// can talk to a new server.
#pragma once

#include <google/protobuf/any.pb.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/http.h"
#include "rpc/codec.h"

namespace hotline::rpc {

/// Why a call failed. `message` and `details` come from the server, or are this program's own when
/// `from_server` is false (no connection, no time left, an answer that is not Connect).
struct RemoteError {
  Code code = Code::unknown;
  std::string message;
  std::vector<google::protobuf::Any> details = {};
  bool from_server = false;

  /// The first detail of that type.
  template <class Detail>
  std::optional<Detail> detail() const {
    Detail out;
    for (const auto& any : details)
      if (any.Is<Detail>() && any.UnpackTo(&out)) return out;
    return std::nullopt;
  }
};

template <class T = void>
using Remote = std::expected<T, RemoteError>;

struct ClientSettings {
  std::string base_url = "http://127.0.0.1:8080";  // http or https, host, optional port; no path
  std::string ca_file = {};                        // PEM; empty: the system's authorities
  Codec codec = Codec::proto;
  bool gzip_requests = false;
  bool accept_gzip = true;
  std::size_t message_max_bytes = 16 << 20;
  std::optional<std::int64_t> timeout_ms = 30'000;  // of unary calls: told to the server, and kept here too
};

struct CallOptions {
  std::optional<std::int64_t> timeout_ms = {};  // instead of the settings'; for a stream: of all of it
  std::int64_t idle_max_ms = 60'000;            // the longest silence of the server
};

class Client {
 public:
  /// invalid_argument when base_url cannot be understood.
  static Result<std::unique_ptr<Client>> open(ClientSettings settings);
  ~Client();

  /// Sent with every call: "Authorization", "Bearer …". Setting replaces, adding does not.
  void set_header(std::string_view name, std::string_view value);
  void add_header(std::string_view name, std::string_view value);

  Remote<> unary(const google::protobuf::MethodDescriptor& method, const google::protobuf::Message& request,
                 google::protobuf::Message& response, const CallOptions& options = {});

  /// `on_message` is called for each message; `false` from it ends the stream, which is then a success.
  using OnMessage = std::function<bool(const google::protobuf::Message&)>;
  Remote<> stream(const google::protobuf::MethodDescriptor& method, const google::protobuf::Message& request,
                  const OnMessage& on_message, const CallOptions& options = {});

  /// Ends the call in progress, or the next one if there is none: it fails with `canceled`. The only member
  /// for other threads.
  void cancel();

  /// Of the last call: response headers, then trailers without "trailer-".
  const net::Headers& headers() const;
  const net::Headers& trailers() const;

 private:
  class Impl;
  explicit Client(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace hotline::rpc
