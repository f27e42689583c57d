#include "service/password.h"

#include <sodium.h>

#include <algorithm>

#include "base/fold.h"
#include "evidence/key.h"

namespace hotline::service {
namespace {
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xc0) != 0x80; }));
}

const std::string& decoy() {
  static const std::string hash = hash_password(one_time_password());
  return hash;
}
}  // namespace

std::string hash_password(std::string_view password) {
  evidence::sodium_ready();
  char out[crypto_pwhash_STRBYTES] = {};
  const int made = crypto_pwhash_str_alg(out, password.data(), password.size(), passes, memory_bytes,
                                         crypto_pwhash_ALG_ARGON2ID13);
  HOTLINE_CHECK(made == 0);  // only for want of 19 MiB
  return out;
}

bool password_fits(const std::string& hash, std::string_view password) {
  evidence::sodium_ready();
  const bool known = !hash.empty();
  const bool fits =
      crypto_pwhash_str_verify((known ? hash : decoy()).c_str(), password.data(), password.size()) == 0;
  return known && fits;
}

std::string one_time_password() {
  evidence::sodium_ready();
  static constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string out;
  for (int i = 0; i < 16; ++i) {
    if (i && i % 4 == 0) out += '-';
    out += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
  }
  return out;
}

Result<> check_new_password(std::string_view password, std::string_view login) {
  if (characters(password) < password_min_chars)
    return fail(Code::invalid_argument, "password_too_short",
                {"Mật khẩu phải có ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.",
                 "A password has at least 10 characters. A short sentence is best."});
  const bool one_character = std::ranges::all_of(password, [&](char c) { return c == password.front(); });
  if (one_character || fold(password) == fold(login))
    return fail(Code::invalid_argument, "password_too_simple",
                {"Mật khẩu quá đơn giản. Hãy chọn một câu ngắn mà người khác không đoán được.",
                 "This password is too simple. Choose a short sentence that others cannot guess."});
  return {};
}

}  // namespace hotline::service
