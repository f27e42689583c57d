// What comes off the wire before it is a message: envelopes, gzip, and the small forms of headers.
#include <string>

#include "net/http.h"
#include "rpc/envelope.h"
#include "rpc/gzip.h"
#include "rpc/wire_error.h"

using namespace hotline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t max_bytes = 64 << 10;
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  if (const auto envelope = rpc::only_envelope(input, max_bytes)) {
    HOTLINE_CHECK(envelope->payload.size() + rpc::envelope_bytes == input.size());
    HOTLINE_CHECK(envelope->payload.size() <= max_bytes);
  }
  if (const auto inflated = rpc::gunzip(input, max_bytes)) HOTLINE_CHECK(inflated->size() <= max_bytes);
  if (const auto bytes = rpc::base64_decoded(input))
    HOTLINE_CHECK(rpc::base64_decoded(rpc::base64(*bytes)) == bytes);
  net::Request request;
  request.headers.add("Cookie", input);
  if (const auto cookie = request.cookie("hotline_session")) HOTLINE_CHECK(cookie->size() <= input.size());
  request.target = std::string(input);
  HOTLINE_CHECK(request.path().size() <= input.size());
  return 0;
}
