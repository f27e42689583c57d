#include <algorithm>

#include "domain/case_time.h"
#include "domain/evolve_steps.h"

namespace hotline {
namespace {
namespace rec = record::v1;

void child_seen(CaseState& s) { s.proof = rec::PROOF_LEVEL_CHILD_SEEN; }

/// A plan is asked for again (art. 30.1). A plan that was never made keeps its first clock instead.
void another_plan(CaseState& s, Time at) {
  s.status = rec::CASE_STATUS_PLANNING;
  s.review_holds = false;
  auto& marks = s.marks;
  const bool waits = !marks.later_plans.empty() && !marks.later_plans.back().met;
  if (marks.first_plan && !waits) marks.later_plans.push_back({at, {}, {}});
}

/// The review that the approved plan asks for, where it still waits. There is at most one.
ReviewMark* awaited_review(CaseState& s) {
  if (s.marks.reviews.empty()) return nullptr;
  auto& last = s.marks.reviews.back();
  return last.mark.met || last.mark.dropped ? nullptr : &last;
}

}  // namespace

void assessed(CaseState& s, const history::v1::Assessed& event, const Entry& entry) {
  const auto& assessment = event.assessment();
  const Time at = assessment.has_made_at() ? time_of(assessment.made_at()) : entry.at;
  const bool specific = assessment.kind() == rec::ASSESSMENT_KIND_SPECIFIC;
  s.last_assessment = assessment;
  (specific ? s.specific_assessment : s.initial_assessment) = assessment;
  if (!s.marks.first_assessment) s.marks.first_assessment = at;
  if (specific && !s.marks.first_specific_assessment) s.marks.first_specific_assessment = at;
  if (!specific && assessment.child_seen() && assessment.emergency() == rec::ANSWER_NO) {
    // Of danger that was told after the visit a visit says nothing, whenever it is written down.
    for (auto& emergency : s.marks.emergencies)
      if (!emergency.found_none && at >= emergency.mark.started) emergency.found_none = at;
  }
  raise(s, assessment.emergency() == rec::ANSWER_YES, assessment.conclusion(), at);
  s.risk = assessment.conclusion();
  if (assessment.child_seen()) child_seen(s);
  if (s.status == rec::CASE_STATUS_ACCEPTED || s.status == rec::CASE_STATUS_ASSESSING) {
    const bool plan_is_due = specific && assessment.conclusion() != rec::RISK_LOW;
    s.status = plan_is_due ? rec::CASE_STATUS_PLANNING : rec::CASE_STATUS_ASSESSING;
  }
}

void plan_submitted(CaseState& s, const history::v1::PlanSubmitted& event, const Entry& entry) {
  s.plan = PlanState{event.number(), entry.person, entry.for_person, entry.at, {}, event.plan()};
  s.status = rec::CASE_STATUS_AWAITING_APPROVAL;
  auto& marks = s.marks;
  if (!marks.first_plan) {
    marks.first_plan = entry.at;
  } else if (!marks.later_plans.empty() && !marks.later_plans.back().met) {
    marks.later_plans.back().met = entry.at;
  }
}

void plan_approved(CaseState& s, const Entry& entry) {
  s.status = rec::CASE_STATUS_IN_PROGRESS;
  if (!s.plan) return;
  s.plan->approved_at = entry.at;
  if (auto* replaced = awaited_review(s)) replaced->mark.dropped = entry.at;
  if (const auto day = parse_date(s.plan->plan.review_date()))
    s.marks.reviews.push_back({{entry.at, {}, {}}, *day});
}

void action_recorded(CaseState& s, const history::v1::ActionRecorded& event) {
  if (event.action().child_seen()) child_seen(s);
  if (event.action().plan_carried_out()) s.status = rec::CASE_STATUS_REVIEWING;
}

void emergency_started(CaseState& s, const history::v1::EmergencyStarted& event, const Entry& entry) {
  const auto& measures = event.measures();
  const Time at = measures.has_started_at() ? time_of(measures.started_at()) : entry.at;
  s.review_holds = false;
  if (std::ranges::find(s.measures, measures.measure(), &RunningMeasure::measure) == s.measures.end()) {
    s.measures.push_back({measures.measure(), at});
    if (measures.measure() == rec::MEASURE_SEPARATE) s.marks.separations.push_back({{at, {}, {}}, {}});
  }
  if (const auto until = parse_date(measures.required_until()); until && !s.marks.separations.empty())
    s.marks.separations.back().required_until = until;
  for (auto& emergency : s.marks.emergencies)
    if (!emergency.mark.met) emergency.mark.met = std::max(at, emergency.mark.started);
}

void emergency_ended(CaseState& s, const history::v1::EmergencyEnded& event, const Entry& entry) {
  const Time at = event.has_ended_at() ? time_of(event.ended_at()) : entry.at;
  const auto ends = [&](rec::Measure measure) {
    return event.measure() == rec::MEASURE_UNSPECIFIED || event.measure() == measure;
  };
  std::erase_if(s.measures, [&](const RunningMeasure& one) { return ends(one.measure); });
  if (!ends(rec::MEASURE_SEPARATE)) return;
  for (auto& [mark, required_until] : s.marks.separations)
    if (!mark.met) mark.met = std::max(at, mark.started);
}

void reviewed(CaseState& s, const history::v1::Reviewed& event, const Entry& entry) {
  const auto& review = event.review();
  s.last_review = review;
  if (auto* awaited = awaited_review(s)) awaited->mark.met = entry.at;
  if (review.child_seen()) child_seen(s);
  if (!review.no_risk_remains() || !review.child_is_stable()) return another_plan(s, entry.at);
  s.status = rec::CASE_STATUS_REVIEWING;
  s.review_holds = true;
}

void closed(CaseState& s, const history::v1::Closed& event, const Entry& entry) {
  s.status = rec::CASE_STATUS_CLOSED;
  s.closing = event.closing();
  s.closed_at = entry.at;
}

void reopened(CaseState& s, const Entry& entry) {
  s.closing = rec::CLOSING_UNSPECIFIED;
  s.closed_at.reset();
  another_plan(s, entry.at);
}

}  // namespace hotline
