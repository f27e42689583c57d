#include "domain/ladder.h"

#include <algorithm>
#include <ranges>
#include <sstream>
#include <utility>

#include "domain/case_time.h"
#include "domain/evolve.h"

namespace hotline {
namespace {
namespace rec = record::v1;

constexpr std::size_t people_max = 20;  // as in the contract

const LadderTimes& times_of(const ClockReading& clock, const Rules& rules) {
  switch (clock.kind) {
    case v1::CLOCK_KIND_EMERGENCY:
      return rules.emergency.in_force(clock.started).steps;
    case v1::CLOCK_KIND_PLAN:
      return rules.plan.in_force(clock.started).steps;
    case v1::CLOCK_KIND_SEPARATION:
      return rules.separation.in_force(clock.started).steps;
    case v1::CLOCK_KIND_VERIFY:
      return rules.verify.in_force(clock.started).steps;
    case v1::CLOCK_KIND_REVIEW:
      return rules.review.in_force(clock.started).steps;
    case v1::CLOCK_KIND_FORWARD:
      return rules.forward.in_force(clock.started).steps;
    default:
      return rules.acknowledge.in_force(clock.started).steps;
  }
}

/// What was taken of one clock.
struct Taken {
  bool any = false;
  std::uint32_t steps = 0;
  rec::LadderRung highest = rec::LADDER_RUNG_UNSPECIFIED;
};

Taken taken_of(const CaseState& state, const ClockReading& clock) {
  Taken taken;
  for (const auto& step : state.ladder) {
    if (step.clock != clock.kind || step.ordinal != clock.ordinal) continue;
    taken.any = true;
    // A word at the start is no step upwards, but above the call list there is nothing.
    if (!step.notice) ++taken.steps;
    if (!step.notice || step.rung == rec::LADDER_RUNG_CALL_LIST)
      taken.highest = std::max(taken.highest, step.rung);
  }
  return taken;
}

Time step_time(const ClockReading& clock, const LadderTimes& times, std::uint32_t step) {
  switch (step) {
    case 0:
      return std::max(clock.started, clock.due - times.remind_before);
    case 1:
      return clock.due + times.chairman_after;
    case 2:
      return clock.due + times.above_after;
    default:
      return clock.due + times.call_after;
  }
}

/// The nearest unit above, short of the helpline, at which somebody answers or decides.
Address level_above(const Unit& unit, const CaseState& state, const Roster& roster,
                    const Directory& directory, Time now) {
  for (const Unit* upper : directory.ancestors(unit, local_date(now))) {
    if (upper->level == Level::helpline) continue;
    auto people = roster.on_duty(*upper, now, state.barred);
    for (const auto& chairman : roster.chairmen(*upper, now, state.barred))
      if (std::ranges::find(people, chairman) == people.end()) people.push_back(chairman);
    if (!people.empty()) return {rec::LADDER_RUNG_ABOVE, upper->key, std::move(people)};
  }
  return {rec::LADDER_RUNG_ABOVE, {}, {}};
}

}  // namespace

std::vector<NextStep> next_steps(const CaseState& state, std::span<const ClockReading> readings,
                                 const Rules& rules) {
  std::vector<NextStep> steps;
  for (const auto& clock : readings) {
    if (!clock.runs()) continue;
    const auto taken = taken_of(state, clock);
    if (taken.highest == rec::LADDER_RUNG_CALL_LIST) continue;
    steps.push_back({clock, false, taken.highest, step_time(clock, times_of(clock, rules), taken.steps)});
  }
  return steps;
}

std::optional<Time> next_step_at(std::span<const NextStep> steps) {
  std::optional<Time> earliest;
  for (const auto& step : steps)
    if (!earliest || step.at < *earliest) earliest = step.at;
  return earliest;
}

namespace {

bool is_of_running(const LadderStep& step, std::span<const ClockReading> readings) {
  return std::ranges::any_of(readings, [&](const ClockReading& clock) {
    return clock.kind == step.clock && clock.ordinal == step.ordinal && clock.runs();
  });
}

}  // namespace

std::optional<Climbed> highest_taken(const CaseState& state, std::span<const ClockReading> readings) {
  std::optional<Climbed> highest;
  for (const auto& step : state.ladder)
    if ((!highest || step.rung > highest->rung) && is_of_running(step, readings))
      highest = Climbed{step.rung, step.at};
  return highest;
}

std::optional<Time> on_call_list_since(const CaseState& state, std::span<const ClockReading> readings) {
  std::optional<Time> since;
  for (const auto& step : state.ladder) {
    if (step.rung != rec::LADDER_RUNG_CALL_LIST || (since && *since <= step.at)) continue;
    if (is_of_running(step, readings)) since = step.at;
  }
  return since;
}

Address address(const NextStep& step, const CaseState& state, const Roster& roster,
                const Directory& directory, Time now) {
  const Unit* unit = holder(directory, step.clock.unit, local_date(now));
  Address of_helpline{rec::LADDER_RUNG_CALL_LIST, directory.helpline().key,
                      roster.on_duty(directory.helpline(), now, state.barred)};
  if (unit == nullptr) return of_helpline;
  if (step.above < rec::LADDER_RUNG_DUTY)
    if (auto people = roster.on_duty(*unit, now, state.barred); !people.empty())
      return {rec::LADDER_RUNG_DUTY, unit->key, std::move(people)};
  if (step.above < rec::LADDER_RUNG_CHAIRMAN)
    if (auto people = roster.chairmen(*unit, now, state.barred); !people.empty())
      return {rec::LADDER_RUNG_CHAIRMAN, unit->key, std::move(people)};
  if (step.above < rec::LADDER_RUNG_ABOVE)
    if (auto above = level_above(*unit, state, roster, directory, now); !above.people.empty()) return above;
  return of_helpline;
}

std::vector<history::v1::CaseEvent> due_steps(CaseState state, const LadderDay& day) {
  std::vector<history::v1::CaseEvent> taken;
  const auto readings = clocks(state, day.rules, day.calendar);  // no step changes them
  for (bool more = true; std::exchange(more, false);)
    for (const auto& step : next_steps(state, readings, day.rules)) {
      if (step.at > day.now) continue;
      taken.push_back(step_taken(step, address(step, state, day.roster, day.directory, day.now), day.now));
      evolve(state, taken.back());
      more = true;
    }
  return taken;
}

namespace {

bool was_there(const ClockReading& clock, std::span<const ClockReading> before) {
  return std::ranges::any_of(before, [&](const ClockReading& known) {
    return known.kind == clock.kind && known.ordinal == clock.ordinal;
  });
}

/// Begun by the act, and its rule wants a word at once.
bool speaks(const ClockReading& clock, const CaseState& state, std::span<const ClockReading> before,
            const Rules& rules) {
  return clock.runs() && !was_there(clock, before) && times_of(clock, rules).notice_at_start &&
         !taken_of(state, clock).any;
}

}  // namespace

bool speaks_at_start(const CaseState& state, const ClocksOfAct& clocks, const Rules& rules) {
  return std::ranges::any_of(
      clocks.after, [&](const ClockReading& clock) { return speaks(clock, state, clocks.before, rules); });
}

std::vector<history::v1::CaseEvent> steps_at_start(const CaseState& state, const ClocksOfAct& clocks,
                                                   const LadderDay& day) {
  std::vector<history::v1::CaseEvent> taken;
  for (const auto& clock : clocks.after) {
    if (!speaks(clock, state, clocks.before, day.rules)) continue;
    const NextStep step{clock, true, rec::LADDER_RUNG_UNSPECIFIED, clock.started};
    const auto to = address(step, state, day.roster, day.directory, day.now);
    if (to.rung != rec::LADDER_RUNG_DUTY) taken.push_back(step_taken(step, to, day.now));
  }
  return taken;
}

history::v1::CaseEvent step_taken(const NextStep& step, const Address& to, Time now) {
  history::v1::CaseEvent event;
  *event.mutable_recorded_at() = timestamp_of(now);
  auto& taken = *event.mutable_ladder_step_taken();
  taken.set_clock(step.clock.kind);
  taken.set_ordinal(step.clock.ordinal);
  taken.set_notice(step.notice);
  taken.set_rung(to.rung);
  *taken.mutable_step_at() = timestamp_of(step.at);
  *taken.mutable_clock_due_at() = timestamp_of(step.clock.due);
  taken.set_of_unit(step.clock.unit.text());
  taken.set_unit(to.unit.text());
  for (const auto& person : to.people | std::views::take(people_max)) taken.add_person_ids(person.text());
  taken.add_channels(to.rung == rec::LADDER_RUNG_CALL_LIST ? "call_list" : "screen");
  return event;
}

std::string cause_of(const history::v1::LadderStepTaken& step) {
  std::string cause = "ladder";
  for (const auto number : {static_cast<std::uint32_t>(step.clock()), step.ordinal(), step.notice() ? 1U : 0U,
                            static_cast<std::uint32_t>(step.rung())})
    cause += ' ' + std::to_string(number);
  return cause;
}

std::optional<history::v1::CaseEvent> step_delivered(std::string_view cause, std::string_view channel,
                                                     bool delivered, std::uint32_t attempts, Time now) {
  std::istringstream words{std::string(cause)};
  std::string mark;
  int clock = 0, rung = 0;
  std::uint32_t ordinal = 0, notice = 0;
  if (!(words >> mark >> clock >> ordinal >> notice >> rung) || mark != "ladder" ||
      !v1::ClockKind_IsValid(clock) || !rec::LadderRung_IsValid(rung))
    return std::nullopt;
  history::v1::CaseEvent event;
  *event.mutable_recorded_at() = timestamp_of(now);
  auto& proof = *event.mutable_ladder_step_delivered();
  proof.set_clock(static_cast<v1::ClockKind>(clock));
  proof.set_ordinal(ordinal);
  proof.set_notice(notice != 0);
  proof.set_rung(static_cast<rec::LadderRung>(rung));
  proof.set_channel(std::string(channel));
  proof.set_delivered(delivered);
  proof.set_attempts(attempts);
  return event;
}

}  // namespace hotline
