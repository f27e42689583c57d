#include "store_sqlite/readers.h"

#include <utility>

#include "store_sqlite/errors.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

constexpr Query begin_read = {"begin_read", "BEGIN"};
constexpr Query end_read = {"end_read", "ROLLBACK"};

}  // namespace

Readers::Readers(std::vector<Connection> connections, const store::Limits& limits)
    : waiting_max_(limits.read_jobs_max), read_max_(limits.read_max), connections_(std::move(connections)) {
  threads_.reserve(connections_.size());
  for (auto& connection : connections_) threads_.emplace_back([this, &connection] { loop(connection); });
}

Readers::~Readers() { stop(); }

void Readers::submit(store::ReadJob job, store::Done done) {
  std::optional<Error> refused;
  {
    const std::lock_guard lock(guard_);
    if (stopping_)
      refused = store_stopping();
    else if (queue_.size() >= waiting_max_)
      refused = store_busy();
    if (!refused) {
      queue_.push_back({std::move(job), std::move(done)});
      work_.notify_one();
      return;
    }
  }
  done(fail(std::move(*refused)));
}

void Readers::loop(Connection& connection) {
  while (true) {
    QueuedRead read;
    {
      std::unique_lock lock(guard_);
      work_.wait(lock, [this] { return (!queue_.empty() && !paused_) || (stopping_ && queue_.empty()); });
      if (queue_.empty()) return;
      read = std::move(queue_.front());
      queue_.pop_front();
      ++running_;
    }
    auto result = run(connection, read.job);
    read.job = nullptr;
    {
      const std::lock_guard lock(guard_);
      if (--running_ == 0) idle_.notify_all();
    }
    read.done(std::move(result));
  }
}

Result<> Readers::run(Connection& connection, store::ReadJob& job) {
  connection.begin_job();
  if (auto begun = connection.run(begin_read); !begun) return begun;
  connection.set_deadline(std::chrono::steady_clock::now() + read_max_);
  Transaction transaction(connection);
  auto result = job(transaction);
  connection.set_deadline(std::nullopt);
  if (result && connection.failure()) result = fail(*connection.failure());
  if (!connection.autocommit())
    if (auto ended = connection.run(end_read); !ended && result) result = ended;
  return result;
}

void Readers::pause() {
  std::unique_lock lock(guard_);
  paused_ = true;
  idle_.wait(lock, [this] { return running_ == 0; });
}

void Readers::resume() {
  {
    const std::lock_guard lock(guard_);
    paused_ = false;
  }
  work_.notify_all();
}

void Readers::stop() {
  {
    const std::lock_guard lock(guard_);
    stopping_ = true;
  }
  work_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  connections_.clear();
}

std::uint32_t Readers::waiting() const {
  const std::lock_guard lock(guard_);
  return static_cast<std::uint32_t>(queue_.size());
}

}  // namespace hotline::store_sqlite
