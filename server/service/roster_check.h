// The rosters on the day of a change: whether anybody is on duty where work goes over, and whose duties at
// the office that ends count for nothing from then on.
#pragma once

#include <vector>

#include "hotline/v1/supervision.pb.h"
#include "service/act.h"

namespace hotline::service {

/// An office that ends, and the one that certainly follows it, where there is one.
struct OfficeEnd {
  const Unit* unit = nullptr;
  Date on{};  // the first day without it
  const Unit* follower = nullptr;
};

/// What a person has to put right, each office once: of those that follow, where nobody is on duty as that
/// day begins, or now where it is past; of those that end, whose duties run beyond it, until they have a duty
/// elsewhere. An office that goes on under another name keeps its roster, and has nothing to be put right.
std::vector<v1::RosterCheck> check_rosters(const Reading& reading, const std::vector<OfficeEnd>& ends);

}  // namespace hotline::service
