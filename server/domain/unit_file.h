// The file of units: what config/units holds, what scripts/import-units makes, what ImportUnits takes.
//
// UTF-8, comma-separated (domain/unit_csv.h), a header line that names the columns, in any order:
//   code        as given by the statistics office; a lost leading zero is put back and reported
//   valid_from  first day, 2025-07-01
//   valid_to    first day on which the unit no longer is; empty: still valid
//   level       helpline, ministry, province, district, commune
//   kind        xã, phường, thị trấn, đặc khu, huyện, quận, thị xã, thành phố, tỉnh, …
//   name        without the kind
//   other_names names it also carried in its time, parted by |
//   parent      code, or code@valid_from; a bare code is the unit that has it on the first day; empty: the
//   helpline successors  code or code@valid_from, parted by |; a bare code is the unit that has it on
//   valid_to;
//               a leading ? marks them as candidates among which a person must choose
//   telephones  parted by |
//   note, source  free text
//   parts       of a unit that is split: "thôn Đông Thịnh > 07450 > 1658/NQ-UBTVQH15", parted by |: a part,
//   the one
//               successor to which all of it goes, and who says so; a name that stands under two successors
//               belongs to none for certain
//   valid_to_is not_later: valid_to is the latest that it can be, since the unit is in one list and not in
//   the next;
//               exact, or empty: it is the day
//   seat        of the helpline or a ministry: the place that stands before the day in the head of its
//               letters, "Hà Nội"; the letters of the others are dated where they are
// Only code, valid_from, level and name are required as columns. A column that is not listed here is an
// error.
//
// Pure; nothing in an error quotes the file.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "domain/directory.h"

namespace hotline {

inline constexpr std::size_t unit_file_max_bytes = 16 << 20;
inline constexpr std::size_t unit_file_max_rows = 100'000;
inline constexpr std::size_t unit_field_max_bytes = 2'000;
inline constexpr std::size_t unit_parts_max_bytes = 100'000;  // of that one column
inline constexpr std::size_t unit_parts_max = 1'000;          // of one unit
inline constexpr std::size_t unit_part_name_max_bytes = 120, unit_part_source_max_bytes = 200;

/// Something to say about one row of the file.
struct RowNote {
  std::size_t line = 0;     // the first line is 1; 0: the file as a whole
  std::string_view column;  // empty: the row as a whole
  std::string_view reason;  // stable, for programs: "date_malformed"
  Text text;
  std::string unit = {};  // the key of the unit that is known and meant, where there is one
};

struct UnitFile {
  std::vector<Unit> units;                     // every row whose key could be read, in the order of the file
  std::vector<std::size_t> lines = {};         // beside units: where each stands; 0: not in the text
  std::size_t rows = 0;                        // read from the text
  std::vector<RowNote> errors;                 // every bad row, in the order of the file
  std::vector<RowNote> repairs;                // what was put right: lost leading zeros
  std::vector<RowNote> contradictions;         // of a list (unit_list.h): told, and left as it stands
  std::shared_ptr<const Directory> directory;  // only when there is no error
};

/// Reads, repairs, resolves bare codes and builds the directory; all errors at once. Lists are published
/// without telephones: where a row has none, those that an administrator has entered for the unit stay
/// (`telephones_of`).
UnitFile read_units(std::string_view text, const Directory* telephones_of = nullptr);

/// The same file as an amendment of the units that are there: a row whose key is known changes that unit
/// where its fields are not empty, and keeps also its level where that is (a source is added to those that
/// are there); any other row adds one; everything else stays. `units` is the whole list then. What is to be
/// taken away needs the whole file.
UnitFile amend_units(std::string_view text, const Directory& present);

/// The whole file, header first, full keys everywhere: read_units() gives the same units again, where none of
/// it is too long (refuse_unstorable).
std::string write_units(std::span<const Unit> units);

/// Where the list could not be read again once it is written (an amendment that makes a field too long, or
/// the whole too large), it has errors that say so, and no directory any more. Takes as long as reading it.
void refuse_unstorable(UnitFile& file);

}  // namespace hotline
