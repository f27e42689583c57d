#include "service/clock_doubt.h"

#include "base/log.h"

namespace hotline::service {
namespace {

std::int64_t seconds_of(Duration time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time).count();
}

}  // namespace

void ClockDoubt::start(std::optional<Time> known, Time now, Duration running) {
  last_ = {now, running};
  if (!known || now - *known <= silence_max) return;
  doubt_ = {{*known, running}, running + settle};
  log::warning("clock_far_ahead_at_start",
               {{"seconds", seconds_of(now - *known)}, {"believed_in_seconds", seconds_of(settle)}});
}

bool ClockDoubt::believes(Time now, Duration running) {
  const Reading reading{now, running};
  const auto before = std::exchange(last_, reading).value_or(reading);
  if (const auto ahead = before.ahead(reading); ahead > jump_min) {
    doubt_ = {doubt_ ? doubt_->before : before, running + settle};
    ++jumps_;
    log::warning("clock_jumped_ahead", {{"seconds", seconds_of(ahead)}});
  } else if (doubt_ && (doubt_->before.ahead(reading) <= jump_min || running >= doubt_->until)) {
    doubt_.reset();  // set right again, or it stands by what it says
    log::info("clock_believed_again");
  }
  return !doubt_;
}

std::optional<Time> ClockDoubt::known_before() const {
  return doubt_ ? std::optional(doubt_->before.now) : std::nullopt;
}

}  // namespace hotline::service
