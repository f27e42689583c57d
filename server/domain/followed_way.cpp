#include "domain/followed_way.h"

namespace hotline {

std::vector<FollowedUnit> followed_way(const CaseState& state, const UnitKey& at,
                                       const std::optional<UnitKey>& ended) {
  std::vector<FollowedUnit> way;
  const UnitKey* to = &at;
  for (auto step = state.followed.rbegin(); step != state.followed.rend(); ++step) {
    const bool of_it = ended ? !way.empty() || step->from == *ended : step->responsible;
    if (step->to != *to || !of_it) continue;
    way.push_back(*step);
    to = &step->from;
  }
  return way;
}

}  // namespace hotline
