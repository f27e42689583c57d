// A report as a file of config/reports: its tables, what each cell counts, and the words of it in both
// languages. An administrator writes it; what is wrong in it is said with its line. Filled by report_sheet.h.
//
// Promises: a form that was read counts by dimensions that its tables can have, by keys that there are, and
// its shares are of rows that have a number. Plain functions, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/status.h"
#include "hotline/record/v1/reference.pb.h"
#include "hotline/v1/filled_report.pb.h"

namespace hotline {

inline constexpr std::size_t report_codes_max = 63;  // of one dimension in one report, reasons apart

/// Beyond what record_file.h refuses: a dimension that does not fit what the table counts, or is of months or
/// offices; a key or code that it does not have; reasons (which are counted apart from all but the class)
/// beside other conditions; a row without words or with more than a heading has; a share of no row; a code
/// twice.
Result<v1::ReportForm> read_report_form(std::string_view toml, std::span<const record::v1::CodeList> lists);

/// The key of figures that a file's key means: "SEX_FEMALE" is "2" and "CLOCK_KIND_PLAN.late" "3.late";
/// others are what they are. Nothing where the dimension cannot have it. Codes of lists are not looked up
/// here.
std::optional<std::string> report_key(v1::Dimension dimension, std::string_view named);

/// The list whose codes are the keys of a dimension; empty for others.
std::string_view list_of(v1::Dimension dimension);
/// The key of what has no code: "other" for reasons of no list, "none" where nothing was said.
std::string_view key_without_code(v1::Dimension dimension);
bool is_by_office(v1::Dimension dimension);

/// Whether a cell counts by what work and time alone go on changing when the period is over (status, clocks):
/// that its number is another one later says nothing of the data. Table, row and column as the form has them,
/// the first of each is 1; false for a cell that it does not have.
bool goes_on_changing(const v1::ReportForm& form, std::uint32_t table, std::uint32_t row,
                      std::uint32_t column);

}  // namespace hotline
