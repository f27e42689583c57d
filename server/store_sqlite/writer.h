// The writer: the thread that owns the only connection that writes. It takes what waits, up to a batch, runs
// it in one transaction, tells everybody, and has the write-ahead log folded into the file: most of it beside
// the batches (checkpointer.h), what is left over between two of them. When the disk begins to fail, and when
// it is well again, is one line each of the log of the machine.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "store_sqlite/checkpointer.h"
#include "store_sqlite/lanes.h"
#include "store_sqlite/readers.h"
#include "store_sqlite/redo.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_sqlite {

class Writer {
 public:
  Writer(Connection connection, Connection for_checkpoints, const SqliteOptions& options, Readers& readers);
  ~Writer();

  void observe(store::BatchObserver* observer) { observer_ = observer; }
  /// Safe from any thread. Refusals are called back at once, on the caller's thread.
  void submit(store::Lane lane, QueuedWrite write);
  /// Runs what waits, ends the thread.
  void stop();
  /// After the readers have ended: folds the whole log into the file and closes it.
  void close();
  void report(store::Health& health) const;

 private:
  void loop();
  /// False: stopping, and nothing waits any more.
  bool wait_for_work();
  /// The next job of the batch, which has run so many; none: it is to be committed.
  std::optional<QueuedWrite> next(std::size_t run_before);
  void refuse_waiting(const Result<>& why);
  /// How many jobs it ran.
  std::size_t run_batch();
  void count_commit(const Result<>& committed, std::size_t jobs, const std::optional<Error>& trouble);
  void log_grew_to(std::uint32_t pages);
  void checkpoint(bool erased);
  /// While neither the checkpointer nor a reader is at work.
  bool fold_in_alone(int mode);
  bool fold_in(int mode);

  Connection connection_;
  Checkpointer checkpointer_;
  Readers& readers_;
  const std::uint32_t jobs_per_commit_max_;
  const Duration fill_max_;
  const std::uint32_t checkpoint_pages_;
  store::BatchObserver* observer_ = nullptr;
  Redo redo_;

  mutable std::mutex guard_;
  std::condition_variable work_;
  Lanes lanes_;
  bool stopping_ = false;
  std::size_t expected_ = 1;                      // jobs of the last batch: its clients come back together
  std::chrono::steady_clock::duration gather_{};  // how long to wait for them
  std::uint64_t commits_ = 0, jobs_ = 0, failed_commits_ = 0;
  bool failing_ = false;

  std::chrono::steady_clock::time_point begun_{};  // the running batch
  std::chrono::steady_clock::duration waited_{};   // for them, in the running batch
  bool wrote_ = false;                             // the running batch has changed the file
  std::uint32_t log_pages_ = 0;                    // in the write-ahead log since it last began anew
  std::uint32_t checkpoint_at_pages_;
  bool pass_begun_ = false;       // by the checkpointer, for the log as it stands
  bool erasure_pending_ = false;  // erased content may still stand in the log
  std::thread thread_;
};

}  // namespace hotline::store_sqlite
