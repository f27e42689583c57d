// The clock keeper: takes the steps of the ladder (domain/ladder.h) when they are due.
//
// Promises: each step once, whatever happens: whether it is due, and whether it was taken, is decided inside
// the transaction by the history alone, so a repeat, a restart or kill -9 finds what is so. Its own clock is
// the one that is injected, read once a second while any step lies ahead, so that a jump of the machine's
// clock is noticed within a second; with no step ahead it sleeps until something is committed. It holds no
// list of its own: the index in the rows (next_step) says what comes next. The machine's clock is doubted
// when it jumps ahead, or at the start stands far ahead of the log (clock_doubt.h): nothing is taken until it
// stands by that. The doubt is stored, so that neither a restart, nor entries that were written meanwhile,
// make such a clock look right.
//
// A case whose history cannot be read stops nobody else's clocks: it is logged by its reason, counted, and
// tried again after a while.
//
// Thread rule: start() and stop() by the owner; take_due() and stats() from any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "service/clock_doubt.h"
#include "service/world.h"

namespace hotline::service {

class ClockKeeper {
 public:
  explicit ClockKeeper(World& world) : world_(world) {}
  ~ClockKeeper() { stop(); }

  /// Begins; the index is made (clock_index.h). A log whose newest time cannot be read doubts no clock.
  void start();
  /// Ends after the steps at hand. A second call does nothing.
  void stop();

  /// Every step that is due now, taken. The number of cases that moved. What the keeper does when it wakes.
  Result<std::uint32_t> take_due();

  struct Stats {
    std::uint64_t steps = 0, failures = 0;
    Duration late_max{0};  // the greatest time from a step's due time to its commit, since the start
    Duration late_last{0};
    std::uint64_t held = 0;  // times that it looked and took nothing, because it doubts the clock
  };
  Stats stats() const;
  /// Whether it reads and writes nothing until an act or the next step wakes it.
  bool rests() const;
  /// Whether it takes nothing, because it doubts the clock.
  bool holds() const { return holds_; }

 private:
  struct Job;
  void wake();
  void run();
  Result<> know_the_last_time();
  bool believes_the_clock();
  Result<> store_doubt();
  Result<std::optional<Time>> look();
  Result<> look_at_reports();
  Result<std::vector<CaseId>> due_cases(Time now);
  Result<> take_all(const std::vector<CaseId>& ids, std::uint32_t& moved);
  Result<> take(Job& job, store::Writer& db, const std::shared_ptr<const People>& people);

  World& world_;
  Hub::Subscription commits_;
  std::thread thread_;

  mutable std::mutex guard_;
  std::condition_variable changed_;
  bool woken_ = false, resting_ = false, stopping_ = false;

  ClockDoubt doubt_;                  // of start(), then of run() alone
  std::optional<Time> stored_doubt_;  // the same
  std::atomic<bool> holds_ = false;
  std::mutex taking_;                 // one at a time
  std::map<CaseId, Time> set_aside_;  // cases that cannot be read, and when they are tried again

  // Of reports (report_keeper.h); of the keeper's own thread alone.
  std::optional<Time> reports_looked_at_, report_step_;

  mutable std::mutex stats_guard_;
  Stats stats_;
};

}  // namespace hotline::service
