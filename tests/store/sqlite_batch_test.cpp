// One batch on one connection, and the ways in which SQLite leaves a transaction after an error: still open,
// or gone behind the job's back. A job is heedless here on purpose: it looks at none of its errors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/shim_vfs.h"
#include "store/sqlite_file.h"
#include "store/temporary_directory.h"
#include "store_sqlite/batch.h"
#include "store_sqlite/open.h"

namespace hotline::store_test {
namespace {

using store_sqlite::Batch;
using store_sqlite::Redo;
using testing::ElementsAre;

/// Reads fail when told to, as those of a bad disk.
class UnreadableVfs final : public UnsyncedVfs {
 public:
  UnreadableVfs() : UnsyncedVfs("unreadable") {}
  bool unreadable = false;

 private:
  int read(File& file, void* out, int size, std::int64_t offset) override {
    return unreadable ? SQLITE_IOERR_READ : ShimVfs::read(file, out, size, offset);
  }
};

class Notes final : public store::BatchObserver {
 public:
  void savepoint() override {}
  void rollback_job() override { told.push_back("rollback_job"); }
  void rollback_all() override { told.push_back("rollback_all"); }
  void committed() override { told.push_back("committed"); }
  std::vector<std::string> told;
};

// Statements that fail by the name of the blob: one is undone alone, one takes the whole transaction with it.
constexpr const char* failing_names =
    "CREATE TEMP TRIGGER undone BEFORE INSERT ON named_blob WHEN NEW.name = 'undone' "
    "BEGIN SELECT RAISE(ABORT, 'undone'); END;"
    "CREATE TEMP TRIGGER gone BEFORE INSERT ON named_blob WHEN NEW.name = 'gone' "
    "BEGIN SELECT RAISE(ROLLBACK, 'gone'); END;";
// A promise that only the commit looks at.
constexpr const char* late_promise =
    "CREATE TABLE kept (id INTEGER PRIMARY KEY) STRICT;"
    "CREATE TABLE broken (id INTEGER REFERENCES kept DEFERRABLE INITIALLY DEFERRED) STRICT;";

class SqliteBatch : public testing::Test {
 protected:
  SqliteBatch() {
    store_sqlite::SqliteOptions options;
    options.mode = store_sqlite::OpenMode::open_or_create;
    options.vfs = vfs.name();
    store_sqlite::open_sqlite(file, options).value()->stop();
    SqliteFile(file).run(late_promise);
    connection.emplace(store_sqlite::open_writer(file, options).value());
    HOTLINE_CHECK(connection->script(failing_names).has_value());
  }

  /// Puts blobs of these names, one after the other, whatever becomes of each.
  static store::WriteJob heedless(std::vector<std::string> names) {
    return [names = std::move(names)](store::Writer& db) -> Result<> {
      for (const auto& name : names) (void)db.put_blob(name, "x");
      return {};
    };
  }
  static store::WriteJob refused_after(std::string name) {
    return [name = std::move(name)](store::Writer& db) -> Result<> {
      if (auto put = db.put_blob(name, "x"); !put) return put;
      return fail(Code::failed_precondition, "refused", {"", ""});
    };
  }

  /// Runs the jobs as one batch, up to the one that loses it.
  template <class... Jobs>
  void run(Jobs... one_by_one) {
    std::vector<store::WriteJob> jobs;
    (jobs.push_back(std::move(one_by_one)), ...);
    Redo redo;
    Batch batch(*connection, redo, &notes);
    ASSERT_TRUE(batch.begin());
    bool whole = true;
    for (auto& job : jobs) {
      if (!whole) break;
      whole = batch.run({std::move(job), [this](Result<> result) {
                           told.push_back(result ? "ok" : std::string(result.error().reason));
                         }});
    }
    (void)batch.commit();
    EXPECT_TRUE(told.empty()) << "told before the commit";
    batch.tell();
    EXPECT_TRUE(connection->autocommit());
  }
  /// The names that another connection finds.
  std::string there() const {
    return SqliteFile(file).ask(
        "SELECT coalesce(group_concat(name, ' '), '') FROM "
        "(SELECT name FROM named_blob ORDER BY name)");
  }

