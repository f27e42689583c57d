#include "base/id.h"

#include <algorithm>

#include "base/random.h"

namespace hotline {
namespace {
constexpr std::string_view digits = "0123456789abcdef";
bool dash_at(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }
}  // namespace

std::string id_text(const IdBytes& bytes) {
  std::string out;
  out.reserve(36);
  for (auto b : bytes) {
    if (dash_at(out.size())) out += '-';
    out += digits[b >> 4];
    out += digits[b & 15];
  }
  return out;
}

std::optional<IdBytes> id_bytes(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  IdBytes out{};
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (dash_at(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const auto at = digits.find(text[i]);
    if (at == std::string_view::npos) return std::nullopt;
    out[nibble / 2] = static_cast<std::uint8_t>(nibble % 2 ? (out[nibble / 2] | at) : at << 4);
    ++nibble;
  }
  return out;
}

IdBytes IdMaker::next() {
  const auto ms = static_cast<std::uint64_t>(std::max<std::int64_t>(0, to_unix_ms(clock_.now())));
  std::uint64_t seen = last_.load(std::memory_order_relaxed), stamp = 0;
  do {
    stamp = std::max(ms << 12, seen + 1);
  } while (!last_.compare_exchange_weak(seen, stamp, std::memory_order_relaxed));

  IdBytes id{};
  const std::uint64_t when = stamp >> 12, counter = stamp & 0xfff;
  for (int i = 0; i < 6; ++i)
    id[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(when >> (40 - 8 * i));
  id[6] = static_cast<std::uint8_t>(0x70 | counter >> 8);
  id[7] = static_cast<std::uint8_t>(counter);
  fill_random(std::span{id}.subspan(8));
  id[8] = static_cast<std::uint8_t>(0x80 | (id[8] & 0x3f));
  return id;
}

}  // namespace hotline
