// Ids: UUID version 7 (RFC 9562), so that rows made one after the other lie one after the other on the disk.
// A CaseId cannot be passed where a ContactId is wanted.
#pragma once

#include <array>
#include <atomic>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace hotline {

using IdBytes = std::array<std::uint8_t, 16>;

/// "018f6b0e-…": 36 characters, lower case.
std::string id_text(const IdBytes& bytes);
/// Nothing for any text that is not exactly such an id.
std::optional<IdBytes> id_bytes(std::string_view text);

template <class Tag>
struct Id {
  IdBytes bytes{};

  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return bytes != IdBytes{}; }
  std::string text() const { return id_text(bytes); }
  std::span<const std::uint8_t> span() const { return bytes; }
  static std::optional<Id> parse(std::string_view text) {
    if (auto b = id_bytes(text)) return Id{*b};
    return std::nullopt;
  }
};

using CaseId = Id<struct CaseTag>;
using ContactId = Id<struct ContactTag>;
using ReferralId = Id<struct ReferralTag>;
using PersonId = Id<struct PersonTag>;
using SessionId = Id<struct SessionTag>;
using UnitId = Id<struct UnitTag>;

/// Makes ids that rise with time, also within a millisecond and when the clock steps back. Safe from any
/// thread.
class IdMaker {
 public:
  explicit IdMaker(const Clock& clock) : clock_(clock) {}
  IdBytes next();
  template <class IdType>
  IdType make() {
    return IdType{next()};
  }

 private:
  const Clock& clock_;
  std::atomic<std::uint64_t> last_{0};  // milliseconds << 12 | counter
};

}  // namespace hotline

template <class Tag>
struct std::hash<hotline::Id<Tag>> {
  std::size_t operator()(const hotline::Id<Tag>& id) const noexcept {
    std::size_t h = 0;  // the last eight bytes are random
    for (std::size_t i = 8; i < 16; ++i) h = h << 8 | id.bytes[i];
    return h;
  }
};
