// The way by which lists of units brought the work of a case to where it lies: each unit that ended, and what
// followed it there. Pure.
#pragma once

#include <optional>
#include <vector>

#include "domain/case_state.h"

namespace hotline {

/// The newest step first: the first one leads to `at`, each other one to where the one before it began. Empty
/// where no list brought anything there. Of the responsibility; or, where `ended` says at which unit it
/// waited before, of the referral that waits.
std::vector<FollowedUnit> followed_way(const CaseState& state, const UnitKey& at,
                                       const std::optional<UnitKey>& ended = std::nullopt);

}  // namespace hotline
