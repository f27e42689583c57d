// A report of an office to the level above: drafted by an officer, signed by the chairman with the figures as
// they are counted then, returned with a reason or accepted by the office that gets it (point 7 of the letter
// of the district of Lục Nam, 26 March 2015).
//
// A correction stands beside what was counted and changes no case. What was signed stands whole in its entry
// and is never changed: where the data changes later, that shows as a difference to it.
//
// Pure: no I/O, no clock. Which roles may call what is the contract's to say; here stands what holds whoever
// calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "domain/directory.h"
#include "domain/permission.h"
#include "domain/report_duty.h"
#include "hotline/history/v1/report.pb.h"
#include "hotline/record/v1/reference.pb.h"
#include "hotline/v1/report_content.pb.h"

namespace hotline {

struct ReportState {
  v1::ReportState state = v1::REPORT_STATE_OWED;
  std::uint32_t version = 0;  // of acts of people; what the service notes is none
  std::string narrative;      // of the draft
  std::vector<v1::ReportCorrection> corrections;
  PersonId drafted_by, drafted_for;  // whose the newest draft is
  std::vector<PersonId> makers;      // of every draft since it was signed last, and for whom they acted
  PersonId signed_by, signed_for;    // of the newest signature
  std::optional<history::v1::ReportSigned> signed_as;
  std::optional<Time> first_signed, last_signed, accepted_at;
  std::optional<Time> returned_at;            // and not signed since
  std::vector<history::v1::ReportStep> told;  // steps that were taken (report_ladder.h)
  std::size_t told_before_return = 0;         // so many of them: the ladder started again
  record::v1::LadderRung highest = record::v1::LADDER_RUNG_UNSPECIFIED;  // how far up, since then
  std::optional<Time> call_since;  // on the call list since; until it is signed
  std::uint32_t calls = 0;         // attempts since then
  std::optional<record::v1::CallAttempt> last_call;
};

void evolve(ReportState& state, const history::v1::ReportEvent& event);

/// Not handed over in time: not yet, or signed for the first time when it was late already. One that was
/// returned is late again only once its time is over.
bool is_late(const ReportState& state, Time due, Time now);

struct SaveReportDraft {
  std::string narrative;
  std::vector<v1::ReportCorrection> corrections;
};
struct SignReport {
  std::vector<v1::ReportFigure> figures;        // of a report by dimensions, or
  std::optional<v1::FilledReport> filled = {};  // by a form: with its tables as it defines them
};
struct ReturnReport {
  std::string reason;
};
struct AcceptReport {};
struct RecordReportCall {
  record::v1::CallAttempt attempt;
};
using ReportCommand = std::variant<SaveReportDraft, SignReport, ReturnReport, AcceptReport, RecordReportCall>;

struct ReportContext {
  const OwedReport& report;
  const Directory& directory;
  PersonId person;
  Acting acting;
  Time now{};
  std::span<const record::v1::CodeList> lists = {};  // whose codes a draft may correct
  const v1::ReportForm* form = nullptr;              // that its rule names; null: figures by dimension
};

/// The one event that the act makes. Refusals: permission_denied report_elsewhere (of another office),
/// report_chairman_signs, report_officer_drafts, report_own_draft, report_own_signature · failed_precondition
/// report_not_begun, report_period_runs, report_not_drafted, report_signed, report_not_signed,
/// report_accepted, report_not_on_call_list, report_form_changed (a correction is of a number that the report
/// no longer has) · invalid_argument report_correction_unknown,
/// report_correction_twice (both with the field), fields_invalid (in_the_future, not_claimed, unit_unknown).
/// Who may record a call is for the scope of the list to say.
///
/// One that nobody in the service gets is returned by another supervisor of the office that signed it, and
/// accepted by nobody.
Result<history::v1::ReportEvent> decide(const ReportState& state, const ReportCommand& command,
                                        const ReportContext& context);

/// Tries each hat in turn; the refusal is that of the first to whose office the act belongs, else that of the
/// first. `hats` is not empty.
Result<history::v1::ReportEvent> decide_as(const ReportState& state, const ReportCommand& command,
                                           ReportContext context, std::span<const Acting> hats);

history::v1::ReportOwed owed_of(const OwedReport& report);

}  // namespace hotline
