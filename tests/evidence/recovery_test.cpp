#include "evidence/recovery.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

namespace hotline::evidence {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t group_step = 6;  // five characters and a dash

bool same(KeyView a, KeyView b) { return std::ranges::equal(a, b); }

/// The paths of the groups that are found mistyped; "length" when their number is wrong; nothing when all is
/// well.
std::vector<std::string> mistyped(std::string_view text) {
  const auto parsed = RecoveryKey::parse(text);
  if (parsed) return {};
  if (parsed.error().reason == "recovery_key_length") return {"length"};
  EXPECT_EQ(parsed.error().reason, "recovery_key_mistyped");
  std::vector<std::string> paths;
  for (const auto& field : parsed.error().fields) paths.push_back(field.path);
  if (paths.empty()) paths.push_back("somewhere");
  return paths;
}
std::string path(std::size_t group) { return "recovery_key.groups[" + std::to_string(group) + "]"; }

TEST(RecoveryKey, IsFourteenGroupsOfFiveThatComeBack) {
  const auto recovery = RecoveryKey::fresh();
  const auto text = recovery.text();
  EXPECT_EQ(text.size(), 83U);
  EXPECT_EQ(text.find_first_not_of(std::string{alphabet} + "-"), std::string::npos);
  const auto back = RecoveryKey::parse(text);
  ASSERT_TRUE(back);
  EXPECT_TRUE(same(back->view(), recovery.view()));
}

TEST(RecoveryKey, IsReadAsPeopleTypeIt) {
  const auto recovery = RecoveryKey::fresh();
  auto text = recovery.text();
  std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
  std::string lines = "  " + text, whole;
  std::ranges::replace(lines, '-', '\n');
  std::ranges::copy_if(text, std::back_inserter(whole), [](char c) { return c != '-'; });
  std::string look_alikes = recovery.text();
  std::ranges::replace(look_alikes, '0', 'o');
  std::ranges::replace(look_alikes, '1', 'I');
  for (const auto& typed : {text, lines, whole, look_alikes, text + "\r\n"}) {
    const auto back = RecoveryKey::parse(typed);
    ASSERT_TRUE(back);
    EXPECT_TRUE(same(back->view(), recovery.view()));
  }
}

TEST(RecoveryKey, EveryWrongCharacterIsLocatedToItsGroup) {
  const auto text = RecoveryKey::fresh().text();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '-') continue;
    for (const char wrong : std::string{alphabet} + "U?") {
      if (wrong == text[at]) continue;
      auto typed = text;
      typed[at] = wrong;
      ASSERT_EQ(mistyped(typed), std::vector{path(at / group_step)}) << at;
    }
  }
}

TEST(RecoveryKey, EverySwapOfTwoCharactersOfAGroupIsLocated) {
  const auto text = RecoveryKey::fresh().text();
  for (std::size_t group = 0; group < 14; ++group) {
    for (std::size_t i = 0; i < 5; ++i) {
      for (std::size_t j = i + 1; j < 5; ++j) {
        auto typed = text;
        std::swap(typed[group * group_step + i], typed[group * group_step + j]);
        if (typed == text) continue;
        ASSERT_EQ(mistyped(typed), std::vector{path(group)});
      }
    }
  }
}

TEST(RecoveryKey, EverySwapOfTwoGroupsIsLocated) {
  const auto text = RecoveryKey::fresh().text();
  for (std::size_t i = 0; i < 14; ++i) {
    for (std::size_t j = i + 1; j < 14; ++j) {
      auto typed = text;
      for (std::size_t k = 0; k < 5; ++k) std::swap(typed[i * group_step + k], typed[j * group_step + k]);
      ASSERT_EQ(mistyped(typed), (std::vector{path(i), path(j)}));
    }
  }
}

TEST(RecoveryKey, ALostOrDoubledCharacterIsLocatedWhereGroupsAreSeparated) {
  const auto text = RecoveryKey::fresh().text();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '-') continue;
    EXPECT_EQ(mistyped(std::string{text}.erase(at, 1)), std::vector{path(at / group_step)});
    EXPECT_EQ(mistyped(std::string{text}.insert(at, 1, text[at])), std::vector{path(at / group_step)});
  }
}

