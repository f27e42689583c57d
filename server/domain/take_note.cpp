#include "domain/take_note.h"

#include <algorithm>
#include <utility>

#include "domain/case_time.h"
#include "domain/evolve.h"

namespace hotline {
namespace {

std::vector<LevelAbove> levels_of(const CaseState& state, const Directory& directory, Date on) {
  return awaits_notes(state) ? levels_above(state, state.prominence, directory, on)
                             : std::vector<LevelAbove>{};
}

history::v1::CaseEvent reminded(const std::vector<NoteStep>& steps, const LadderDay& day,
                                const CaseState& state) {
  history::v1::CaseEvent event;
  *event.mutable_recorded_at() = timestamp_of(day.now);
  auto& entry = *event.mutable_prominent_reminded();
  entry.set_call_list(steps.front().call_list);
  Time earliest = steps.front().at;
  for (const auto& step : steps) {
    earliest = std::min(earliest, step.at);
    auto& told = *entry.add_levels();
    told.set_unit(step.level.text());
    const Unit* unit = day.directory.find(step.level);
    if (step.call_list || unit == nullptr) continue;
    if (const auto people = day.roster.on_duty(*unit, day.now, state.barred); !people.empty())
      told.set_person_id(people.front().text());
  }
  *entry.mutable_step_at() = timestamp_of(earliest);
  return event;
}

}  // namespace

std::vector<NoteStep> next_note_steps(const CaseState& state, const Directory& directory, Date on,
                                      const Rules& rules) {
  return next_note_steps(state.prominence.since, levels_of(state, directory, on), rules);
}

std::vector<NoteStep> next_note_steps(Time prominent_since, std::span<const LevelAbove> levels,
                                      const Rules& rules) {
  std::vector<NoteStep> steps;
  for (const auto& level : levels) {
    if (level.note || level.on_call_list) continue;
    const auto since = level.told ? std::max(prominent_since, level.told->at) : prominent_since;
    const auto& rule = rules.take_note.in_force(since);
    const bool call_list = level.reminded.has_value();
    steps.push_back({level.unit->key, call_list, since + (call_list ? rule.call_after : rule.remind_after)});
  }
  return steps;
}

std::optional<Time> next_note_at(std::span<const NoteStep> steps) {
  const auto first = std::ranges::min_element(steps, {}, &NoteStep::at);
  return first == steps.end() ? std::nullopt : std::optional(first->at);
}

std::optional<Time> silent_since(const CaseState& state, const Directory& directory, Date on) {
  return silent_since(levels_of(state, directory, on));
}

std::optional<Time> silent_since(std::span<const LevelAbove> levels) {
  std::optional<Time> since;
  for (const auto& level : levels)
    if (!level.note && level.on_call_list && (!since || *level.on_call_list < *since))
      since = level.on_call_list;
  return since;
}

std::vector<history::v1::CaseEvent> due_note_steps(CaseState state, const LadderDay& day) {
  std::vector<history::v1::CaseEvent> done;
  const auto today = local_date(day.now);
  for (bool more = true; std::exchange(more, false);) {
    const auto steps = next_note_steps(state, day.directory, today, day.rules);
    for (const bool call_list : {false, true}) {
      std::vector<NoteStep> due;
      std::ranges::copy_if(steps, std::back_inserter(due), [&](const NoteStep& step) {
        return step.call_list == call_list && step.at <= day.now;
      });
      if (due.empty()) continue;
      done.push_back(reminded(due, day, state));
      evolve(state, done.back());
      more = true;
    }
  }
  return done;
}

}  // namespace hotline
