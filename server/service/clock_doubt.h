// Whether a clock may be believed by somebody who does what cannot be undone, as the keeper of deadlines
// does.
//
// A jump ahead by more than `jump_min` is believed only when the clock has stood by it for `settle`: what a
// wrong answer of a time server would set off, no setting back undoes. So is a start at which the clock
// stands more than `silence_max` after the last time that is known: a battery that is empty and a service
// that was off for days look the same. A clock that is set right in that time is believed at once, and so is
// a jump back of one that was believed. Time that passes while the machine sleeps is a jump ahead, too.
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
  static constexpr Duration silence_max = std::chrono::minutes{30};

  /// Before the first look: `known` is the last time that something stored speaks of.
  void start(std::optional<Time> known, Time now, Duration running);
  /// `now` is what the clock says, `running` how long it has run.
  bool believes(Time now, Duration running);
  /// While it doubts: the last time that it knew before, for whoever starts after it.
  std::optional<Time> known_before() const;
  /// Jumps ahead that were met.
  std::uint64_t jumps() const { return jumps_; }

 private:
  struct Reading {
    Time now;
    Duration running;
    /// How much more the clock says has passed since than has.
    Duration ahead(const Reading& later) const { return (later.now - now) - (later.running - running); }
  };
  struct Doubt {
    Reading before;
    Duration until;
  };

  std::optional<Reading> last_;
  std::optional<Doubt> doubt_;
  std::uint64_t jumps_ = 0;
};

}  // namespace hotline::service
