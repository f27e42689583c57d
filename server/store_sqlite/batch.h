// Many write jobs in one transaction, each of them whole or not at all. Until the first job of a batch fails
// after it has changed something, what the others changed is kept for a replay; from then on each job has a
// savepoint (redo.h).
//
// A full disk, an I/O error or a lack of memory can make SQLite roll back everything at once, behind the back
// of the jobs that had already run. So after every failure the connection is asked whether the transaction
// still stands; where it does not, every job of the batch has failed.
#pragma once

#include <vector>

#include "store_sqlite/lanes.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {

class Batch {
 public:
  /// `observer` may be null. `redo` is emptied: one serves one batch after the other, and keeps its memory.
  Batch(Connection& connection, Redo& redo, store::BatchObserver* observer)
      : connection_(connection), transaction_(connection), observer_(observer), redo_(redo) {
    redo_.cut({});
  }

  Result<> begin();
  /// Runs one job. False: the batch is lost, nothing more may run in it.
  bool run(QueuedWrite write);
  /// Commits, and tells the observer how that went.
  Result<> commit();
  /// After commit(): calls each `done`, in the order in which the jobs ran.
  void tell();

  bool erased() const { return erased_; }
  /// Why a statement of a job failed, and with it that job alone: so does a disk that is almost full.
  const std::optional<Error>& trouble() const { return trouble_; }

 private:
  struct Finished {
    store::Done done;
    Result<> result;
  };

  Result<> keep_job(const Redo::Mark& before);
  Result<> undo_job(const Redo::Mark& before);
  void lose(Error error);

  Connection& connection_;
  Transaction transaction_;
  store::BatchObserver* observer_;
  std::vector<Finished> finished_;
  std::optional<Error> lost_;  // why every job of the batch has failed
  Redo& redo_;
  bool replayable_ = true;  // redo_ holds all that the jobs of the batch have changed
  bool erased_ = false;
  std::optional<Error> trouble_;
};

}  // namespace hotline::store_sqlite
