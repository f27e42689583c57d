#include "store_sqlite/sqlite_store.h"

#include <utility>
#include <vector>

#include "store_sqlite/errors.h"
#include "store_sqlite/file_lock.h"
#include "store_sqlite/open.h"
#include "store_sqlite/readers.h"
#include "store_sqlite/writer.h"

namespace hotline::store_sqlite {
namespace {

std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  return failed ? 0 : size;
}

class SqliteStore final : public store::Store {
 public:
  SqliteStore(std::filesystem::path file, FileLock lock, std::vector<Connection> readers,
              std::optional<Connection> writer, std::optional<Connection> checkpointer,
              const SqliteOptions& options)
      : file_(std::move(file)), lock_(std::move(lock)), readers_(std::move(readers), options.limits) {
    if (writer) writer_.emplace(std::move(*writer), std::move(*checkpointer), options, readers_);
  }
  ~SqliteStore() override { SqliteStore::stop(); }

  void observe(store::BatchObserver* observer) override {
    if (writer_) writer_->observe(observer);
  }

  void write(store::Lane lane, store::WriteJob job, store::Done done) override {
    if (!writer_) return done(fail(store_read_only()));
    writer_->submit(lane, {std::move(job), std::move(done)});
  }

  void read(store::ReadJob job, store::Done done) override {
    readers_.submit(std::move(job), std::move(done));
  }

  store::Health health() override {
    store::Health health;
    health.file_bytes = size_of(file_);
    health.wal_bytes = size_of(file_.string() + "-wal");
    health.reads_waiting = readers_.waiting();
    if (writer_) writer_->report(health);
    return health;
  }

  void stop() override {
    if (writer_) writer_->stop();
    readers_.stop();
    if (writer_) writer_->close();
    lock_ = {};
  }

 private:
  const std::filesystem::path file_;
  FileLock lock_;
  Readers readers_;
  std::optional<Writer> writer_;  // ends before the readers that it pauses
};

}  // namespace

Result<std::unique_ptr<store::Store>> open_sqlite(const std::filesystem::path& file,
                                                  const SqliteOptions& options) {
  if (auto there = ensure_file(file, options.mode); !there) return fail(there.error());
  FileLock lock;
  std::optional<Connection> writer, checkpointer;
  if (options.mode != OpenMode::read_only) {
    auto taken = FileLock::take(file);
    if (!taken) return fail(taken.error());
    lock = std::move(*taken);
    auto opened = open_writer(file, options);
    if (!opened) return fail(opened.error());
    writer = std::move(*opened);
    opened = open_checkpointer(file, options);
    if (!opened) return fail(opened.error());
    checkpointer = std::move(*opened);
  }
  std::vector<Connection> readers;
  for (std::uint32_t i = 0; i < std::max(1u, options.limits.readers); ++i) {
    auto opened = open_reader(file, options);
    if (!opened) return fail(opened.error());
    readers.push_back(std::move(*opened));
  }
  return std::make_unique<SqliteStore>(file, std::move(lock), std::move(readers), std::move(writer),
                                       std::move(checkpointer), options);
}

}  // namespace hotline::store_sqlite
