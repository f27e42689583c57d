#include "service/rosters.h"

namespace hotline::service {
namespace {

DutyEntry entry_of(const store::DutyRow& row) {
  return {row.id,
          UnitKey::parse(row.unit).value_or(UnitKey{}),
          static_cast<DutyEntry::Kind>(row.kind),
          row.person,
          row.for_person,
          row.from,
          row.until,
          row.revoked};
}

}  // namespace

Roster roster_of(const People& people, const Directory& directory, Date today) {
  std::vector<Registered> registered;
  for (const auto* stored : people.all()) {
    if (stored->person().disabled()) continue;
    Registered one{PersonId::parse(stored->person().person_id()).value_or(PersonId{}), {}};
    for (const auto& membership : stored->person().memberships())
      if (const auto key = UnitKey::parse(membership.unit()))
        one.memberships.push_back({*key, membership.role()});
    registered.push_back(std::move(one));
  }
  std::vector<DelegationFact> delegations;
  for (const auto& row : people.delegations())
    if (const auto key = UnitKey::parse(row.unit); key && people.has_ground(row))
      delegations.push_back({*key, row.deputy, row.from, row.until});
  std::vector<DutyEntry> entries;
  for (const auto& row : people.duties()) entries.push_back(entry_of(row));
  return {directory, today, registered, delegations, entries};
}

std::shared_ptr<const Roster> Rosters::of(const std::shared_ptr<const People>& people,
                                          const std::shared_ptr<const Directory>& directory, Date today) {
  const auto roster = [](const std::shared_ptr<const Kept>& kept) {
    return std::shared_ptr<const Roster>(kept, &kept->roster);
  };
  {
    const std::lock_guard lock(guard_);
    if (kept_ && kept_->answering == people->answering() && kept_->directory == directory &&
        kept_->today == today)
      return roster(kept_);
  }
  // Worked out outside the lock: nobody waits for somebody else's look at everybody.
  auto made = std::make_shared<const Kept>(people->answering(), directory, today,
                                           roster_of(*people, *directory, today));
  const std::lock_guard lock(guard_);
  kept_ = made;
  return roster(made);
}

}  // namespace hotline::service
