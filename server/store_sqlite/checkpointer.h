// Folds the write-ahead log into the file beside the writer, on a thread and a connection of its own: SQLite
// lets one connection write while another folds in what is committed (PASSIVE, "Checkpointing" in its page on
// WAL), so that no intake waits for ten thousand pages. What is committed during a pass is left over, and
// small.
//
// Thread rule: the writer's thread, but for the pass itself.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store_sqlite/connection.h"

namespace hotline::store_sqlite {

class Checkpointer {
 public:
  explicit Checkpointer(Connection connection);
  ~Checkpointer();  // a pass that runs is finished first

  /// Begins a pass; nothing where one is under way.
  void begin();
  /// Whether no pass is under way.
  bool rests() const;
  /// Waits for that.
  void wait();
  /// Ends the thread and closes the connection.
  void close();

 private:
  void loop();

  Connection connection_;
  mutable std::mutex guard_;
  std::condition_variable changed_;
  bool under_way_ = false, stopping_ = false;
  std::thread thread_;
};

}  // namespace hotline::store_sqlite
