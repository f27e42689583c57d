#include "store_sqlite/batch.h"

#include <utility>

#include "store_sqlite/errors.h"

namespace hotline::store_sqlite {
namespace {

constexpr Query begin_immediate = {"begin_immediate", "BEGIN IMMEDIATE"};
constexpr Query commit_batch = {"commit_batch", "COMMIT"};
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
  const auto before = redo_.mark();
  transaction_.begin_job(replayable_ ? &redo_ : nullptr);
  auto result = write.job(transaction_);
  write.job = nullptr;
  if (const auto& failure = connection_.failure(); failure && failure->code != Code::internal)
    trouble_ = failure;
  if (result && connection_.failure()) result = fail(*connection_.failure());
  if (!result && connection_.autocommit()) {
    finished_.push_back({std::move(write.done), {}});
    lose(connection_.failure().value_or(result.error()));
    return false;
  }
  Result<> settled;
  if (!result) {
    if (observer_) observer_->rollback_job();
    settled = undo_job(before);
  } else {
    settled = keep_job(before);
  }
  finished_.push_back({std::move(write.done), std::move(result)});
  if (!settled) lose(settled.error());
  return settled.has_value();
}

Result<> Batch::keep_job(const Redo::Mark& before) {
  const auto& marks = transaction_.marks();
  erased_ |= marks.erased;
  if (marks.changed && replayable_ && !marks.recorded) {
    // Too much to keep: from here on nothing before a savepoint will have to be undone.
    replayable_ = false;
    redo_.cut(before);
  }
  return marks.savepoint ? connection_.run(release_job) : Result<>();
}

Result<> Batch::undo_job(const Redo::Mark& before) {
  const auto& marks = transaction_.marks();
  if (!marks.changed) return {};
  transaction_.forget_job();
  if (marks.savepoint) {
    auto undone = connection_.run(rollback_to_job);
    return undone ? connection_.run(release_job) : undone;
  }
  // Something is replayed once a batch at most: a batch of failing jobs must not become a quadratic one.
  if (before.changes > 0) replayable_ = false;
  redo_.cut(before);
  auto undone = connection_.run(rollback);
  if (undone) undone = connection_.run(begin_immediate);
  return undone ? redo_.replay(connection_) : undone;
}

void Batch::lose(Error error) {
  lost_ = std::move(error);
  if (!connection_.autocommit()) (void)connection_.run(rollback);
}

Result<> Batch::commit() {
  if (!lost_)
    if (auto ended = connection_.run(commit_batch); !ended) lose(ended.error());
  if (observer_) lost_ ? observer_->rollback_all() : observer_->committed();
  return lost_ ? Result<>(fail(*lost_)) : Result<>();
}

void Batch::tell() {
  // A refusal, too, may rest on what an earlier job of a lost batch had written.
  for (auto& [done, result] : finished_) done(lost_ ? Result<>(fail(*lost_)) : std::move(result));
  finished_.clear();
}

}  // namespace hotline::store_sqlite