  UnreadableVfs vfs;
  TemporaryDirectory directory;
  const std::filesystem::path file = directory / "hotline.db";
  std::optional<store_sqlite::Connection> connection;
  Notes notes;
  std::vector<std::string> told;
};

TEST_F(SqliteBatch, AJobThatSwallowsAnErrorLeavesNothingBeforeOrAfterIt) {
  run(heedless({"a"}), heedless({"b", "undone", "c"}), heedless({"d"}));
  EXPECT_THAT(told, ElementsAre("ok", "store_internal", "ok"));
  EXPECT_THAT(notes.told, ElementsAre("rollback_job", "committed"));
  EXPECT_EQ(there(), "a d");
}

TEST_F(SqliteBatch, ItLeavesNothingBehindASavepointEither) {
  // The second job's refusal ends the replaying: those after it stand behind savepoints.
  run(heedless({"a"}), refused_after("b"), heedless({"c", "undone", "d"}), heedless({"e"}),
      heedless({"undone", "f"}), refused_after("g"), heedless({"h"}));
  EXPECT_THAT(told, ElementsAre("ok", "refused", "store_internal", "ok", "store_internal", "refused", "ok"));
  EXPECT_EQ(there(), "a e h");
}

TEST_F(SqliteBatch, AnErrorThatTakesTheTransactionFailsEveryJobOfTheBatchAndRunsNoOther) {
  run(heedless({"a"}), refused_after("b"), heedless({"c", "gone", "d"}), heedless({"e"}));
  EXPECT_THAT(told, ElementsAre("store_internal", "store_internal", "store_internal"));
  EXPECT_THAT(notes.told, ElementsAre("rollback_job", "rollback_all"));
  EXPECT_EQ(there(), "");
  told.clear();
  run(heedless({"f"}));
  EXPECT_THAT(told, ElementsAre("ok"));
  EXPECT_EQ(there(), "f");
}

TEST_F(SqliteBatch, SoDoesOneInItsFirstJob) {
  run(heedless({"gone", "a"}), heedless({"b"}));
  EXPECT_THAT(told, ElementsAre("store_internal"));
  EXPECT_THAT(notes.told, ElementsAre("rollback_all"));
  EXPECT_EQ(there(), "");
}

TEST_F(SqliteBatch, AReadThatTakesTheTransactionLetsNoLaterJobWriteOnItsOwn) {
  const auto reading = [this](store::Writer& db) -> Result<> {
    vfs.unreadable = true;
    (void)db.people();
    vfs.unreadable = false;
    return {};
  };
  run(heedless({"a"}), reading, heedless({"b"}));
  EXPECT_THAT(told, ElementsAre("store_io", "store_io"));
  EXPECT_THAT(notes.told, ElementsAre("rollback_all"));
  EXPECT_EQ(there(), "");
}

TEST_F(SqliteBatch, WhatCannotBeUndoneAloneIsUndoneWithTheWholeBatch) {
  run(heedless({"a"}), [this](store::Writer& db) -> Result<> {
    (void)db.put_blob("b", "x");
    vfs.unreadable = true;  // and stays so: what the first job did cannot be done again
    return fail(Code::failed_precondition, "refused", {"", ""});
  });
  vfs.unreadable = false;
  EXPECT_THAT(told, ElementsAre("store_io", "store_io"));
  EXPECT_THAT(notes.told, ElementsAre("rollback_job", "rollback_all"));
  EXPECT_EQ(there(), "");
}

TEST_F(SqliteBatch, ACommitThatFailsLeavesNoTransactionOpen) {
  run(heedless({"a"}), refused_after("b"),
      [this](store::Writer&) { return connection->script("INSERT INTO broken VALUES (1)"); });
  EXPECT_THAT(told, ElementsAre("store_internal", "store_internal", "store_internal"));
  EXPECT_THAT(notes.told, ElementsAre("rollback_job", "rollback_all"));
  EXPECT_EQ(there(), "");
  told.clear();
  run(heedless({"c"}));
  EXPECT_THAT(told, ElementsAre("ok"));
  EXPECT_EQ(there(), "c");
}

TEST_F(SqliteBatch, OneJobsErrorIsNotTheNextOnes) {
  run(
      heedless({"undone"}),
      [](store::Writer& db) -> Result<> {
        auto found = db.blob("a");
        return found ? Result<>() : fail(found.error());
      },
      heedless({"b"}));
  EXPECT_THAT(told, ElementsAre("store_internal", "ok", "ok"));
  EXPECT_EQ(there(), "b");
}

}  // namespace
}  // namespace hotline::store_test
