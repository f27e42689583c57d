#include "service/world.h"

#include <algorithm>

namespace hotline::service {
namespace {

store::Scope work_out(const ListScope& scope, const Directory& directory, Date today) {
  store::Scope out;
  out.all = scope.everything;
  if (out.all) return out;
  std::vector<const Unit*> above;
  for (const auto& key : scope.above)
    if (const auto* unit = holder(directory, key, today)) above.push_back(unit);
  for (const auto& unit : directory.units()) {  // of every era: open work may still lie under an old name
    const auto* now = holder(directory, unit.key, today);
    if (!now) continue;
    const bool own = std::ranges::find(scope.units, now->key) != scope.units.end();
    const bool below = std::ranges::any_of(
        above, [&](const Unit* upper) { return directory.is_above(*upper, *now, today); });
    if (own || below) out.units.push_back(unit.key.text());
  }
  std::ranges::sort(out.units);
  return out;
}

}  // namespace

std::shared_ptr<const store::Scope> Scopes::of(std::span<const Standing> standings,
                                               const std::shared_ptr<const Gazetteer>& places, Date today) {
  const auto scope = list_scope(standings);
  std::string key(scope.everything ? "*" : "");
  for (const auto& unit : scope.units) key += unit.text() + " ";
  key += "/";
  for (const auto& unit : scope.above) key += unit.text() + " ";
  {
    const std::lock_guard lock(guard_);
    if (places_ != places || today_ != today || kept_.size() >= kept_max) {
      kept_.clear();
      places_ = places;
      today_ = today;
    }
    if (const auto it = kept_.find(key); it != kept_.end()) return it->second;
  }
  auto made = std::make_shared<const store::Scope>(work_out(scope, *places->directory, today));
  const std::lock_guard lock(guard_);
  if (places_ == places && today_ == today) kept_.emplace(std::move(key), made);
  return made;
}

}  // namespace hotline::service
