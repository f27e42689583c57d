// The bounded queues in front of the writer. Urgent jobs go first, access entries last, and nobody starves:
// of any eight jobs in a row at least one is a normal job and one an access entry, where such wait.
//
// Thread rule: the owner's lock guards it.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "store/store.h"

namespace hotline::store_sqlite {

struct QueuedWrite {
  store::WriteJob job;
  store::Done done;
};

class Lanes {
 public:
  explicit Lanes(const store::Limits& limits)
      : waiting_max_{limits.urgent_jobs_max, limits.normal_jobs_max, limits.access_jobs_max} {}

  /// False where the lane is full; `write` is left as it was.
  bool push(store::Lane lane, QueuedWrite& write) {
    auto& queue = queues_[static_cast<std::size_t>(lane)];
    if (queue.size() >= waiting_max_[static_cast<std::size_t>(lane)]) return false;
    queue.push_back(std::move(write));
    return true;
  }

  std::optional<QueuedWrite> pick() {
    const std::uint32_t turn = turn_++ % 8;
    const std::size_t preferred = turn == 3 ? 1 : turn == 7 ? 2 : 0;
    for (const std::size_t lane : {preferred, std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
      auto& queue = queues_[lane];
      if (queue.empty()) continue;
      auto write = std::move(queue.front());
      queue.pop_front();
      return write;
    }
    return std::nullopt;
  }

  std::uint32_t waiting(store::Lane lane) const {
    return static_cast<std::uint32_t>(queues_[static_cast<std::size_t>(lane)].size());
  }
  std::size_t size() const { return queues_[0].size() + queues_[1].size() + queues_[2].size(); }

 private:
  std::array<std::deque<QueuedWrite>, 3> queues_;
  std::array<std::size_t, 3> waiting_max_;
  std::uint32_t turn_ = 0;
};

}  // namespace hotline::store_sqlite
