// What follows when a level above does not take note of a prominent case (prominence.h): it is reminded once,
// and then stands on the helpline's call list, where a person telephones. By rule (config/deadlines.toml,
// [[take_note]]); nothing of it takes note for anybody, or changes the case.
//
// When the next of it is due follows from history, rules and the units of today; a stored next_step is only
// an index of it. What was done stands in the history (ProminentReminded) and is done once for each time that
// somebody says that the case is prominent.
// Pure.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/ladder.h"
#include "domain/prominence.h"

namespace hotline {

/// What a level without a note has before it.
struct NoteStep {
  UnitKey level;
  bool call_list = false;  // else it is reminded
  Time at{};

  bool operator==(const NoteStep&) const = default;
};

/// One for each level above without a note that does not stand on the call list, from the nearest up. Counted
/// from when somebody last said that the case is prominent, or from the message that a level got since: what
/// comes under a level later gives it the same time.
std::vector<NoteStep> next_note_steps(const CaseState& state, const Directory& directory, Date on,
                                      const Rules& rules);
/// The same of the levels of a case that awaits notes.
std::vector<NoteStep> next_note_steps(Time prominent_since, std::span<const LevelAbove> levels,
                                      const Rules& rules);
std::optional<Time> next_note_at(std::span<const NoteStep> steps);

/// Since when a person has to telephone a level above.
std::optional<Time> silent_since(const CaseState& state, const Directory& directory, Date on);
std::optional<Time> silent_since(std::span<const LevelAbove> levels);

/// Every one that is due, as the service's own entries; none that was done.
std::vector<history::v1::CaseEvent> due_note_steps(CaseState state, const LadderDay& day);

}  // namespace hotline
