// Jobs: whole or not at all, in order, acknowledged when durable, bounded, and never starved.
#include <future>
#include <latch>
#include <mutex>

#include "store/contract.h"

namespace hotline::store_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;

Error refusal() { return {Code::failed_precondition, "refused", {"", ""}}; }

class JobsContract : public StoreContract {
 protected:
  /// Keeps the writer busy, so that everything submitted until release() shares one commit.
  void hold() {
    std::promise<void> running;
    auto is_running = running.get_future();
    held_.emplace();
    store().write(
        store::Lane::urgent,
        [running = std::move(running), until = held_->get_future()](store::Writer&) mutable -> Result<> {
          running.set_value();
          until.wait();
          return {};
        },
        [](Result<>) {});
    is_running.wait();
  }
  void release() { held_->set_value(); }

  /// Submits; the results are there, by name, after finish().
  void submit(const std::string& name, store::WriteJob job, store::Lane lane = store::Lane::normal) {
    ++submitted_;
    store().write(lane, std::move(job), [this, name](Result<> result) {
      const std::lock_guard lock(guard_);
      order_.push_back(name);
      results_[name] = result ? "ok" : std::string(result.error().reason);
      finished_.notify_all();
    });
  }
  std::map<std::string, std::string> finish() {
    std::unique_lock lock(guard_);
    finished_.wait(lock, [this] { return order_.size() == submitted_; });
    return results_;
  }

  std::mutex guard_;
  std::condition_variable finished_;
  std::size_t submitted_ = 0;
  std::vector<std::string> order_;
  std::map<std::string, std::string> results_;
  std::optional<std::promise<void>> held_;
};
HOTLINE_CONTRACT(JobsContract);

store::WriteJob putting(std::uint64_t number) {
  return [number](store::Writer& db) { return db.put(case_row(number)); };
}
store::WriteJob failing_after(std::uint64_t number) {
  return [number](store::Writer& db) -> Result<> {
    if (auto put = db.put(case_row(number)); !put) return put;
    return fail(refusal());
  };
}

TEST_P(JobsContract, AFailedJobLeavesNothingAndTheOthersOfItsCommitStay) {
  hold();
  for (std::uint64_t i = 1; i <= 9; ++i)
    submit(std::to_string(i), i % 3 == 0 ? failing_after(i) : putting(i));
  release();
  const auto results = finish();
  for (std::uint64_t i = 1; i <= 9; ++i) {
    const bool fails = i % 3 == 0;
    EXPECT_EQ(results.at(std::to_string(i)), fails ? "refused" : "ok");
    EXPECT_EQ(read([&](auto& db) { return db.case_row(case_id(i)); }).has_value(), !fails) << i;
  }
  const auto listed = read([](auto& db) { return db.cases(of_all_units(), {}); });
  EXPECT_EQ(listed.rows.size(), 6u);
}

TEST_P(JobsContract, TheFirstJobOfACommitMayFailToo) {
  hold();
  submit("first", failing_after(1));
  submit("second", putting(2));
  submit("third", failing_after(3));
  submit("fourth", putting(4));
  release();
  EXPECT_THAT(finish(), ElementsAre(testing::Pair("first", "refused"), testing::Pair("fourth", "ok"),
                                    testing::Pair("second", "ok"), testing::Pair("third", "refused")));
  for (std::uint64_t i = 1; i <= 4; ++i)
    EXPECT_EQ(read([&](auto& db) { return db.case_row(case_id(i)); }).has_value(), i % 2 == 0) << i;
}

TEST_P(JobsContract, AFailureAfterAJobTooLargeToKeepForAReplayLeavesThatJobWhole) {
  const std::string large(3 << 20, 'x');
  const auto putting_blob = [&](std::string name, bool fails) -> store::WriteJob {
    return [&, name, fails](store::Writer& db) -> Result<> {
      if (auto put = db.put_blob(name, large); !put) return put;
      if (auto put = db.put_blob(name + "'", large); !put) return put;
      if (fails) return fail(refusal());
      return {};
    };
  };
  hold();
  submit("small", putting(1));
  submit("large, failing", putting_blob("a", true));
  submit("large", putting_blob("b", false));
  submit("failing", failing_after(2));
  submit("last", putting(3));
  release();
  finish();
  EXPECT_TRUE(read([](auto& db) { return db.case_row(case_id(1)); }));
  EXPECT_FALSE(read([](auto& db) { return db.blob("a"); }));
  EXPECT_EQ(read([](auto& db) { return db.blob("b"); }), large);
  EXPECT_EQ(read([](auto& db) { return db.blob("b'"); }), large);
  EXPECT_FALSE(read([](auto& db) { return db.case_row(case_id(2)); }));
  EXPECT_TRUE(read([](auto& db) { return db.case_row(case_id(3)); }));
}

