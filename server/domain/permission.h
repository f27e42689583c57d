// Who may do and see what: role × unit × relation to the case, as the contract's (access) demands it.
//
// A person wears one or more hats: a role at a unit, their own or delegated by a chairman for a time. Each
// hat has its own relations to a case; a grant is met by one hat that has both its role and one of its
// relations. Worked out inside the transaction that reads or changes the case, so that a transfer cannot race
// it.
//
// Units change: who holds a unit that has ended is the one unit that it became (Directory::succession). A
// membership follows its unit as long as that only changed its name, kind or parent. Where the unit was
// merged or split, a supervisor of the level above says where the person belongs
// (service/membership_change.h): no list of units, be it false, gives anybody the cases of others. Until then
// the hat is an ended one: it opens what was there in the unit's time, and nothing can be done under it.
// Nothing follows a unit into the future.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "base/id.h"
#include "domain/case_state.h"
#include "domain/directory.h"
#include "hotline/history/v1/event.pb.h"
#include "hotline/record/v1/options.pb.h"

namespace hotline {

struct Membership {
  UnitKey unit;
  record::v1::Role role = record::v1::ROLE_UNSPECIFIED;

  bool operator==(const Membership&) const = default;
};

/// A chairman's hat on another head. Only those that run now and are not revoked.
struct ActiveDelegation {
  UnitKey unit;
  PersonId chairman;

  bool operator==(const ActiveDelegation&) const = default;
};

struct Viewer {
  PersonId person;
  SessionId session;
  std::vector<Membership> memberships;
  std::vector<ActiveDelegation> delegations;
};

/// The hat under which somebody acts. `unit` is a unit that is valid now, but for an ended hat.
struct Acting {
  UnitKey unit;
  record::v1::Role role = record::v1::ROLE_UNSPECIFIED;
  PersonId for_person;  // the chairman who delegated; empty for one's own role

  bool operator==(const Acting&) const = default;
};

history::v1::Actor actor_of(PersonId person, const Acting& acting);

/// A set of record.v1.Relation.
class Relations {
 public:
  void add(record::v1::Relation relation) { bits_ |= bit(relation); }
  bool has(record::v1::Relation relation) const { return (bits_ & bit(relation)) != 0; }
  bool none() const { return bits_ == 0; }
  bool operator==(const Relations&) const = default;

 private:
  static constexpr std::uint32_t bit(record::v1::Relation relation) { return 1U << relation; }
  std::uint32_t bits_ = 0;
};

/// A hat, and what it is to one case.
struct Standing {
  Acting acting;
  Level level = Level::commune;
  Relations relations;
  std::uint32_t past_version =
      0;                     // the last version that AUTHOR or FORMER still opens, where nothing more does
  bool ended = false;        // the unit is no more, and nobody has said yet where the person belongs
  bool told_before = false;  // who told was released to a unit that this hat's has followed since

  bool operator==(const Standing&) const = default;
};

/// All hats of a person on that day, without a case: own ones first, then delegated ones.
std::vector<Standing> standings_of(const Viewer& viewer, const Directory& directory, Date on);

/// The same with their relations to a case. A barred person has none at all, nor has who acts for one. In a
/// restricted case only those above the place have any (no commune, no former unit).
std::vector<Standing> relations_of(const CaseTies& ties, const Viewer& viewer, const Directory& directory,
                                   Date on);

/// The hats that meet the method's (access), in the order of `standings`. For AUDIENCE_SIGNED_IN and
/// AUDIENCE_PUBLIC every hat, or one empty hat for a person without any.
std::vector<Acting> permits(const record::v1::Access& access, std::span<const Standing> standings);
/// The first of them.
std::optional<Acting> permit(const record::v1::Access& access, std::span<const Standing> standings);

/// The hats with a role that the method is granted to, whatever they are to a case: under these alone a list
/// or a look-up is asked for, so that a person's other hats widen nothing.
std::vector<Standing> granted_hats(const record::v1::Access& access, std::span<const Standing> standings);

/// What of a case may be opened. Plain fields are open to whoever may read the case at all.
struct Visibility {
  bool child = false;
  bool informant = false;
  bool allegation = false;
  /// Informant and allegation of the events that the viewer recorded.
  bool own = false;
  /// Events after this version are not there for the viewer.
  std::uint32_t up_to_version = 0;

  static constexpr std::uint32_t newest = std::numeric_limits<std::uint32_t>::max();
  bool none() const { return up_to_version == 0; }
  /// What holds for one event.
  Visibility of_event(bool recorded_by_viewer) const;
  /// What holds for a state that was folded from the parts that may be opened: nothing else is in it.
  Visibility of_state() const;
  bool operator==(const Visibility&) const = default;
};

/// What one hat opens. AUTHOR: what they recorded, informant included. HELPLINE: the child. RESPONSIBLE and
/// RECEIVING: child and allegation, the informant only where released to their unit (is_told). ABOVE: the
/// same, and a supervisor all three (also a supervisor of a responsible unit that is not a commune). FORMER:
/// child and allegation up to the last version of its time. Administrators and telephone systems: nothing.
Visibility visibility(const CaseTies& ties, const Standing& standing);

/// The widest of the hats that meet the method's (access).
Visibility visibility(const CaseTies& ties, std::span<const Standing> standings,
                      const record::v1::Access& access);

/// Whether the row of this case stands in the viewer's lists: whoever is more than FORMER to it, under a role
/// that reads cases.
bool in_scope(std::span<const Standing> standings);
/// The same for what was there before: whoever is anything to it, FORMER included.
bool knows_of(std::span<const Standing> standings);

/// Where a viewer's lists may look, for a store that has to find the rows: every row, or those whose
/// author's, responsible or receiving unit is one of `units`, or (`below`) whose responsible or receiving
/// unit is below one of `above`. Rows that are found are still held against relations_of and in_scope.
struct ListScope {
  bool everything = false;
  std::vector<UnitKey> units;
  std::vector<UnitKey> above;
};
ListScope list_scope(std::span<const Standing> standings);

/// The unit that answers today for a unit of any era; null where the key is not in the directory.
const Unit* holder(const Directory& directory, const UnitKey& unit, Date on);

/// Whether a release of the informant reaches this unit on that day: it was given to it, or to units whose
/// one certain successor it is. Where a person has to sort, a supervisor has to release anew as well.
bool is_told(std::span<const UnitKey> released_to, const UnitKey& unit, const Directory& directory, Date on);

/// The same office on that day: the unit itself, or what it is called since, as long as each era went on
/// alone. The last of them has ended where it then was merged or split, or nothing is known of it.
const Unit& same_office(const Directory& directory, const Unit& unit, Date on);

}  // namespace hotline
