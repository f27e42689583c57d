#include "store_sqlite/batch.h"

#include <utility>

#include "store_sqlite/errors.h"

namespace hotline::store_sqlite {
namespace {

constexpr Query begin_immediate = {"begin_immediate", "BEGIN IMMEDIATE"};
constexpr Query commit = {"commit", "COMMIT"};
constexpr Query rollback = {"rollback", "ROLLBACK"};
constexpr Query release_job = {"release_job", "RELEASE job"};
constexpr Query rollback_to_job = {"rollback_to_job", "ROLLBACK TO job"};

}  // namespace

Result<> Batch::begin() {
  connection_.begin_job();
  return connection_.run(begin_immediate);
}

bool Batch::run(QueuedWrite write) {
  if (observer_) observer_->savepoint();
  connection_.begin_job();
  transaction_.begin_job(/*savepoint_wanted=*/changed_);
  auto result = write.job(transaction_);
  write.job = nullptr;
  if (result && connection_.failure()) result = fail(*connection_.failure());
  if (!result && connection_.autocommit()) {
    finished_.push_back({std::move(write.done), {}});
    lose(connection_.failure().value_or(result.error()));
    return false;
  }
  Result<> settled;
  if (!result) {
    if (observer_) observer_->rollback_job();
    settled = undo_job();
  } else {
    if (transaction_.marks().savepoint_open) settled = connection_.run(release_job);
    changed_ |= transaction_.marks().changed;
    erased_ |= transaction_.marks().erased;
  }
  finished_.push_back({std::move(write.done), std::move(result)});
  if (!settled) lose(settled.error());
  return settled.has_value();
}

Result<> Batch::undo_job() {
  const auto& marks = transaction_.marks();
  if (!marks.changed) return {};
  if (marks.savepoint_open) {
    auto undone = connection_.run(rollback_to_job);
    return undone ? connection_.run(release_job) : undone;
  }
  // Nothing before this job changed anything: the whole transaction is only its own.
  auto undone = connection_.run(rollback);
  return undone ? connection_.run(begin_immediate) : undone;
}

void Batch::lose(Error error) {
  lost_ = std::move(error);
  if (!connection_.autocommit()) (void)connection_.run(rollback);
}

Result<> Batch::finish() {
  Result<> ended;
  if (lost_) {
    ended = fail(*lost_);
  } else if (ended = connection_.run(commit); !ended) {
    lose(ended.error());
  }
  if (observer_) ended ? observer_->committed() : observer_->rollback_all();
  // A refusal, too, may rest on what an earlier job of a lost batch had written.
  for (auto& [done, result] : finished_) done(ended ? std::move(result) : Result<>(fail(ended.error())));
  finished_.clear();
  return ended;
}

}  // namespace hotline::store_sqlite
