// How a case follows its units.
#include "domain/clocks.h"
#include "service/case_file.h"
#include "service/case_row.h"
#include "service/prominent_notice.h"
#include "service/revived_units.h"

namespace hotline::service {

Result<bool> CaseFile::follow_units(Writing& writing, std::span<const RevivedUnit> revived) {
  // Where no unit may be followed, nobody above has come to be there either.
  if (!writing.world.trusted_day.allows(writing.now, writing.world.clock.running())) return false;
  const auto gone = [&](const UnitKey& unit) { return is_gone(writing.directory(), unit, writing.today); };
  const bool all_there = !gone(state_.responsible) && !(state_.pending && gone(state_.pending->to));
  if (all_there && revived.empty()) return tell_news_above(writing);  // as a rule: no ids are drawn for it
  std::vector<RevivedUnit> stored;
  if (revived.empty()) {  // what is gone may have come with a list that was taken back just now
    auto loaded = load_revived(writing.db);
    if (!loaded) return fail(loaded.error());
    stored = std::move(*loaded);
    revived = stored;
  }
  auto& ids = writing.world.ids;
  UnitDay day{.now = writing.now, .directory = writing.directory(), .new_referrals = {}, .revived = revived};
  for (auto& id : day.new_referrals) id = ids.make<ReferralId>();
  auto events = hotline::follow_units(state_, day);
  if (events.empty()) return tell_news_above(writing);
  if (auto appended = append(writing, std::move(events)); !appended) return fail(appended.error());
  return true;
}

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

}  // namespace hotline::service
