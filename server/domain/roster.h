// Who answers for an office: who is registered there, who is on duty, who stands in, who is away.
//
// An office that has put anybody on its roster is answered for by those whose duty runs; where one of them is
// away, by whoever stands in for them. An office that keeps no roster is answered for by all its officers who
// are not away. Chairmen, and deputies for the time that they were given, are there unless they are away.
//
// Made for one day: units are those that are valid then. An office that goes on under another name keeps its
// people and its roster; where it was merged or split they have ended with it, until somebody above gives
// them a place again. Immutable: safe from any thread. The directory must outlive it.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "domain/directory.h"
#include "domain/permission.h"

namespace hotline {

struct DutyEntry {
  enum class Kind : std::uint8_t { duty = 1, stand_in = 2, away = 3 };  // stored numbers

  IdBytes id{};
  UnitKey unit;
  Kind kind = Kind::duty;
  PersonId person;
  PersonId for_person;  // of a stand-in
  Time from{}, until{};
  bool revoked = false;

  bool runs(Time at) const { return !revoked && from <= at && at < until; }
  bool operator==(const DutyEntry&) const = default;
};

/// Somebody who may sign in.
struct Registered {
  PersonId person;
  std::vector<Membership> memberships;
};

/// A chairman's hat on another head, for a time.
struct DelegationFact {
  UnitKey unit;
  PersonId deputy;
  Time from{}, until{};
};

class Roster {
 public:
  Roster(const Directory& directory, Date on, std::span<const Registered> people,
         std::span<const DelegationFact> delegations, std::span<const DutyEntry> entries);

  /// Officers who answer now; of the helpline its operators and supervisors. Each once, without `barred`.
  std::vector<PersonId> on_duty(const Unit& unit, Time at, std::span<const PersonId> barred = {}) const;
  std::vector<PersonId> chairmen(const Unit& unit, Time at, std::span<const PersonId> barred = {}) const;
  bool is_registered(const Unit& unit) const { return offices_.contains(unit.key); }

 private:
  struct Office {
    std::vector<PersonId> officers, chairmen;
    std::vector<DelegationFact> deputies;
    std::vector<DutyEntry> entries;
  };
  const Office* office(const Unit& unit) const;
  Office* office_of(const UnitKey& unit);
  static bool can_stand(const DutyEntry& entry, const Office& office);
  bool is_away(const PersonId& person, const Office& office, Time at) const;

  const Directory& directory_;
  Date on_;
  std::unordered_map<UnitKey, Office> offices_;
};

}  // namespace hotline
