// When the service tells of a report that nobody has signed, and whom: whoever is on duty at the office, who
// signs there, the office that gets it, and at last the call list of the helpline, where a person telephones.
// The times come with the rule that holds for the report (config/report-duties.toml, `steps`).
//
// Promises: each step of a report once. Who gets it is worked out when it is taken: where nobody is
// registered, whoever comes next is told in their place, and all that follow come one step earlier. Before
// the report is late, nobody but its own office is told. No time that passes signs, returns or accepts a
// report: only its being signed ends the steps, and takes it off the call list. One that is returned is told
// to its office at once; then the ladder starts again, counted from the return where that is late already.
//
// Pure: no I/O, no clock.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ladder.h"
#include "domain/report.h"
#include "domain/roster.h"
#include "hotline/record/v1/stored.pb.h"

namespace hotline {

/// The problem of `steps` as `field` and reason, by the names of its keys; nothing where they are sound:
/// spans of clock time (span_text.h) of at most 60 days, and none before the one in front of it.
struct ReportLadderProblem {
  std::string_view field, reason;
};
std::optional<ReportLadderProblem> problem_of(const record::v1::ReportLadder& steps);

struct ReportStepDue {
  history::v1::ReportStep step = history::v1::REPORT_STEP_UNSPECIFIED;
  Time at{};
  bool operator==(const ReportStepDue&) const = default;
};
/// Those that the rule has, in order. Of a report that was returned and not signed since, those that come
/// then: what comes when it is late is counted from the return where that was later than its day.
std::vector<ReportStepDue> steps_of(const record::v1::ReportDuty& duty, const ReportSpan& span,
                                    const std::optional<Time>& returned = {});

/// Whether a step that has come is still to be taken: nobody handed the report over, it was not taken before,
/// and the report is not on the call list, above which there is nothing.
bool wants_step(const ReportState& state, history::v1::ReportStep step);
/// The same, and it still comes at that time: not one of before its return.
bool wants_step(const ReportState& state, const OwedReport& report, const ReportStepDue& step);

/// What a step is taken by.
struct ReportDay {
  const Roster& roster;
  const Directory& directory;
  std::function<bool(const Unit&)> reaches;  // by a message, though nobody may be registered there
  Time now{};
};
/// Who is told at that step; nothing where nobody is left.
std::optional<Address> address(const OwedReport& report, const ReportState& state,
                               history::v1::ReportStep step, const ReportDay& day);

/// Whom of the owing office a return is told to: whoever is on duty, or who signs; nothing where it has
/// nobody.
std::optional<Address> address_of_return(const OwedReport& report, const ReportDay& day);

/// The service's own entry, without what a message adds.
history::v1::ReportEvent step_taken(const OwedReport& report, const ReportStepDue& step, const Address& to,
                                    Time now);

/// Which step of which report, as one short line for whoever delivers a message about it; and what that line
/// says. Nothing for another.
struct ReportCause {
  std::string duty;
  UnitKey unit;
  Date first_day{};
  history::v1::ReportStep step = history::v1::REPORT_STEP_UNSPECIFIED;
  record::v1::LadderRung rung = record::v1::LADDER_RUNG_UNSPECIFIED;
};
std::string cause_of(const OwedReport& report, history::v1::ReportStep step, record::v1::LadderRung rung);
std::optional<ReportCause> report_cause(std::string_view cause);

/// What an event makes of the call list, and of those whose ladder started again with their return. Whether
/// it changed.
bool evolve(record::v1::StoredReportCalls& calls, const history::v1::ReportEvent& event);

}  // namespace hotline
