// The N-th operation on the disk fails, for N = 0, 1, 2, … until a whole run passes without a failure. After
// each: what was acknowledged is there, nothing is there twice or by half, and the file is sound.
#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <limits>
#include <ostream>

#include "store/journal.h"
#include "store/shim_vfs.h"
#include "store/temporary_directory.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_test {
namespace {

constexpr std::uint64_t no_failure = std::numeric_limits<std::uint64_t>::max();

struct Failure {
  const char* name;
  int write_code;
  bool goes_on;        // every later operation fails as well
  bool writes_a_part;  // before a write fails, half of it is done
};

void PrintTo(const Failure& failure, std::ostream* out) { *out << failure.name; }

class FailingVfs final : public UnsyncedVfs {
 public:
  explicit FailingVfs(const Failure& failure) : UnsyncedVfs("failing"), failure_(failure) {}

  void fail_at(std::uint64_t operation) {
    next_ = 0;
    fails_at_ = operation;
    failed_ = false;
  }
  bool has_failed() const { return failed_; }

 private:
  bool fails() {
    const auto operation = next_++;
    const bool now = operation == fails_at_ || (failure_.goes_on && operation > fails_at_);
    if (now) failed_ = true;
    return now;
  }

  int open(const char* path, File& file, int flags, int* out_flags) override {
    file.real->pMethods = nullptr;
    return fails() ? SQLITE_CANTOPEN : ShimVfs::open(path, file, flags, out_flags);
  }
  int read(File& file, void* out, int size, std::int64_t offset) override {
    return fails() ? SQLITE_IOERR_READ : ShimVfs::read(file, out, size, offset);
  }
  int write(File& file, const void* bytes, int size, std::int64_t offset) override {
    if (!fails()) return ShimVfs::write(file, bytes, size, offset);
    if (failure_.writes_a_part) ShimVfs::write(file, bytes, size / 2, offset);
    return failure_.write_code;
  }
  int truncate(File& file, std::int64_t size) override {
    return fails() ? SQLITE_IOERR_TRUNCATE : ShimVfs::truncate(file, size);
  }
  int sync(File& file, int flags) override {
    return fails() ? SQLITE_IOERR_FSYNC : UnsyncedVfs::sync(file, flags);
  }
  int remove(const char* path, int sync_directory) override {
    return fails() ? SQLITE_IOERR_DELETE : ShimVfs::remove(path, sync_directory);
  }

