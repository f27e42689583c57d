#include "service/recent_reads.h"

#include <utility>

namespace hotline::service {

bool RecentReads::known(const SessionId& session, const IdBytes& subject, Time now,
                        std::uint8_t grasp) const {
  const std::lock_guard lock(guard_);
  for (const auto* map : {&young_, &old_})
    if (const auto it = map->find({session, subject}); it != map->end())
      return now - it->second.at < again_after && now >= it->second.at && (it->second.grasp & grasp) == grasp;
  return false;
}

void RecentReads::add(const SessionId& session, const IdBytes& subject, Time now, std::uint8_t grasp) {
  const std::lock_guard lock(guard_);
  if (young_.size() >= entries_max / 2) old_ = std::exchange(young_, {});
  auto& noted = young_[{session, subject}];
  if (now - noted.at >= again_after || now < noted.at) noted = {now, 0};
  noted.grasp |= grasp;
}

}  // namespace hotline::service
