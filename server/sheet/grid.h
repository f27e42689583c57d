// A filled report as lines of cells, in the words of one language: what every file of it holds, so that no
// two of them can say different things.
//
// Promises: what is hidden is the word for it and no number. Plain functions, safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hotline/v1/report_form.pb.h"

namespace hotline::sheet {

struct Cell {
  enum class Kind : std::uint8_t { empty, text, number, share };
  Kind kind = Kind::empty;
  std::string text = {};
  std::uint32_t number = 0;  // of a share: tenths of a percent
  std::uint32_t indent = 0;

  static Cell of(std::string words, std::uint32_t indent = 0) {
    return {words.empty() ? Kind::empty : Kind::text, std::move(words), 0, indent};
  }
};

struct Line {
  enum class Kind : std::uint8_t { words, title, table, head, heading, figures, note };
  Kind kind = Kind::words;
  std::vector<Cell> cells;
};

struct Grid {
  std::string name;
  std::vector<Line> lines;
};

/// The report, and where its rows have definitions a second one with these.
std::vector<Grid> grids_of(const v1::FilledReport& report, v1::ReportLanguage language);

/// "bao-cao_0101_24_2015-01-01_2015-12-31.xlsx": form, office and days; no file's name speaks of a person.
std::string file_name(const v1::FilledReport& report, std::string_view ending);

}  // namespace hotline::sheet
