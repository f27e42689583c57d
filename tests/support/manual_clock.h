// A clock that stands still until the test moves it. Safe from any thread.
#pragma once

#include <atomic>

#include "base/clock.h"

namespace hotline::test {

class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start) : ms_(to_unix_ms(start)) {}
  Time now() const override { return from_unix_ms(ms_.load() + set_ms_.load()); }
  Duration running() const override { return Duration{ms_.load()}; }
  void pass(Duration time) { ms_ += time.count(); }
  /// Somebody sets it: no time passes.
  void set_ahead(Duration time) { set_ms_ += time.count(); }

 private:
  std::atomic<std::int64_t> ms_, set_ms_{0};
};

}  // namespace hotline::test
