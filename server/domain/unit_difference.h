// What an import would change, for the dry run: two directories compared, said so that a person can check it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/directory.h"

namespace hotline {

struct UnitChange {
  enum class Kind : std::uint8_t {
    added,        // a unit that was not known, and that follows no other
    ended,        // now has a last day, and no successor is known for certain
    renamed,      // ended, and goes on alone under another name, kind, code or parent
    merged,       // ended, and went with others into one unit
    split,        // ended, and went over to several units
    code_reused,  // a new unit has a code which another place had before
    corrected,    // the same key, other contents: `fields` says which
    removed,      // no longer in the list
  };
  Kind kind = Kind::added;
  const Unit* before =
      nullptr;  // in the old directory; for code_reused, in the new one: who had the code before
  const Unit* after = nullptr;  // in the new directory
  std::vector<const Unit*> into;
  std::vector<std::string_view> fields;
};

std::string_view name(UnitChange::Kind kind);

/// In the order of codes. The units belong to the two directories, which must live on.
std::vector<UnitChange> difference(const Directory& before, const Directory& after);

/// One line, the same in every language: "merged 07516@2004-07-08 xã Vũ Xá → 07519@2004-07-08 xã Cẩm Lý
/// (2025-01-01)".
std::string line(const UnitChange& change);

}  // namespace hotline