TEST_P(JobsContract, AJobSeesWhatTheOneBeforeItWrote) {
  hold();
  submit("first", putting(1));
  submit("second", [](store::Writer& db) -> Result<> {
    auto found = db.case_row(case_id(1));
    if (!found) return fail(found.error());
    return *found ? Result<>() : Result<>(fail(refusal()));
  });
  release();
  EXPECT_EQ(finish().at("second"), "ok");
}

TEST_P(JobsContract, JobsOfALaneRunInTheirOrder) {
  std::vector<std::uint64_t> ran;
  for (std::uint64_t i = 0; i < 500; ++i)
    submit(std::to_string(i), [&ran, i](store::Writer&) -> Result<> {
      ran.push_back(i);
      return {};
    });
  finish();
  EXPECT_EQ(ran.size(), 500u);
  EXPECT_TRUE(std::ranges::is_sorted(ran));
}

TEST_P(JobsContract, UrgentJobsGoFirstAndNobodyStarves) {
  std::vector<std::string> ran;
  const auto note = [&ran](std::string what) -> store::WriteJob {
    return [&ran, what](store::Writer&) -> Result<> {
      ran.push_back(what);
      return {};
    };
  };
  hold();
  for (int i = 0; i < 4; ++i) submit("a" + std::to_string(i), note("access"), store::Lane::access);
  for (int i = 0; i < 40; ++i) submit("n" + std::to_string(i), note("normal"), store::Lane::normal);
  for (int i = 0; i < 40; ++i) submit("u" + std::to_string(i), note("urgent"), store::Lane::urgent);
  release();
  finish();
  ASSERT_EQ(ran.size(), 84u);
  const auto count = [&](std::size_t to, const char* what) {
    return std::count(ran.begin(), ran.begin() + static_cast<std::ptrdiff_t>(to), what);
  };
  EXPECT_GE(count(40, "urgent"), 28);
  EXPECT_EQ(count(52, "urgent"), 40);
  for (std::size_t from = 0; from + 8 <= 32; ++from) {
    const auto eight = std::vector(ran.begin() + static_cast<std::ptrdiff_t>(from),
                                   ran.begin() + static_cast<std::ptrdiff_t>(from) + 8);
    EXPECT_THAT(eight, IsSupersetOf({"urgent", "normal", "access"})) << from;
  }
}

TEST_P(JobsContract, AFullLaneRefusesAtOnceAndTheOthersDoNot) {
  open({.urgent_jobs_max = 8, .normal_jobs_max = 2, .access_jobs_max = 1});
  hold();
  submit("1", putting(1));
  submit("2", putting(2));
  submit("3", putting(3));
  EXPECT_EQ(results_.at("3"), "store_busy");  // before the writer has moved
  submit("urgent", putting(4), store::Lane::urgent);
  release();
  const auto results = finish();
  EXPECT_EQ(results.at("1"), "ok");
  EXPECT_EQ(results.at("2"), "ok");
  EXPECT_EQ(results.at("urgent"), "ok");
  EXPECT_FALSE(read([](auto& db) { return db.case_row(case_id(3)); }));
}

TEST_P(JobsContract, AFullQueueOfReadsRefusesAtOnce) {
  open({.read_jobs_max = 1, .readers = 1});
  std::promise<void> running, hold_on;
  std::promise<std::string> refused;
  store().read(
      [&](store::Reader&) -> Result<> {
        running.set_value();
        hold_on.get_future().wait();
        return {};
      },
      [](Result<>) {});
  running.get_future().wait();
  std::latch waited(1);
  store().read([](store::Reader&) -> Result<> { return {}; }, [&](Result<>) { waited.count_down(); });
  store().read([](store::Reader&) -> Result<> { return {}; },
               [&](Result<> result) { refused.set_value(std::string(result ? "" : result.error().reason)); });
  EXPECT_EQ(refused.get_future().get(), "store_busy");
  hold_on.set_value();
  waited.wait();
}

TEST_P(JobsContract, StoppingRunsWhatIsQueuedAndRefusesWhatComesAfter) {
  for (std::uint64_t i = 1; i <= 100; ++i) submit(std::to_string(i), putting(i));
  store().stop();
  submit("late", putting(101));
  EXPECT_EQ(finish().at("late"), "store_stopping");
  for (std::uint64_t i = 1; i <= 100; ++i) EXPECT_EQ(results_.at(std::to_string(i)), "ok");
  std::string read_after;
  store().read([](store::Reader&) -> Result<> { return {}; },
               [&](Result<> result) { read_after = result ? "" : result.error().reason; });
  EXPECT_EQ(read_after, "store_stopping");
  open();
  const auto kept = read([](auto& db) { return db.cases(of_all_units(), {.size_max = 200, .after = {}}); });
  EXPECT_EQ(kept.rows.size(), 100u);
}

