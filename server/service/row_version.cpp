#include "service/row_version.h"

#include "evidence/sha256.h"

namespace hotline::service {

std::string row_version(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::size_t kept_bytes = 12;
  const auto digest = evidence::sha256(bytes);
  std::string out;
  for (std::size_t i = 0; i < kept_bytes; ++i) {
    out += digits[digest[i] >> 4];
    out += digits[digest[i] & 15];
  }
  return out;
}

}  // namespace hotline::service
