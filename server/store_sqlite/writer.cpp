#include "store_sqlite/writer.h"

#include <pthread.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "store_sqlite/batch.h"
#include "store_sqlite/errors.h"

namespace hotline::store_sqlite {
namespace {

// Past this many times the usual size the log is begun anew even if the readers have to wait for it.
constexpr std::uint32_t patience = 4;

// A commit is worth waiting for company, but no longer than this, and than a part of what it costs.
constexpr std::chrono::microseconds gather_max{2000};
constexpr int gather_share = 4;

}  // namespace

Writer::Writer(Connection connection, Connection for_checkpoints, const SqliteOptions& options,
               Readers& readers)
    : connection_(std::move(connection)),
      checkpointer_(std::move(for_checkpoints)),
      readers_(readers),
      jobs_per_commit_max_(std::max(1u, options.limits.jobs_per_commit_max)),
      fill_max_(options.fill_max),
      checkpoint_pages_(std::max(1u, options.checkpoint_pages)),
      lanes_(options.limits),
      checkpoint_at_pages_(checkpoint_pages_) {
  sqlite3_wal_hook(
      connection_.handle(),
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Writer*>(self)->wrote_ = true;
        static_cast<Writer*>(self)->log_grew_to(static_cast<std::uint32_t>(pages));
        return SQLITE_OK;
      },
      this);
  thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() { stop(); }

void Writer::submit(store::Lane lane, QueuedWrite write) {
  std::optional<Error> refused;
  bool wake = false;
  {
    const std::lock_guard lock(guard_);
    if (stopping_)
      refused = store_stopping();
    else if (!lanes_.push(lane, write))
      refused = store_busy();
    wake = lanes_.size() == 1;
  }
  if (refused) return write.done(fail(std::move(*refused)));
  if (wake) work_.notify_one();
}

void Writer::stop() {
  {
    const std::lock_guard lock(guard_);
    stopping_ = true;
  }
  work_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Writer::report(store::Health& health) const {
  const std::lock_guard lock(guard_);
  health.commits = commits_;
  health.jobs = jobs_;
  health.failed_commits = failed_commits_;
  health.failing = failing_;
  health.urgent_waiting = lanes_.waiting(store::Lane::urgent);
  health.normal_waiting = lanes_.waiting(store::Lane::normal);
  health.access_waiting = lanes_.waiting(store::Lane::access);
}

void Writer::close() {
  stop();
  if (!connection_.handle()) return;
  checkpointer_.close();
  fold_in(SQLITE_CHECKPOINT_TRUNCATE);
  connection_.close();
}

void Writer::loop() {
  pthread_setname_np(pthread_self(), "writer");  // for `top -H`
  while (wait_for_work()) {
    begun_ = std::chrono::steady_clock::now();
    waited_ = {};
    const auto count = run_batch();
    const auto took = std::chrono::steady_clock::now() - begun_ - waited_;
    const std::lock_guard lock(guard_);
    expected_ = count;
    gather_ = std::min<std::chrono::steady_clock::duration>(took / gather_share, gather_max);
  }
}

bool Writer::wait_for_work() {
  std::unique_lock lock(guard_);
  work_.wait(lock, [this] { return lanes_.size() > 0 || stopping_; });
  return lanes_.size() > 0;
}

std::optional<QueuedWrite> Writer::next(std::size_t run_before) {
  if (run_before == jobs_per_commit_max_) return std::nullopt;
  if (run_before > 0 && std::chrono::steady_clock::now() - begun_ > fill_max_) return std::nullopt;
  std::unique_lock lock(guard_);
  // Those whose jobs shared the last commit come back together, but not at the same instant: the first of
  // them run while the others are still being read.
  if (lanes_.size() == 0 && run_before < expected_ && waited_ < gather_) {
    const auto start = std::chrono::steady_clock::now();
    work_.wait_for(lock, gather_ - waited_, [this] { return lanes_.size() > 0 || stopping_; });
    waited_ += std::chrono::steady_clock::now() - start;
  }
  return lanes_.pick();
}

void Writer::refuse_waiting(const Result<>& why) {
  std::vector<QueuedWrite> waiting;
  {
    const std::lock_guard lock(guard_);
    while (auto write = lanes_.pick()) waiting.push_back(std::move(*write));
  }
  for (auto& write : waiting) {
    write.job = nullptr;
    write.done(why);
  }
}

std::size_t Writer::run_batch() {
  Batch batch(connection_, redo_, observer_);
  wrote_ = false;
  if (auto begun = batch.begin(); !begun) {
    count_commit(begun, 0, {});
    refuse_waiting(begun);
    return 1;
  }
  std::size_t count = 0;
  for (bool whole = true; whole; ++count) {
    auto write = next(count);
    if (!write) break;
    whole = batch.run(std::move(*write));
  }
  const auto committed = batch.commit();
  // Counted before anybody is told, so that whoever is told finds it counted.
  count_commit(committed, count, batch.trouble());
  batch.tell();
  checkpoint(batch.erased());
  return std::max<std::size_t>(1, count);
}

void Writer::count_commit(const Result<>& committed, std::size_t jobs, const std::optional<Error>& trouble) {
  const auto failure = committed ? trouble : std::optional(committed.error());
  bool was_failing = false, failing = false;
  {
    const std::lock_guard lock(guard_);
    jobs_ += jobs;
    ++(committed ? commits_ : failed_commits_);
    was_failing = failing_;
    // A commit without a change touches no disk, and says nothing about it.
    if (failure || wrote_) failing_ = failure.has_value();
    failing = failing_;
  }
  // The first failure alone: a full disk fails every request.
  if (failing && !was_failing) log::error("store_failing", {{"reason", *failure}});
  if (was_failing && !failing) log::warning("store_well_again");
}

void Writer::log_grew_to(std::uint32_t pages) {
  if (pages < log_pages_) {  // it began anew
    checkpoint_at_pages_ = checkpoint_pages_;
    pass_begun_ = false;
  }
  log_pages_ = pages;
}

void Writer::checkpoint(bool erased) {
  erasure_pending_ |= erased;
  if (erasure_pending_) erasure_pending_ = !fold_in_alone(SQLITE_CHECKPOINT_TRUNCATE);
  if (log_pages_ < checkpoint_at_pages_) return;
  if (log_pages_ >= checkpoint_pages_ * patience) {
    fold_in_alone(SQLITE_CHECKPOINT_RESTART);
  } else if (!std::exchange(pass_begun_, true)) {
    return checkpointer_.begin();
  } else if (!checkpointer_.rests()) {
    return;
  } else {
    fold_in(SQLITE_CHECKPOINT_PASSIVE);  // what was committed during the pass, so that the log can begin anew
  }
  // Where readers, or a backup, hold the log back, it is tried again after as many more pages.
  checkpoint_at_pages_ = log_pages_ + checkpoint_pages_;
  pass_begun_ = false;
}

bool Writer::fold_in_alone(int mode) {
  checkpointer_.wait();
  readers_.pause();
  const bool done = fold_in(mode);
  readers_.resume();
  return done;
}

bool Writer::fold_in(int mode) {
  // Another process that reads must not make everybody wait here.
  sqlite3_busy_timeout(connection_.handle(), 0);
  const int code = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, mode, nullptr, nullptr);
  sqlite3_busy_timeout(connection_.handle(), Connection::foreign_lock_wait_ms);
  if (code == SQLITE_OK && mode == SQLITE_CHECKPOINT_TRUNCATE) log_grew_to(0);
  return code == SQLITE_OK;
}

}  // namespace hotline::store_sqlite
