// Copies and restores of the SQLite adapter.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "store/journal.h"
#include "store/sample_rows.h"
#include "store/sqlite_file.h"
#include "store/temporary_directory.h"
#include "store_sqlite/backup.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_test {
namespace {

using store_sqlite::Erasure;

class SqliteBackup : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = store_sqlite::open_sqlite(database_, {.mode = store_sqlite::OpenMode::open_or_create});
    ASSERT_TRUE(opened);
    store_ = std::move(*opened);
    journal_.submit(*store_, 1, 40, 8);
  }
  static std::string reason(const Result<>& result) {
    return result ? "ok" : std::string(result.error().reason);
  }
  std::uint64_t entries_in(const std::filesystem::path& file) {
    return std::stoull(SqliteFile(file).ask("SELECT count(*) FROM entry"));
  }

  TemporaryDirectory directory_;
  const std::filesystem::path database_ = directory_ / "hotline.db", copy_ = directory_ / "copy.db",
                              restored_ = directory_ / "restored.db";
  std::unique_ptr<store::Store> store_;
  Journal journal_;
};

TEST_F(SqliteBackup, ACopyMadeWhileTheServiceWritesIsOneStateAndGoesOnWhereItStopped) {
  bool wrote = false;
  std::uint64_t steps = 0, last_done = 0, last_total = 0;
  ASSERT_EQ(reason(store_sqlite::backup(database_, copy_,
                                        {.now = at(77),
                                         .on_progress =
                                             [&](std::uint64_t done, std::uint64_t total) {
                                               ++steps;
                                               EXPECT_GE(done, last_done);
                                               last_done = done, last_total = total;
                                               if (!wrote) journal_.submit(*store_, 100, 10, 2);
                                               return wrote = true;
                                             }})),
            "ok");
  EXPECT_GT(steps, 0u);
  EXPECT_EQ(last_done, last_total);
  EXPECT_EQ(entries_in(copy_), 40u);
  const auto info = store_sqlite::copy_info(copy_);
  ASSERT_TRUE(info);
  EXPECT_EQ(info->taken_at, at(77));
  EXPECT_EQ(info->log_size, 40u);
  EXPECT_EQ(info->bytes, std::filesystem::file_size(copy_));
  EXPECT_EQ(std::filesystem::status(copy_).permissions(), std::filesystem::perms(0600));
  EXPECT_FALSE(std::filesystem::exists(copy_.string() + "-wal"));

  ASSERT_EQ(reason(store_sqlite::restore(copy_, restored_, {}, {})), "ok");
  store_->stop();
  auto opened = store_sqlite::open_sqlite(restored_, {});
  ASSERT_TRUE(opened);
  Journal again;
  again.submit(**opened, 1000, 5, 1);
  EXPECT_EQ(again.acknowledged(), 5u);
  (*opened)->stop();
  EXPECT_EQ(entries_in(restored_), 45u);
  EXPECT_EQ(journal_.fault_in(database_, ""), "");
  EXPECT_EQ(SqliteFile(restored_).ask("SELECT count(*) FROM copy_mark"), "0");
}

TEST_F(SqliteBackup, NothingIsWrittenOver) {
  ASSERT_EQ(reason(store_sqlite::backup(database_, copy_, {})), "ok");
  EXPECT_EQ(reason(store_sqlite::backup(database_, copy_, {})), "database_exists");
  EXPECT_EQ(reason(store_sqlite::backup(database_, copy_, {.now = at(5), .replace = true})), "ok");
  EXPECT_EQ(store_sqlite::copy_info(copy_)->taken_at, at(5));
  EXPECT_EQ(reason(store_sqlite::restore(copy_, database_, {}, {.replace = true})), "database_exists");
  std::ofstream(restored_.string() + "-wal") << "of a database that was here";
  EXPECT_EQ(reason(store_sqlite::restore(copy_, restored_, {}, {})), "database_exists");
}

TEST_F(SqliteBackup, StoppingLeavesNothingBehind) {
  EXPECT_EQ(reason(store_sqlite::backup(database_, copy_, {.on_progress = [](auto, auto) { return false; }})),
            "stopped");
  EXPECT_FALSE(std::filesystem::exists(copy_));
  EXPECT_FALSE(std::filesystem::exists(copy_.string() + ".partial"));
}

