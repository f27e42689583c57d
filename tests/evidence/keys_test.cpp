#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/subject_keys.h"
#include "evidence/vault.h"

namespace hotline::evidence {
namespace {

const StreamId some_case{StreamKind::case_, {1, 2, 3}};

bool same(KeyView a, KeyView b) { return std::ranges::equal(a, b); }
bool same_keys(const SubjectKeys& a, const SubjectKeys& b) {
  return std::ranges::all_of(all_parts, [&](Part part) {
    return a.has(part) == b.has(part) && (!a.has(part) || same(*a.key(part), *b.key(part)));
  });
}

TEST(MasterKey, IsNamedByAnIdThatDependsOnItAlone) {
  const MasterKey master = MasterKey::fresh();
  EXPECT_EQ(MasterKey{master.view()}.id(), master.id());
  EXPECT_NE(MasterKey::fresh().id(), master.id());
  EXPECT_EQ(master.id_text().size(), 16U);
}

TEST(SubjectKeys, AreThreeIndependentKeys) {
  const auto keys = SubjectKeys::fresh();
  EXPECT_FALSE(same(*keys.key(Part::child), *keys.key(Part::informant)));
  EXPECT_FALSE(same(*keys.key(Part::child), *keys.key(Part::allegation)));
  EXPECT_FALSE(same(*keys.key(Part::informant), *keys.key(Part::allegation)));
}

TEST(SubjectKeys, ComeBackFromTheirBlob) {
  const MasterKey master = MasterKey::fresh();
  const auto keys = SubjectKeys::fresh();
  const auto blob = keys.wrap(master, some_case);
  EXPECT_EQ(blob.size(), 147U);
  const auto back = SubjectKeys::unwrap(master, some_case, blob);
  ASSERT_TRUE(back);
  EXPECT_TRUE(same_keys(keys, *back));
}

TEST(SubjectKeys, AnErasedPartIsGoneFromTheBlobAndTheOthersStay) {
  const MasterKey master = MasterKey::fresh();
  for (const auto erased : all_parts) {
    const auto keys = SubjectKeys::fresh();
    auto fewer = keys;
    fewer.erase(erased);
    const auto blob = fewer.wrap(master, some_case);
    EXPECT_EQ(blob.size(), 147U - key_bytes);
    const auto back = SubjectKeys::unwrap(master, some_case, blob);
    ASSERT_TRUE(back);
    for (const auto part : all_parts) {
      if (part == erased) {
        ASSERT_FALSE(back->key(part));
        EXPECT_EQ(back->key(part).error().reason, "part_erased");
      } else {
        EXPECT_TRUE(same(*back->key(part), *keys.key(part)));
      }
    }
  }
}

TEST(SubjectKeys, BelongToTheirSubjectAlone) {
  const MasterKey master = MasterKey::fresh();
  const auto blob = SubjectKeys::fresh().wrap(master, some_case);
  const auto other = SubjectKeys::unwrap(master, {StreamKind::contact, some_case.id}, blob);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().reason, "wrapped_keys_damaged");
}

TEST(SubjectKeys, TellAWrongMasterKeyFromDamage) {
  const MasterKey master = MasterKey::fresh();
  const auto blob = SubjectKeys::fresh().wrap(master, some_case);
  const auto wrong = SubjectKeys::unwrap(MasterKey::fresh(), some_case, blob);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().reason, "wrong_master_key");
  EXPECT_EQ(wrong.error().code, Code::failed_precondition);
  // Bytes 2 to 9 are the id: damage there cannot be told from another key, any other is damage.
  for (std::size_t at = 0; at < blob.size(); ++at) {
    auto changed = blob;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    const auto result = SubjectKeys::unwrap(master, some_case, changed);
    ASSERT_FALSE(result) << at;
    EXPECT_EQ(result.error().reason, at >= 2 && at < 10 ? "wrong_master_key" : "wrapped_keys_damaged") << at;
  }
  for (std::size_t length = 0; length < blob.size(); ++length) {
    const auto cut = SubjectKeys::unwrap(master, some_case, std::string_view{blob}.substr(0, length));
    ASSERT_FALSE(cut) << length;
    EXPECT_EQ(cut.error().reason, "wrapped_keys_damaged") << length;
  }
}

