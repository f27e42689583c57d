#include "rpc/request_body.h"

#include "rpc/envelope.h"
#include "rpc/faults.h"
#include "rpc/gzip.h"

namespace hotline::rpc {
namespace {

/// Whether the header announces gzip; unimplemented for what is neither that nor identity.
Result<bool> is_gzip(const net::Request& request, std::string_view header) {
  const auto encoding = request.headers.find(header).value_or("identity");
  if (net::equal_no_case(encoding, "gzip")) return true;
  if (net::equal_no_case(encoding, "identity")) return false;
  return fail(compression_unknown());
}

Result<MessageBytes> unpacked(std::string_view bytes, bool compressed, std::size_t max_bytes) {
  if (!compressed) {
    if (bytes.size() > max_bytes) return fail(too_large());
    return MessageBytes(bytes);
  }
  auto inflated = gunzip(bytes, max_bytes);
  if (!inflated) return fail(std::move(inflated.error()));
  return MessageBytes(std::move(*inflated));
}

}  // namespace

Result<MessageBytes> unary_body(const net::Request& request, std::size_t max_bytes) {
  const auto compressed = is_gzip(request, "content-encoding");
  if (!compressed) return fail(compressed.error());
  return unpacked(request.body, *compressed && !request.body.empty(),
                  max_bytes);  // nothing is never compressed
}

Result<MessageBytes> stream_body(const net::Request& request, std::size_t max_bytes) {
  const auto compressed = is_gzip(request, "connect-content-encoding");
  if (!compressed) return fail(compressed.error());
  const auto envelope = only_envelope(request.body, max_bytes);
  if (!envelope) return fail(envelope.error());
  if ((envelope->flags & flag_compressed) == 0) return unpacked(envelope->payload, false, max_bytes);
  if (!*compressed) return fail(compression_unexpected());
  return unpacked(envelope->payload, !envelope->payload.empty(), max_bytes);
}

}  // namespace hotline::rpc
