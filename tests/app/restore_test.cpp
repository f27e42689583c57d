// restore: a drill beside the living installation, copies that another key wraps, and copies that are
// damaged.
#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <sstream>

#include "app/app.h"
#include "app/installed.h"

namespace hotline::app_test {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

std::string restore_of(const Installed& demo, const std::string& copy, const std::string& into) {
  return "restore --from " + (demo / copy).string() + " --into " + (demo / into).string();
}

void copy_database(const Installed& demo) {
  const auto copied = demo.run("backup --to " + (demo / "copy.db").string());
  ASSERT_EQ(copied.code, 0) << copied.err;
}

/// Every checkpoint by its name.
std::map<std::string, std::string> checkpoints_of(const Installed& demo) {
  std::map<std::string, std::string> out;
  for (const auto& file : fs::directory_iterator(demo / "checkpoints")) {
    std::stringstream text;
    text << std::ifstream(file.path()).rdbuf();
    out[file.path().filename().string()] = text.str();
  }
  return out;
}

void expect_whole(const Installed& demo) {
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 0) << verified.err;
}

/// From now on the configuration names another database, and checkpoints of its own.
void configure_drill(const Installed& demo) {
  std::ofstream(demo / "hotlined.toml", std::ios::app)
      << "[data]\ndatabase = \"drill.db\"\ncheckpoints = \"drill-checkpoints\"\n";
}

TEST(Restore, ADrillBesideTheLivingInstallationLeavesItWhole) {
  const DemoInstalled demo;
  copy_database(demo);
  ASSERT_EQ(demo.run("rebuild").code, 0);  // the living log goes on, and is signed
  const auto kept = checkpoints_of(demo);
  const auto drill = demo.run(restore_of(demo, "copy.db", "drill.db"));
  ASSERT_EQ(drill.code, 0) << drill.err;
  EXPECT_TRUE(checkpoints_of(demo) == kept) << "no head of another log among those of this one";
  expect_whole(demo);
  ASSERT_EQ(demo.run("rebuild").code, 0);
  expect_whole(demo);
}

TEST(Restore, InThePlaceOfALostDatabaseLeavesTheProofThatEntriesAreMissing) {
  const DemoInstalled demo;
  copy_database(demo);
  ASSERT_EQ(demo.run("rebuild").code, 0);
  fs::rename(demo / "data", demo / "lost");
  fs::create_directory(demo / "data");
  ASSERT_EQ(demo.run(restore_of(demo, "copy.db", "data/hotline.db")).code, 0);
  const auto verified = demo.run("verify");
  EXPECT_EQ(verified.code, 1);
  EXPECT_THAT(verified.err, HasSubstr("[tail_cut]"));
}

TEST(Restore, ThatAServiceRunsOnSignsNothingOverTheHeadsOfTheLogThatWentOn) {
  const DemoInstalled demo;
  copy_database(demo);
  ASSERT_EQ(demo.run("rebuild").code, 0);
  const auto kept = checkpoints_of(demo);
  ASSERT_EQ(demo.run(restore_of(demo, "copy.db", "drill.db")).code, 0);
  auto drill = demo.config();
  drill.database = demo / "drill.db";
  const SystemClock clock;
  {
    auto app = app::App::start(drill, clock);
    ASSERT_TRUE(app) << app.error().reason;
    const auto signed_now = (*app)->keep_house();
    ASSERT_FALSE(signed_now);
    EXPECT_EQ(signed_now.error().reason, "checkpoints_of_another_log");
  }
  EXPECT_TRUE(checkpoints_of(demo) == kept) << "also when it has grown past them, and when it ends";
  expect_whole(demo);
  drill.checkpoints = demo / "drill-checkpoints";
  auto app = app::App::start(drill, clock);
  ASSERT_TRUE(app) << app.error().reason;
  EXPECT_TRUE((*app)->keep_house());
}

TEST(Restore, IsAnEntryOfTheNewDatabaseOnceAServiceRunsOnIt) {
  const DemoInstalled demo;
  const auto acts = [&] { return std::stoi(demo.ask("SELECT count(*) FROM entry WHERE stream_kind = 5")); };
  copy_database(demo);
  const int living = acts();
  ASSERT_EQ(demo.run(restore_of(demo, "copy.db", "drill.db")).code, 0);
  EXPECT_EQ(acts(), living);
  configure_drill(demo);
  {
    const SystemClock clock;
    auto app = app::App::start(demo.config(), clock);
    ASSERT_TRUE(app) << app.error().reason;
    ASSERT_TRUE((*app)->keep_house());
  }
  EXPECT_EQ(std::stoi(demo.ask("SELECT count(*) FROM entry WHERE stream_kind = 5", "drill.db")), living + 3)
      << "and the deadlines and the calendar by which it counts";
  expect_whole(demo);
}

TEST(Restore, OfACopyFromBeforeRotateKeySaysThatItNeedsTheKeyOfThen) {
  const DemoInstalled demo;
  copy_database(demo);
  fs::copy(demo / "keys/master.key", demo / "old.key");
  ASSERT_EQ(demo.run("rotate-key").code, 0);
  const auto refused = demo.run(restore_of(demo, "copy.db", "drill.db"));
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("[copy_needs_its_key]"));
  EXPECT_THAT(refused.err, HasSubstr("cần khóa chính"));
  EXPECT_THAT(refused.out, Not(HasSubstr("Đã khôi phục")));
  EXPECT_FALSE(fs::exists(demo / "drill.db"));

  fs::copy(demo / "old.key", demo / "keys/master.key", fs::copy_options::overwrite_existing);
  const auto restored = demo.run(restore_of(demo, "copy.db", "drill.db"));
  EXPECT_EQ(restored.code, 0) << restored.err;
  configure_drill(demo);
  EXPECT_EQ(demo.run("rebuild --check").code, 0) << "the key of then opens it";
}

TEST(Restore, OfADamagedCopyNamesTheEntryAndIsNoSuccess) {
  const DemoInstalled demo;
  copy_database(demo);
  demo.flip_bit(123, "copy.db");
  const auto restored = demo.run(restore_of(demo, "copy.db", "drill.db"));
  EXPECT_EQ(restored.code, 1);
  EXPECT_THAT(restored.err, HasSubstr("entry 123 (child)"));
  EXPECT_THAT(restored.err, HasSubstr("[part_changed]"));
  EXPECT_THAT(restored.err, HasSubstr("another copy"));
  EXPECT_THAT(restored.out, Not(HasSubstr("Đã khôi phục")));
  EXPECT_TRUE(fs::exists(demo / "drill.db")) << "where there is no other copy, it is better than none";
}

}  // namespace
}  // namespace hotline::app_test