  const Failure failure_;
  std::atomic<std::uint64_t> next_{0}, fails_at_{no_failure};
  std::atomic<bool> failed_{false};
};

class FailingDisk : public testing::TestWithParam<Failure> {};

INSTANTIATE_TEST_SUITE_P(, FailingDisk,
                         testing::Values(Failure{"DiskFullOnce", SQLITE_FULL, false, true},
                                         Failure{"DiskFullFromThenOn", SQLITE_FULL, true, true},
                                         Failure{"IoErrorOnce", SQLITE_IOERR_WRITE, false, false},
                                         Failure{"IoErrorFromThenOn", SQLITE_IOERR_WRITE, true, true}),
                         [](const auto& info) { return info.param.name; });

store_sqlite::SqliteOptions options(store_sqlite::OpenMode mode, const std::string& vfs) {
  return {.mode = mode,
          .limits = {.jobs_per_commit_max = 4, .readers = 1},
          .vfs = vfs,
          .checkpoint_pages = 40,               // so that several checkpoints fall into a run
          .writer_cache_bytes_max = 64 << 10};  // and pages are written before the commit
}

TEST_P(FailingDisk, NothingAcknowledgedIsLostAndNothingIsHalfThere) {
  FailingVfs vfs(GetParam());
  const TemporaryDirectory beginning;
  Journal begun;
  {
    auto store = store_sqlite::open_sqlite(beginning / "hotline.db",
                                           options(store_sqlite::OpenMode::open_or_create, vfs.name()));
    ASSERT_TRUE(store);
    begun.submit(**store, 1, 20, 4);
  }
  std::uint64_t refusals = 0, operation = 0;
  for (bool failed = true; failed; ++operation) {
    const TemporaryDirectory directory;
    const auto file = directory / "hotline.db";
    std::filesystem::copy_file(beginning / "hotline.db", file);
    Journal journal = begun;
    {
      auto store = store_sqlite::open_sqlite(file, options(store_sqlite::OpenMode::open, vfs.name()));
      ASSERT_TRUE(store);
      vfs.fail_at(operation);
      journal.submit(**store, 100, 24, 4);
      (void)(*store)->read_and_wait([](store::Reader& db) -> Result<> {
        auto size = db.log_size();
        return size ? Result<>() : Result<>(fail(size.error()));
      });
    }
    failed = vfs.has_failed();
    vfs.fail_at(no_failure);
    refusals += journal.refused();
    ASSERT_EQ(journal.fault_in(file, vfs.name()), "") << "operation " << operation;
    ASSERT_GE(journal.acknowledged(), 20u);
    if (!failed) EXPECT_EQ(journal.refused(), 0u);
  }
  EXPECT_GT(operation, 100u);
  EXPECT_GT(refusals, 50u);
}

TEST_P(FailingDisk, AJobThatDoesNotLookAtItsErrorsIsStillWholeOrNotAtAll) {
  constexpr int blobs = 12;  // more than the cache holds, so that the disk is written to before the commit
  FailingVfs vfs(GetParam());
  std::uint64_t refusals = 0;
  bool failed = true;
  for (std::uint64_t operation = 0; failed; ++operation) {
    const TemporaryDirectory directory;
    const auto file = directory / "hotline.db";
    vfs.fail_at(no_failure);
    auto store = store_sqlite::open_sqlite(file, options(store_sqlite::OpenMode::open_or_create, vfs.name()));
    ASSERT_TRUE(store);
    vfs.fail_at(operation);
    const auto done = (*store)->write_and_wait([](store::Writer& db) -> Result<> {
      for (int i = 0; i < blobs; ++i)
        (void)db.put_blob("blob " + std::to_string(i), std::string(20'000, 'x'));
      return {};
    });
    failed = vfs.has_failed();
    vfs.fail_at(no_failure);
    (*store)->stop();
    store = store_sqlite::open_sqlite(file, options(store_sqlite::OpenMode::open, vfs.name()));
    ASSERT_TRUE(store);
    int there = 0;
    ASSERT_TRUE((*store)->read_and_wait([&](store::Reader& db) -> Result<> {
      for (int i = 0; i < blobs; ++i) there += db.blob("blob " + std::to_string(i))->has_value() ? 1 : 0;
      return {};
    }));
    if (done) ASSERT_EQ(there, blobs) << operation;
    if (!done) ASSERT_TRUE(there == 0 || there == blobs) << operation << ": " << there;
    refusals += done ? 0 : 1;
  }
  EXPECT_GT(refusals, 20u);
}

TEST_P(FailingDisk, IsKnownToWhoeverIsToldAndUntilAWriteReachesTheDiskAgain) {
  FailingVfs vfs(GetParam());
  const TemporaryDirectory directory;
  auto store = store_sqlite::open_sqlite(directory / "hotline.db",
                                         options(store_sqlite::OpenMode::open_or_create, vfs.name()));
  ASSERT_TRUE(store);
  int value = 0;
  const auto writes = [&](store::Writer& db) { return db.put_blob("name", std::to_string(++value)); };
  const auto write_and_look = [&] {
    std::promise<std::pair<bool, bool>> seen;
    (*store)->write(store::Lane::normal, writes,
                    [&](Result<> done) { seen.set_value({done.has_value(), (*store)->health().failing}); });
    return seen.get_future().get();
  };
  EXPECT_EQ(write_and_look(), std::pair(true, false));
  bool done = true, failing = false;
  for (std::uint64_t tries = 0; done && tries < 100; ++tries) {
    vfs.fail_at(tries % 3);  // some are the checkpointer's, which tries again
    std::tie(done, failing) = write_and_look();
    ASSERT_EQ(failing, !done) << tries;
  }
  ASSERT_FALSE(done);
  vfs.fail_at(no_failure);
  ASSERT_TRUE((*store)->write_and_wait([](store::Writer&) -> Result<> { return {}; }));
  EXPECT_TRUE((*store)->health().failing) << "nothing was written: nothing is known of the disk";
  EXPECT_EQ(write_and_look(), std::pair(true, false));
}

TEST_P(FailingDisk, IsOneLineOfTheLogWhenItBeginsAndOneWhenItIsWellAgain) {
  FailingVfs vfs(GetParam());
  const TemporaryDirectory directory;
  auto store = store_sqlite::open_sqlite(directory / "hotline.db",
                                         options(store_sqlite::OpenMode::open_or_create, vfs.name()));
  ASSERT_TRUE(store);
  int value = 0;
  const auto write = [&] {
    return (*store)
        ->write_and_wait([&](store::Writer& db) { return db.put_blob("name", std::to_string(++value)); })
        .has_value();
  };
  testing::internal::CaptureStderr();
  for (int failures = 0, tries = 0; failures < 3 && tries < 100; ++tries) {
    vfs.fail_at(0);
    failures += write() ? 0 : 1;
  }
  vfs.fail_at(no_failure);
  EXPECT_TRUE(write());
  EXPECT_TRUE(write());
  const auto logged = testing::internal::GetCapturedStderr();
  EXPECT_THAT(logged, testing::ContainsRegex("^[^\n]* error store_failing reason=store_[a-z_]+\n"
                                             "[^\n]* warning store_well_again\n$"));
}

TEST_P(FailingDisk, AStoreThatCouldNotBeMadeIsMadeAtTheNextStart) {
  FailingVfs vfs(GetParam());
  std::uint64_t operation = 0;
  for (bool failed = true; failed; ++operation) {
    const TemporaryDirectory directory;
    const auto file = directory / "hotline.db";
    vfs.fail_at(operation);
    {
      auto store =
          store_sqlite::open_sqlite(file, options(store_sqlite::OpenMode::open_or_create, vfs.name()));
      if (!store) ASSERT_NE(store.error().reason, "not_our_database") << operation;
    }
    failed = vfs.has_failed();
    vfs.fail_at(no_failure);
    auto again = store_sqlite::open_sqlite(file, options(store_sqlite::OpenMode::open_or_create, vfs.name()));
    ASSERT_TRUE(again) << "operation " << operation << ": " << again.error().reason;
    Journal journal;
    journal.submit(**again, 1, 3, 1);
    EXPECT_EQ(journal.acknowledged(), 3u);
  }
  EXPECT_GT(operation, 20u);
}

}  // namespace
}  // namespace hotline::store_test
