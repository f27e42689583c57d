#include "evidence/checkpoint.h"

#include <gtest/gtest.h>

#include <vector>

#include "evidence/encoding.h"

namespace hotline::evidence {
namespace {

const Time some_time = from_unix_ms(1'795'454'677'123);
const Hash some_root = sha256("root");

class CheckpointNote : public testing::Test {
 protected:
  std::string_view reason(std::string_view text) {
    const auto opened = signer.verifier().open(text);
    return opened ? "opened" : opened.error().reason;
  }

  const Key seed = Key::fresh();
  const CheckpointSigner signer{"example.org/hotline", seed};
  const std::string note = signer.sign(20'852'163, some_root, some_time);
};

TEST_F(CheckpointNote, HasTheLinesOfTheSpecification) {
  EXPECT_TRUE(note.starts_with("example.org/hotline\n20852163\n" + base64_text(text_view(some_root)) +
                               "\ntime 2026-11-23T17:24:37.123Z\n\n\u2014 example.org/hotline "));
  EXPECT_TRUE(note.ends_with("\n"));
}

TEST_F(CheckpointNote, OpensToWhatWasSigned) {
  const auto opened = signer.verifier().open(note);
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, (Checkpoint{"example.org/hotline", 20'852'163, some_root, some_time}));
}

TEST_F(CheckpointNote, AFlippedBitAnywhereDoesNotOpen) {
  for (std::size_t bit = 0; bit < note.size() * 8; ++bit) {
    auto changed = note;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    ASSERT_NE(reason(changed), "opened") << bit;
  }
}

TEST_F(CheckpointNote, ACutAnywhereDoesNotOpen) {
  for (std::size_t length = 0; length < note.size(); ++length) {
    ASSERT_EQ(reason(std::string_view{note}.substr(0, length)), "checkpoint_malformed") << length;
  }
}

TEST_F(CheckpointNote, ByAnotherKeyOfTheSameNameIsForeign) {
  const CheckpointSigner other{"example.org/hotline", Key::fresh()};
  EXPECT_EQ(reason(other.sign(5, some_root, some_time)), "checkpoint_foreign");
}

TEST_F(CheckpointNote, OfAnotherOriginIsForeign) {
  const CheckpointSigner other{"example.org/other", seed};
  EXPECT_EQ(reason(other.sign(5, some_root, some_time)), "checkpoint_foreign");
}

TEST_F(CheckpointNote, WithAChangedTextIsForged) {
  auto changed = note;
  changed[changed.find("20852163")] = '3';
  EXPECT_EQ(reason(changed), "checkpoint_forged");
}

TEST_F(CheckpointNote, MayCarryTheSignaturesOfWitnesses) {
  const CheckpointSigner witness{"witness.example.net", Key::fresh()};
  const auto other = witness.sign(1, some_root, some_time);
  const auto line = other.substr(other.find("\n\n") + 2);
  EXPECT_EQ(reason(note + line), "opened");
  const auto own_line = note.find("\n\n") + 2;
  EXPECT_EQ(reason(note.substr(0, own_line) + line + note.substr(own_line)), "opened");
  EXPECT_EQ(reason(note.substr(0, own_line) + line), "checkpoint_foreign");
  EXPECT_EQ(reason(note + "\u2014 witness.example.net AAAA\n"), "checkpoint_malformed");
  EXPECT_EQ(reason(note + "- witness\n"), "checkpoint_malformed");
}

TEST_F(CheckpointNote, IsParsedStrictly) {
  const auto root = base64_text(text_view(some_root));
  const auto signature = note.substr(note.find("\n\n") + 1);
  const auto with = [&](const std::string& text) { return reason(text + signature); };
  // Well formed, so it is the signature that fails:
  EXPECT_EQ(with("example.org/hotline\n1\n" + root + "\n"), "checkpoint_forged");
  EXPECT_EQ(with("example.org/hotline\n0\n" + root + "\nanother line\n"), "checkpoint_forged");
  // Not well formed:
  for (const std::string& text : std::vector<std::string>{
           "example.org/hotline\n1\n",
           "example.org/hotline\n01\n" + root + "\n",
           "example.org/hotline\n+1\n" + root + "\n",
           "example.org/hotline\n\n" + root + "\n",
           "example.org/hotline\n18446744073709551616\n" + root + "\n",
           "\n1\n" + root + "\n",
           "example.org/hotline\n1\n" + root.substr(4) + "\n",
           "example.org/hotline\n1\n" + root + "A\n",
           "example.org/hotline\r\n1\n" + root + "\n",
           "example.org/hotline\n1\n" + root + "\ntime yesterday\n",
           "example.org/hotline\n1\n" + root + "\n\nmore\n",
           "example.org/hotline\n1\n" + root +
               "\ntime 2026-11-23T17:24:37.123Z\ntime 2026-11-23T17:24:37.123Z\n",
       }) {
    EXPECT_EQ(with(text), "checkpoint_malformed") << text;
  }
  EXPECT_EQ(reason(std::string(checkpoint_max_bytes + 1, '\n')), "checkpoint_malformed");
}

TEST_F(CheckpointNote, TheVerifierKeyComesBackFromItsText) {
  const auto text = signer.verifier().text();
  const auto verifier = CheckpointVerifier::parse(text);
  ASSERT_TRUE(verifier);
  EXPECT_EQ(verifier->name(), "example.org/hotline");
  EXPECT_TRUE(verifier->open(note));
}

TEST(VerifierKey, OfGosOwnDocumentationIsRead) {
  const std::string_view text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const auto verifier = CheckpointVerifier::parse(text);
  ASSERT_TRUE(verifier);
  EXPECT_EQ(verifier->text(), text);
}

TEST(VerifierKey, ThatIsChangedAnywhereIsRefused) {
  const std::string text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto changed = text;
    changed[at] = changed[at] == 'e' ? 'f' : 'e';
    const auto verifier = CheckpointVerifier::parse(changed);
    ASSERT_FALSE(verifier) << at;
    EXPECT_EQ(verifier.error().reason, "verifier_key_malformed");
    EXPECT_FALSE(CheckpointVerifier::parse(text.substr(0, at)));
  }
}

TEST(KeyName, IsPrintableAsciiWithoutSpaceOrPlus) {
  EXPECT_TRUE(is_key_name("example.org/hotline"));
  EXPECT_TRUE(is_key_name(std::string(255, 'x')));
  for (const auto& name : {std::string{}, std::string{"a b"}, std::string{"a+b"}, std::string{"a\nb"},
                           std::string{"đường"}, std::string(256, 'x')}) {
    EXPECT_FALSE(is_key_name(name)) << name;
  }
}

}  // namespace
}  // namespace hotline::evidence
