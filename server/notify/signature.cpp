#include "notify/signature.h"

#include <sodium.h>

#include <array>

namespace hotline::notify {
namespace {
const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
}  // namespace

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes_of(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the end of the C string
  return out;
}

std::string webhook_timestamp(Time at) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

std::string webhook_signature(std::span<const std::string> secrets, std::string_view id,
                              std::string_view timestamp, std::string_view body) {
  std::string out;
  for (const auto& secret : secrets) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
    for (const auto piece : {id, std::string_view("."), timestamp, std::string_view("."), body})
      crypto_auth_hmacsha256_update(&state, bytes_of(piece), piece.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> tag{};
    crypto_auth_hmacsha256_final(&state, tag.data());
    sodium_memzero(&state, sizeof state);
    if (!out.empty()) out += ' ';
    out += "v1," + base64({reinterpret_cast<const char*>(tag.data()), tag.size()});
  }
  return out;
}

}  // namespace hotline::notify
