#include "domain/queue_order.h"

#include <algorithm>

namespace hotline {
namespace {

// Big-endian, the sign bit turned, so that bytes compare like the numbers.
constexpr std::uint64_t sign = std::uint64_t{1} << 63;
constexpr std::uint64_t never = ~std::uint64_t{0};

void put(std::uint8_t* out, std::uint64_t value) {
  for (int i = 7; i >= 0; --i, value >>= 8) out[i] = static_cast<std::uint8_t>(value);
}

std::uint64_t get(const std::uint8_t* in) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | in[i];
  return value;
}

std::uint64_t ordered(Time time) { return static_cast<std::uint64_t>(to_unix_ms(time)) ^ sign; }
Time time_from(std::uint64_t value) { return from_unix_ms(static_cast<std::int64_t>(value ^ sign)); }

}  // namespace

std::strong_ordering QueueKey::operator<=>(const QueueKey& other) const {
  return to_bytes(*this) <=> to_bytes(other);
}

QueueKeyBytes to_bytes(const QueueKey& key) {
  QueueKeyBytes bytes{};
  bytes[0] = key.emergency ? 0 : 1;
  put(bytes.data() + 1, key.due ? ordered(*key.due) : never);
  put(bytes.data() + 9, ordered(key.received));
  std::ranges::copy(key.id.bytes, bytes.begin() + 17);
  return bytes;
}

std::optional<QueueKey> queue_key_from(std::span<const std::uint8_t> bytes) {
  if (bytes.size() != QueueKeyBytes{}.size() || bytes[0] > 1) return std::nullopt;
  QueueKey key;
  key.emergency = bytes[0] == 0;
  const auto due = get(bytes.data() + 1);
  if (due != never) key.due = time_from(due);
  key.received = time_from(get(bytes.data() + 9));
  std::ranges::copy(bytes.subspan(17), key.id.bytes.begin());
  return key;
}

}  // namespace hotline
