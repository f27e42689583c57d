#include "base/fold.h"

#include <gmock/gmock.h>

#include <random>

namespace hotline {
namespace {

using testing::ElementsAre;

TEST(Fold, DropsCaseMarksAndPunctuation) {
  EXPECT_EQ(fold("TT. Đồi Ngô,  huyện LỤC NAM"), "tt doi ngo huyen luc nam");
  EXPECT_EQ(fold("Bà Rịa - Vũng Tàu"), "ba ria vung tau");
  EXPECT_EQ(fold("Ð ð Đ đ"), "d d d d");
  EXPECT_EQ(fold("  "), "");
  EXPECT_EQ(fold("P.12"), "p 12");
}

TEST(Fold, ApostropheWithinAWordIsNothing) {
  EXPECT_EQ(fold("Ea H'leo"), "ea hleo");
  EXPECT_EQ(fold("M’Drắk"), "mdrak");
}

TEST(Fold, BothTonePlacementsAndBothNormalFormsAreOne) {
  EXPECT_EQ(fold("Hòa Bình"), fold("Hoà Bình"));
  EXPECT_EQ(fold("Thủy"), fold("Thuỷ"));
  const std::string composed = "Tam Dị, Nghĩa Phương",
                    decomposed = "Tam Di\u0323, Nghi\u0303a Phu\u031bo\u031bng";
  ASSERT_NE(composed, decomposed);
  EXPECT_EQ(fold(composed), fold(decomposed));
  EXPECT_EQ(nfc(decomposed), composed);
}

TEST(Fold, EveryVietnameseLetterFoldsToItsBase) {
  const std::string letters =
      "aàáảãạăằắẳẵặâầấẩẫậ eèéẻẽẹêềếểễệ iìíỉĩị oòóỏõọôồốổỗộơờớởỡợ uùúủũụưừứửữự yỳýỷỹỵ đ";
  EXPECT_EQ(fold(letters), std::string(18, 'a') + " " + std::string(12, 'e') + " " + std::string(6, 'i') +
                               " " + std::string(18, 'o') + " " + std::string(12, 'u') + " " +
                               std::string(6, 'y') + " d");
}

TEST(Fold, WordsKnowTheBytesTheyCameFrom) {
  const std::string text = "xã Đồi-Ngô";
  const auto words = fold_words(text);
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(text.substr(words[1].begin, words[1].end - words[1].begin), "Đồi");
  EXPECT_EQ(text.substr(words[2].begin, words[2].end - words[2].begin), "Ngô");
}

TEST(Fold, IsItsOwnFoldAndTheWordsAreItsWords) {
  std::mt19937 random{1};
  const std::string bytes = "aZ0 -'\xC4\x91\xE1\xBB\x93\xCC\xA3\xFF\x80\xF0\x9F\x98\x80,.Đ";
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (std::size_t n = random() % 40; n > 0; --n) text += bytes[random() % bytes.size()];
    const auto folded = fold(text);
    EXPECT_EQ(fold(folded), folded);
    EXPECT_TRUE(is_valid_utf8(folded));
    std::string joined;
    for (const auto& word : fold_words(text)) joined += (joined.empty() ? "" : " ") + word.text;
    EXPECT_EQ(joined, folded);
  }
}

TEST(Utf8, OnlyWellFormedTextIsValid) {
  EXPECT_TRUE(is_valid_utf8("Lục Nam 😀"));
  EXPECT_TRUE(is_valid_utf8(""));
  for (const char* bad :
       {"\x80", "\xC0\xAF", "\xE1\xBB", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xF0\x80\x80\x80"})
    EXPECT_FALSE(is_valid_utf8(bad));
}

}  // namespace
}  // namespace hotline
