#include "domain/report.h"

#include <algorithm>
#include <set>
#include <utility>

#include "domain/case_time.h"

namespace hotline {
namespace {
namespace rec = record::v1;
namespace his = history::v1;

std::unexpected<Error> elsewhere() {
  return fail(Code::permission_denied, "report_elsewhere",
              {"Báo cáo này không phải của đơn vị bạn. Đơn vị nợ báo cáo soạn và ký; đơn vị nhận trả lại "
               "hoặc tiếp nhận.",
               "This report is not your office's. Who owes it writes and signs it; who gets it returns or "
               "accepts it."});
}

std::unexpected<Error> is_accepted() {
  return fail(Code::failed_precondition, "report_accepted",
              {"Báo cáo đã được tiếp nhận, không sửa được nữa. Số liệu đổi về sau hiện ra là chênh lệch.",
               "The report was accepted and stays as it is. What changes later shows as a difference."});
}

std::unexpected<Error> is_signed() {
  return fail(Code::failed_precondition, "report_signed",
              {"Báo cáo đã ký gửi. Muốn sửa, hãy nhờ cấp trên trả lại.",
               "The report was signed and handed over. To change it, ask the level above to return it."});
}

/// The office that owes it, as it is today.
bool is_of_owing(const ReportContext& context) {
  const auto* unit = context.directory.find(context.report.unit);
  return unit != nullptr &&
         acts_for(context.directory, *unit, local_date(context.now)).key == context.acting.unit;
}

bool is_of_recipient(const ReportContext& context) {
  const auto* unit = context.report.to ? context.directory.find(*context.report.to) : nullptr;
  return unit != nullptr &&
         acts_for(context.directory, *unit, local_date(context.now)).key == context.acting.unit;
}

bool at_helpline(const ReportContext& context) {
  return context.directory.helpline().key == context.acting.unit;
}

Result<> not_over_yet(const ReportState& state) {
  if (state.state == v1::REPORT_STATE_ACCEPTED) return is_accepted();
  if (state.state == v1::REPORT_STATE_SIGNED) return is_signed();
  return {};
}

his::ReportEvent event_of(const ReportContext& context) {
  his::ReportEvent event;
  *event.mutable_recorded_at() = timestamp_of(context.now);
  *event.mutable_actor() = actor_of(context.person, context.acting);
  *event.mutable_report() = owed_of(context.report);
  return event;
}

Result<> check_corrections(const SaveReportDraft& draft, const rec::ReportDuty& duty) {
  std::set<v1::Dimension> known;
  for (const auto& word : duty.figures())
    if (const auto dimension = report_dimension(word)) known.insert(*dimension);
  std::set<std::pair<v1::Dimension, std::string>> corrected;
  for (const auto& one : draft.corrections) {
    const bool total =
        one.dimension() == v1::DIMENSION_UNSPECIFIED && (one.key() == "contacts" || one.key() == "cases");
    if (!total && !known.contains(one.dimension()))
      return fail(
          Code::invalid_argument, "report_correction_unknown",
          {"Có số điều chỉnh không thuộc báo cáo này.", "A correction is of no figure of this report."});
    if (!corrected.emplace(one.dimension(), one.key()).second)
      return fail(Code::invalid_argument, "report_correction_twice",
                  {"Một số được điều chỉnh hai lần.", "One figure is corrected twice."});
  }
  return {};
}

Result<his::ReportEvent> act(const ReportState& state, const SaveReportDraft& draft,
                             const ReportContext& context) {
  if (!is_of_owing(context)) return elsewhere();
  const bool officer = context.acting.role == rec::ROLE_OFFICER ||
                       (at_helpline(context) && context.acting.role == rec::ROLE_SUPERVISOR);
  if (!officer)
    return fail(Code::permission_denied, "report_officer_drafts",
                {"Cán bộ của đơn vị soạn báo cáo.", "An officer of the office writes the report."});
  if (auto open = not_over_yet(state); !open) return fail(open.error());
  if (local_date(context.now) < context.report.span.first)
    return fail(Code::failed_precondition, "report_not_begun",
                {"Kỳ báo cáo chưa bắt đầu.", "The period of the report has not begun."});
  if (auto fit = check_corrections(draft, *context.report.duty); !fit) return fail(fit.error());
  auto event = event_of(context);
  auto& saved = *event.mutable_draft_saved();
  saved.set_narrative(draft.narrative);
  for (const auto& correction : draft.corrections) *saved.add_corrections() = correction;
  return event;
}

Result<> not_own_draft(const ReportState& state, const ReportContext& context) {
  for (const auto& maker : {state.drafted_by, state.drafted_for})
    for (const auto& signer : {context.person, context.acting.for_person})
      if (maker && maker == signer)
        return fail(Code::permission_denied, "report_own_draft",
                    {"Không ai ký báo cáo do chính mình soạn. Hãy nhờ người khác có thẩm quyền.",
                     "Nobody signs a report that they wrote. Ask another who may sign."});
  return {};
}

Result<his::ReportEvent> act(const ReportState& state, const SignReport& sign, const ReportContext& context) {
  if (!is_of_owing(context)) return elsewhere();
  const bool decides = context.acting.role == rec::ROLE_CHAIRMAN ||
                       (at_helpline(context) && context.acting.role == rec::ROLE_SUPERVISOR);
  if (!decides)
    return fail(
        Code::permission_denied, "report_chairman_signs",
        {"Chủ tịch hoặc người được ủy quyền ký báo cáo.", "The chairman or a deputy signs the report."});
  if (auto open = not_over_yet(state); !open) return fail(open.error());
  if (state.state != v1::REPORT_STATE_DRAFTED)
    return fail(
        Code::failed_precondition, "report_not_drafted",
        {"Chưa có bản soạn để ký, hoặc bản bị trả lại chưa được soạn lại. Hãy nhờ cán bộ soạn.",
         "There is no draft to sign, or it was returned and not written anew. Ask an officer to write it."});
  if (local_date(context.now) <= context.report.span.last)
    return fail(Code::failed_precondition, "report_period_runs",
                {"Kỳ báo cáo chưa hết, số liệu còn thay đổi. Hãy ký sau ngày cuối kỳ.",
                 "The period is not over and its figures still change. Sign after its last day."});
  if (auto other = not_own_draft(state, context); !other) return fail(other.error());
  auto event = event_of(context);
  auto& whole = *event.mutable_signed_();
  whole.set_narrative(state.narrative);
  for (const auto& correction : state.corrections) *whole.add_corrections() = correction;
  for (const auto& figure : sign.figures) *whole.add_figures() = figure;
  return event;
}

/// Of the office that gets it, and there is something to answer.
Result<> may_answer(const ReportState& state, const ReportContext& context) {
  if (!is_of_recipient(context)) return elsewhere();
  if (state.state == v1::REPORT_STATE_ACCEPTED) return is_accepted();
  if (state.state != v1::REPORT_STATE_SIGNED)
    return fail(Code::failed_precondition, "report_not_signed",
                {"Báo cáo chưa được ký gửi.", "The report was not signed and handed over."});
  return {};
}

Result<his::ReportEvent> act(const ReportState& state, const ReturnReport& back,
                             const ReportContext& context) {
  if (auto may = may_answer(state, context); !may) return fail(may.error());
  auto event = event_of(context);
  event.mutable_returned()->set_reason(back.reason);
  return event;
}

Result<his::ReportEvent> act(const ReportState& state, const AcceptReport&, const ReportContext& context) {
  if (auto may = may_answer(state, context); !may) return fail(may.error());
  auto event = event_of(context);
  event.mutable_accepted();
  return event;
}

std::unexpected<Error> bad_attempt(std::string path, std::string_view reason, Text text) {
  return fail({Code::invalid_argument, "fields_invalid", text, {{std::move(path), reason, text}}});
}

/// The office may be telephoned to as often as it takes, and nothing of the report changes by it.
Result<his::ReportEvent> act(const ReportState& state, const RecordReportCall& call,
                             const ReportContext& context) {
  if (!state.call_since)
    return fail(Code::failed_precondition, "report_not_on_call_list",
                {"Báo cáo này không có trong danh sách gọi: đã ký gửi, hoặc chưa tới bậc gọi điện.",
                 "This report is not on the call list: it was signed, or is not late enough for a call."});
  auto event = event_of(context);
  auto& attempt = *event.mutable_call_attempted()->mutable_attempt();
  attempt = call.attempt;
  if (!attempt.has_at()) *attempt.mutable_at() = event.recorded_at();
  if (time_of(attempt.at()) > context.now)
    return bad_attempt("attempt.at", "in_the_future",
                       {"Thời điểm này chưa tới. Hãy sửa lại.", "This time has not come yet. Correct it."});
  if (!attempt.confirms().empty())
    return bad_attempt("attempt.confirms", "not_claimed",
                       {"Báo cáo không có gì để xác nhận qua đường dẫn trực.",
                        "Of a report nothing is said by the link to a duty telephone."});
  const auto unit = UnitKey::parse(attempt.unit());
  if (!attempt.unit().empty() && (!unit || context.directory.find(*unit) == nullptr))
    return bad_attempt("attempt.unit", "unit_unknown",
                       {"Không có đơn vị này. Hãy chọn đơn vị từ danh mục.",
                        "There is no such unit. Choose one from the list."});
  return event;
}

/// As far as versions that did not say it went.
rec::LadderRung rung_of(const his::ReportStepTaken& taken) {
  if (taken.rung() != rec::LADDER_RUNG_UNSPECIFIED) return taken.rung();
  switch (taken.step()) {
    case his::REPORT_STEP_REMINDED:
      return rec::LADDER_RUNG_DUTY;
    case his::REPORT_STEP_LATE:
      return rec::LADDER_RUNG_CHAIRMAN;
    default:
      return rec::LADDER_RUNG_ABOVE;
  }
}

/// What is no act on the report: told by the service, or telephoned about. Whether it was that.
bool note(ReportState& state, const his::ReportEvent& event) {
  if (event.has_step_taken()) {
    state.told.push_back(event.step_taken().step());
    state.highest = std::max(state.highest, rung_of(event.step_taken()));
    if (event.step_taken().rung() == rec::LADDER_RUNG_CALL_LIST)
      state.call_since = time_of(event.recorded_at());
    return true;
  }
  if (event.has_call_attempted()) {
    ++state.calls;
    state.last_call = event.call_attempted().attempt();
    return true;
  }
  return event.has_step_delivered();
}

void take_draft(ReportState& state, const std::string& narrative,
                const google::protobuf::RepeatedPtrField<v1::ReportCorrection>& corrections) {
  state.narrative = narrative;
  state.corrections.assign(corrections.begin(), corrections.end());
}

}  // namespace

void evolve(ReportState& state, const his::ReportEvent& event) {
  const auto at = time_of(event.recorded_at());
  if (note(state, event)) return;
  ++state.version;
  switch (event.body_case()) {
    case his::ReportEvent::kDraftSaved:
      state.state = v1::REPORT_STATE_DRAFTED;
      take_draft(state, event.draft_saved().narrative(), event.draft_saved().corrections());
      state.drafted_by = PersonId::parse(event.actor().person_id()).value_or(PersonId{});
      state.drafted_for = PersonId::parse(event.actor().for_person_id()).value_or(PersonId{});
      return;
    case his::ReportEvent::kSigned:
      state.state = v1::REPORT_STATE_SIGNED;
      take_draft(state, event.signed_().narrative(), event.signed_().corrections());
      state.signed_as = event.signed_();
      if (!state.first_signed) state.first_signed = at;
      state.last_signed = at;
      state.call_since.reset();
      return;
    case his::ReportEvent::kReturned:
      state.state = v1::REPORT_STATE_RETURNED;
      return;
    case his::ReportEvent::kAccepted:
      state.state = v1::REPORT_STATE_ACCEPTED;
      state.accepted_at = at;
      return;
    default:
      return;  // of a later version of this program
  }
}

bool is_late(const ReportState& state, Time due, Time now) {
  const bool handed_over = state.state == v1::REPORT_STATE_SIGNED || state.state == v1::REPORT_STATE_ACCEPTED;
  return handed_over ? *state.first_signed >= due : now >= due;
}

Result<his::ReportEvent> decide(const ReportState& state, const ReportCommand& command,
                                const ReportContext& context) {
  return std::visit([&](const auto& one) { return act(state, one, context); }, command);
}

Result<his::ReportEvent> decide_as(const ReportState& state, const ReportCommand& command,
                                   ReportContext context, std::span<const Acting> hats) {
  std::optional<Error> first;
  for (const auto& hat : hats) {
    context.acting = hat;
    auto decided = decide(state, command, context);
    if (decided) return decided;
    if (!first) first = decided.error();
  }
  return fail(*first);
}

his::ReportOwed owed_of(const OwedReport& report) {
  his::ReportOwed out;
  out.set_duty(report.duty->code());
  out.set_unit(report.unit.text());
  out.set_first_day(date_text(report.span.first));
  out.set_last_day(date_text(report.span.last));
  *out.mutable_due_at() = timestamp_of(report.span.due());
  if (report.to) out.set_to_unit(report.to->text());
  return out;
}

}  // namespace hotline
