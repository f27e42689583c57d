// The columns of the units file (unit_file.h), for what reads and what writes it.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "domain/unit_file.h"

namespace hotline::unit_columns {

enum Column : std::size_t {
  code,
  valid_from,
  valid_to,
  level,
  kind,
  unit_name,
  other_names,
  parent,
  successors,
  telephones,
  note,
  source,
  parts,
  valid_to_is,
  seat,
  columns
};
inline constexpr std::array<std::string_view, columns> column_names = {
    "code",       "valid_from", "valid_to", "level",  "kind",  "name",        "other_names", "parent",
    "successors", "telephones", "note",     "source", "parts", "valid_to_is", "seat"};
/// What `valid_to_is` says of a bound, and of a day; empty is a day, too.
inline constexpr std::string_view not_later_word = "not_later", exact_word = "exact";

/// What a field of that column may hold.
constexpr std::size_t max_bytes(std::size_t column) {
  return column == parts ? unit_parts_max_bytes : unit_field_max_bytes;
}

}  // namespace hotline::unit_columns
