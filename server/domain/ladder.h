// The ladder: who is told when a clock is about to run out, or has. A reminder to the officer on duty, then
// the unit's chairman or deputy, then the level above, then the helpline's call list, where a person
// telephones. The level above acts; ownership does not move, and no time-out closes, accepts or improves
// anything.
//
// When the next step is due follows from history, rules and calendar alone, so a stored next_step is only an
// index of it. Who gets it is worked out when it is taken: a rung on which nobody is there is left out, and
// all that follow come one step earlier. What was taken stands in the history and is never taken again.
//
// Where a clock begins for an office at which nobody is on duty, whoever comes next is told at once, by the
// act that began it (a rule with notice_at_start): the ladder starts one step higher.
//
// Pure: no I/O, no clock. The times of the steps come with the rule that held when the clock began.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/clocks.h"
#include "domain/roster.h"
#include "hotline/history/v1/event.pb.h"

namespace hotline {

/// A step that a running clock has before it.
struct NextStep {
  ClockReading clock;
  bool notice = false;                                                 // told at once when the clock began
  record::v1::LadderRung above = record::v1::LADDER_RUNG_UNSPECIFIED;  // the highest that was told already
  Time at{};

  bool operator==(const NextStep&) const = default;
};

/// One for each clock that runs and has not reached the call list, in the order of the readings.
std::vector<NextStep> next_steps(const CaseState& state, std::span<const ClockReading> readings,
                                 const Rules& rules);
/// The earliest `at`.
std::optional<Time> next_step_at(std::span<const NextStep> steps);

/// The highest step that was taken for a clock that still runs, and when.
struct Climbed {
  record::v1::LadderRung rung = record::v1::LADDER_RUNG_UNSPECIFIED;
  Time at{};

  bool operator==(const Climbed&) const = default;
};
std::optional<Climbed> highest_taken(const CaseState& state, std::span<const ClockReading> readings);

/// Since when a person has to telephone: the earliest step onto the call list of a clock that still runs.
std::optional<Time> on_call_list_since(const CaseState& state, std::span<const ClockReading> readings);

/// Who is told.
struct Address {
  record::v1::LadderRung rung = record::v1::LADDER_RUNG_UNSPECIFIED;
  UnitKey unit;
  std::vector<PersonId> people;  // empty on the call list where the helpline has nobody on duty
};

/// The lowest rung above `step.above` on which there is somebody who is not barred from the case; the call
/// list at the last.
Address address(const NextStep& step, const CaseState& state, const Roster& roster,
                const Directory& directory, Time now);

/// What the ladder is climbed by.
struct LadderDay {
  const Rules& rules;
  const Calendar& calendar;
  const Roster& roster;
  const Directory& directory;
  Time now{};
};

/// Every step that is due, in the order in which they follow from one another; none where it was taken.
std::vector<history::v1::CaseEvent> due_steps(CaseState state, const LadderDay& day);
/// The clocks of a case as they were before an act, and as they are after it. Some begin earlier than the act
/// that brings them: with the receipt of what was written down later.
struct ClocksOfAct {
  std::span<const ClockReading> before, after;
};
/// Whether the act began a clock of which somebody may have to be told at once. `state`: after it.
bool speaks_at_start(const CaseState& state, const ClocksOfAct& clocks, const Rules& rules);
/// What that act has to tell at once, where nobody is on duty.
std::vector<history::v1::CaseEvent> steps_at_start(const CaseState& state, const ClocksOfAct& clocks,
                                                   const LadderDay& day);

/// The entry that says that it was taken. Whoever also sends a message adds that channel.
history::v1::CaseEvent step_taken(const NextStep& step, const Address& to, Time now);

/// Which step it was, as one short word for whoever delivers a message about it; and the entry that says what
/// became of that message. Nothing for another word.
std::string cause_of(const history::v1::LadderStepTaken& step);
std::optional<history::v1::CaseEvent> step_delivered(std::string_view cause, std::string_view channel,
                                                     bool delivered, std::uint32_t attempts, Time now);

}  // namespace hotline
