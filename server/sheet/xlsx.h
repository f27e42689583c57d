// A report as a workbook of Office Open XML. The one place that knows libxlsxwriter.
//
// Promises: nothing of it touches a disk: the library, which writes files, is given memory that looks like
// files. Numbers are numbers, texts are never formulas, and the same report is the same bytes. Safe from any
// thread.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "sheet/grid.h"

namespace hotline::sheet {

/// One worksheet a grid. `made`: what the workbook says of when it was made. resource_exhausted
/// workbook_not_made where the machine has no memory for it.
Result<std::string> xlsx_of(const std::vector<Grid>& grids, Time made);

}  // namespace hotline::sheet
