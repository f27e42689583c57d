// What is kept back from the write-ahead log is never missed: not by the disk, not by whoever reads.
#include "store_sqlite/log_vfs.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/status.h"
#include "store/shim_vfs.h"
#include "store/temporary_directory.h"

namespace hotline::store_test {
namespace {

/// Notes what is done to the log.
class WatchedVfs final : public ShimVfs {
 public:
  WatchedVfs() : ShimVfs("watched") {}

  enum class What : std::uint8_t { write, sync };
  struct Done {
    What what;
    std::int64_t offset;
    int size;
  };
  std::vector<Done> done;

 private:
  static bool is_log(const File& file) { return file.path->ends_with("-wal"); }
  int write(File& file, const void* bytes, int size, std::int64_t offset) override {
    if (is_log(file)) done.push_back({What::write, offset, size});
    return ShimVfs::write(file, bytes, size, offset);
  }
  int sync(File& file, int flags) override {
    if (is_log(file)) done.push_back({What::sync, 0, 0});
    return ShimVfs::sync(file, flags);
  }
};

/// A connection as the writer has it, but that nothing folds the log in.
class Database {
 public:
  Database(const std::filesystem::path& file, const std::string& vfs) {
    HOTLINE_CHECK(sqlite3_open_v2(file.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                  vfs.empty() ? nullptr : vfs.c_str()) == SQLITE_OK);
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0");
  }
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql) {
    HOTLINE_CHECK(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  std::int64_t number(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    HOTLINE_CHECK(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    HOTLINE_CHECK(sqlite3_step(statement) == SQLITE_ROW);
    const auto value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
  }

 private:
  sqlite3* handle_ = nullptr;
};

constexpr int pages = 200;
/// Rows of a page each, in one transaction.
const std::string many_rows =
    "BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
    std::to_string(pages) + ") INSERT INTO row SELECT i, 1, randomblob(3500) FROM n; COMMIT";
const char* const table = "CREATE TABLE row (id INTEGER PRIMARY KEY, value INTEGER, filling BLOB)";

TEST(LogVfs, A_commit_reaches_the_disk_in_few_writes_in_order_and_the_sync_comes_after_them) {
  const TemporaryDirectory directory;
  WatchedVfs watched;
  const auto count = [&](const char* name, const std::string& vfs) {
    Database database(directory / name, vfs);
    database.run(table);
    watched.done.clear();
    database.run(many_rows);
    return watched.done;
  };
  const auto bare = count("bare.db", watched.name());
  ASSERT_GT(bare.size(), std::size_t{2 * pages}) << "what SQLite does by itself";
  const store_sqlite::LogVfs vfs(watched.name());
  const auto gathered = count("gathered.db", vfs.name());
  std::int64_t bytes = 0, end = gathered.front().offset;
  for (const auto& done : gathered) {
    EXPECT_EQ(done.what == WatchedVfs::What::sync, &done == &gathered.back());
    if (done.what == WatchedVfs::What::sync) continue;
    EXPECT_EQ(done.offset, end) << "each goes on where the last one ended";
    end += done.size;
    bytes += done.size;
  }
  EXPECT_GE(bytes, std::int64_t{pages} * 4'120);
  EXPECT_LE(gathered.size(), static_cast<std::size_t>(bytes) / 100'000 + 2);
}

TEST(LogVfs, Pages_that_left_a_small_cache_before_the_commit_are_read_back_as_they_were_written) {
  const TemporaryDirectory directory;
  const store_sqlite::LogVfs vfs("");
  Database database(directory / "hotline.db", vfs.name());
  database.run("PRAGMA cache_size = 4");
  database.run(table);
  database.run(many_rows);
  database.run("BEGIN; UPDATE row SET value = id");
  EXPECT_EQ(database.number("SELECT sum(value) FROM row"), pages * (pages + 1) / 2);
  database.run("SAVEPOINT half; UPDATE row SET value = 0 WHERE id > 100; ROLLBACK TO half");
  EXPECT_EQ(database.number("SELECT sum(value) FROM row"), pages * (pages + 1) / 2);
  database.run("ROLLBACK");
  EXPECT_EQ(database.number("SELECT sum(value) FROM row"), pages);
  // Once more over the same place in the log, and each page more than once.
  database.run("BEGIN; UPDATE row SET value = 2; UPDATE row SET value = 3; COMMIT");
  EXPECT_EQ(database.number("SELECT sum(value) FROM row"), 3 * pages);
  EXPECT_EQ(Database(directory / "hotline.db", "").number("SELECT sum(value) FROM row"), 3 * pages);
  EXPECT_EQ(Database(directory / "hotline.db", "")
                .number("SELECT count(*) FROM pragma_integrity_check "
                        "WHERE integrity_check <> 'ok'"),
            0);
}

TEST(LogVfs, Others_see_nothing_before_the_commit_and_everything_after_it) {
  const TemporaryDirectory directory;
  const store_sqlite::LogVfs vfs("");
  Database writes(directory / "hotline.db", vfs.name());
  writes.run(table);
  Database reads(directory / "hotline.db", "");
  for (int round = 1; round <= 50; ++round) {
    writes.run("BEGIN; INSERT INTO row VALUES (NULL, 1, randomblob(9000))");
    EXPECT_EQ(reads.number("SELECT count(*) FROM row"), round - 1);
    writes.run("COMMIT");
    EXPECT_EQ(reads.number("SELECT count(*) FROM row"), round);
    EXPECT_EQ(reads.number("SELECT sum(length(filling)) FROM row"), 9'000 * round);
    if (round % 20 == 0) writes.run("PRAGMA wal_checkpoint(TRUNCATE)");
  }
}

TEST(LogVfs, A_log_that_cannot_be_opened_leaves_nothing_behind) {
  const TemporaryDirectory directory;
  class NoLog final : public ShimVfs {
   public:
    NoLog() : ShimVfs("no-log") {}
    int open(const char* path, File& file, int flags, int* out_flags) override {
      file.real->pMethods = nullptr;
      return flags & SQLITE_OPEN_WAL ? SQLITE_CANTOPEN : ShimVfs::open(path, file, flags, out_flags);
    }
  } no_log;
  const store_sqlite::LogVfs vfs(no_log.name());
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open_v2((directory / "hotline.db").c_str(), &handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs.name().c_str()),
            SQLITE_OK);
  EXPECT_EQ(
      sqlite3_exec(handle, "PRAGMA journal_mode = WAL; CREATE TABLE row (id)", nullptr, nullptr, nullptr),
      SQLITE_CANTOPEN);
  EXPECT_EQ(sqlite3_close(handle), SQLITE_OK);
}

}  // namespace
}  // namespace hotline::store_test
