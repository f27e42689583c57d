// A report that an office owes, as lines of cells: the numbers that it stands for, what was corrected and
// why, what is counted otherwise since it was signed, and what the offices below say. Every file of it is
// made of these.
//
// Promises: the number in a table is what the office says, else what was signed, else what is counted now,
// and beside it stands nothing that the tables after it do not explain. Plain functions, safe from any
// thread.
#pragma once

#include <vector>

#include "hotline/v1/report.pb.h"
#include "sheet/figures.h"
#include "sheet/grid.h"

namespace hotline::sheet {

/// As a filled report: a form with its cells, or figures by dimension as tables.
v1::FilledReport standing(const v1::GetReportResponse& told, const FigureNames& names,
                          const OfficeNames& offices, Time now);

/// `laid`: that of standing().
std::vector<Grid> grids_of_owed(const v1::GetReportResponse& told, const v1::FilledReport& laid,
                                const FigureNames& names, const OfficeNames& offices, bool english);

}  // namespace hotline::sheet
