// The places of the last contacts, in memory: what was asked for a moment ago is likely to be meant again
// when a name fits several places equally well. Units only, of no person; forgotten at a restart. Safe from
// any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <vector>

#include "domain/unit.h"

namespace hotline::service {

class RecentPlaces {
 public:
  void add(const UnitKey& unit) {
    const std::lock_guard lock(guard_);
    std::erase(units_, unit);
    units_.insert(units_.begin(), unit);
    if (units_.size() > kept_max) units_.pop_back();
  }
  /// The newest first.
  std::vector<UnitKey> newest() const {
    const std::lock_guard lock(guard_);
    return units_;
  }

 private:
  static constexpr std::size_t kept_max = 64;
  mutable std::mutex guard_;
  std::vector<UnitKey> units_;
};

}  // namespace hotline::service
