// The whole log verified from afar, as `hotlined verify` does it on the machine: whoever changed the database
// past the service is found out, and the first wrong entry is named.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <future>

#include "app/app.h"
#include "hotline/v1/audit.pb.h"
#include "service/retention.h"
#include "service/world.h"
#include "support/held_store.h"
#include "support/records.h"

namespace hotline::test {
namespace {

class VerifyHistory : public ::testing::Test {
 protected:
  /// "sound", or "part_missing at 5".
  std::string verdict() {
    const auto last =
        service.as("supervisor.helpline").must<v1::VerifyHistoryResponse>(v1::VerifyHistoryRequest{});
    EXPECT_TRUE(last.done());
    if (last.sound()) return last.entries_checked() == size() ? "sound" : "sound, but not all was checked";
    return last.reason() + (last.has_first_wrong() ? " at " + std::to_string(last.first_wrong()) : "");
  }
  std::uint64_t size() { return service.app().world().ledger.newest().size; }
  std::filesystem::path file() const { return service.directory() / "hotline.db"; }
  /// Past the service, while it runs.
  void tamper(const std::string& sql) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file().c_str(), &database), SQLITE_OK);
    sqlite3_busy_timeout(database, 10'000);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_GT(sqlite3_total_changes(database), 0) << sql;
    sqlite3_close(database);
  }
  void grow_to(std::uint64_t entries) {
    while (size() < entries && !HasFailure())
      service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(silent_call()));
  }

  RunningService service;
};

TEST_F(VerifyHistory, APartThatNoErasureTookIsMissed) {
  EXPECT_EQ(verdict(), "sound");
  tamper("UPDATE entry SET part_0 = NULL WHERE log_index IN (5, 7)");
  EXPECT_EQ(verdict(), "part_missing at 5");
}

TEST_F(VerifyHistory, APartThatAnErasureTookIsNoFault) {
  CaseStory story(service);
  story.close_as_unfounded();
  auto& world = service.app().world();
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto erased = service::erase_expired(world, db, service.clock.now() + std::chrono::hours{24 * 366 * 40});
    if (!erased) return fail(erased.error());
    EXPECT_EQ(erased->cases, 1u);
    return {};
  }));
  EXPECT_EQ(verdict(), "sound");
}

TEST_F(VerifyHistory, AChangedPartIsFound) {
  tamper("UPDATE entry SET part_0 = zeroblob(length(part_0)) WHERE log_index = 6");
  EXPECT_EQ(verdict(), "part_changed at 6");
}

TEST_F(VerifyHistory, AStoredNodeThatIsChangedOrGoneIsFoundInItsPlace) {
  grow_to(512);
  EXPECT_EQ(verdict(), "sound");
  tamper("UPDATE tree_node SET hash = zeroblob(32) WHERE level = 8 AND position = 1");
  EXPECT_EQ(verdict(), "node_changed at 256");
  tamper("DELETE FROM tree_node WHERE level = 8 AND position = 0");
  EXPECT_EQ(verdict(), "node_changed at 0");
  tamper("UPDATE entry SET part_0 = NULL WHERE log_index = 3");
  EXPECT_EQ(verdict(), "part_missing at 3") << "what is wrong first, first";
}

TEST_F(VerifyHistory, AnOlderDatabasePutBackIsNotTheOneOfTheKeptCheckpoint) {
  service.stop();
  const auto older = service.directory() / "older.db";
  std::filesystem::copy_file(file(), older);
  service.start();
  CaseStory story(service);
  service.stop();  // its head is signed, and kept
  std::filesystem::copy_file(older, file(), std::filesystem::copy_options::overwrite_existing);
  service.start();
  EXPECT_EQ(verdict(), "tail_cut at " + std::to_string(size()));
}

TEST_F(VerifyHistory, AHistoryThatWasWrittenAnewDiffersFromTheKeptCheckpoint) {
  service.stop();
  const auto older = service.directory() / "older.db";
  std::filesystem::copy_file(file(), older);
  service.start();
  const auto kept = size();
  service.pass(std::chrono::hours{1});  // a checkpoint of its own, beside that of the hour before
  CaseStory story(service);
  service.stop();
  std::filesystem::copy_file(older, file(), std::filesystem::copy_options::overwrite_existing);
  service.start();
  service.pass(std::chrono::hours{1});  // what signed in meanwhile is not in this one
  grow_to(kept + 20);
  EXPECT_EQ(verdict(), "root_differs at " + std::to_string(kept));
}

TEST_F(VerifyHistory, AKeptCheckpointThatIsNoneIsTold) {
  const auto kept = service.directory() / "checkpoints";
  std::filesystem::create_directories(kept);
  std::ofstream(kept / "2015-01-01T00.checkpoint") << "nothing that was signed";
  EXPECT_EQ(verdict(), "checkpoint_malformed");
  std::filesystem::remove(kept / "2015-01-01T00.checkpoint");
  EXPECT_EQ(verdict(), "sound");
  std::filesystem::create_directory(kept / "2015-01-01T00.checkpoint");
  EXPECT_EQ(service.as("supervisor.helpline").refusal(v1::VerifyHistoryRequest{}),
            "failed_precondition checkpoints_unreadable");
}

TEST_F(VerifyHistory, RunsOnceAtATimeWhoeverAsks) {
  const auto verify = [&](const std::string& login) {
    return service.stranger(service.as(login).token()).stream(v1::VerifyHistoryRequest{}, [](const auto&) {
      return true;
    });
  };
  std::future<std::string> first;
  {
    HeldReaders held(service);
    first = std::async(std::launch::async, [&] {
      return service.stranger(service.as("supervisor.helpline").token())
          .stream(v1::VerifyHistoryRequest{}, [](const auto&) { return true; });
    });
    held.wait_for_one();
    EXPECT_EQ(verify("supervisor.helpline"), "resource_exhausted verification_running");
    EXPECT_EQ(verify("supervisor.district"), "resource_exhausted verification_running") << "whoever asks";
  }
  EXPECT_EQ(first.get(), "");
  EXPECT_EQ(verify("supervisor.helpline"), "");
}

}  // namespace
}  // namespace hotline::test
