// Whether today may be believed by what moves cases with their units (unit_change.h): those entries are in
// the history for ever, and nobody moves the cases back when the clock is set right.
//
// Promises: nothing follows
//  * a clock that has jumped ahead, until it stands by that (clock_doubt.h);
//  * a clock that stands before the newest entry which the log had at the start, by more than `behind_max`;
//  * a day before the last one whose units were followed. That day is stored, so that neither a restart under
//  a
//    clock that is behind, nor entries that were written under it, make it look right.
// Where a clock that ran ahead was believed, the day it named is the last one until a rebuild of the
// projections forgets it (rebuild.h).
//
// Thread rule: any thread.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

#include "base/date.h"
#include "service/clock_doubt.h"
#include "store/store.h"

namespace hotline::service {

class TrustedDay {
 public:
  static constexpr Duration behind_max = std::chrono::minutes{5};

  /// What the log (Ledger::stood_at()) and the store say of days that were: at the start, before anything is
  /// asked. Until then every clock is believed. Errors: those of the store.
  Result<> open(store::Reader& db, std::optional<Time> log_stood_at);

  enum class Word : std::uint8_t { believed, jumped_ahead, behind };
  /// The word of whoever looks again and again. `running` is how long the clock has run.
  Word look(Time now, Duration running);
  /// The same between two looks: never believes a jump that no look has believed.
  bool allows(Time now, Duration running) const;
  /// The units of this day have been followed: no day before it is believed from here on. Errors: those of
  /// the store.
  Result<> followed(store::Writer& db, Date day);
  /// Forgets that day; the next start goes by the log alone.
  static Result<> forget(store::Writer& db);

  /// Whether the last look found the clock behind.
  bool behind() const { return behind_; }

 private:
  bool is_behind(Time now) const { return not_before_ && now < *not_before_; }

  mutable std::mutex guard_;
  ClockDoubt doubt_;
  std::optional<Time> not_before_;
  std::optional<std::pair<Time, Duration>> believed_;  // the last look that believed
  std::atomic<bool> behind_ = false;
};

}  // namespace hotline::service
