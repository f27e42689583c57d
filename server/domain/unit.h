// An administrative unit as it was in one era: a commune, district, province, a ministry, or the helpline
// itself.
//
// Codes are those of the General Statistics Office (first list: Decision 124/2004/QĐ-TTg) and are text:
// leading zeros count. A code is given to another place when units merge (24 was Bắc Giang, is Bắc Ninh), so
// a unit is named by its code **and** the day from which it is that unit. A unit that changes its name, kind
// or parent ends, and its next era begins as another unit with its own key; a unit that only takes in a
// neighbour goes on under its key.
//
// Days are days in Vietnam; valid_to is the first day on which the unit no longer is.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace hotline {

struct UnitKey {
  std::string code;  // 1 to 8 digits or capital letters
  Date valid_from{};

  auto operator<=>(const UnitKey&) const = default;
  /// "07456@2004-07-08"
  std::string text() const;
  /// Strict: exactly what text() gives.
  static std::optional<UnitKey> parse(std::string_view text);
};

bool is_unit_code(std::string_view code);

/// From the top down. Not every level exists at every time and place: since 1 July 2025 there is no district.
enum class Level : std::uint8_t { helpline, ministry, province, district, commune };

/// "helpline", "ministry", "province", "district", "commune": stable, used in files.
std::string_view name(Level level);
std::optional<Level> level_of(std::string_view name);

/// A hamlet, residential group or street of a unit that is split, of which a resolution says that all of it
/// goes to one successor.
struct UnitPart {
  std::string name;  // as people write it, with its kind: "thôn Đông Thịnh", "tổ dân phố số 3"
  UnitKey to;
  std::string source;  // who says so; never empty

  bool operator==(const UnitPart&) const = default;
};

struct Unit {
  UnitKey key;
  std::optional<Date> valid_to;  // exclusive; nothing: still valid
  bool ended_not_later =
      false;  // the day is a bound only: one list has the unit, the next of that day does not
  Level level = Level::commune;
  std::string kind;  // as people write it, in small letters: "xã", "thị trấn", "quận", "tỉnh"
  std::string name;  // without the kind: "Tam Dị", "12"
  std::vector<std::string> other_names;  // also called so in its time: "Sài Gòn"; "Phong Bình, Gio Linh"
  std::optional<UnitKey> parent;         // nothing: directly below the helpline
  std::vector<UnitKey> successors;       // one: all of it went there; several: split; none: not known
  bool successors_proposed = false;      // the successors are candidates only: a person has to choose
  std::vector<std::string> telephones;
  std::string note;
  std::string source;           // resolution or list, with the day of which it speaks
  std::string seat;             // of an office that is of no one place: where its letters are dated, "Hà Nội"
  std::vector<UnitPart> parts;  // of one that is split: what is known to go where (domain/split_detail.h)

  bool operator==(const Unit&) const = default;
  bool valid_on(Date day) const { return key.valid_from <= day && (!valid_to || day < *valid_to); }
  /// "xã Tam Dị"
  std::string full_name() const { return kind.empty() ? name : kind + " " + name; }
};

}  // namespace hotline

template <>
struct std::hash<hotline::UnitKey> {
  std::size_t operator()(const hotline::UnitKey& key) const noexcept {
    const auto days = std::chrono::sys_days{key.valid_from}.time_since_epoch().count();
    return std::hash<std::string>{}(key.code) * 31 + static_cast<std::size_t>(days);
  }
};
