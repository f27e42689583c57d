// What an entry belongs to: a stream of the one log; and the three parts that an entry's content is sealed
// in.
//
// A stream's id and kind also name the subject that keys are made for (a case, a counselled contact, a day of
// calls without counselling, a report of an office): SubjectKeys are bound to it.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/id.h"

namespace hotline::evidence {

/// Stored: numbers are never reused. A new kind gets the next number and a name in stream.cpp.
enum class StreamKind : std::uint8_t { case_ = 1, contact = 2, day = 3, access = 4, admin = 5, report = 6 };

std::string_view name(StreamKind kind);
std::optional<StreamKind> stream_kind(std::string_view name);
/// Nothing for a number that no kind has.
std::optional<StreamKind> stream_kind(std::uint8_t number);

struct StreamId {
  StreamKind kind = StreamKind::case_;
  IdBytes id{};

  auto operator<=>(const StreamId&) const = default;
  /// Kind, then id: what seals and wrapped keys are bound to.
  std::array<std::uint8_t, 17> bytes() const;
};

/// The stream of one calendar day; its id ends in the digits of the date (…-000020261123). Which day it is,
/// in which time zone, is the caller's to decide. Years 0 to 9999.
StreamId day_stream(std::chrono::year_month_day day);

/// Each part has a key of its own, so that what a viewer may not see is not even decrypted. Stored numbers.
enum class Part : std::uint8_t { child = 0, informant = 1, allegation = 2 };
inline constexpr std::size_t part_count = 3;
inline constexpr std::array<Part, part_count> all_parts = {Part::child, Part::informant, Part::allegation};

std::string_view name(Part part);

}  // namespace hotline::evidence

template <>
struct std::hash<hotline::evidence::StreamId> {
  std::size_t operator()(const hotline::evidence::StreamId& stream) const noexcept {
    std::size_t h =
        static_cast<std::size_t>(stream.kind);  // ids are random in their second half, days in the last
    for (const auto byte : stream.id) h = (h ^ byte) * 0x100000001b3;
    return h;
  }
};
