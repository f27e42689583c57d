// The heads of answers, and the Sender that the router hands out (internal to rpc).
#pragma once

#include <string>

#include "rpc/call.h"

namespace hotline::rpc {

/// Why a cancelled call ended.
Error cancelled_error(net::Cancelled why);

class StreamSender final : public Sender {
 public:
  /// `head` is the answer's head; with `gzip` messages of at least `gzip_min_bytes` are compressed.
  StreamSender(Call& call, net::Exchange& exchange, std::size_t gzip_min_bytes)
      : call_(call), exchange_(exchange), gzip_min_bytes_(gzip_min_bytes) {}

  asio::awaitable<Result<>> start() override;
  asio::awaitable<Result<>> send(const google::protobuf::Message& message) override;
  asio::awaitable<Result<>> send_with_next(const google::protobuf::Message& message) override;
  bool is_started() const { return started_; }

 private:
  asio::awaitable<Result<>> send_from(const google::protobuf::Message& message, std::size_t held_max);
  Result<> pack(const google::protobuf::Message& message);

  Call& call_;
  net::Exchange& exchange_;
  const std::size_t gzip_min_bytes_;
  std::string message_;
  std::string envelopes_;  // packed and not yet written
  bool gzip_ = false;
  bool started_ = false;
};

/// 200 with the call's headers (and, for a unary call, its trailers as "trailer-…").
net::Response answer_head(Call& call, std::string_view content_type);
/// The same for a stream; `gzip` announces that messages may be compressed.
net::Response stream_head(Call& call, bool gzip);
bool accepts_gzip(const Call& call);

}  // namespace hotline::rpc
