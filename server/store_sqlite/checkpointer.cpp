#include "store_sqlite/checkpointer.h"

#include <pthread.h>
#include <sqlite3.h>

#include <utility>

namespace hotline::store_sqlite {

Checkpointer::Checkpointer(Connection connection) : connection_(std::move(connection)) {
  thread_ = std::thread([this] { loop(); });
}

Checkpointer::~Checkpointer() { close(); }

void Checkpointer::begin() {
  {
    const std::lock_guard lock(guard_);
    under_way_ = true;
  }
  changed_.notify_all();
}

bool Checkpointer::rests() const {
  const std::lock_guard lock(guard_);
  return !under_way_;
}

void Checkpointer::wait() {
  std::unique_lock lock(guard_);
  changed_.wait(lock, [this] { return !under_way_; });
}

void Checkpointer::close() {
  {
    const std::lock_guard lock(guard_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  connection_.close();
}

void Checkpointer::loop() {
  pthread_setname_np(pthread_self(), "checkpointer");  // for `top -H`
  std::unique_lock lock(guard_);
  for (;;) {
    changed_.wait(lock, [this] { return under_way_ || stopping_; });
    if (!under_way_) return;
    lock.unlock();
    // Where it fails, for a full disk or because a backup reads, the log only grows: the writer tries again.
    sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    lock.lock();
    under_way_ = false;
    changed_.notify_all();
  }
}

}  // namespace hotline::store_sqlite
