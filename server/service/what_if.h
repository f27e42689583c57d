// "With these rules, what would have been late?": every clock of a period computed from its history under
// other rules or another calendar, beside what it was under those in force. Nothing is changed by asking.
//
// The newest rule of each deadline is taken as if it had always held: a change that comes into force tomorrow
// alters nothing of the past year, and so would answer nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/status.h"
#include "domain/calendar.h"
#include "domain/clocks.h"
#include "domain/rules.h"
#include "hotline/v1/case_detail.pb.h"
#include "service/act.h"

namespace hotline::service {

struct WhatIfPlan {
  Time from{}, to{};  // clocks that began in [from, to)
  Time now{};         // as of when: what was met or ran out later did not yet
};

struct WhatIfCount {
  std::uint32_t clocks = 0;       // under the rules in force
  std::uint32_t late = 0;         // of them
  std::uint32_t would_begin = 0;  // under the other rules
  std::uint32_t would_be_late = 0;
  std::uint32_t newly_late = 0;      // late only under the other rules
  std::uint32_t no_longer_late = 0;  // late only under those in force

  bool operator==(const WhatIfCount&) const = default;
};

struct WhatIf {
  std::uint64_t cases = 0;       // with a clock of that period
  std::uint64_t unreadable = 0;  // damaged cases, which count nowhere: verify says which
  std::map<v1::ClockKind, WhatIfCount> kinds;
  std::map<std::string, WhatIfCount> units;  // by UnitKey::text() of who was to meet the clock
};

/// Each timeline cut down to its newest rule.
Rules as_if_always(const Rules& rules);

/// Reads every case once, part by part, each in a transaction of its own; a case that was erased meanwhile
/// counts nowhere. A clock is of the period by its start under the rules in force, where it is there under
/// them. Whoever holds it may let go between two parts. Thread rule: one part at a time, from any thread.
class WhatIfRun {
 public:
  /// `world` and `calendar` must outlive it.
  WhatIfRun(const World& world, Rules rules, const Calendar& calendar, const WhatIfPlan& plan)
      : world_(world), rules_(std::move(rules)), calendar_(calendar), plan_(plan) {}

  /// The next part: some milliseconds of a reader. Whether there is more. Errors: those of the store.
  /// For a caller, with the rights of that moment: a restricted case that their lists do not hold is in no
  /// number, not even in total().
  Result<bool> step(Reading& reading) { return step(reading.db, &reading); }
  /// For a command on the machine: every case.
  Result<bool> step(store::Reader& db) { return step(db, nullptr); }
  std::uint64_t done() const { return done_; }
  std::uint64_t total() const { return ids_.size(); }
  const WhatIf& found() const { return found_; }

 private:
  Result<bool> step(store::Reader& db, Reading* reading);
  Result<> list(store::Reader& db, Reading* reading);
  Result<> look_at(store::Reader& db, Reading* reading, const CaseId& id);
  void count(const CaseState& state);
  bool count(const ClockReading* is, const ClockReading* would_be);

  const World& world_;
  const Rules rules_;
  const Calendar& calendar_;
  const WhatIfPlan plan_;
  WhatIf found_;
  std::vector<CaseId> ids_;
  std::string listed_up_to_;
  bool listed_ = false;
  std::uint64_t done_ = 0;
};

/// All parts of it, one after the other. `on_progress` gets cases done and in all.
Result<WhatIf> what_if(World& world, const Rules& rules, const Calendar& calendar, const WhatIfPlan& plan,
                       const std::function<void(std::uint64_t done, std::uint64_t total)>& on_progress);

}  // namespace hotline::service
