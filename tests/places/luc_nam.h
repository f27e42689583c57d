// The directory of config/units/luc-nam.csv, read once for all tests.
#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "domain/unit_file.h"

namespace hotline::places {

inline std::string file_text(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

inline const Directory& luc_nam() {
  static const auto file = read_units(file_text(HOTLINE_SOURCE_DIR "/config/units/luc-nam.csv"));
  HOTLINE_CHECK(file.directory);
  return *file.directory;
}

inline Date day(std::string_view text) { return parse_date(text).value(); }
inline const Unit& unit(std::string_view key) {
  const Unit* found = luc_nam().find(UnitKey::parse(key).value());
  HOTLINE_CHECK(found);
  return *found;
}

}  // namespace hotline::places
