// What an import would change, for the dry run: two directories compared, said so that a person can check it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/directory.h"

namespace hotline {

struct UnitChange {
  /// In the order in which a person looks at them: what somebody has to sort comes first.
  enum class Kind : std::uint8_t {
    ended,        // now has a last day, and no successor is known for certain
    split,        // ended, and went over to several units
    merged,       // ended, and went with others into one unit
    renamed,      // ended, and goes on alone under another name, kind, code or parent
    removed,      // no longer in the list
    code_reused,  // a new unit has a code which another place had before
    corrected,    // the same key, other contents: `fields` says which
    added,        // a unit that was not known, and that follows no other
  };
  Kind kind = Kind::added;
  const Unit* before =
      nullptr;  // in the old directory; for code_reused, in the new one: who had the code before
  const Unit* after = nullptr;  // in the new directory
  std::vector<const Unit*> into;
  std::vector<std::string_view> fields;
};

std::string_view name(UnitChange::Kind kind);

/// A field that differs, in words that a person can compare: days as they are written, levels by their names,
/// units as "huyện Lục Nam (218)", several parted by "; ". What is long is cut, with "…" at its end.
struct FieldChange {
  std::string_view field;  // as a column of the units file
  std::string was, becomes;

  bool operator==(const FieldChange&) const = default;
};
inline constexpr std::size_t field_change_max_chars = 400;

/// Of a corrected unit every field that differs; of one that goes on alone as another unit, what of code,
/// level, kind, name and parent that one has otherwise. None of the others.
std::vector<FieldChange> field_changes(const UnitChange& change, const Directory& before,
                                       const Directory& after);

/// In the order of codes. The units belong to the two directories, which must live on.
std::vector<UnitChange> difference(const Directory& before, const Directory& after);

struct UnitChangeCount {
  UnitChange::Kind kind{};
  std::size_t count = 0;

  bool operator==(const UnitChangeCount&) const = default;
};
/// All of them, in the order of kinds; none with 0.
std::vector<UnitChangeCount> count_by_kind(std::span<const UnitChange> changes);
/// What of them is shown where there is room for so many: in the order of kinds; of the rarer kinds all, of
/// the others the first. They point into `changes`.
std::vector<const UnitChange*> excerpt(std::span<const UnitChange> changes, std::size_t count_max);

/// One line, the same in every language: "merged 07516@2004-07-08 xã Vũ Xá → 07519@2004-07-08 xã Cẩm Lý
/// (2025-01-01)".
std::string line(const UnitChange& change);

}  // namespace hotline
