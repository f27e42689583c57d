#include "evidence/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <thread>
#include <vector>

#include "evidence/master_key.h"

namespace hotline::evidence {
namespace {

namespace fs = std::filesystem;

class KeyFile : public testing::Test {
 protected:
  KeyFile() {
    std::string pattern = (fs::temp_directory_path() / "key-file-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
    path_ = directory_ / "master.key";
  }
  ~KeyFile() override { fs::remove_all(directory_); }

  std::string read(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  void write(std::string_view content) {
    std::ofstream{path_, std::ios::binary} << content;
    ::chmod(path_.c_str(), 0600);
  }
  std::string_view reason_of_loading() {
    const auto loaded = MasterKey::load(path_);
    return loaded ? "loaded" : loaded.error().reason;
  }
  std::size_t files() {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator{directory_}, fs::directory_iterator{}));
  }

  fs::path directory_, path_;
};

TEST_F(KeyFile, HoldsTheMasterKeyForItsOwnerAlone) {
  const MasterKey master = MasterKey::fresh();
  const mode_t before = ::umask(0);
  ASSERT_TRUE(master.save(path_));
  ::umask(before);
  struct stat about{};
  ASSERT_EQ(::stat(path_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 07777, 0600U);
  EXPECT_EQ(about.st_nlink, 1U);
  EXPECT_EQ(files(), 1U);
  const auto loaded = MasterKey::load(path_);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->id(), master.id());
  EXPECT_TRUE(std::ranges::equal(loaded->view(), master.view()));
}

TEST_F(KeyFile, IsNeverOverwritten) {
  const MasterKey master = MasterKey::fresh();
  ASSERT_TRUE(master.save(path_));
  const auto before = read(path_);
  const auto again = MasterKey::fresh().save(path_);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().reason, "key_file_exists");
  EXPECT_EQ(read(path_), before);
  EXPECT_EQ(files(), 1U);
}

TEST_F(KeyFile, OfManyWritersAtOnceExactlyOneSucceeds) {
  std::vector<std::thread> writers;
  std::array<bool, 8> done{};
  for (auto& mine : done) writers.emplace_back([&] { mine = MasterKey::fresh().save(path_).has_value(); });
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(std::ranges::count(done, true), 1);
  EXPECT_EQ(reason_of_loading(), "loaded");
  EXPECT_EQ(files(), 1U);
}

TEST_F(KeyFile, DoesNotFollowADanglingLinkWhenItIsMade) {
  fs::create_symlink(directory_ / "elsewhere", path_);
  EXPECT_EQ(MasterKey::fresh().save(path_).error().reason, "key_file_exists");
  EXPECT_FALSE(fs::exists(directory_ / "elsewhere"));
}

TEST_F(KeyFile, IsRefusedWhenItIsMissing) { EXPECT_EQ(reason_of_loading(), "key_file_missing"); }

TEST_F(KeyFile, IsRefusedWhenOthersCouldReadOrChangeIt) {
  ASSERT_TRUE(MasterKey::fresh().save(path_));
  for (const mode_t mode : {0640, 0604, 0620, 0602, 0644, 0666, 0700, 0777, 0610, 04600}) {
    ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
    EXPECT_EQ(reason_of_loading(), "key_file_mode") << std::oct << mode;
  }
  for (const mode_t mode : {0600, 0400}) {
    ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
    EXPECT_EQ(reason_of_loading(), "loaded") << std::oct << mode;
  }
}

TEST_F(KeyFile, IsRefusedWhenItBelongsToSomebodyElse) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  ASSERT_TRUE(MasterKey::fresh().save(path_));
  ASSERT_EQ(::chown(path_.c_str(), 65534, 65534), 0);
  EXPECT_EQ(reason_of_loading(), "key_file_owner");
}

TEST_F(KeyFile, IsRefusedWhenItIsNoRegularFile) {
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  EXPECT_EQ(reason_of_loading(), "key_file_kind");
  fs::remove(path_);
  fs::create_directory(path_);
  EXPECT_EQ(reason_of_loading(), "key_file_kind");
}

TEST_F(KeyFile, IsRefusedAfterAnyChangeOfItsContent) {
  ASSERT_TRUE(MasterKey::fresh().save(path_));
  const auto good = read(path_);
  for (std::size_t at = 0; at < good.size(); ++at) {
    auto changed = good;
    for (const int bit : {0, 5, 7}) {
      changed[at] = static_cast<char>(good[at] ^ 1 << bit);
      write(changed);
      ASSERT_EQ(reason_of_loading(), "key_file_damaged") << at;
    }
  }
  for (const auto& changed : {std::string{}, good.substr(1), good.substr(0, good.size() - 1), good + "\n"}) {
    write(changed);
    EXPECT_EQ(reason_of_loading(), "key_file_damaged");
  }
  write(std::string(key_file_max_bytes + 1, 'x'));
  EXPECT_EQ(reason_of_loading(), "key_file_too_large");
}

TEST_F(KeyFile, IsReplacedInOneStep) {
  ASSERT_TRUE(create_key_file(path_, "old"));
  ASSERT_TRUE(replace_key_file(path_, "new"));
  EXPECT_EQ(read(path_), "new");
  EXPECT_EQ(files(), 1U);
}

TEST_F(KeyFile, OfTheNextMasterKeyTakesThePlaceOfTheOldOne) {
  const MasterKey next = MasterKey::fresh();
  ASSERT_TRUE(MasterKey::fresh().save(path_));
  ASSERT_TRUE(next.save(directory_ / "master.key.next"));
  ASSERT_TRUE(promote_key_file(directory_ / "master.key.next", path_));
  EXPECT_EQ(MasterKey::load(path_)->id(), next.id());
  EXPECT_EQ(files(), 1U);
}

TEST_F(KeyFile, ThatCannotBeWrittenIsSaidToBeSoAndLeavesNothingBehind) {
  const auto nowhere = directory_ / "no-such-directory" / "master.key";
  EXPECT_EQ(MasterKey::fresh().save(nowhere).error().reason, "key_file_unwritable");
  EXPECT_EQ(promote_key_file(directory_ / "absent", path_).error().reason, "key_file_unwritable");
  fs::create_directory(path_);
  std::ofstream{path_ / "inside"} << "x";
  EXPECT_EQ(replace_key_file(path_, "new").error().reason, "key_file_unwritable");
  EXPECT_EQ(files(), 1U);
}

}  // namespace
}  // namespace hotline::evidence