TEST_P(JobsContract, AReadSeesEveryWriteAcknowledgedBeforeIt) {
  for (std::uint64_t i = 1; i <= 200; ++i) {
    write(putting(i));
    ASSERT_TRUE(read([&](auto& db) { return db.case_row(case_id(i)); })) << i;
  }
}

TEST_P(JobsContract, AReadSeesOneStateWhileWritesGoOn) {
  open({.readers = 2});
  write(putting(1));
  std::promise<void> looked, changed;
  auto has_changed = changed.get_future();
  std::uint32_t first = 0, second = 0;
  std::latch done(1);
  store().read(
      [&](store::Reader& db) -> Result<> {
        first = (*db.case_row(case_id(1)))->version;
        looked.set_value();
        has_changed.wait();
        second = (*db.case_row(case_id(1)))->version;
        return {};
      },
      [&](Result<>) { done.count_down(); });
  looked.get_future().wait();
  write([](store::Writer& db) {
    auto row = case_row(1);
    row.version = 2;
    return db.put(row);
  });
  changed.set_value();
  done.wait();
  EXPECT_EQ(first, 1u);
  EXPECT_EQ(second, 1u);
  EXPECT_EQ(read([](auto& db) { return db.case_row(case_id(1)); })->version, 2u);
}

TEST_P(JobsContract, AReadPastItsTimeIsCut) {
  open({.readers = 1, .read_max = Duration{1}});
  write(putting(1));
  const auto cut = store().read_and_wait([](store::Reader& db) -> Result<> {
    while (true)
      if (auto row = db.case_row(case_id(1)); !row) return fail(row.error());
  });
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, Code::deadline_exceeded);
  EXPECT_EQ(cut.error().reason, "read_too_long");
}

TEST_P(JobsContract, AJobThatSwallowsTheEndOfItsTimeDoesNotPassForASuccess) {
  open({.readers = 1, .read_max = Duration{1}});
  const auto cut = store().read_and_wait([](store::Reader& db) -> Result<> {
    while (db.log_size()) {
    }
    return {};
  });
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().reason, "read_too_long");
}

TEST_P(JobsContract, AJobIsDestroyedBeforeItsCallerIsTold) {
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watch = held;
  std::promise<bool> gone;
  store().write(
      store::Lane::normal, [held = std::move(held)](store::Writer&) -> Result<> { return {}; },
      [&](Result<>) { gone.set_value(watch.expired()); });
  EXPECT_TRUE(gone.get_future().get());
}

/// Writes down what it is told.
class Notes final : public store::BatchObserver {
 public:
  void savepoint() override { told.push_back("savepoint"); }
  void rollback_job() override { told.push_back("rollback_job"); }
  void rollback_all() override { told.push_back("rollback_all"); }
  void committed() override { told.push_back("committed"); }
  std::vector<std::string> told;
};

TEST_P(JobsContract, TheObserverFollowsEachJobAndTheCommitBeforeAnybodyIsTold) {
  Notes notes;
  store().observe(&notes);
  hold();
  submit("good", putting(1));
  submit("bad", failing_after(2));
  std::size_t told_before_done = 0;
  store().write(store::Lane::normal, putting(3), [&](Result<>) { told_before_done = notes.told.size(); });
  submit("last", putting(4));
  release();
  finish();
  store().stop();
  // The job that holds the writer is the first of the batch.
  EXPECT_THAT(notes.told, ElementsAre("savepoint", "savepoint", "savepoint", "rollback_job", "savepoint",
                                      "savepoint", "committed"));
  EXPECT_EQ(told_before_done, notes.told.size());
}

TEST_P(JobsContract, WhatComesWhileABatchRunsSharesItsCommit) {
  std::latch both(2);
  const auto told = [&both](Result<> result) {
    EXPECT_TRUE(result.has_value());
    both.count_down();
  };
  store().write(
      store::Lane::normal,
      [&](store::Writer& db) {
        store().write(store::Lane::normal, putting(2), told);
        return db.put(case_row(1));
      },
      told);
  both.wait();
  EXPECT_EQ(store().health().jobs, 2u);
  EXPECT_EQ(store().health().commits, 1u);
}

TEST_P(JobsContract, HealthCountsJobsAndCommits) {
  hold();
  for (std::uint64_t i = 1; i <= 10; ++i) submit(std::to_string(i), putting(i));
  const auto busy = store().health();
  EXPECT_EQ(busy.normal_waiting, 10u);
  release();
  finish();
  const auto after = store().health();
  EXPECT_EQ(after.normal_waiting, 0u);
  EXPECT_EQ(after.jobs, 11u);
  EXPECT_EQ(after.commits, 1u);
  EXPECT_EQ(after.failed_commits, 0u);
  EXPECT_GT(after.file_bytes, 0u);
}

}  // namespace
}  // namespace hotline::store_test