TEST(Rotation, KeepsEveryKeyAndTheOldMasterKeyOpensNothingNew) {
  const MasterKey old_master = MasterKey::fresh(), new_master = MasterKey::fresh();
  const auto keys = SubjectKeys::fresh();
  const auto vault = Vault::fresh();
  const auto keys_blob =
      SubjectKeys::rewrap(old_master, new_master, some_case, keys.wrap(old_master, some_case));
  const auto vault_blob = Vault::rewrap(old_master, new_master, vault.wrap(old_master));
  ASSERT_TRUE(keys_blob && vault_blob);
  EXPECT_TRUE(same_keys(keys, *SubjectKeys::unwrap(new_master, some_case, *keys_blob)));
  EXPECT_TRUE(same(vault.key(VaultKey::index), Vault::unwrap(new_master, *vault_blob)->key(VaultKey::index)));
  EXPECT_EQ(SubjectKeys::unwrap(old_master, some_case, *keys_blob).error().reason, "wrong_master_key");
  EXPECT_EQ(Vault::unwrap(old_master, *vault_blob).error().reason, "wrong_master_key");
  EXPECT_EQ(*wrapping_key_id(*keys_blob), new_master.id());
}

TEST(Rotation, KeepsAnErasedPartErased) {
  const MasterKey old_master = MasterKey::fresh(), new_master = MasterKey::fresh();
  auto keys = SubjectKeys::fresh();
  keys.erase(Part::informant);
  const auto blob = SubjectKeys::rewrap(old_master, new_master, some_case, keys.wrap(old_master, some_case));
  ASSERT_TRUE(blob);
  EXPECT_FALSE(SubjectKeys::unwrap(new_master, some_case, *blob)->has(Part::informant));
}

TEST(Rotation, ThatWasCutShortCanRunAgain) {
  const MasterKey old_master = MasterKey::fresh(), new_master = MasterKey::fresh();
  const auto done = SubjectKeys::fresh().wrap(new_master, some_case);
  const auto again = SubjectKeys::rewrap(old_master, new_master, some_case, done);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, done);
  auto damaged = done;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  EXPECT_EQ(SubjectKeys::rewrap(old_master, new_master, some_case, damaged).error().reason,
            "wrapped_keys_damaged");
}

TEST(Rotation, StopsAtABlobOfAThirdMasterKey) {
  const auto blob = Vault::fresh().wrap(MasterKey::fresh());
  const auto result = Vault::rewrap(MasterKey::fresh(), MasterKey::fresh(), blob);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, "wrong_master_key");
}

TEST(Vault, KeepsOneKeyForEachPurpose) {
  const MasterKey master = MasterKey::fresh();
  const auto vault = Vault::fresh();
  const auto back = Vault::unwrap(master, vault.wrap(master));
  ASSERT_TRUE(back);
  for (const auto purpose : {VaultKey::index, VaultKey::checkpoint, VaultKey::answers, VaultKey::directory}) {
    EXPECT_TRUE(same(vault.key(purpose), back->key(purpose)));
  }
  EXPECT_FALSE(same(vault.key(VaultKey::index), vault.key(VaultKey::answers)));
}

TEST(Vault, KeepsKeysOfALaterVersionAndAddsThoseThatAnEarlierOneLacks) {
  const MasterKey master = MasterKey::fresh();
  std::array<std::uint8_t, 2 * 33> content{};
  content[0] = static_cast<std::uint8_t>(VaultKey::index);
  content[33] = 200;  // a purpose that this version does not know
  content[34] = 0x55;
  auto vault = Vault::unwrap(master, wrap(master, Wrapped::vault, {}, content));
  ASSERT_TRUE(vault);
  EXPECT_TRUE(vault->add_missing());
  EXPECT_FALSE(vault->add_missing());
  EXPECT_TRUE(same(vault->key(VaultKey::index), KeyView{std::span{content}.subspan<1, 32>()}));
  const auto back = Vault::unwrap(master, vault->wrap(master));
  ASSERT_TRUE(back);
  EXPECT_TRUE(same(back->key(static_cast<VaultKey>(200)), KeyView{std::span{content}.subspan<34, 32>()}));
}

TEST(Vault, DoesNotOpenAsTheKeysOfASubject) {
  const MasterKey master = MasterKey::fresh();
  EXPECT_EQ(SubjectKeys::unwrap(master, some_case, Vault::fresh().wrap(master)).error().reason,
            "wrapped_keys_damaged");
}

}  // namespace
}  // namespace hotline::evidence
