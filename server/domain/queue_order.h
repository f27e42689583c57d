// The order of the queue: emergencies first, then the earliest due, then the earliest received, then the id.
// Every row has its place: no two keys are equal, so pages neither lose nor repeat a row.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>

#include "base/clock.h"
#include "base/id.h"

namespace hotline {

struct QueueKey {
  bool emergency = false;
  std::optional<Time> due;  // nothing is due: after all that is
  Time received{};
  CaseId id;

  /// Less: nearer to the top.
  std::strong_ordering operator<=>(const QueueKey& other) const;
  bool operator==(const QueueKey&) const = default;
};

/// The same order as bytes compared one by one (a BLOB column, a page token).
using QueueKeyBytes = std::array<std::uint8_t, 1 + 8 + 8 + 16>;
QueueKeyBytes to_bytes(const QueueKey& key);
/// Nothing for bytes that are no such key.
std::optional<QueueKey> queue_key_from(std::span<const std::uint8_t> bytes);

}  // namespace hotline
