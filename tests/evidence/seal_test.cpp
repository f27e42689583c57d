#include "evidence/seal.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

#include "evidence/encoding.h"
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

TEST_F(Seal, TheKeyOfOneOpensThatPartAndNoOtherOfItsStream) {
  const auto one = key_of_one(key, sealed);
  ASSERT_TRUE(one);
  std::string opened;
  ASSERT_TRUE(open_one(*one, some_case, 7, Part::child, sealed, opened));
  EXPECT_EQ(opened, content);
  std::string later;
  seal(key, some_case, 8, Part::child, content, later);
  EXPECT_FALSE(open_one(*one, some_case, 8, Part::child, later, opened)) << "what the stream gets afterwards";
  EXPECT_EQ(opened, "");
  EXPECT_FALSE(open_one(*one, some_case, 8, Part::child, sealed, opened)) << "in another place";
  EXPECT_FALSE(open_one(*one, some_case, 7, Part::informant, sealed, opened));
  EXPECT_EQ(reason_of_opening(*one, some_case, 7, Part::child), "sealed_damaged") << "it is no subject's key";
  EXPECT_EQ(key_of_one(key, sealed.substr(0, seal_overhead_bytes - 1)).error().reason, "sealed_damaged");
}

TEST_F(Seal, WhoeverHasTheKeyOfOneOpensItWithOpenSslAlone) {
  const auto one = *key_of_one(key, sealed);
  const auto* bytes = byte_pointer(sealed);
  std::array<std::uint8_t, 12> nonce{};
  std::copy_n(bytes + 16, 8, nonce.begin() + 4);
  std::string place = "\x01";  // kind, id, sequence, part: as seal.h has them
  place.append(reinterpret_cast<const char*>(some_case.id.data()), some_case.id.size());
  place.append("\0\0\0\0\0\0\0\x07\0", 9);
  std::string tag = sealed.substr(sealed.size() - 16), opened(content.size(), ' ');
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> cipher{EVP_CIPHER_CTX_new(),
                                                                               EVP_CIPHER_CTX_free};
  int length = 0;
  ASSERT_EQ(
      EVP_DecryptInit_ex(cipher.get(), EVP_chacha20_poly1305(), nullptr, KeyView{one}.data(), nonce.data()),
      1);
  ASSERT_EQ(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, 16, tag.data()), 1);
  ASSERT_EQ(
      EVP_DecryptUpdate(cipher.get(), nullptr, &length, byte_pointer(place), static_cast<int>(place.size())),
      1);
  auto* out = reinterpret_cast<unsigned char*>(opened.data());
  ASSERT_EQ(EVP_DecryptUpdate(cipher.get(), out, &length, bytes + 24, static_cast<int>(content.size())), 1);
  EXPECT_EQ(EVP_DecryptFinal_ex(cipher.get(), out + length, &length), 1);
  EXPECT_EQ(opened, content);
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
