// What an act on a case, or a change of the units above it, makes others hear of at once.
#include "service/case_file.h"
#include "service/case_row.h"
#include "service/ladder_notice.h"
#include "service/prominent_notice.h"

namespace hotline::service {

/// Units above it may have changed while its own went on: nothing moves, and somebody may have to be told or
/// reminded.
Result<bool> CaseFile::tell_news_above(Writing& writing) {
  if (!awaits_notes(state_)) return false;
  auto before = writing.db.case_row(id_);
  if (!before) return fail(before.error());
  if (!*before) return false;
  auto now = **before;
  index_clocks(writing.world.rules, {writing.directory(), writing.today}, state_,
               clocks(state_, writing.world.rules, writing.world.calendar), now);
  if (now == **before &&
      !leaves_untold(writing.world, prominent_of(state_, writing.directory(), writing.today)))
    return false;
  if (auto appended = append(writing, {}); !appended) return fail(appended.error());
  return false;
}

/// Where nobody is on duty for a clock that has just begun.
Result<> CaseFile::tell_at_once(Writing& writing, const ClocksOfAct& of_act) {
  const auto& world = writing.world;
  const auto roster = writing.world.rosters.of(writing.people, writing.places->directory, writing.today);
  for (auto& event : steps_at_start(
           state_, of_act, {world.rules, world.calendar, *roster, writing.directory(), writing.now})) {
    if (auto told = tell_outside(writing, id_, state_, *event.mutable_ladder_step_taken()); !told)
      return told;
    if (auto at = write(writing, std::move(event)); !at) return fail(at.error());
  }
  return {};
}

/// Levels that a prominent case has come under, or that have not been told of the last that was said of it.
Result<> CaseFile::tell_above(Writing& writing) {
  auto told = tell_levels_above(writing, id_, state_);
  if (!told) return fail(told.error());
  if (!*told) return {};
  auto at = write(writing, std::move(**told));
  return at ? Result<>{} : fail(at.error());
}

}  // namespace hotline::service
