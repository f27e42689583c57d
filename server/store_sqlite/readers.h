// The readers: a few threads, each with a connection that cannot write. A job runs in one read transaction,
// which ends with it, and is cut at a time limit: a reader that stays open lets the write-ahead log grow
// without end.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "store/store.h"
#include "store_sqlite/connection.h"

namespace hotline::store_sqlite {

class Readers {
 public:
  Readers(std::vector<Connection> connections, const store::Limits& limits);
  ~Readers();

  /// Safe from any thread. Refusals are called back at once, on the caller's thread.
  void submit(store::ReadJob job, store::Done done);
  /// Waits until no job runs; none starts until resume().
  void pause();
  void resume();
  /// Runs what waits, ends the threads, closes the connections.
  void stop();
  std::uint32_t waiting() const;

 private:
  struct QueuedRead {
    store::ReadJob job;
    store::Done done;
  };
  void loop(Connection& connection);
  Result<> run(Connection& connection, store::ReadJob& job);

  const std::uint32_t waiting_max_;
  const Duration read_max_;
  mutable std::mutex guard_;
  std::condition_variable work_, idle_;
  std::deque<QueuedRead> queue_;
  std::uint32_t running_ = 0;
  bool paused_ = false, stopping_ = false;
  std::vector<Connection> connections_;
  std::vector<std::thread> threads_;
};

}  // namespace hotline::store_sqlite
