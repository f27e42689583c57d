// What the SQLite adapter opens, what it refuses, and what it leaves as it was.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <latch>

#include "store/sample_rows.h"
#include "store/sqlite_file.h"
#include "store/temporary_directory.h"
#include "store_sqlite/migrations.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_test {
namespace {

using store_sqlite::OpenMode;

class SqliteOpen : public testing::Test {
 protected:
  Result<std::unique_ptr<store::Store>> open(OpenMode mode) {
    return store_sqlite::open_sqlite(file_, {.mode = mode, .now = at(1'767'225'600'000)});
  }
  std::string refused(OpenMode mode) {
    auto opened = open(mode);
    return opened ? "opened" : std::string(opened.error().reason);
  }
  void make() { ASSERT_TRUE(open(OpenMode::open_or_create)); }
  static mode_t mode_of(const std::filesystem::path& path) {
    struct stat status{};
    EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 0777;
  }
  static std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  TemporaryDirectory directory_;
  const std::filesystem::path file_ = directory_ / "hotline.db";
};

TEST_F(SqliteOpen, AMissingFileIsMadeOnlyWhenAsked) {
  EXPECT_EQ(refused(OpenMode::open), "database_missing");
  EXPECT_EQ(refused(OpenMode::read_only), "database_missing");
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_EQ(refused(OpenMode::open_or_create), "opened");
  EXPECT_EQ(refused(OpenMode::open), "opened");
}

TEST_F(SqliteOpen, EveryFileOfItIsForItsOwnerAlone) {
  auto store = open(OpenMode::open_or_create);
  ASSERT_TRUE(store);
  ASSERT_TRUE((*store)->write_and_wait([](store::Writer& db) { return db.put(case_row(1)); }));
  for (const char* suffix : {"", "-wal", "-shm", "-lock"})
    EXPECT_EQ(mode_of(file_.string() + suffix), 0600u) << suffix;
  (*store)->stop();
  std::filesystem::permissions(file_, std::filesystem::perms(0644));
  ASSERT_TRUE(open(OpenMode::open));
  EXPECT_EQ(mode_of(file_), 0600u);
}

TEST_F(SqliteOpen, ASecondProcessIsToldThatTheDatabaseIsInUse) {
  auto first = open(OpenMode::open_or_create);
  ASSERT_TRUE(first);
  EXPECT_EQ(refused(OpenMode::open), "database_in_use");
  (*first)->stop();
  EXPECT_EQ(refused(OpenMode::open), "opened");
}

TEST_F(SqliteOpen, ReadingOnlyGoesOnBesideTheServiceAndWritesNothing) {
  auto service = open(OpenMode::open_or_create);
  ASSERT_TRUE(service);
  ASSERT_TRUE((*service)->write_and_wait([](store::Writer& db) { return db.put(case_row(1)); }));
  auto tool = open(OpenMode::read_only);
  ASSERT_TRUE(tool);
  EXPECT_TRUE((*tool)->read_and_wait([](store::Reader& db) -> Result<> {
    auto row = db.case_row(case_id(1));
    EXPECT_TRUE(row && *row);
    return {};
  }));
  const auto written = (*tool)->write_and_wait([](store::Writer& db) { return db.put(case_row(2)); });
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().reason, "store_read_only");
}

TEST_F(SqliteOpen, AFileOfAnotherProgramIsLeftAsItWas) {
  SqliteFile(file_).run("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)");
  const auto before = bytes_of(file_);
  const auto mode = mode_of(file_);
  EXPECT_EQ(refused(OpenMode::open_or_create), "not_our_database");
  EXPECT_EQ(bytes_of(file_), before);
  EXPECT_EQ(mode_of(file_), mode);

  std::ofstream(file_) << "Not a database at all, but long enough to be looked at as if it were one: "
                       << std::string(500, '.');
  EXPECT_EQ(refused(OpenMode::open_or_create), "not_our_database");
}

