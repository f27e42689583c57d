#include "domain/report.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "domain/case_fact.h"
#include "domain/case_time.h"
#include "domain/report_corrections.h"

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

std::unexpected<Error> is_signed(bool has_recipient) {
  if (has_recipient)
    return fail(Code::failed_precondition, "report_signed",
                {"Báo cáo đã ký gửi. Muốn sửa, hãy nhờ cấp trên trả lại.",
                 "The report was signed and handed over. To change it, ask the level above to return it."});
  return fail(
      Code::failed_precondition, "report_signed",
      {"Báo cáo đã ký. Muốn sửa, hãy nhờ một người giám sát khác của đơn vị, không phải người ký, "
       "trả lại kèm lý do.",
       "The report was signed. To change it, ask another supervisor of the office, not who signed it, "
       "to return it with the reason."});
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

Result<> not_over_yet(const ReportState& state, const ReportContext& context) {
  if (state.state == v1::REPORT_STATE_ACCEPTED) return is_accepted();
  if (state.state == v1::REPORT_STATE_SIGNED) return is_signed(context.report.to.has_value());
  return {};
}

his::ReportEvent event_of(const ReportContext& context) {
  his::ReportEvent event;
  *event.mutable_recorded_at() = timestamp_of(context.now);
  *event.mutable_actor() = actor_of(context.person, context.acting);
  *event.mutable_report() = owed_of(context.report);
  return event;
}

Result<his::ReportEvent> act(const ReportState& state, const SaveReportDraft& draft,
                             const ReportContext& context) {
  if (!is_of_owing(context)) return elsewhere();
  const bool officer = context.acting.role == rec::ROLE_OFFICER ||
                       (at_helpline(context) && context.acting.role == rec::ROLE_SUPERVISOR);
  if (!officer)
    return fail(Code::permission_denied, "report_officer_drafts",
                {"Cán bộ của đơn vị soạn báo cáo.", "An officer of the office writes the report."});
  if (auto open = not_over_yet(state, context); !open) return fail(open.error());
  if (local_date(context.now) < context.report.span.first)
    return fail(Code::failed_precondition, "report_not_begun",
                {"Kỳ báo cáo chưa bắt đầu.", "The period of the report has not begun."});
  auto corrections = checked_corrections(draft.corrections, context);
  if (!corrections) return fail(corrections.error());
  auto event = event_of(context);
  auto& saved = *event.mutable_draft_saved();
  saved.set_narrative(draft.narrative);
  for (const auto& correction : *corrections) *saved.add_corrections() = correction;
  return event;
}

/// Whoever acts, or for whom they act, is one of these.
bool is_among(std::span<const PersonId> people, const ReportContext& context) {
  return std::ranges::any_of(people, [&](const PersonId& one) {
    return one && (one == context.person || one == context.acting.for_person);
  });
}

/// Not the newest draft alone: a colleague who saved the same words once more wrote none of them.
Result<> not_own_draft(const ReportState& state, const ReportContext& context) {
  if (!is_among(state.makers, context)) return {};
  return fail(Code::permission_denied, "report_own_draft",
              {"Không ai ký báo cáo do chính mình soạn. Hãy nhờ người khác có thẩm quyền.",
               "Nobody signs a report that they wrote. Ask another who may sign."});
}

/// Whoever signed it may by now act for the office that gets it, too: after a merger, or under another hat.
Result<> not_own_signature(const ReportState& state, const ReportContext& context) {
  const PersonId signers[] = {state.signed_by, state.signed_for};
  if (!is_among(signers, context)) return {};
  return fail(Code::permission_denied, "report_own_signature",
              {"Không ai tiếp nhận hay trả lại báo cáo do chính mình ký. Hãy nhờ người khác có thẩm quyền.",
               "Nobody accepts or returns a report that they signed. Ask another who may."});
}

Result<his::ReportEvent> act(const ReportState& state, const SignReport& sign, const ReportContext& context) {
  if (!is_of_owing(context)) return elsewhere();
  const bool decides = context.acting.role == rec::ROLE_CHAIRMAN ||
                       (at_helpline(context) && context.acting.role == rec::ROLE_SUPERVISOR);
  if (!decides)
    return fail(
        Code::permission_denied, "report_chairman_signs",
        {"Chủ tịch hoặc người được ủy quyền ký báo cáo.", "The chairman or a deputy signs the report."});
  if (auto open = not_over_yet(state, context); !open) return fail(open.error());
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
  if (auto fit = corrections_still_fit(state, context); !fit) return fail(fit.error());
  auto event = event_of(context);
  auto& whole = *event.mutable_signed_();
  whole.set_narrative(state.narrative);
  for (const auto& correction : state.corrections) *whole.add_corrections() = correction;
  for (const auto& figure : sign.figures) *whole.add_figures() = figure;
  if (sign.filled) *whole.mutable_filled() = *sign.filled;
  return event;
}

/// There is something to answer, and somebody else than who signed it answers.
Result<> may_answer(const ReportState& state, const ReportContext& context) {
  if (state.state == v1::REPORT_STATE_ACCEPTED) return is_accepted();
  if (state.state != v1::REPORT_STATE_SIGNED)
    return fail(Code::failed_precondition, "report_not_signed",
                {"Báo cáo chưa được ký gửi.", "The report was not signed and handed over."});
  return not_own_signature(state, context);
}

/// Of the office that gets it; where nobody in the service does, a supervisor of the office's own, or a wrong
/// signature would stand for ever.
bool may_return(const ReportContext& context) {
  if (context.report.to) return is_of_recipient(context);
  return is_of_owing(context) && context.acting.role == rec::ROLE_SUPERVISOR;
}

Result<his::ReportEvent> act(const ReportState& state, const ReturnReport& back,
                             const ReportContext& context) {
  if (!may_return(context)) return elsewhere();
  if (auto may = may_answer(state, context); !may) return fail(may.error());
  auto event = event_of(context);
  event.mutable_returned()->set_reason(back.reason);
  return event;
}

Result<his::ReportEvent> act(const ReportState& state, const AcceptReport&, const ReportContext& context) {
  if (!is_of_recipient(context)) return elsewhere();
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
    // That it was returned is no step of the ladder: who was told of it is told, too, that it is late.
    if (event.step_taken().step() != his::REPORT_STEP_RETURNED)
      state.highest = std::max(state.highest, rung_of(event.step_taken()));
    if (event.step_taken().rung() == rec::LADDER_RUNG_CALL_LIST) {
      state.call_since = time_of(event.recorded_at());
      state.calls = 0;
      state.last_call.reset();
    }
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
  const auto who = PersonId::parse(event.actor().person_id()).value_or(PersonId{});
  const auto for_whom = PersonId::parse(event.actor().for_person_id()).value_or(PersonId{});
  switch (event.body_case()) {
    case his::ReportEvent::kDraftSaved:
      state.state = v1::REPORT_STATE_DRAFTED;
      take_draft(state, event.draft_saved().narrative(), event.draft_saved().corrections());
      state.drafted_by = who;
      state.drafted_for = for_whom;
      for (const auto& maker : {who, for_whom})
        if (maker && std::ranges::find(state.makers, maker) == state.makers.end())
          state.makers.push_back(maker);
      return;
    case his::ReportEvent::kSigned:
      state.state = v1::REPORT_STATE_SIGNED;
      take_draft(state, event.signed_().narrative(), event.signed_().corrections());
      state.signed_as = event.signed_();
      state.signed_by = who;
      state.signed_for = for_whom;
      state.makers.clear();
      state.returned_at.reset();
      if (!state.first_signed) state.first_signed = at;
      state.last_signed = at;
      state.call_since.reset();
      return;
    case his::ReportEvent::kReturned:
      state.state = v1::REPORT_STATE_RETURNED;
      state.returned_at = at;
      state.told_before_return = state.told.size();
      state.highest = rec::LADDER_RUNG_UNSPECIFIED;
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
    if (!first || first->reason == "report_elsewhere") first = decided.error();
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
