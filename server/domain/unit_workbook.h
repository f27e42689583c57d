// A workbook of Excel (.xlsx: ISO/IEC 29500, SpreadsheetML) as a table of text: what the statistics office
// gives out besides CSV.
//
// Of all sheets the first is read that has the heading of a units file (unit_file.h) or of a list
// (unit_list.h) within its first rows; what stands above the heading is passed over. It comes back as CSV in
// which row n of the sheet is line n, so that every error names the row that a person sees. Numbers are text
// as the sheet shows whole numbers (a code that is kept as a number has lost its zeros: the readers put them
// back and say so); cells that are shown as dates are year-month-day; of a formula what was computed last.
//
// Nothing expands without bound: at most 64 MiB are inflated, and no part is read twice however many tabs
// name it; 16 MiB of text come out, no document type and no entity is read. Pure; no error quotes the file.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "domain/unit_file.h"

namespace hotline {

/// By its first bytes; also the older kind (.xls), which read_workbook() refuses.
bool is_workbook(std::string_view bytes);

/// Errors, each of the file as a whole: workbook_old, workbook_unreadable, workbook_too_large,
/// workbook_empty.
std::expected<std::string, RowNote> read_workbook(std::string_view bytes);

}  // namespace hotline
