// Whether a clock may be believed by somebody who does what cannot be undone, as the keeper of deadlines
// does.
//
// A jump ahead by more than `jump_min` is believed only when the clock has stood by it for `settle`: what a
// wrong answer of a time server would set off, no setting back undoes. A jump back, or one that is set right
// in that time, is believed at once. Time that passes while the machine sleeps is a jump ahead, too.
//
// Thread rule: one thread.
#pragma once

#include <chrono>
#include <optional>
#include <utility>

#include "base/clock.h"

namespace hotline::service {

class ClockDoubt {
 public:
  static constexpr Duration jump_min = std::chrono::minutes{2};
  static constexpr Duration settle = std::chrono::minutes{2};

  /// `now` is what the clock says, `running` how long it has run.
  bool believes(Time now, Duration running);
  /// Jumps ahead that were met.
  std::uint64_t jumps() const { return jumps_; }

 private:
  std::optional<std::pair<Time, Duration>> before_;
  std::optional<Duration> doubted_until_;
  std::uint64_t jumps_ = 0;
};

}  // namespace hotline::service
