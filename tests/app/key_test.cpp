// Another master key, the way back from the paper in the safe, and keys that do not fit.
#include <gmock/gmock.h>

#include <fstream>

#include "app/init.h"
#include "app/installed.h"
#include "evidence/master_key.h"

namespace hotline::app_test {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

TEST(RotateKey, TheNewKeyOpensEverythingAndTheOldOneNothing) {
  const DemoInstalled demo;
  fs::copy(demo / "keys/master.key", demo / "old.key");
  const auto rotated = demo.run("rotate-key");
  ASSERT_EQ(rotated.code, 0) << rotated.err;
  EXPECT_FALSE(fs::exists(demo / "keys/master.key.next"));
  EXPECT_EQ(demo.run("rebuild --check").code, 0) << "every subject opens";
  EXPECT_EQ(demo.run("verify").code, 0);
  fs::rename(demo / "old.key", demo / "keys/master.key");
  const auto refused = demo.run("rebuild --check");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("[wrong_master_key]"));
}

TEST(RotateKey, KeepsTheOldKeyAndWhatBringsItBackForTheCopiesFromBefore) {
  const DemoInstalled demo;
  const auto before = evidence::MasterKey::load(demo / "keys/master.key");
  ASSERT_TRUE(before);
  ASSERT_EQ(demo.run("backup --to " + (demo / "copy.db").string()).code, 0);
  const auto rotated = demo.run("rotate-key");
  ASSERT_EQ(rotated.code, 0) << rotated.err;
  const auto kept = demo / ("keys/master.key." + before->id_text());
  const auto kept_sealed = demo / ("keys/recovery.sealed." + before->id_text());
  EXPECT_THAT(rotated.out, HasSubstr(kept.string()));
  EXPECT_THAT(rotated.out, HasSubstr(kept_sealed.string()));
  EXPECT_EQ(fs::status(kept).permissions(), fs::perms::owner_read | fs::perms::owner_write);

  // The disk dies, the copy from before and the paper in the safe are what there is.
  fs::remove(demo / "keys/master.key");
  fs::remove(kept);
  fs::copy(kept_sealed, demo / "keys/recovery.sealed", fs::copy_options::overwrite_existing);
  fs::copy(demo / "copy.db", demo / Installed::living, fs::copy_options::overwrite_existing);
  const auto recovered = demo.run("recover", demo_recovery_key() + "\n");
  ASSERT_EQ(recovered.code, 0) << recovered.err;
  EXPECT_EQ(demo.run("rebuild --check").code, 0);
}

TEST(RotateKey, MakesTheSecondCopyAnewSoThatTheNewKeyOpensIt) {
  const DemoInstalled demo;
  std::ofstream(demo / "hotlined.toml", std::ios::app) << "[data]\nsecond_copy = \"second\"\n";
  ASSERT_EQ(demo.run("rotate-key").code, 0);
  fs::copy(demo / "second/hotline-second-copy.db", demo / Installed::living,
           fs::copy_options::overwrite_existing);
  EXPECT_EQ(demo.run("rebuild --check").code, 0);
}

TEST(RotateKey, CutOffBeforeThePromotionItGoesOn) {
  const DemoInstalled demo;
  fs::copy(demo / "keys/master.key", demo / "old.key");
  fs::copy(demo / "keys/recovery.sealed", demo / "old.sealed");
  ASSERT_EQ(demo.run("rotate-key").code, 0);
  for (const bool resealed : {true, false}) {  // the power went after step three, and after step two
    fs::rename(demo / "keys/master.key", demo / "keys/master.key.next");
    fs::copy(demo / "old.key", demo / "keys/master.key");
    if (!resealed)
      fs::copy(demo / "old.sealed", demo / "keys/recovery.sealed", fs::copy_options::overwrite_existing);
    const auto again = demo.run("rotate-key");
    ASSERT_EQ(again.code, 0) << again.err;
    EXPECT_FALSE(fs::exists(demo / "keys/master.key.next"));
    EXPECT_EQ(demo.run("rebuild --check").code, 0);
  }
  fs::remove(demo / "keys/master.key");
  const auto recovered = demo.run("recover", demo_recovery_key() + "\n");
  EXPECT_EQ(recovered.code, 0) << "the paper in the safe holds for the new key: " << recovered.err;
  EXPECT_EQ(demo.run("rebuild --check").code, 0);
}

TEST(RotateKey, CutOffBeforeTheCommitItStartsWithTheSavedKey) {
  const DemoInstalled demo;
  const auto saved = evidence::MasterKey::fresh();
  ASSERT_TRUE(saved.save(demo / "keys/master.key.next"));
  const auto rotated = demo.run("rotate-key");
  ASSERT_EQ(rotated.code, 0) << rotated.err;
  EXPECT_THAT(rotated.out, HasSubstr(saved.id_text()));
  EXPECT_EQ(demo.run("rebuild --check").code, 0);
}

TEST(Recover, ThePaperInTheSafeBringsTheKeyBack) {
  const DemoInstalled demo;
  fs::rename(demo / "keys/master.key", demo / "lost.key");
  EXPECT_THAT(demo.run("rebuild --check").err, HasSubstr("[key_file_missing]"));
  auto mistyped = demo_recovery_key();
  mistyped[2] = mistyped[2] == '7' ? '8' : '7';
  const auto refused = demo.run("recover", mistyped + "\n");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("[recovery_key_mistyped]"));
  EXPECT_THAT(refused.err, HasSubstr("groups[0]"));
  EXPECT_FALSE(fs::exists(demo / "keys/master.key"));
  const auto recovered = demo.run("recover", demo_recovery_key() + "\n");
  ASSERT_EQ(recovered.code, 0) << recovered.err;
  EXPECT_EQ(demo.run("rebuild --check").code, 0);
  const auto again = demo.run("recover", demo_recovery_key() + "\n");
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("[key_file_exists]"));
}

TEST(Keys, ThoseOfAnotherInstallationAreRefused) {
  const DemoInstalled demo;
  Installed other;
  const SystemClock clock;
  ASSERT_TRUE(app::initialise(other.config(), clock));
  fs::copy(other / "keys/master.key", demo / "keys/master.key", fs::copy_options::overwrite_existing);
  for (const auto* command : {"verify", "rebuild --check", "rebuild", "rotate-key"}) {
    const auto refused = demo.run(command);
    EXPECT_EQ(refused.code, 1) << command;
    EXPECT_THAT(refused.err, HasSubstr("[wrong_master_key]")) << command;
  }
}

TEST(Keys, AFileThatOthersMayReadIsRefused) {
  const DemoInstalled demo;
  fs::permissions(demo / "keys/master.key", fs::perms::others_read, fs::perm_options::add);
  const auto refused = demo.run("verify");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("[key_file_mode]"));
}

}  // namespace
}  // namespace hotline::app_test
