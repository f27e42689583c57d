// A report as CSV (RFC 4180): UTF-8 with its mark, so that a spreadsheet reads the tone marks, and no text
// that one would take for a formula.
#pragma once

#include <string>

#include "sheet/grid.h"

namespace hotline::sheet {

/// Lines end in CR LF; shares have a point. Pure.
std::string csv_of(const Grid& grid);

}  // namespace hotline::sheet
