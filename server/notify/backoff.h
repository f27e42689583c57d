// How long to wait before the next attempt: twice as long each time, up to a bound, and never all at once.
#pragma once

#include <cstdint>

#include "base/clock.h"

namespace hotline::notify {

struct Backoff {
  Duration first{30'000};
  Duration max{3'600'000};

  /// After this many attempts (1, 2, …). `random` in [0, 1): the wait is between half of the full one and all
  /// of it, so that what failed together does not come back together.
  Duration after(std::uint32_t attempts, double random) const;
};

}  // namespace hotline::notify
