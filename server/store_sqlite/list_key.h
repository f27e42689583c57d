// Where a list goes on: the sort keys of the rows, and the page tokens made of them. A token comes back from
// outside, so every text is parsed as a stranger's; a forged one can only start the list somewhere else.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/status.h"

namespace hotline::store_sqlite {

inline constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

/// Newest first; of the same instant, the greater id first.
struct NewestKey {
  std::int64_t at = never;
  IdBytes id = last_id();

  bool operator==(const NewestKey&) const = default;
  bool operator<(const NewestKey& other) const { return at != other.at ? at > other.at : id > other.id; }

  std::string token() const;
  /// An empty token is the beginning. Error: page_token_invalid.
  static Result<NewestKey> parse(std::string_view token);

 private:
  static constexpr IdBytes last_id() {
    IdBytes id;
    id.fill(0xff);
    return id;
  }
};

/// Emergencies first, then the earliest due, then the longest waiting.
struct QueueKey {
  std::int64_t calm = -1;
  std::int64_t due = 0;
  std::int64_t received_at = 0;
  IdBytes id{};

  auto operator<=>(const QueueKey&) const = default;

  std::string token() const;
  static Result<QueueKey> parse(std::string_view token);
};

}  // namespace hotline::store_sqlite
