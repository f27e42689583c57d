#include "service/clock_doubt.h"

#include "base/log.h"

namespace hotline::service {

bool ClockDoubt::believes(Time now, Duration running) {
  const std::pair read{now, running};
  const auto before = std::exchange(before_, read).value_or(read);
  const auto ahead = (now - before.first) - (running - before.second);
  if (ahead > jump_min) {
    doubted_until_ = running + settle;
    ++jumps_;
    log::warning("clock_jumped_ahead",
                 {{"seconds", std::chrono::duration_cast<std::chrono::seconds>(ahead).count()}});
  } else if (ahead < -jump_min || (doubted_until_ && running >= *doubted_until_)) {
    doubted_until_.reset();  // set right again, or it stands by what it says
  }
  return !doubted_until_;
}

}  // namespace hotline::service
