#include "evidence/encoding.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "base/status.h"

namespace hotline::evidence {

std::string hex_text(std::span<const std::uint8_t> bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
  out.pop_back();
  return out;
}

std::optional<std::string> hex_bytes(std::string_view text) {
  const bool lower =
      std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  if (!lower || text.size() % 2 != 0) return std::nullopt;
  std::string out(text.size() / 2, '\0');
  sodium_hex2bin(reinterpret_cast<std::uint8_t*>(out.data()), out.size(), text.data(), text.size(), nullptr,
                 nullptr, nullptr);
  return out;
}

std::string base64_text(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), byte_pointer(bytes), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();
  return out;
}

std::optional<std::string> base64_bytes(std::string_view text) {
  std::string out(text.size() / 4 * 3, '\0');
  std::size_t length = 0;
  sodium_base642bin(reinterpret_cast<std::uint8_t*>(out.data()), out.size(), text.data(), text.size(),
                    nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  out.resize(length);
  // libsodium takes some characters beyond ASCII for others, so only writing it again tells.
  if (base64_text(out) != text) return std::nullopt;
  return out;
}

std::optional<Hash> base64_hash(std::string_view text) {
  const auto bytes = base64_bytes(text);
  if (!bytes || bytes->size() != sizeof(Hash)) return std::nullopt;
  Hash out;
  std::memcpy(out.data(), bytes->data(), out.size());
  return out;
}

std::optional<std::uint64_t> decimal_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool canonical = !text.empty() && (text.front() != '0' || text.size() == 1);
  if (!canonical || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string instant_text(Time time) {
  HOTLINE_CHECK(is_instant(to_unix_ms(time)));
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  char out[40];
  const int length =
      std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                    static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return {out, static_cast<std::size_t>(length)};
}

std::optional<Time> instant_of(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00T00:00:00.000Z";
  if (text.size() != shape.size()) return std::nullopt;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool fits = shape[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i];
    if (!fits) return std::nullopt;
  }
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = 0;
    std::from_chars(text.data() + from, text.data() + from + count, value);
    return value;
  };
  const std::chrono::year_month_day date{std::chrono::year{number(0, 4)},
                                         std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                         std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  if (!date.ok()) return std::nullopt;
  const Time time = std::chrono::sys_days{date} + std::chrono::hours{number(11, 2)} +
                    std::chrono::minutes{number(14, 2)} + std::chrono::seconds{number(17, 2)} +
                    std::chrono::milliseconds{number(20, 3)};
  // Written back, an hour of 25 or a date before 1970 shows itself.
  if (!is_instant(to_unix_ms(time)) || instant_text(time) != text) return std::nullopt;
  return time;
}

}  // namespace hotline::evidence
