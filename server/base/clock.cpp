#include "base/clock.h"

#include <ctime>

namespace hotline {

Time SystemClock::now() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

Duration SystemClock::running() const {
  // Fine enough, and read by nobody else in the process: a test can let it run fast, and timers as they are.
  timespec read{};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &read);
  return std::chrono::seconds{read.tv_sec} +
         std::chrono::duration_cast<Duration>(std::chrono::nanoseconds{read.tv_nsec});
}

}  // namespace hotline