TEST_F(SqliteOpen, ANewerOrAnotherStructureIsRefusedUntouched) {
  make();
  const auto newest = std::to_string(store_sqlite::all_migrations().size());
  SqliteFile(file_).run("PRAGMA user_version = 1000");
  EXPECT_EQ(refused(OpenMode::open), "schema_too_new");
  EXPECT_EQ(refused(OpenMode::read_only), "schema_too_new");
  SqliteFile(file_).run("PRAGMA user_version = " + newest +
                        "; UPDATE migration SET checksum = zeroblob(32) WHERE number = 1");
  EXPECT_EQ(refused(OpenMode::open), "schema_changed");
  SqliteFile(file_).run("DELETE FROM migration");
  EXPECT_EQ(refused(OpenMode::open), "schema_changed");
}

TEST_F(SqliteOpen, ADamagedFileIsFoundOut) {
  make();
  const auto size = std::filesystem::file_size(file_);
  std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(100).write(std::string(200, '\xee').data(), 200);  // the first page holds the structure
  file.close();
  ASSERT_EQ(std::filesystem::file_size(file_), size);
  EXPECT_EQ(refused(OpenMode::open), "store_damaged");
}

/// Root may write everywhere: as somebody else for a while.
class WithoutRights {
 public:
  explicit WithoutRights(const std::filesystem::path& directory) {
    if (::geteuid() != 0) return;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory))
      HOTLINE_CHECK(::chown(entry.path().c_str(), nobody, nobody) == 0);
    HOTLINE_CHECK(::chown(directory.c_str(), nobody, nobody) == 0 && ::seteuid(nobody) == 0);
    was_root_ = true;
  }
  ~WithoutRights() {
    if (was_root_) HOTLINE_CHECK(::seteuid(0) == 0);
  }

 private:
  static constexpr uid_t nobody = 65534;
  bool was_root_ = false;
};

TEST_F(SqliteOpen, ADirectoryThatCannotBeWrittenIsAClearError) {
  const auto only_read = [&](bool only) {
    std::filesystem::permissions(directory_.path(), std::filesystem::perms(only ? 0500 : 0700));
  };
  const WithoutRights somebody(directory_.path());
  only_read(true);
  EXPECT_EQ(refused(OpenMode::open_or_create), "store_not_writable");
  only_read(false);
  make();
  std::filesystem::remove(file_.string() + "-lock");
  only_read(true);
  EXPECT_EQ(refused(OpenMode::open), "store_not_writable");
  only_read(false);
}

TEST_F(SqliteOpen, AnotherProgramsLockDelaysAJobNoLongerThanItHasTo) {
  auto store = open(OpenMode::open_or_create);
  ASSERT_TRUE(store);
  SqliteFile other(file_);
  other.run("BEGIN IMMEDIATE");
  const auto locked = (*store)->write_and_wait([](store::Writer& db) { return db.put(case_row(1)); });
  ASSERT_FALSE(locked);
  EXPECT_EQ(locked.error().reason, "store_locked");
  other.run("ROLLBACK");
  EXPECT_TRUE((*store)->write_and_wait([](store::Writer& db) { return db.put(case_row(1)); }));
}

