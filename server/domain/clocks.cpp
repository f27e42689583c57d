#include "domain/clocks.h"

#include <algorithm>
#include <utility>

namespace hotline {
namespace {
namespace rec = record::v1;

class Readings {
 public:
  Readings(const CaseState& state, const Rules& rules, const Calendar& calendar)
      : state_(state), rules_(rules), calendar_(calendar) {}

  std::vector<ClockReading> take() && {
    for (const auto& mark : state_.marks.acknowledge) acknowledge(mark);
    for (const auto& mark : state_.marks.emergencies) emergency(mark);
    plans();
    for (const auto& one : state_.marks.separations) separation(one);
    verification();
    for (const auto& mark : state_.marks.reviews) review(mark);
    for (const auto& mark : state_.marks.forwards) forward(mark);
    return std::move(all_);
  }

 private:
  void add(v1::ClockKind kind, const ClockMark& mark, Time due, std::string_view article,
           const UnitKey* unit = nullptr) {
    ClockReading reading{kind, mark.started, due, mark.met, mark.dropped, article, 1, {}};
    reading.unit = unit ? *unit : state_.pending ? state_.pending->to : state_.responsible;
    for (const auto& before : all_) reading.ordinal += before.kind == kind;
    if (reading.runs()) reading.stopped = state_.closed_at;
    all_.push_back(reading);
  }

  /// Fifteen days, unless an authority requires more: never less.
  void separation(const SeparationMark& one) {
    const auto& rule = rules_.separation.in_force(one.mark.started);
    auto due = end_of(one.mark.started, rule.within, calendar_);
    if (one.required_until)
      due = std::max(due, start_of(Date{std::chrono::sys_days{*one.required_until} + std::chrono::days{1}}));
    add(v1::CLOCK_KIND_SEPARATION, one.mark, due, rule.article);
  }

  void acknowledge(const AcknowledgeMark& waiting) {
    const Time from = waiting.mark.started;
    const auto& rule = rules_.acknowledge.in_force(from);
    add(v1::CLOCK_KIND_ACKNOWLEDGE, waiting.mark, due_by_risk(rule, from, waiting.risk, waiting.hours_of),
        rule.article, &waiting.unit);
  }

  void forward(const ForwardMark& waiting) {
    const Time from = waiting.mark.started;
    const auto& rule = rules_.forward.in_force(from);
    if (!rule.watched) return;
    add(v1::CLOCK_KIND_FORWARD, waiting.mark, due_by_risk(rule, from, waiting.risk, waiting.hours_of),
        rule.article, &waiting.unit);
  }

  /// However the settings stand, a lower risk never leaves less time, nor a raised one more.
  Time due_by_risk(const RuleByRisk& rule, Time from, rec::Risk risk, const UnitKey& hours_of) const {
    const auto end = [&](const Span& span) { return end_of(from, span, calendar_, &hours_of); };
    const Time medium = end(rule.medium);
    if (risk == rec::RISK_HIGH) return std::min(medium, end(rule.high));
    if (risk == rec::RISK_LOW) return std::max(medium, end(rule.low));
    return medium;
  }

  void emergency(const EmergencyMark& danger) {
    ClockMark mark = danger.mark;
    const auto& rule = rules_.emergency.in_force(mark.started);
    if (rule.assessment_meets && danger.found_none)
      mark.met = mark.met ? std::min(*mark.met, *danger.found_none) : danger.found_none;
    add(v1::CLOCK_KIND_EMERGENCY, mark, end_of(mark.started, rule.within, calendar_), rule.article);
  }

  /// The first step at which the rule in force names that step or an earlier one: a rule that comes into
  /// force between two of them neither reaches back nor leaves the case without its clock.
  std::optional<Time> first_plan_start() const {
    const std::pair<PlanStart, std::optional<Time>> steps[] = {
        {PlanStart::received, state_.received_at},
        {PlanStart::accepted, state_.marks.first_accepted},
        {PlanStart::specific_assessment, state_.marks.first_specific_assessment}};
    for (const auto& [step, at] : steps)
      if (at && rules_.plan.in_force(*at).start <= step) return at;
    return std::nullopt;
  }

  void plans() {
    if (const auto start = first_plan_start()) plan({*start, state_.marks.first_plan, {}});
    for (const auto& round : state_.marks.later_plans) plan(round);
  }

  void plan(const ClockMark& mark) {
    const auto& rule = rules_.plan.in_force(mark.started);
    add(v1::CLOCK_KIND_PLAN, mark, end_of(mark.started, rule.within, calendar_), rule.article);
  }

  /// Once in a case: whoever takes it over later finds that it was looked into, or the time already running.
  void verification() {
    const auto& accepted = state_.marks.first_accepted;
    if (!accepted) return;
    const auto& rule = rules_.verify.in_force(*accepted);
    if (!rule.within) return;
    ClockMark mark{*accepted, state_.marks.first_assessment, {}};
    if (mark.met)
      mark.met = std::max(*mark.met, *accepted);  // what was seen before may be written down later
    add(v1::CLOCK_KIND_VERIFY, mark, end_of(mark.started, *rule.within, calendar_), rule.article);
  }

  /// The whole day that the plan names; where it was approved later than that, the whole day of the approval:
  /// nobody is late for what was not yet decided.
  void review(const ReviewMark& approved) {
    const Time started = approved.mark.started;
    const auto& rule = rules_.review.in_force(started);
    if (!rule.watched) return;
    const Time day = std::max(start_of(approved.day), start_of(local_date(started)));
    add(v1::CLOCK_KIND_REVIEW, approved.mark, day + std::chrono::days{1}, rule.article);
  }

  const CaseState& state_;
  const Rules& rules_;
  const Calendar& calendar_;
  std::vector<ClockReading> all_;
};

}  // namespace

Time end_of(Time from, const Span& span, const Calendar& calendar, const UnitKey* office) {
  switch (span.of) {
    case Span::Of::minutes:
      return from + std::chrono::minutes{span.amount};
    case Span::Of::hours:
      return from + std::chrono::hours{span.amount};
    case Span::Of::days:
      return from + std::chrono::days{span.amount};
    case Span::Of::working_hours:
      return calendar.add_working_time(from, std::chrono::hours{span.amount}, office);
    case Span::Of::working_days:
      return calendar.add_working_days(from, span.amount);
  }
  return from;
}

std::vector<ClockReading> clocks(const CaseState& state, const Rules& rules, const Calendar& calendar) {
  if (state.version == 0) return {};
  return Readings(state, rules, calendar).take();
}

std::optional<ClockReading> next_due(std::span<const ClockReading> readings) {
  std::optional<ClockReading> next;
  for (const auto& reading : readings)
    if (reading.runs() && (!next || reading.due < next->due)) next = reading;
  return next;
}

bool is_without_deadline(const CaseState& state, std::span<const ClockReading> readings) {
  return state.is_open() && std::ranges::none_of(readings, &ClockReading::runs);
}

}  // namespace hotline
