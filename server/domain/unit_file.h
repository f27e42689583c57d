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

/// Something to say about one row of the file.
struct RowNote {
  std::size_t line = 0;     // the first line is 1; 0: the file as a whole
  std::string_view column;  // empty: the row as a whole
  std::string_view reason;  // stable, for programs: "date_malformed"
  Text text;
};

struct UnitFile {
  std::vector<Unit> units;                     // every row whose key could be read, in the order of the file
  std::vector<RowNote> errors;                 // every bad row, in the order of the file
  std::vector<RowNote> repairs;                // what was put right: lost leading zeros
  std::vector<RowNote> contradictions;         // of a list (unit_list.h): told, and left as it stands
  std::shared_ptr<const Directory> directory;  // only when there is no error
};

/// Reads, repairs, resolves bare codes and builds the directory; all errors at once.
UnitFile read_units(std::string_view text);

/// The whole file, header first, full keys everywhere: read_units() gives the same units again.
std::string write_units(std::span<const Unit> units);

}  // namespace hotline
