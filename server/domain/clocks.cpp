#include "domain/clocks.h"

#include <algorithm>

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
    for (const auto& mark : state_.marks.separations)
      add(v1::CLOCK_KIND_SEPARATION, mark, mark.started + rules_.separation.at_most,
          rules_.separation.article);
    return std::move(all_);
  }

 private:
  void add(v1::ClockKind kind, const ClockMark& mark, Time due, std::string_view article) {
    ClockReading reading{kind, mark.started, due, mark.met, mark.dropped, article};
    if (reading.runs()) reading.stopped = state_.closed_at;
    all_.push_back(reading);
  }

  void acknowledge(const AcknowledgeMark& waiting) {
    const auto& rule = rules_.acknowledge;
    const Time from = waiting.mark.started;
    Time due = from + rule.medium;
    if (waiting.risk == rec::RISK_HIGH) due = from + rule.high;
    // However the settings stand, a lower risk never leaves less time, nor a raised one more.
    if (waiting.risk == rec::RISK_LOW)
      due = std::max(due, calendar_.add_working_time(from, rule.low_working));
    add(v1::CLOCK_KIND_ACKNOWLEDGE, waiting.mark, due, rule.article);
  }

  void emergency(const EmergencyMark& danger) {
    ClockMark mark = danger.mark;
    if (rules_.emergency.assessment_meets && danger.found_none)
      mark.met = mark.met ? std::min(*mark.met, *danger.found_none) : danger.found_none;
    add(v1::CLOCK_KIND_EMERGENCY, mark, mark.started + rules_.emergency.within, rules_.emergency.article);
  }

  std::optional<Time> first_plan_start() const {
    switch (rules_.plan.start) {
      case PlanStart::received:
        return state_.received_at;
      case PlanStart::accepted:
        return state_.marks.first_accepted;
      case PlanStart::specific_assessment:
        return state_.marks.first_specific_assessment;
    }
    return std::nullopt;
  }

  void plans() {
    if (const auto start = first_plan_start()) plan({*start, state_.marks.first_plan, {}});
    for (const auto& round : state_.marks.later_plans) plan(round);
  }

  void plan(const ClockMark& mark) {
    add(v1::CLOCK_KIND_PLAN, mark, calendar_.add_working_days(mark.started, rules_.plan.working_days),
        rules_.plan.article);
  }

  const CaseState& state_;
  const Rules& rules_;
  const Calendar& calendar_;
  std::vector<ClockReading> all_;
};

}  // namespace

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

}  // namespace hotline
