#include <gmock/gmock.h>

#include <cstdio>
#include <iostream>
#include <random>

#include "whole_country.h"

namespace hotline::places {
namespace {

TEST_F(National, HasTheUnitsOfBothLists) {
  const auto count = [&](Level level, Date on) {
    return std::ranges::count_if(units().units(),
                                 [&](const Unit& u) { return u.level == level && u.valid_on(on); });
  };
  EXPECT_EQ(count(Level::province, day("2019-10-06")), 63);
  EXPECT_EQ(count(Level::district, day("2019-10-06")), 713);
  EXPECT_EQ(count(Level::commune, day("2019-10-06")), 11'160);
  EXPECT_EQ(count(Level::province, day("2025-07-01")), 34);
  EXPECT_EQ(count(Level::district, day("2025-07-01")), 0);
  EXPECT_EQ(count(Level::commune, day("2025-07-01")), 3'321);
}

TEST_F(National, TheImportCountsAndListsWhatIsDamagedOrNotKnown) {
  FILE* pipe = popen(HOTLINE_SOURCE_DIR "/scripts/import-units --dry-run 2>/dev/null", "r");
  ASSERT_TRUE(pipe);
  std::string report(1 << 16, '\0');
  report.resize(std::fread(report.data(), 1, report.size(), pipe));
  EXPECT_EQ(pclose(pipe), 0);
  using testing::HasSubstr;
  EXPECT_THAT(report, HasSubstr("\n1132 communes of 2019 that the mapping does not have by code\n"));
  EXPECT_THAT(report, HasSubstr("\n601 communes of 2019 that the mapping has neither by code nor by name"));
  EXPECT_THAT(report, HasSubstr("\n67 mapping rows whose new code had lost its leading zeros"));
  EXPECT_THAT(
      report,
      HasSubstr("phường Dịch Vọng, Cầu Giấy, Hà Nội → 00166@2025-07-01 Cầu Giấy, 00160@2025-07-01 Nghĩa Đô"));
  EXPECT_THAT(report, HasSubstr("07516@2004-07-08 Vũ Xá: valid_to \"2025-07-01\", curated \"2025-01-01\""));
  EXPECT_THAT(report, HasSubstr("file none"));
}

TEST_F(National, HoldsLucNamAsItIsKeptByHand) {
  for (const Unit& unit : luc_nam().units()) {
    const Unit* listed = units().find(unit.key);
    ASSERT_TRUE(listed) << unit.key.text();
    EXPECT_EQ(listed->full_name(), unit.full_name());
    EXPECT_EQ(listed->valid_to, unit.valid_to);
    EXPECT_EQ(listed->successors, unit.successors);
  }
}

TEST_F(National, OfACommuneThatTheListsLostInBetweenTheLastDayIsABound) {
  const auto bounded = [&](Level level) {
    return std::ranges::count_if(units().units(),
                                 [&](const Unit& u) { return u.level == level && u.ended_not_later; });
  };
  EXPECT_EQ(bounded(Level::commune), 928);
  EXPECT_EQ(bounded(Level::district), 25);
  EXPECT_EQ(bounded(Level::province), 0);
  const auto of = [&](const char* key) { return units().find(UnitKey::parse(key).value()); };
  EXPECT_TRUE(of("00250@2004-07-08")->ended_not_later)
      << "Bùi Thị Xuân, Hai Bà Trưng: neither by code nor name";
  EXPECT_TRUE(of("763@2004-07-08")->ended_not_later) << "district 9, a part of Thủ Đức since";
  EXPECT_FALSE(of("26740@2004-07-08")->ended_not_later) << "Bến Nghé was there in June 2025";
  EXPECT_FALSE(of("760@2004-07-08")->ended_not_later) << "and so was district 1";
  for (const Unit& unit : luc_nam().units()) EXPECT_FALSE(units().find(unit.key)->ended_not_later);
}

TEST_F(National, EveryUnitReachesOneOfTodayOrAPersonWhoIsAbove) {
  int certain = 0, ambiguous = 0, sorting = 0;
  for (const Unit& unit : units().units()) {
    const auto now = units().succession(unit, today);
    ASSERT_TRUE(now.unit->valid_on(today));
    if (!now.certain()) EXPECT_LT(now.unit->level, unit.level) << unit.key.text();
    (now.certain() ? certain : now.candidates.empty() ? sorting : ambiguous) += unit.level == Level::commune;
  }
  std::cout << "communes: certain " << certain << ", a person chooses " << ambiguous << ", a person sorts "
            << sorting << "\n";
  EXPECT_LT(ambiguous + sorting, 700);
}

TEST_F(National, OnWhicheverDayItIsAskedEveryUnitEverValidHasOneThatIsThere) {
  for (const char* on : {"2015-03-26", "2019-12-31", "2020-01-01", "2022-07-01", "2025-01-01", "2025-06-30",
                         "2025-07-01", "2026-10-01"})
    for (const Unit& unit : units().units()) {
      const auto then = units().succession(unit, day(on));
      ASSERT_TRUE(then.unit && then.unit->valid_on(day(on))) << unit.key.text() << " on " << on;
      for (const Unit* candidate : then.candidates) ASSERT_TRUE(candidate->valid_on(day(on)));
    }
}

TEST_F(National, TheOldCommuneIsFirstByCommuneDistrictAndProvince) {
  const auto score = ask(false, [](const Unit& u) { return address(u); });
  EXPECT_GE(score.asked, 10'000U) << "all of them, not a sample";
  EXPECT_GE(score.share(score.first), 99.5);
  EXPECT_EQ(score.surely_wrong, 0U);
}

TEST_F(National, AlsoWithOneTypingError) {
  std::mt19937 random{distortion_seed};
  const auto score = ask(false, [&](const Unit& u) { return mistyped(address(u), random); });
  EXPECT_GE(score.share(score.first), 97);
}

TEST_F(National, AlsoWithTwoTypingErrors) {
  std::mt19937 random{distortion_seed};
  const auto twice = [&](const Unit& u) { return mistyped(mistyped(address(u), random), random); };
  const auto score = ask(false, twice, 5);  // asked of every fifth: two errors take longer to look for
  // Two errors in a short name make another name; it is first nine times in ten, and rarely said to be sure.
  EXPECT_GE(score.share(score.first), 90);
  EXPECT_LT(score.share(score.sure), 50);
}

TEST_F(National, WordsOfCallersLeadWhereTheyMean) {
  struct Said {
    const char *text, *name, *above, *detail;
  };
  for (const Said& said :
       {Said{"xã Tam Dị, Lục Nam", "Tam Dị", "Lục Nam", ""},
        Said{"gần chợ Sàn, Phương Sơn cũ, Lục Nam", "Phương Sơn", "Lục Nam", "gần chợ Sàn"},
        Said{"tt doi ngo", "Đồi Ngô", "Lục Nam", ""}, Said{"P12 Gò Vấp", "12", "Gò Vấp", ""},
        Said{"phường 12 quận gò vấp", "12", "Gò Vấp", ""}, Said{"Q1, P. Bến Nghé", "Bến Nghé", "1", ""},
        Said{"Lục Nam Tam Dị thôn Thanh Giã", "Tam Dị", "Lục Nam", "thôn Thanh Giã"}}) {
    const auto places = find(said.text);
    ASSERT_FALSE(places.found.empty()) << said.text;
    EXPECT_EQ(places.found[0].unit->name, said.name) << said.text;
    EXPECT_EQ(above(units(), *places.found[0].unit)->name, said.above) << said.text;
    EXPECT_EQ(places.found[0].detail, said.detail) << said.text;
  }
}

TEST_F(National, ANameThatIsInManyProvincesIsOneGroupAndNotSure) {
  const auto places = find("tan an");
  ASSERT_GE(places.found.size(), 3U);
  EXPECT_FALSE(places.sure);
  EXPECT_GE(std::ranges::count(places.found, places.found[0].group, &Place::group), 3);
}

TEST_F(National, AlsoWithoutTheProvince) {
  const auto score = ask(false, [](const Unit& u) { return plain_address(units(), u, false); });
  EXPECT_GE(score.share(score.first_group), 97);
  EXPECT_GE(score.share(score.among_five), 99.5);
}

TEST_F(National, AlsoAsWrittenOnPaperWithADetail) {
  const auto score = ask(false, [](const Unit& u) { return written_address(units(), u); });
  EXPECT_GE(score.share(score.first), 99.5);
}

TEST_F(National, AlsoFromTheProvinceDown) {
  const auto score = ask(false, [](const Unit& u) { return downward_address(units(), u); });
  EXPECT_GE(score.share(score.first), 99.5);
}

TEST_F(National, TheCommunesOfTodayAreFirstByCommuneAndProvince) {
  const auto score = ask(true, [](const Unit& u) { return address(u); });
  EXPECT_GE(score.share(score.first), 99.5);
  EXPECT_EQ(score.surely_wrong, 0U);
}

TEST_F(National, TheIndexIsSmall) {
  std::cout << "index: " << finder().index_bytes() << " bytes\n";
  EXPECT_LT(finder().index_bytes(), 64U << 20);
}

TEST_F(National, TheFileComesBackTheSame) {
  EXPECT_EQ(read_units(write_units(whole_country()->units)).units, whole_country()->units);
}

}  // namespace
}  // namespace hotline::places
