#include "rpc/envelope.h"

#include "rpc/faults.h"

namespace hotline::rpc {
namespace {

std::unexpected<Error> bad_envelope() {
  return fail(
      Code::invalid_argument, "bad_envelope",
      {"Khung của thông điệp bị hỏng hoặc bị cắt.", "The envelope of the message is broken or cut short."});
}

std::unexpected<Error> not_one_message() {
  return fail(Code::unimplemented, "not_one_message",
              {"Phương thức này nhận đúng một thông điệp.", "This method takes exactly one message."});
}

}  // namespace

std::size_t envelope_size(std::string_view head) {
  std::size_t size = 0;
  for (std::size_t i = 1; i < envelope_bytes; ++i) size = size << 8 | static_cast<std::uint8_t>(head[i]);
  return size;
}

Result<Envelope> only_envelope(std::string_view body, std::size_t max_bytes) {
  if (body.empty()) return not_one_message();
  if (body.size() < envelope_bytes) return bad_envelope();
  const auto size = envelope_size(body);
  if (size > max_bytes) return fail(too_large());
  const auto flags = static_cast<std::uint8_t>(body[0]);
  if (size > body.size() - envelope_bytes || (flags & ~flag_compressed) != 0) return bad_envelope();
  if (size < body.size() - envelope_bytes) return not_one_message();
  return Envelope{flags, body.substr(envelope_bytes)};
}

void append_envelope_head(std::string& out, std::uint8_t flags, std::size_t size) {
  out += static_cast<char>(flags);
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift & 0xff);
}

}  // namespace hotline::rpc
