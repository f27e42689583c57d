// From the bytes of a request to the bytes of its message: envelope and compression taken off (internal to
// rpc).
#pragma once

#include <string>
#include <string_view>

#include "net/http.h"

namespace hotline::rpc {

/// Points into the request, or holds what was decompressed.
class MessageBytes {
 public:
  explicit MessageBytes(std::string_view borrowed) : borrowed_(borrowed) {}
  explicit MessageBytes(std::string owned) : owned_(std::move(owned)), is_owned_(true) {}
  std::string_view bytes() const { return is_owned_ ? std::string_view(owned_) : borrowed_; }

 private:
  std::string_view borrowed_;
  std::string owned_;
  bool is_owned_ = false;
};

/// resource_exhausted: over `max_bytes` after decompression; unimplemented: a compression other than gzip;
/// invalid_argument, internal: see envelope.h and faults.h.
Result<MessageBytes> unary_body(const net::Request& request, std::size_t max_bytes);
Result<MessageBytes> stream_body(const net::Request& request, std::size_t max_bytes);

}  // namespace hotline::rpc
