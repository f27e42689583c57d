#include "evidence/seal.h"

#include <gtest/gtest.h>

#include "evidence/lookup.h"

namespace hotline::evidence {
namespace {

const StreamId some_case{StreamKind::case_, {1, 2, 3}};
const std::string content = "a sentence that only few may read";

class Seal : public testing::Test {
 protected:
  Seal() { seal(key, some_case, 7, Part::child, content, sealed); }
  std::string_view reason_of_opening(KeyView with, const StreamId& stream, std::uint64_t sequence,
                                     Part part) {
    std::string opened = "left over";
    const auto result = open(with, stream, sequence, part, sealed, opened);
    if (result) return "opened";
    EXPECT_TRUE(opened.empty());
    return result.error().reason;
  }

  const Key key = Key::fresh();
  std::string sealed;
};

TEST_F(Seal, OpensToWhatWasSealed) {
  std::string opened;
  ASSERT_TRUE(open(key, some_case, 7, Part::child, sealed, opened));
  EXPECT_EQ(opened, content);
  EXPECT_EQ(sealed.size(), content.size() + seal_overhead_bytes);
  EXPECT_EQ(sealed.find(content.substr(0, 8)), std::string::npos);
}

TEST_F(Seal, AlsoTakesEmptyContent) {
  seal(key, some_case, 7, Part::child, {}, sealed);
  std::string opened = "left over";
  ASSERT_TRUE(open(key, some_case, 7, Part::child, sealed, opened));
  EXPECT_EQ(opened, "");
}

TEST_F(Seal, NeverSealsTheSameContentToTheSameBytes) {
  std::string again;
  seal(key, some_case, 7, Part::child, content, again);
  EXPECT_NE(again, sealed);
}

TEST_F(Seal, AFlippedBitAnywhereDoesNotOpen) {
  const std::string good = sealed;
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    sealed = good;
    sealed[bit / 8] = static_cast<char>(sealed[bit / 8] ^ 1 << bit % 8);
    ASSERT_EQ(reason_of_opening(key, some_case, 7, Part::child), "sealed_damaged") << bit;
  }
}

TEST_F(Seal, ACutAnywhereDoesNotOpen) {
  while (!sealed.empty()) {
    sealed.pop_back();
    ASSERT_EQ(reason_of_opening(key, some_case, 7, Part::child), "sealed_damaged") << sealed.size();
  }
}

TEST_F(Seal, DoesNotOpenInAnotherPlaceOrWithAnotherKey) {
  const StreamId other_id{StreamKind::case_, {1, 2, 4}};
  const StreamId other_kind{StreamKind::contact, some_case.id};
  EXPECT_EQ(reason_of_opening(key, other_id, 7, Part::child), "sealed_damaged");
  EXPECT_EQ(reason_of_opening(key, other_kind, 7, Part::child), "sealed_damaged");
  EXPECT_EQ(reason_of_opening(key, some_case, 8, Part::child), "sealed_damaged");
  EXPECT_EQ(reason_of_opening(key, some_case, 7, Part::informant), "sealed_damaged");
  EXPECT_EQ(reason_of_opening(Key::fresh(), some_case, 7, Part::child), "sealed_damaged");
}

TEST(Lookup, FindsTheSameValueAgainOnlyUnderTheSameKeyAndDomain) {
  const Key key = Key::fresh();
  const auto hash = lookup_hash(key, "caller_number", "0912345678");
  EXPECT_EQ(hash, lookup_hash(key, "caller_number", "0912345678"));
  EXPECT_NE(hash, lookup_hash(key, "caller_number", "0912345679"));
  EXPECT_NE(hash, lookup_hash(key, "caller_numbe", "r0912345678"));
  EXPECT_NE(hash, lookup_hash(Key::fresh(), "caller_number", "0912345678"));
}

TEST(Token, IsUniqueAndSafeInACookie) {
  const auto token = fresh_token();
  EXPECT_EQ(token.size(), 43U);
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
  EXPECT_NE(token, fresh_token());
  EXPECT_EQ(token_hash(token), token_hash(token));
  EXPECT_NE(token_hash(token), token_hash(fresh_token()));
}

}  // namespace
}  // namespace hotline::evidence