TEST_F(SqliteOpen, TheLogIsFoldedInAtTheEndAndAsItGrows) {
  auto store = store_sqlite::open_sqlite(file_, {.mode = OpenMode::open_or_create, .checkpoint_pages = 50});
  ASSERT_TRUE(store);
  for (int i = 0; i < 60; ++i)
    ASSERT_TRUE((*store)->write_and_wait(
        [&](store::Writer& db) { return db.put_blob("n" + std::to_string(i), std::string(40'000, 'x')); }));
  // 2.6 MB in all. The checkpointer works beside the writer, which waits for it at four times 50 pages.
  const auto health = (*store)->health();
  EXPECT_GT(health.file_bytes, 1'600'000u);
  EXPECT_LT(health.wal_bytes, 900'000u);
  (*store)->stop();
  EXPECT_FALSE(std::filesystem::exists(file_.string() + "-wal"));
}

TEST_F(SqliteOpen, WhoeverCameBehindALongJobIsNotWaitedForInItsCommit) {
  auto store = store_sqlite::open_sqlite(
      file_, {.mode = OpenMode::open_or_create, .fill_max = Duration{0}});  // every job is a long one
  ASSERT_TRUE(store);
  std::latch all_there(1), all_done(6);
  (*store)->write(
      store::Lane::access,
      [&](store::Writer& db) {
        all_there.wait();
        return db.put(case_row(1));
      },
      [&](Result<>) { all_done.count_down(); });
  for (std::uint64_t i = 2; i <= 6; ++i)
    (*store)->write(
        store::Lane::access, [i](store::Writer& db) { return db.put(case_row(i)); },
        [&](Result<>) { all_done.count_down(); });
  all_there.count_down();
  all_done.wait();
  EXPECT_EQ((*store)->health().commits, 6u);
}

TEST_F(SqliteOpen, MigrationsAreRecordedWithTheTimeThatWasGiven) {
  make();
  SqliteFile file(file_);
  EXPECT_EQ(file.ask("SELECT applied_at FROM migration WHERE number = 1"), "1767225600000");
  EXPECT_EQ(file.ask("PRAGMA user_version"), std::to_string(store_sqlite::all_migrations().size()));
  EXPECT_EQ(file.ask("PRAGMA journal_mode"), "wal");
}

class SqliteMigrations : public testing::Test {
 protected:
  SqliteMigrations() {
    SqliteFile(file_).run("PRAGMA journal_mode = WAL");
    connection_ = *store_sqlite::Connection::open(file_, store_sqlite::Access::read_write, "");
  }
  Result<> migrate(std::span<const store_sqlite::Migration> steps) {
    return store_sqlite::migrate(*connection_, steps, at(1));
  }

  TemporaryDirectory directory_;
  const std::filesystem::path file_ = directory_ / "steps.db";
  std::optional<store_sqlite::Connection> connection_;
  const std::vector<store_sqlite::Migration> steps_ = {
      {1, "a", "CREATE TABLE a (x)"},
      {2, "b", "CREATE TABLE b (x); INSERT INTO b VALUES (7)"},
      {3, "c", "CREATE TABLE c (x)"}};
};

TEST_F(SqliteMigrations, EachStepRunsOnceAndInOrder) {
  ASSERT_TRUE(migrate(std::span(steps_).first(1)));
  ASSERT_TRUE(migrate(steps_));
  ASSERT_TRUE(migrate(steps_));
  EXPECT_EQ(connection_->ask("SELECT count(*) FROM b").value(), "1");
  EXPECT_EQ(connection_->ask("PRAGMA user_version").value(), "3");
}

TEST_F(SqliteMigrations, AStepThatFailsLeavesTheOnesBeforeAndNothingOfItself) {
  auto broken = steps_;
  broken[2].sql = "CREATE TABLE c (x); CREATE TABLE c (x)";
  EXPECT_FALSE(migrate(broken));
  EXPECT_EQ(connection_->ask("PRAGMA user_version").value(), "2");
  EXPECT_EQ(connection_->ask("SELECT count(*) FROM sqlite_schema WHERE name = 'c'").value(), "0");
  EXPECT_TRUE(migrate(steps_));
}

TEST_F(SqliteMigrations, AStepThatWasEditedAfterwardsIsRefused) {
  ASSERT_TRUE(migrate(std::span(steps_).first(2)));
  auto edited = steps_;
  edited[0].sql = "CREATE TABLE a (x, y)";
  const auto refused = migrate(edited);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "schema_changed");
  EXPECT_EQ(connection_->ask("PRAGMA user_version").value(), "2");
}

TEST_F(SqliteMigrations, StepsOfALaterProgramAreRefused) {
  ASSERT_TRUE(migrate(steps_));
  const auto refused = migrate(std::span(steps_).first(2));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "schema_too_new");
}

}  // namespace
}  // namespace hotline::store_test
