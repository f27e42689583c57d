#include "domain/roster.h"

#include <algorithm>
#include <unordered_set>

namespace hotline {
namespace {
namespace rec = record::v1;

/// An office whose roster ran out has nobody on duty, and that is loud. One that has kept none for so long
/// has given it up, and everybody answers again.
constexpr Duration roster_given_up_after = std::chrono::days{30};

bool answers(rec::Role role) {
  return role == rec::ROLE_OFFICER || role == rec::ROLE_OPERATOR || role == rec::ROLE_SUPERVISOR;
}

void add(std::vector<PersonId>& list, const PersonId& person) {
  if (std::ranges::find(list, person) == list.end()) list.push_back(person);
}

bool holds(std::span<const PersonId> list, const PersonId& person) {
  return std::ranges::find(list, person) != list.end();
}

}  // namespace

Roster::Roster(const Directory& directory, Date on, std::span<const Registered> people,
               std::span<const DelegationFact> delegations, std::span<const DutyEntry> entries)
    : directory_(directory), on_(on) {
  std::unordered_set<PersonId> enabled;
  for (const auto& person : people) {
    enabled.insert(person.person);
    for (const auto& membership : person.memberships) {
      if (!answers(membership.role) && membership.role != rec::ROLE_CHAIRMAN) continue;
      if (Office* at = office_of(membership.unit))
        add(membership.role == rec::ROLE_CHAIRMAN ? at->chairmen : at->officers, person.person);
    }
  }
  for (const auto& delegation : delegations)
    if (Office* at = office_of(delegation.unit); at && enabled.contains(delegation.deputy))
      at->deputies.push_back(delegation);
  for (const auto& entry : entries)
    if (Office* at = office_of(entry.unit); at && !entry.revoked && can_stand(entry, *at))
      at->entries.push_back(entry);
}

/// A stand-in whose account is closed, or who has left the office, answers for nobody.
bool Roster::can_stand(const DutyEntry& entry, const Office& office) {
  return entry.kind != DutyEntry::Kind::stand_in || holds(office.officers, entry.person) ||
         holds(office.chairmen, entry.person);
}

/// Null where the unit is no more: a hat of it has ended, until somebody above gives a new one.
Roster::Office* Roster::office_of(const UnitKey& unit) {
  const Unit* known = directory_.find(unit);
  if (known == nullptr || on_ < unit.valid_from) return nullptr;
  const Unit& now = same_office(directory_, *known, on_);
  return now.valid_on(on_) ? &offices_[now.key] : nullptr;
}

const Roster::Office* Roster::office(const Unit& unit) const {
  const auto found = offices_.find(unit.key);
  return found == offices_.end() ? nullptr : &found->second;
}

bool Roster::is_away(const PersonId& person, const Office& office, Time at) const {
  return std::ranges::any_of(office.entries, [&](const DutyEntry& entry) {
    return entry.kind == DutyEntry::Kind::away && entry.person == person && entry.runs(at);
  });
}

std::vector<PersonId> Roster::on_duty(const Unit& unit, Time at, std::span<const PersonId> barred) const {
  std::vector<PersonId> there;
  const Office* found = office(unit);
  if (found == nullptr) return there;
  std::vector<PersonId> called;
  bool keeps_roster = false;
  for (const auto& entry : found->entries) {
    if (entry.kind != DutyEntry::Kind::duty) continue;
    keeps_roster = keeps_roster || at < entry.until + roster_given_up_after;
    if (entry.runs(at) && holds(found->officers, entry.person)) add(called, entry.person);
  }
  if (!keeps_roster) called = found->officers;
  for (const auto& person : called) {
    if (!is_away(person, *found, at)) {
      add(there, person);
      continue;
    }
    for (const auto& entry : found->entries)
      if (entry.kind == DutyEntry::Kind::stand_in && entry.for_person == person && entry.runs(at) &&
          !is_away(entry.person, *found, at))
        add(there, entry.person);
  }
  std::erase_if(there, [&](const PersonId& person) { return holds(barred, person); });
  return there;
}

std::vector<PersonId> Roster::chairmen(const Unit& unit, Time at, std::span<const PersonId> barred) const {
  std::vector<PersonId> there;
  const Office* found = office(unit);
  if (found == nullptr) return there;
  for (const auto& person : found->chairmen) add(there, person);
  for (const auto& deputy : found->deputies)
    if (deputy.from <= at && at < deputy.until) add(there, deputy.deputy);
  std::erase_if(there,
                [&](const PersonId& person) { return holds(barred, person) || is_away(person, *found, at); });
  return there;
}

}  // namespace hotline
