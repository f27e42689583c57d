// The work on a case, from the assessment to the closing (Decree 56/2017, arts. 26 to 32).
#include <algorithm>

#include "domain/decide_steps.h"

namespace hotline {
namespace {
namespace rec = record::v1;

std::unexpected<Error> not_now(std::string_view reason, Text text) {
  return fail(Code::failed_precondition, reason, text);
}

Result<> status_is(const CaseState& state, std::initializer_list<rec::CaseStatus> wanted,
                   std::string_view reason, Text text) {
  if (std::ranges::find(wanted, state.status) != wanted.end()) return {};
  return not_now(reason, text);
}

Result<> plan_waits(const CaseState& state) {
  return status_is(state, {rec::CASE_STATUS_AWAITING_APPROVAL}, "no_plan_waits",
                   {"Không có kế hoạch nào chờ phê duyệt.", "No plan waits for approval."});
}

/// Article 30: nobody approves their own plan, nor has it approved by whom they sent, nor as whom they were
/// sent.
Result<> not_own_plan(const CaseState& state, const Context& context) {
  const auto& plan = *state.plan;
  const PersonId makers[] = {plan.submitter, plan.submitted_for};
  const PersonId deciders[] = {context.person, context.acting.for_person};
  for (const auto& maker : makers)
    for (const auto& decider : deciders)
      if (maker && maker == decider)
        return fail(Code::permission_denied, "own_plan",
                    {"Không ai phê duyệt kế hoạch của chính mình. Hãy nhờ người khác có thẩm quyền.",
                     "Nobody approves their own plan. Ask another who may decide."});
  return {};
}

constexpr std::chrono::days required_days_max{366};  // of one requirement to separate for longer

bool is_running(const CaseState& state, rec::Measure measure) {
  return std::ranges::find(state.measures, measure, &RunningMeasure::measure) != state.measures.end();
}

/// An authority's requirement stands on a paper, and has an end: longer than a year it requires it again.
Result<> check_required_until(const rec::EmergencyMeasures& measures, Time now) {
  if (measures.required_until().empty()) return {};
  if (measures.measure() != rec::MEASURE_SEPARATE)
    return bad_field("measures.required_until", "only_of_a_separation",
                     {"Chỉ việc cách ly tạm thời mới có ngày cuối do cơ quan có thẩm quyền yêu cầu.",
                      "Only a separation has a last day that an authority requires."});
  if (measures.decision().empty())
    return bad_field("measures.decision", "required",
                     {"Cần số và ngày văn bản của cơ quan yêu cầu cách ly lâu hơn.",
                      "Give number and date of the paper that requires it for longer."});
  const auto until = parse_date(measures.required_until());
  const Date from = local_date(time_of(measures.started_at()));
  const Date last{std::chrono::sys_days{std::max(from, local_date(now))} + required_days_max};
  if (!until || *until < from || *until > last)
    return bad_field("measures.required_until", "not_a_last_day",
                     {"Ngày cuối phải từ ngày bắt đầu đến không quá một năm nữa.",
                      "The last day is not before the beginning, and at most one year from now."});
  return {};
}

Result<> no_measures_run(const CaseState& state) {
  if (state.measures.empty()) return {};
  return not_now("measures_run", {"Biện pháp khẩn cấp còn hiệu lực. Hãy kết thúc trước khi đóng ca.",
                                  "Emergency measures still run. End them before closing."});
}

Result<> safe(const CaseState& state) {
  if (state.status != rec::CASE_STATUS_REVIEWING || !state.last_review || !state.review_holds)
    return not_now("review_missing",
                   {"Cần rà soát, đánh giá (Mẫu 06) mới nhất trước khi đóng ca.",
                    "A review (Form 06), newer than all that happened, comes before closing."});
  if (!state.plan || !state.plan->approved_at)
    return not_now("plan_missing", {"Chưa có kế hoạch được phê duyệt.", "There is no approved plan."});
  // The fold keeps review_holds only where both conditions of article 30.1 are true.
  HOTLINE_CHECK(state.last_review->no_risk_remains() && state.last_review->child_is_stable());
  return {};
}

Result<> unfounded(const CaseState& state) {
  if (state.status != rec::CASE_STATUS_ASSESSING || !state.last_assessment)
    return not_now("not_assessing", {"Chỉ khi đang đánh giá mới đóng được ca là không có cơ sở.",
                                     "Only while it is being assessed can a case be closed as unfounded."});
  if (state.last_assessment->conclusion() != rec::RISK_LOW)
    return not_now("assessment_says_risk",
                   {"Đánh giá kết luận có nguy cơ: ca không thể đóng là không có cơ sở.",
                    "The assessment concludes that there is risk: not unfounded."});
  if (time_of(state.last_assessment->made_at()) < state.told_at)
    return not_now("told_since_assessment",
                   {"Sau lần đánh giá gần nhất đã có tin báo mới. Hãy đánh giá lại trước khi đóng ca.",
                    "There is news since the last assessment. Assess again before closing."});
  return {};
}

/// Article 26.3: only who saw the child can say that it is no emergency, and says it in so many words.
Result<> check_emergency(const rec::Assessment& assessment, const CaseState& state) {
  if (assessment.kind() != rec::ASSESSMENT_KIND_INITIAL || !assessment.child_seen()) return {};
  const auto refused = [](std::string_view reason, Text text) {
    return bad_field("assessment.emergency", reason, text);
  };
  if (assessment.emergency() == rec::ANSWER_UNSPECIFIED)
    return refused("required", {"Đã gặp trẻ thì cần trả lời có phải trường hợp khẩn cấp hay không.",
                                "Who saw the child says whether it is an emergency or not."});
  if (assessment.emergency() != rec::ANSWER_NO || assessment.conclusion() == rec::RISK_LOW) return {};
  if (assessment.conclusion() == rec::RISK_HIGH)
    return refused("risk_is_high",
                   {"Nguy cơ cao là trường hợp khẩn cấp. Hãy xem lại một trong hai câu trả lời.",
                    "A high risk is an emergency. Look at one of the two answers again."});
  const auto& alleged = state.intake.abuse_types();
  if (std::ranges::find(alleged, rec::ABUSE_TYPE_SEXUAL) != alleged.end())
    return refused("always_emergency",
                   {"Xâm hại tình dục là trường hợp khẩn cấp, trừ khi kết luận nguy cơ thấp.",
                    "Sexual abuse is an emergency unless the risk is concluded to be low."});
  return {};
}

}  // namespace

Result<> ready(Act<RecordAssessment>, const CaseState& state, const Context& context) {
  return first_of({is_open(state), is_responsible(state, context), is_accepted(state)});
}

Result<Decision> act(const CaseState& state, const RecordAssessment& command, const Context& context) {
  auto event = event_of(context);
  auto& assessment = *event.mutable_assessed()->mutable_assessment();
  assessment = command.assessment;
  if (auto said = check_emergency(assessment, state); !said) return fail(said.error());
  if (!assessment.has_made_at()) *assessment.mutable_made_at() = event.recorded_at();
  if (auto sane = check_claimed(assessment.made_at(), state, context, "assessment.made_at"); !sane)
    return fail(sane.error());
  return one(std::move(event));
}

Result<> ready(Act<SubmitPlan>, const CaseState& state, const Context& context) {
  if (auto may = first_of({is_open(state), is_responsible(state, context), is_accepted(state)}); !may)
    return may;
  if (!state.specific_assessment)
    return not_now("assessment_missing", {"Cần đánh giá cụ thể (Mẫu 03) trước khi lập kế hoạch.",
                                          "The specific assessment (Form 03) comes before the plan."});
  return status_is(state, {rec::CASE_STATUS_ASSESSING, rec::CASE_STATUS_PLANNING}, "not_planning",
                   {"Đã có kế hoạch. Kế hoạch mới chỉ lập sau khi bị trả lại hoặc sau rà soát.",
                    "There is a plan. A new one comes after it is returned, or after a review."});
}

Result<Decision> act(const CaseState& state, const SubmitPlan& command, const Context& context) {
  auto event = event_of(context);
  auto& submitted = *event.mutable_plan_submitted();
  *submitted.mutable_plan() = command.plan;
  submitted.set_number((state.plan ? state.plan->number : 0) + 1);
  return one(std::move(event));
}

Result<> ready(Act<ApprovePlan>, const CaseState& state, const Context& context) {
  if (auto may =
          first_of({is_open(state), plan_waits(state), is_responsible(state, context), is_chairman(context)});
      !may)
    return may;
  return not_own_plan(state, context);
}

Result<Decision> act(const CaseState& state, const ApprovePlan&, const Context& context) {
  auto event = event_of(context);
  event.mutable_plan_approved()->set_number(state.plan->number);
  return one(std::move(event));
}

Result<> ready(Act<ReturnPlan>, const CaseState& state, const Context& context) {
  return first_of({is_open(state), plan_waits(state), is_responsible(state, context), is_chairman(context)});
}

Result<Decision> act(const CaseState& state, const ReturnPlan& command, const Context& context) {
  auto event = event_of(context);
  auto& returned = *event.mutable_plan_returned();
  returned.set_number(state.plan->number);
  returned.set_reason(command.reason);
  return one(std::move(event));
}

Result<> ready(Act<RecordAction>, const CaseState& state, const Context&) { return is_open(state); }

Result<Decision> act(const CaseState& state, const RecordAction& command, const Context& context) {
  auto event = event_of(context);
  auto& action = *event.mutable_action_recorded()->mutable_action();
  action = command.action;
  if (!action.has_done_at()) *action.mutable_done_at() = event.recorded_at();
  if (auto sane = check_claimed(action.done_at(), state, context, "action.done_at"); !sane)
    return fail(sane.error());
  if (action.plan_carried_out()) {
    const Text text = {"Chưa có kế hoạch đang thực hiện.", "No plan is being carried out."};
    const auto may =
        first_of({is_responsible(state, context),
                  status_is(state, {rec::CASE_STATUS_IN_PROGRESS}, "plan_not_in_progress", text)});
    if (!may) return fail(may.error());
  }
  return one(std::move(event));
}

Result<> ready(Act<StartEmergencyMeasures>, const CaseState& state, const Context&) { return is_open(state); }

Result<Decision> act(const CaseState& state, const StartEmergencyMeasures& command, const Context& context) {
  auto event = event_of(context);
  auto& measures = *event.mutable_emergency_started()->mutable_measures();
  measures = command.measures;
  if (!measures.has_started_at()) *measures.mutable_started_at() = event.recorded_at();
  if (auto sane = check_claimed(measures.started_at(), state, context, "measures.started_at"); !sane)
    return fail(sane.error());
  if (measures.measure() == rec::MEASURE_SEPARATE) {
    if (auto may = is_chairman(context); !may) return fail(may.error());
    // A second decision would start the fifteen days of article 32 anew; an authority's requirement does not.
    if (is_running(state, rec::MEASURE_SEPARATE) && measures.required_until().empty())
      return not_now(
          "separation_runs",
          {"Việc cách ly tạm thời đang có hiệu lực. Hãy kết thúc trước khi quyết định lại, hoặc ghi ngày "
           "cuối mà cơ quan có thẩm quyền yêu cầu.",
           "A separation runs already. End it before deciding anew, or give the last day that an "
           "authority requires."});
  }
  if (auto right = check_required_until(measures, time_of(event.recorded_at())); !right)
    return fail(right.error());
  return one(std::move(event));
}

Result<> ready(Act<EndEmergencyMeasures>, const CaseState& state, const Context& context) {
  if (auto may = first_of({is_open(state), is_chairman(context)}); !may) return may;
  if (!state.measures.empty()) return {};
  return not_now("no_measures_run",
                 {"Không có biện pháp khẩn cấp nào đang áp dụng.", "No emergency measures run."});
}

Result<Decision> act(const CaseState& state, const EndEmergencyMeasures& command, const Context& context) {
  auto event = event_of(context);
  auto& ended = *event.mutable_emergency_ended();
  ended.set_reason(command.reason);
  ended.set_measure(command.measure);
  *ended.mutable_ended_at() = command.ended_at.value_or(event.recorded_at());
  if (auto sane = check_claimed(ended.ended_at(), state, context, "ended_at"); !sane)
    return fail(sane.error());
  bool any = false;
  for (const auto& running : state.measures) {
    if (command.measure != rec::MEASURE_UNSPECIFIED && command.measure != running.measure) continue;
    any = true;
    if (time_of(ended.ended_at()) < running.since)
      return bad_field("ended_at", "before_its_beginning",
                       {"Thời điểm này trước khi biện pháp bắt đầu. Hãy sửa lại.",
                        "This time lies before the measure began. Correct it."});
  }
  if (!any)
    return not_now("no_such_measure_runs",
                   {"Biện pháp này không đang áp dụng.", "This measure does not run."});
  return one(std::move(event));
}

Result<> ready(Act<RecordReview>, const CaseState& state, const Context& context) {
  return first_of(
      {is_open(state), is_responsible(state, context), is_accepted(state),
       status_is(state, {rec::CASE_STATUS_IN_PROGRESS, rec::CASE_STATUS_REVIEWING}, "plan_not_in_progress",
                 {"Chỉ rà soát khi kế hoạch đã được phê duyệt và đang thực hiện.",
                  "A review comes while an approved plan is carried out, or after."})});
}

Result<Decision> act(const CaseState&, const RecordReview& command, const Context& context) {
  auto event = event_of(context);
  *event.mutable_reviewed()->mutable_review() = command.review;
  return one(std::move(event));
}

Result<> ready(Act<CloseCase>, const CaseState& state, const Context& context) {
  if (auto may = first_of({is_open(state), is_responsible(state, context), is_chairman(context),
                           nothing_is_pending(state), no_measures_run(state)});
      !may)
    return may;
  return state.status == rec::CASE_STATUS_ASSESSING ? unfounded(state) : safe(state);
}

Result<Decision> act(const CaseState& state, const CloseCase& command, const Context& context) {
  if (command.closing == rec::CLOSING_UNSPECIFIED)
    return bad_field("closing", "required", {"Hãy chọn lý do đóng ca.", "Choose how the case is closed."});
  const auto may = command.closing == rec::CLOSING_SAFE ? safe(state) : unfounded(state);
  if (!may) return fail(may.error());
  auto event = event_of(context);
  auto& closed = *event.mutable_closed();
  closed.set_closing(command.closing);
  closed.set_decision(command.decision);
  return one(std::move(event));
}

Result<> ready(Act<ReopenCase>, const CaseState& state, const Context&) {
  if (!state.is_open()) return {};
  return not_now("case_open", {"Ca đang mở.", "The case is open."});
}

Result<Decision> act(const CaseState&, const ReopenCase& command, const Context& context) {
  auto event = event_of(context);
  event.mutable_reopened()->set_reason(command.reason);
  return one(std::move(event));
}

}  // namespace hotline