TEST(RecoveryKey, AMissingGroupIsAWrongLength) {
  const auto text = RecoveryKey::fresh().text();
  EXPECT_EQ(mistyped(text.substr(group_step)), std::vector<std::string>{"length"});
  EXPECT_EQ(mistyped(text + "-00000"), std::vector<std::string>{"length"});
  EXPECT_EQ(mistyped(""), std::vector<std::string>{"length"});
}

TEST(RecoveryKey, GroupsOfTwoDifferentKeysDoNotMix) {
  // Each group is right in itself and in its place; only the check of the whole can tell.
  const auto one = RecoveryKey::fresh().text(), other = RecoveryKey::fresh().text();
  const auto mixed = one.substr(0, 3 * group_step) + other.substr(3 * group_step);
  EXPECT_EQ(mistyped(mixed), std::vector<std::string>{"somewhere"});
}

TEST(Recovery, GivesBackTheMasterKeyFromPaperAndFile) {
  const MasterKey master = MasterKey::fresh();
  const auto paper = RecoveryKey::fresh().text();
  const auto file = seal_for_recovery(*RecoveryKey::parse(paper), master);
  const auto recovered = recover(*RecoveryKey::parse(paper), file);
  ASSERT_TRUE(recovered);
  EXPECT_EQ(recovered->id(), master.id());
  EXPECT_TRUE(same(recovered->view(), master.view()));
}

TEST(Recovery, AfterARotationTheSamePaperGivesTheNewMasterKey) {
  const MasterKey first = MasterKey::fresh(), second = MasterKey::fresh(), third = MasterKey::fresh();
  const auto recovery = RecoveryKey::fresh();
  const auto file = seal_for_recovery(recovery, first);
  const auto next_file = reseal_for_recovery(file, first, second);
  ASSERT_TRUE(next_file);
  const auto last_file = reseal_for_recovery(*next_file, second, third);
  ASSERT_TRUE(last_file);
  EXPECT_EQ(recover(recovery, *next_file)->id(), second.id());
  EXPECT_EQ(recover(recovery, *last_file)->id(), third.id());
}

TEST(Recovery, SaysWhichKeyIsWrong) {
  const MasterKey master = MasterKey::fresh();
  const auto file = seal_for_recovery(RecoveryKey::fresh(), master);
  EXPECT_EQ(recover(RecoveryKey::fresh(), file).error().reason, "wrong_recovery_key");
  EXPECT_EQ(reseal_for_recovery(file, MasterKey::fresh(), MasterKey::fresh()).error().reason,
            "wrong_master_key");
}

TEST(Recovery, AnExchangedPublicKeyNeverGetsTheNextMasterKey) {
  const MasterKey master = MasterKey::fresh();
  const auto file = seal_for_recovery(RecoveryKey::fresh(), master);
  const auto foreign = seal_for_recovery(RecoveryKey::fresh(), MasterKey::fresh());
  const auto line = [](const std::string& text) {
    const auto from = text.find("public ");
    return text.substr(from, text.find('\n', from) - from);
  };
  auto exchanged = file;
  exchanged.replace(exchanged.find("public "), line(file).size(), line(foreign));
  EXPECT_EQ(reseal_for_recovery(exchanged, master, MasterKey::fresh()).error().reason, "wrong_master_key");
}

TEST(Recovery, AFileThatWasChangedAnywhereIsRefused) {
  const MasterKey master = MasterKey::fresh();
  const auto recovery = RecoveryKey::fresh();
  const auto file = seal_for_recovery(recovery, master);
  for (std::size_t at = 0; at < file.size(); ++at) {
    auto changed = file;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    ASSERT_FALSE(recover(recovery, changed)) << at;
    ASSERT_FALSE(recover(recovery, file.substr(0, at))) << at;
  }
  EXPECT_EQ(recover(recovery, file + "\n").error().reason, "recovery_file_damaged");
}

}  // namespace
}  // namespace hotline::evidence
