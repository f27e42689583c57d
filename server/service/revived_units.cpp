#include "service/revived_units.h"

#include <algorithm>
#include <set>
#include <string>

namespace hotline::service {
namespace {

constexpr std::string_view revived_blob = "units_revived";

/// Whether both lists say the same of where the work of a unit goes.
bool goes_the_same_way(const Directory& before, const Unit& was, const Directory& after, const Unit& is,
                       Date today) {
  const auto key = [](const Unit* unit) -> const UnitKey& { return unit->key; };
  const Succession one = before.succession(was, today), two = after.succession(is, today);
  return one.kind == two.kind && one.unit->key == two.unit->key && was.parts == is.parts &&
         std::ranges::equal(one.candidates, two.candidates, {}, key, key);
}

/// Every unit at which cases of this one may lie: on the way, at the end of it, or, of one that was split,
/// where the detail of an address proved them to belong.
std::set<UnitKey> followers(const Directory& directory, const Unit& ended, Date today) {
  std::set<UnitKey> out;
  const Succession now = directory.succession(ended, today);
  for (const Step& step : now.trail) out.insert(step.unit->key);
  for (const Unit* candidate : now.candidates) out.insert(candidate->key);
  out.insert(now.unit->key);
  out.erase(ended.key);
  return out;
}

}  // namespace

Result<> store_revived(store::Writer& db, std::span<const RevivedUnit> revived) {
  std::string text;
  for (const auto& back : revived) text += back.unit.text() + " " + back.follower.text() + "\n";
  return db.put_blob(revived_blob, text);
}

Result<> add_revived(store::Writer& db, std::span<const RevivedUnit> revived) {
  auto all = load_revived(db);
  if (!all) return fail(all.error());
  std::set<std::pair<UnitKey, UnitKey>> known;  // of a whole country there are many
  for (const auto& back : *all) known.emplace(back.unit, back.follower);
  for (const auto& back : revived)
    if (known.emplace(back.unit, back.follower).second) all->push_back(back);
  return store_revived(db, *all);
}

Result<std::vector<RevivedUnit>> load_revived(store::Reader& db) {
  auto text = db.blob(revived_blob);
  if (!text) return fail(text.error());
  std::vector<RevivedUnit> out;
  std::string_view rest = *text ? std::string_view(**text) : std::string_view{};
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest = line.size() < rest.size() ? rest.substr(line.size() + 1) : std::string_view{};
    const auto space = line.find(' ');
    if (space == std::string_view::npos) continue;
    const auto unit = UnitKey::parse(line.substr(0, space)),
               follower = UnitKey::parse(line.substr(space + 1));
    if (unit && follower) out.push_back({*unit, *follower});
  }
  return out;
}

std::vector<RevivedUnit> revived_by(const Directory& before, const Directory& after, Date today) {
  std::vector<RevivedUnit> out;
  for (const Unit& unit : before.units()) {
    const bool had_ended = unit.valid_to && *unit.valid_to <= today;
    const Unit* now = had_ended ? after.find(unit.key) : nullptr;
    if (now == nullptr) continue;
    if (!now->valid_on(today) && goes_the_same_way(before, unit, after, *now, today)) continue;
    for (const auto& follower : followers(before, unit, today)) out.push_back({unit.key, follower});
  }
  for (const Unit& unit : after.units())
    if (before.find(unit.key) == nullptr) out.push_back({unit.key, before.helpline().key});
  return out;
}

}  // namespace hotline::service
