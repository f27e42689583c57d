// The day on which a unit ends, for one case: an office that is no more neither keeps a case nor gets a
// referral.
//
// Promises: afterwards the responsible unit, and the one at which a referral waits, are valid on that day, so
// that exactly one unit that is there is responsible. What is certain goes to the one successor; at a split,
// what the address details prove (domain/split_detail.h); the rest to the level above with the candidates,
// and waits there to be sorted. No clock of the law moves. Done again, it makes nothing. Pure.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "domain/case_state.h"
#include "domain/directory.h"
#include "hotline/history/v1/event.pb.h"

namespace hotline {

/// A unit of which another list holds now than the one by which cases went on from it: the unit is there
/// again, or something else follows it, or the list before did not know it. Beside it a unit at which its
/// cases may lie by the list before; it stands here once for each of those.
struct RevivedUnit {
  UnitKey unit;
  UnitKey follower;

  bool operator==(const RevivedUnit&) const = default;
};

struct UnitDay {
  Time now{};
  const Directory& directory;
  std::array<ReferralId, 4> new_referrals;  // used where a referral waits elsewhere from now on
  std::span<const RevivedUnit> revived{};   // what moved from them moves back, and from there on as it should
};

/// The events by which an open case follows its units, in order; none where every unit of it is there, and
/// none that is revived has its work elsewhere than today's list says. What people moved since stays where
/// they moved it.
std::vector<history::v1::CaseEvent> follow_units(const CaseState& state, const UnitDay& day);

/// Whether a unit is not there on that day: ended, not begun, or not in the directory at all. The helpline,
/// above which nobody is, is always there.
bool is_gone(const Directory& directory, const UnitKey& unit, Date on);

}  // namespace hotline
