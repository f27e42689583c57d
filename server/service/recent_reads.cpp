#include "service/recent_reads.h"

#include <utility>

namespace hotline::service {

bool RecentReads::known(const SessionId& session, const IdBytes& subject, Time now) const {
  const std::lock_guard lock(guard_);
  for (const auto* map : {&young_, &old_})
    if (const auto it = map->find({session, subject}); it != map->end())
      return now - it->second < again_after && now >= it->second;
  return false;
}

void RecentReads::add(const SessionId& session, const IdBytes& subject, Time now) {
  const std::lock_guard lock(guard_);
  if (young_.size() >= entries_max / 2) old_ = std::exchange(young_, {});
  young_[{session, subject}] = now;
}

}  // namespace hotline::service
