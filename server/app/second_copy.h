// The scheduled second copy: a copy of the database into another directory, better on another disk, made
// while the service runs. [data] second_copy and second_copy_every_hours say where and how often.
//
// Promises: one copy at a time, on a thread of its own; the newest whole copy keeps its name until the next
// one is whole; a failed copy is tried again after a quarter of an hour at the latest; stop() cuts a running
// one short.
//
// Thread rule: safe from any thread.
#pragma once

#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "api/copying.h"
#include "base/clock.h"
#include "base/status.h"

namespace hotline::app {

class SecondCopy final : public api::Copying {
 public:
  static constexpr const char* file_name = "hotline-second-copy.db";
  static constexpr Duration retry_after = std::chrono::minutes{15};

  /// An empty directory: none is wanted, and everything here does nothing.
  SecondCopy(std::filesystem::path database, std::filesystem::path directory, Duration every, Time now);
  ~SecondCopy() override { stop(); }

  /// Starts a copy where one is due and none is being made. Called from time to time.
  void keep(Time now);
  /// Starts one now, where none is being made.
  Result<> begin(Time now) override;
  Result<> may_begin() const override;
  api::CopyState state() const override;
  /// Waits for the one that is being made.
  void wait();
  void stop();

  bool wanted() const { return !directory_.empty(); }
  /// Of the newest whole copy; nothing where there is none.
  std::optional<Duration> age(Time now) const;
  /// Not wanted, or younger than twice the interval; before the first copy, the interval has not yet passed.
  bool fresh(Time now) const;

 private:
  void launch(Time now);  // under the lock
  void make(Time now);

  const std::filesystem::path database_, directory_;
  const Duration every_;
  const Time begun_;
  std::atomic<std::int64_t> taken_at_ms_{0};  // 0: none
  std::atomic<std::int64_t> tried_at_ms_{0};
  std::atomic<bool> running_{false}, stopping_{false};
  std::atomic<std::uint64_t> pages_done_{0}, pages_total_{0};
  std::mutex guard_;  // of the thread
  std::thread thread_;
  mutable std::mutex failed_guard_;
  std::optional<Error> failed_;
};

}  // namespace hotline::app
