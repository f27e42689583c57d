// Which unit gets the referral. The commune where it happened (Decree 56/2017 art. 26.1); where the commune
// is not known or was split, the smallest unit above that is known sorts it; where nothing is known, the
// helpline. Nothing is refused for want of a commune, and nobody chooses silently: at a split the address
// detail decides only where it proves something (domain/split_detail.h), and the history says what.
#pragma once

#include <optional>
#include <vector>

#include "base/status.h"
#include "domain/directory.h"
#include "domain/split_detail.h"
#include "hotline/record/v1/contact.pb.h"

namespace hotline {

struct Route {
  UnitKey unit;
  bool to_sort = false;                       // a person of `unit` has to find out where it belongs
  std::vector<UnitKey> candidates;            // of a commune that was split
  std::optional<DetailProof> by_detail = {};  // of one that was split: what the detail of the address proved
};

/// The place of the incident decides; where it names no unit, the place where the child is now, then the
/// residence, each `to_sort`.
Route route(const record::v1::Intake& intake, const Directory& directory, Date on);

/// To a unit that a person chose, of any era. Refused: invalid_argument unit_unknown, unit_split.
Result<Route> route_to(const UnitKey& unit, const Directory& directory, Date on);

/// An official of the commune is suspected: to the level above it.
Route above(const Route& route, const Directory& directory, Date on);

/// A restricted case may lie only with a unit above the communes that is not beside the place: the same as
/// the incident's unit or above it. Where the place is not known: any unit above the communes.
bool may_hold_restricted(const Unit& unit, const record::v1::Intake& intake, const Directory& directory,
                         Date on);

}  // namespace hotline
