// How a case follows its units.
#include "service/case_file.h"
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

}  // namespace hotline::service