TEST_F(SqliteBackup, OnlyACopyIsACopyAndOnlyOurDatabaseIsCopied) {
  const auto info = store_sqlite::copy_info(database_);
  ASSERT_FALSE(info);
  EXPECT_EQ(info.error().reason, "not_a_copy");
  std::ofstream(directory_ / "other.db") << std::string(2000, 'x');
  EXPECT_EQ(reason(store_sqlite::backup(directory_ / "other.db", copy_, {})), "not_our_database");
  EXPECT_FALSE(std::filesystem::exists(copy_));
}

TEST_F(SqliteBackup, WhatWasErasedAfterTheCopyIsErasedAgainByTheRestore) {
  ASSERT_TRUE(store_->write_and_wait([](store::Writer& db) -> Result<> {
    for (std::uint64_t i = 1; i <= 3; ++i)
      if (auto put = db.put(store::SubjectKeyRow{case_stream(i), "wrapped key " + std::to_string(i)}); !put)
        return put;
    return db.erase_subject_key(case_stream(3));
  }));
  ASSERT_EQ(reason(store_sqlite::backup(database_, copy_, {})), "ok");
  ASSERT_TRUE(store_->write_and_wait([](store::Writer& db) -> Result<> {
    auto erased = db.erase_subject_key(case_stream(1));
    if (erased) erased = db.erase_parts(case_stream(1), 0b111);
    return erased ? db.erase_parts(case_stream(2), 0b100) : erased;
  }));
  const auto erasures = store_sqlite::erasures_of(database_);
  ASSERT_TRUE(erasures);
  const std::vector<Erasure> expected = {{case_stream(3), 0, true},
                                         {case_stream(1), 0, true},
                                         {case_stream(1), 0b111, false},
                                         {case_stream(2), 0b100, false}};
  EXPECT_EQ(*erasures, expected);

  ASSERT_EQ(reason(store_sqlite::restore(copy_, restored_, *erasures, {})), "ok");
  EXPECT_EQ(*store_sqlite::erasures_of(restored_), expected);
  auto opened = store_sqlite::open_sqlite(restored_, {});
  ASSERT_TRUE(opened);
  ASSERT_TRUE((*opened)->read_and_wait([](store::Reader& db) -> Result<> {
    EXPECT_EQ(*db.subject_key(case_stream(1)), std::nullopt);
    EXPECT_EQ(*db.subject_key(case_stream(2)), "wrapped key 2");
    EXPECT_TRUE(db.entries_of(case_stream(1), 1, 1)->at(0).sealed[0].empty());
    EXPECT_FALSE(db.entries_of(case_stream(2), 1, 1)->at(0).sealed[0].empty());
    EXPECT_TRUE(db.entries_of(case_stream(2), 1, 1)->at(0).sealed[2].empty());
    return {};
  }));
  (*opened)->stop();
  std::ifstream in(restored_, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(bytes.find("wrapped key 1"), std::string::npos);
  EXPECT_NE(bytes.find("wrapped key 2"), std::string::npos);
}

TEST_F(SqliteBackup, ADamagedCopyIsNotRestoredAndADamagedDatabaseIsFoundOut) {
  ASSERT_EQ(reason(store_sqlite::backup(database_, copy_, {})), "ok");
  std::uint64_t reported = 0;
  EXPECT_EQ(reason(store_sqlite::check_integrity(copy_,
                                                 [&](std::uint64_t done, std::uint64_t total) {
                                                   EXPECT_LE(done, total);
                                                   reported = done;
                                                   return true;
                                                 })),
            "ok");
  EXPECT_GT(reported, 10u);
  const auto page =
      std::stoll(SqliteFile(copy_).ask("SELECT rootpage FROM sqlite_schema WHERE name = 'case_changed'"));
  std::fstream file(copy_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp((page - 1) * 4096 + 3000).write(std::string(600, '\x7f').data(), 600);
  file.close();
  EXPECT_EQ(reason(store_sqlite::check_integrity(copy_, {})), "store_damaged");
  EXPECT_EQ(reason(store_sqlite::restore(copy_, restored_, {}, {})), "store_damaged");
  EXPECT_FALSE(std::filesystem::exists(restored_));
}

}  // namespace
}  // namespace hotline::store_test
