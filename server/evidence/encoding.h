// Numbers as bytes, and bytes and instants as text, for every format of this module.
//
// Integers are big-endian. Hex is lower case. Base64 is RFC 4648 §4, padded. Instants are RFC 3339 in UTC
// with milliseconds ("2026-11-23T17:24:37.123Z"), years 1970 to 9999. Each decoder takes exactly what its
// encoder writes and answers "nothing" to everything else, so that one value has one text.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "evidence/sha256.h"

namespace hotline::evidence {

/// The same bytes as text, which is what stores and messages carry them in. Borrows.
inline std::string_view text_view(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline const std::uint8_t* byte_pointer(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

/// Writes a fixed layout front to back; the caller has made room.
struct LayoutWriter {
  std::uint8_t* at;

  template <class Unsigned>
  void number(Unsigned value) {
    for (std::size_t i = sizeof value; i-- > 0;) *at++ = static_cast<std::uint8_t>(value >> (8 * i));
  }
  void bytes(std::span<const std::uint8_t> from) {
    std::memcpy(at, from.data(), from.size());
    at += from.size();
  }
};

/// Reads a fixed layout front to back; the caller has checked the length.
struct LayoutReader {
  const std::uint8_t* at;

  template <class Unsigned>
  Unsigned number() {
    Unsigned value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) value = static_cast<Unsigned>(value << 8 | *at++);
    return value;
  }
  void bytes(std::span<std::uint8_t> into) {
    std::memcpy(into.data(), at, into.size());
    at += into.size();
  }
};

std::string hex_text(std::span<const std::uint8_t> bytes);
std::optional<std::string> hex_bytes(std::string_view text);
std::string base64_text(std::string_view bytes);
std::optional<std::string> base64_bytes(std::string_view text);
std::optional<Hash> base64_hash(std::string_view text);

/// Decimal without sign or leading zero.
std::optional<std::uint64_t> decimal_number(std::string_view text);

/// First and last instant that an entry, a checkpoint or a ledger can carry.
inline constexpr std::int64_t instant_min_ms = 0;
inline constexpr std::int64_t instant_max_ms = 253'402'300'799'999;
inline bool is_instant(std::int64_t unix_ms) {
  return unix_ms >= instant_min_ms && unix_ms <= instant_max_ms;
}

std::string instant_text(Time time);
std::optional<Time> instant_of(std::string_view text);

}  // namespace hotline::evidence
