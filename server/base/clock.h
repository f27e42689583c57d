// Time as an input. Everything that needs "now" is handed a Time or a Clock; the machine's clock is read here
// and nowhere else, once per transaction or request.
#pragma once

#include <chrono>

namespace hotline {

/// An instant in UTC, to the millisecond: the resolution of everything stored.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

inline std::int64_t to_unix_ms(Time t) { return t.time_since_epoch().count(); }
inline Time from_unix_ms(std::int64_t ms) { return Time{Duration{ms}}; }

/// Safe to call from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
  /// How long it has run, from wherever: never turned back or ahead by whoever sets the machine's clock. Of a
  /// clock that nobody sets, its own time.
  virtual Duration running() const { return now().time_since_epoch(); }
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  Time now() const override;
  Duration running() const override;
};

}  // namespace hotline
