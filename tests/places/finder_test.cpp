#include <gmock/gmock.h>

#include <random>

#include "base/fold.h"
#include "domain/place_finder.h"
#include "domain/place_reason.h"
#include "luc_nam.h"

namespace hotline::places {
namespace {

const Date today = day("2026-10-01");

const PlaceFinder& finder() {
  static const PlaceFinder made{luc_nam()};
  return made;
}
Places find(std::string_view text) { return finder().find({.text = text, .on = today}); }
std::string first(std::string_view text) {
  const auto places = find(text);
  return places.found.empty() ? "" : places.found[0].unit->key.text();
}

TEST(Finder, WaysToSayOnePlaceAllLeadThere) {
  for (const char* text :
       {"xã Tam Dị, huyện Lục Nam, tỉnh Bắc Giang", "xa tam di luc nam", "TAM DI", "luc nam, tam di",
        "X. Tam Dị H. Lục Nam", "bac giang luc nam tam di", "Tam Di\u0323 Lu\u0323c Nam", "07456", "7456",
        "tam dj luc nam", "tma di luc nam", "tamdi luc nam", "ta m di luc nam", "tam d"}) {
    EXPECT_EQ(first(text), "07456@2004-07-08") << text;
  }
}

TEST(Finder, TheAnswerIsTodaysUnitWithTheTrail) {
  const auto places = find("tiên hưng, lục nam");
  ASSERT_FALSE(places.found.empty());
  EXPECT_TRUE(places.sure);
  const auto& place = places.found[0];
  EXPECT_EQ(place.now.unit->key.text(), "07444@2025-07-01");
  ASSERT_EQ(place.now.trail.size(), 3U);
  EXPECT_EQ(place.now.trail[1].unit->name, "Đồi Ngô");
}

TEST(Finder, ADayThatIsABoundIsToldAsOne) {
  std::vector<Unit> units(luc_nam().units().begin(), luc_nam().units().end());
  for (Unit& unit : units) unit.ended_not_later = unit.key.code == "07474";
  const auto bounded = Directory::build(units).value();
  const PlaceFinder finder{*bounded};
  const auto places = finder.find({.text = "tiên hưng, lục nam", .on = day("2026-10-01")});
  ASSERT_FALSE(places.found.empty());
  const auto reason = reason_of(places.found[0]);
  EXPECT_THAT(reason.vi, testing::StartsWith("trước là xã Tiên Hưng đến không muộn hơn 31/12/2019 → thị trấn "
                                             "Đồi Ngô đến 30/6/2025"));
  EXPECT_THAT(reason.en, testing::StartsWith("was xã Tiên Hưng until not later than 31 Dec 2019 → thị trấn "
                                             "Đồi Ngô until 30 Jun 2025"));
}

TEST(Finder, AbbreviationsSayWhichOfTwoNamesakesIsMeant) {
  EXPECT_EQ(first("tt luc nam"), "07447@2004-07-08");
  EXPECT_EQ(first("xã lục nam"), "07444@2025-07-01");
  EXPECT_EQ(first("h. luc nam"), "218@2004-07-08");
  EXPECT_EQ(first("TT Đồi Ngô"), "07444@2004-07-08");
}

TEST(Finder, TheSameNameOfAnotherEraIsTheUnitWhoseSurroundingsAreNamed) {
  EXPECT_EQ(first("trường sơn, lục nam, bắc giang"), "07507@2004-07-08");
  EXPECT_EQ(first("trường sơn, bắc ninh"), "07489@2025-07-01");
}

TEST(Finder, WordsAroundThePlaceComeBackAsDetail) {
  const auto places = find("Số 12 ngõ 5, thôn Chùa, xã Yên Sơn, Lục Nam gần trường");
  ASSERT_FALSE(places.found.empty());
  EXPECT_EQ(places.found[0].unit->name, "Yên Sơn");
  EXPECT_EQ(places.found[0].detail, "Số 12 ngõ 5, thôn Chùa, gần trường");
}

TEST(Finder, AnUnknownCommuneIsTheDistrictThatIsKnown) {
  const auto places = find("xã Không Có, Lục Nam, Bắc Giang");
  ASSERT_FALSE(places.found.empty());
  EXPECT_EQ(places.found[0].unit->key.text(), "218@2004-07-08");
  EXPECT_EQ(places.found[0].now.unit->key.text(), "24@2025-07-01");
  EXPECT_FALSE(places.found[0].now.candidates.empty());
  EXPECT_FALSE(places.sure);
  EXPECT_EQ(places.found[0].detail, "xã Không Có");
}

TEST(Finder, AReusedCodeShowsAllItsUnits) {
  const auto places = find("07450");
  ASSERT_EQ(places.found.size(), 2U);
  EXPECT_EQ(places.found[0].unit->name, "Đông Phú");
  EXPECT_EQ(places.found[1].unit->name, "Đông Hưng");
  EXPECT_EQ(first("24"), "24@2025-07-01");
}

TEST(Finder, AnErrorWithoutSurroundingsIsNotSure) {
  EXPECT_TRUE(find("tam di").sure);
  EXPECT_FALSE(find("tam dj").sure);
  EXPECT_TRUE(find("tam dj luc nam").sure);
  EXPECT_FALSE(find("tam").sure);
}

TEST(Finder, IsSureOnlyOfANameThatStandsAsAStretchOfItsOwn) {
  for (const char* text : {"bảo sơn lục nam", "xóm Tam Dị, Bảo Sơn, Lục Nam", "thôn 3 Bảo Sơn, Lục Nam",
                           "em ở Bảo Sơn, Lục Nam", "Bảo Sơn - Lục Nam", "bao son luc nam thon tam di",
                           "thôn Đông xã Bảo Sơn huyện Lục Nam", "thon bon dang bao son luc nam"}) {
    EXPECT_TRUE(find(text).sure) << text;
    EXPECT_EQ(find(text).found[0].unit->name, "Bảo Sơn") << text;
  }
  for (const char* text :
       {"thôn Bảo Sơn, Lục Nam", "7 Bảo Sơn, Lục Nam", "12/7 Bảo Sơn, Lục Nam", "đường Phan Bảo Sơn, Lục Nam",
        "tạp hóa Bảo Sơn, Lục Nam", "thon dong bao son luc nam"})
    EXPECT_FALSE(find(text).sure) << text;
}

TEST(Finder, IsNotSureWhereAnotherUnitIsNamedToo) {
  EXPECT_FALSE(find("Tam Dị, Nghĩa Phương, Lục Nam").sure);
  EXPECT_FALSE(find("xã Tam Dị, xã Nghĩa Phương, Lục Nam").sure);
  EXPECT_TRUE(find("Tiên Hưng, Lục Nam, Bắc Ninh").sure) << "what it became belongs to it";
}

TEST(Finder, FormerBehindANameIsNoDetailAndChangesNothingOfWhatElseIsSaid) {
  struct Said {
    const char *text, *name, *detail;
  };
  for (const Said& said :
       {Said{"gần chợ Sàn, Phương Sơn cũ", "Phương Sơn", "gần chợ Sàn"},
        Said{"gần chợ Sàn, Phương Sơn (cũ), Lục Nam", "Phương Sơn", "gần chợ Sàn"},
        Said{"xã Lan Mẫu cũ huyện Lục Nam cũ", "Lan Mẫu", ""}, Said{"xa tam di cu luc nam cu", "Tam Dị", ""},
        Said{"tam dj cu luc nam cu bac giang cu", "Tam Dị", ""}, Said{"xã Tam Dị, Lục Nam", "Tam Dị", ""},
        Said{"tt doi ngo cu", "Đồi Ngô", ""}, Said{"chợ cũ, Tam Dị, Lục Nam", "Tam Dị", "chợ cũ"},
        Said{"thôn Chùa cũ, xã Tam Dị, Lục Nam", "Tam Dị", "thôn Chùa cũ"},
        Said{"bà cụ ở Tam Dị, Lục Nam", "Tam Dị", "bà cụ ở"}}) {
    const auto places = find(said.text);
    ASSERT_FALSE(places.found.empty()) << said.text;
    EXPECT_TRUE(places.sure) << said.text;
    EXPECT_EQ(places.found[0].unit->name, said.name) << said.text;
    EXPECT_EQ(places.found[0].detail, said.detail) << said.text;
  }
}

TEST(Finder, FormerPrefersTheNamesakeThatIsNoMoreAndMakesNothingSure) {
  const auto file = read_units(
      "code,valid_from,valid_to,level,kind,name,parent,successors\nH,2000-01-01,,helpline,,T,,\n"
      "01,2000-01-01,,province,tỉnh,Một,,\n"
      "00001,2000-01-01,,commune,xã,Tân An,01,\n00003,2000-01-01,,commune,xã,Bình Hòa,01,\n"
      "00002,2000-01-01,2010-01-01,commune,xã,Tân An,01,00003@2000-01-01\n"
      "00004,2000-01-01,,commune,xã,Lũng Cú,01,\n"
      "00005,2000-01-01,2010-01-01,commune,xã,Lũng,01,00003@2000-01-01\n");
  ASSERT_TRUE(file.directory);
  const PlaceFinder two{*file.directory};
  const auto first = [&](std::string_view text) {
    return two.find({.text = text, .on = today}).found.at(0).unit->key.code;
  };
  EXPECT_EQ(first("tân an, một"), "00001");
  for (const char* text : {"tân an cũ, một", "tan an cu mot", "xã Tân An (cũ), Một"}) {
    EXPECT_EQ(first(text), "00002") << text;
    EXPECT_FALSE(two.find({.text = text, .on = today}).sure) << "the other one may be meant: " << text;
  }
  EXPECT_EQ(first("tan an mot cu"), "00001") << "behind another name";
  EXPECT_EQ(first("lung cu mot"), "00004") << "the word is the name's own";
  EXPECT_EQ(first("lũng cũ, một"), "00005");
}

TEST(Finder, NoNameIsMisspeltAcrossAComma) {
  EXPECT_EQ(first("Tam, Dị, Lục Nam"), "07456@2004-07-08");
  EXPECT_FALSE(find("Tam, Dj, Lục Nam").sure);
}

TEST(Finder, NothingIsMadeOfNothing) {
  for (const char* text : {"", "   ", "?!", "zzzzzz qqqqqq", "\xFF\xFE", "12"}) {
    EXPECT_TRUE(find(text).found.empty()) << text;
    EXPECT_FALSE(find(text).sure);
  }
}

TEST(Finder, TypedMarksDecideBetweenNamesThatFoldAlike) {
  EXPECT_EQ(find("Yên Sơn").found[0].unit->name, "Yên Sơn");
  const auto file = read_units(
      "code,valid_from,level,kind,name,parent\nH,2000-01-01,helpline,,T,\n01,2000-01-01,province,tỉnh,Nam "
      "Định,\n"
      "00001,2000-01-01,commune,xã,Trực Hưng,01\n00002,2000-01-01,commune,xã,Trực Hùng,01\n");
  ASSERT_TRUE(file.directory);
  const PlaceFinder two{*file.directory};
  EXPECT_EQ(two.find({.text = "trực hưng", .on = today}).found[0].unit->name, "Trực Hưng");
  EXPECT_EQ(two.find({.text = "trực hùng", .on = today}).found[0].unit->name, "Trực Hùng");
  const auto unmarked = two.find({.text = "truc hung", .on = today});
  EXPECT_FALSE(unmarked.sure);
  EXPECT_FALSE(two.find({.text = "truc hung", .on = today, .limit = 1}).sure)
      << "how many are wanted decides nothing";
  EXPECT_EQ(unmarked.found[0].group, unmarked.found[1].group);
}

TEST(Finder, WithinKeepsToOneUnitAndWhatItBecame) {
  const Unit& old_bac_ninh = unit("27@2004-07-08");
  EXPECT_TRUE(finder().find({.text = "tam di", .on = today, .within = &unit("218@2004-07-08")}).sure);
  EXPECT_TRUE(finder().find({.text = "tam di", .on = today, .within = &unit("24@2025-07-01")}).sure);
  // What old Bắc Ninh became holds Tam Dị today.
  EXPECT_FALSE(finder().find({.text = "tam di", .on = today, .within = &old_bac_ninh}).found.empty());
  EXPECT_TRUE(
      finder().find({.text = "tam di", .on = day("2015-03-26"), .within = &old_bac_ninh}).found.empty());
}

TEST(Finder, WordsOfADayNamePlacesThatThereWereOnIt) {
  const auto first = [](const char* text, std::optional<Date> named_on) {
    return finder().find({.text = text, .on = today, .named_on = named_on}).found.at(0).unit->full_name();
  };
  EXPECT_EQ(first("07498", {}), "xã Bắc Lũng") << "the code was given to another place";
  EXPECT_EQ(first("07498", day("2015-03-26")), "xã Yên Sơn");
  for (const auto& place : finder().find({.text = "Tiên Hưng", .on = today, .named_on = today}).found)
    EXPECT_TRUE(place.unit->valid_on(today)) << place.unit->key.text();
}

TEST(Finder, ANameThatBeginsAnotherIsSureWhereTheOtherIsNotAskedFor) {
  const auto file = read_units(
      "code,valid_from,valid_to,level,kind,name,parent,successors\nH,2000-01-01,,helpline,,T,,\n"
      "01,2000-01-01,,province,tỉnh,Một,,\n02,2000-01-01,,province,tỉnh,Hai,,\n"
      "00001,2000-01-01,,commune,xã,Tân An,01,\n00003,2000-01-01,,commune,xã,Bình An,02,\n"
      "00002,2000-01-01,2010-01-01,commune,xã,Tân An Hội,02,00003@2000-01-01\n");
  ASSERT_TRUE(file.directory);
  const PlaceFinder two{*file.directory};
  const Unit* one = file.directory->find(UnitKey::parse("01@2000-01-01").value());
  EXPECT_FALSE(two.find({.text = "tan an", .on = today}).sure) << "or Tân An Hội, still being typed";
  EXPECT_TRUE(two.find({.text = "tan an", .on = today, .within = one}).sure);
  EXPECT_TRUE(two.find({.text = "tan an", .on = today, .named_on = day("2015-03-26")}).sure);
  EXPECT_TRUE(two.find({.text = "tan an mot", .on = today}).sure);
}

TEST(Finder, PreferredPlacesAreFirstAmongEquals) {
  const auto file = read_units(
      "code,valid_from,level,kind,name,parent\nH,2000-01-01,helpline,,T,\n01,2000-01-01,province,tỉnh,Một,\n"
      "02,2000-01-01,province,tỉnh,Hai,\n00001,2000-01-01,commune,xã,Tân "
      "An,01\n00002,2000-01-01,commune,xã,Tân An,02\n");
  ASSERT_TRUE(file.directory);
  const PlaceFinder two{*file.directory};
  const auto recent = UnitKey::parse("00002@2000-01-01").value();
  EXPECT_EQ(two.find({.text = "tan an", .on = today}).found[0].unit->key.code, "00001");
  EXPECT_EQ(two.find({.text = "tan an", .on = today, .prefer = {&recent, 1}}).found[0].unit->key.code,
            "00002");
  const auto near = two.find(
      {.text = "tan an", .on = today, .near = file.directory->find(UnitKey::parse("02@2000-01-01").value())});
  EXPECT_EQ(near.found[0].unit->key.code, "00002");
  EXPECT_FALSE(near.sure);
}

TEST(Finder, EveryUnitOfLucNamIsFoundByItsAddressAlsoWithOneError) {
  std::mt19937 random{20150326};
  int asked = 0, right = 0;
  for (const Unit& u : luc_nam().units()) {
    if (u.level != Level::commune) continue;
    std::string text = fold(u.name);
    for (const Unit* above = luc_nam().find(*u.parent); above;
         above = above->parent ? luc_nam().find(*above->parent) : nullptr)
      text += " " + fold(above->name);
    EXPECT_EQ(fold(find(text).found[0].unit->name), fold(u.name)) << text;
    for (int i = 0; i < 20; ++i) {
      std::string wrong = text;
      const auto at = random() % wrong.size();
      if (wrong[at] == ' ') continue;
      if (random() % 2)
        wrong[at] = static_cast<char>('a' + random() % 26);
      else
        wrong.erase(at, 1);
      const auto places = find(wrong);
      ++asked;
      right += !places.found.empty() && fold(places.found[0].unit->name) == fold(u.name);
    }
  }
  EXPECT_GE(right * 100, asked * 97);
}

TEST(Finder, ReadsNoMoreThanItsLimitsAndKeepsTheRestAsDetail) {
  std::string text = "tam di luc nam ";
  for (int i = 0; i < 100; ++i) text += "đường ";
  const auto places = find(text);
  ASSERT_FALSE(places.found.empty());
  EXPECT_EQ(places.found[0].unit->name, "Tam Dị");
  EXPECT_TRUE(is_valid_utf8(places.found[0].detail));
  EXPECT_GT(places.found[0].detail.size(), 500U);
}

TEST(Finder, WhereItsLimitFallsWithinALetterTheDetailStaysText) {
  for (const std::string before : {"", "a", "aa", "aaa"}) {
    std::string text = "tam di luc nam " + before;
    for (int i = 0; i < 20; ++i) text += "ẫẫẫẫẫẫẫẫẫẫ";  // few words: the bytes are what ends the reading
    const auto places = find(text);
    ASSERT_FALSE(places.found.empty());
    EXPECT_TRUE(is_valid_utf8(places.found[0].detail)) << before;
  }
}

}  // namespace
}  // namespace hotline::places
