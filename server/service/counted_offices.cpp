#include "service/counted_offices.h"

#include <algorithm>

#include "domain/case_fact.h"

namespace hotline::service {

Result<CountedOffices> CountedOffices::of(const Reading& reading, const std::string& unit,
                                          v1::UnitTree tree) {
  CountedOffices out(reading);
  auto whole = reading.scope({});
  if (!whole) return fail(whole.error());
  auto narrowed = reading.scope(unit);
  if (!narrowed) return fail(narrowed.error());
  out.whole_ = std::move(*whole);
  out.narrowed_ = std::move(*narrowed);
  out.then_ = tree == v1::UNIT_TREE_THEN && !unit.empty();
  const auto& directory = reading.directory();
  if (unit.empty()) {
    if (out.whole_->all) out.upper_ = &directory.helpline();
    return out;
  }
  const auto key = UnitKey::parse(unit);  // known: reading.scope found it
  out.upper_ = out.then_ ? directory.find(*key) : holder(directory, *key, reading.today);
  out.unit_ = out.upper_->key.text();
  for (const auto& one : directory.units()) {
    out.changes_.push_back(day_number(one.key.valid_from));
    if (one.valid_to) out.changes_.push_back(day_number(*one.valid_to));
  }
  std::ranges::sort(out.changes_);
  const auto same = std::ranges::unique(out.changes_);
  out.changes_.erase(same.begin(), same.end());
  return out;
}

bool CountedOffices::in(const store::Scope& scope, const std::string& office) const {
  return scope.all || std::ranges::binary_search(scope.units, office);
}

const std::string* CountedOffices::below(const std::string& office, std::int32_t day) {
  if (day == last_day_ && office == last_office_) return last_;
  const std::size_t span =
      then_ ? static_cast<std::size_t>(std::ranges::upper_bound(changes_, day) - changes_.begin()) : 0;
  if (known_.size() <= span) known_.resize(changes_.size() + 1);
  auto& offices = known_[span];
  auto found = offices.find(office);
  if (found == offices.end())
    found = offices.emplace(office, then_ ? find_then(office, day) : find_today(office)).first;
  last_day_ = day;
  last_office_ = office;
  return last_ = found->second ? &*found->second : nullptr;
}

/// What followed an office that ended may be the caller's without the office, or the other way round.
const std::string* CountedOffices::below(const history::v1::CaseFact& fact) {
  if (!then_ || fact.unit_then().empty()) return below(fact.unit(), fact.day());
  return in(*whole_, fact.unit()) ? below(fact.unit_then(), fact.day()) : nullptr;
}

std::optional<std::string> CountedOffices::child_of_unit(const Unit& office, Date on) const {
  const auto& directory = reading_->directory();
  for (const Unit* at = &office; at != nullptr;) {
    if (at == upper_) return at->key.text();
    const Unit* above = directory.parent(*at, on);
    if (above == upper_) return at->key.text();
    at = above;
  }
  return std::nullopt;
}

std::optional<std::string> CountedOffices::find_today(const std::string& office) const {
  if (!in(*narrowed_, office)) return std::nullopt;
  const auto key = UnitKey::parse(office);
  const Unit* now = key ? holder(reading_->directory(), *key, reading_->today) : nullptr;
  if (now == nullptr) return office;  // of a list that is no more
  if (upper_ == nullptr) return now->key.text();
  return child_of_unit(*now, reading_->today).value_or(office);
}

std::optional<std::string> CountedOffices::find_then(const std::string& office, std::int32_t day) const {
  const auto on = date_of_day(day);
  const auto key = UnitKey::parse(office);
  const Unit* then = key ? holder(reading_->directory(), *key, on) : nullptr;
  if (then == nullptr || !in(*whole_, office) || !upper_->valid_on(on)) return std::nullopt;
  return child_of_unit(*then, on);
}

}  // namespace hotline::service
