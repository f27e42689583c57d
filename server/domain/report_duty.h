// Which reports an office owes, of which days, to whom and by when: config/report-duties.toml, over the
// changes of the units (points 5 and 7 of the letter of the district of Lục Nam, 26 March 2015).
//
// What a report is owed by is settled by its last day in time: the rule that holds then, the units of that
// day, and the one above them. An office that ended before that day owes nothing any more; what it became
// reports for all of it.
//
// Pure: no I/O, no clock. Plain functions, safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "base/status.h"
#include "domain/directory.h"
#include "hotline/record/v1/report.pb.h"
#include "hotline/v1/filled_report.pb.h"
#include "hotline/v1/statistics.pb.h"

namespace hotline {

/// Days from `first` to `last`; in time while it is before `before` in Vietnam.
struct ReportSpan {
  Date first{}, last{}, before{};
  Date last_in_time() const { return Date{std::chrono::sys_days{before} - std::chrono::days{1}}; }
  Time due() const { return start_of(before); }
  bool operator==(const ReportSpan&) const = default;
};

/// One report of one office.
struct OwedReport {
  const record::v1::ReportDuty* duty = nullptr;  // never null; lives as long as the duties
  ReportSpan span;
  UnitKey unit;
  std::optional<UnitKey> to;  // nothing: whoever gets it is not among the units
};

/// Beyond what record_file.h refuses: rules of one code that overlap or are not in the order of time, days
/// that no year has, periods and months both or neither, levels that are none or not above one another, steps
/// that are no spans or not in their order (report_ladder.h), spans of one code that begin on one day (a
/// report is named by its code, its office and that day), neither a form nor figures or both, a form that is
/// not among `forms` or made for others, dimensions that are none, count units, or change when the period is
/// over.
Result<record::v1::ReportDuties> read_report_duties(std::string_view toml,
                                                    std::span<const v1::ReportForm> forms = {});

/// Whether it is owed by an installation whose log began on that day: what ended before was never counted by
/// it, and nobody can be late with it. Unless the duties name another day, since sheets of before were
/// entered.
bool is_owed(const record::v1::ReportDuties& duties, const OwedReport& report, Date log_began);

/// The dimension that such a word names: "case-sex".
std::optional<v1::Dimension> report_dimension(std::string_view word);

/// Spans of a rule that are late from a day in [from, to) on, and for which that rule holds; in order.
std::vector<ReportSpan> spans_of(const record::v1::ReportDuty& duty, Date from, Date to);

/// What every unit owes that is late from a day in [from, to) on; by rule, then span, then unit.
std::vector<OwedReport> owed_reports(const record::v1::ReportDuties& duties, const Directory& directory,
                                     Date from, Date to);

/// The report of that name; nothing where none is owed.
std::optional<OwedReport> owed_report(const record::v1::ReportDuties& duties, const Directory& directory,
                                      std::string_view code, const UnitKey& unit, Date first_day);

/// Who acts for an office on that day: what it became or, where that is nobody for certain, who is above it.
const Unit& acts_for(const Directory& directory, const Unit& unit, Date on);

}  // namespace hotline
