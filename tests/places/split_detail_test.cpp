// At a split the detail of an address decides only where it proves something; a doubt never does.
#include "domain/split_detail.h"

#include <gmock/gmock.h>

#include <array>
#include <random>

#include "domain/place_finder.h"
#include "domain/place_reason.h"
#include "domain/routing.h"
#include "domain/unit_file.h"
#include "luc_nam.h"

namespace hotline::places {
namespace {

using testing::HasSubstr;

/// An invented province. Thịnh was split over Đông and Đoài, and Đoài later once more.
constexpr std::string_view units =
    "code,valid_from,valid_to,level,kind,name,parent,successors,parts\n"
    "H,2000-01-01,,helpline,,Tổng đài,,,\n"
    "01,2000-01-01,,province,tỉnh,Một,,,\n"
    "00001,2000-01-01,2010-01-01,commune,xã,Thịnh,01,00002|00003,"
    "thôn Hạ > 00002 > 1/QĐ-UBND|tổ dân phố số 1>00002>1/QĐ-UBND|đường Hoà Bình>00002>1/QĐ-UBND|"
    "thôn Thượng>00003>1/QĐ-UBND|thôn Trung>00003>1/QĐ-UBND|đường Dài>00002>1/QĐ-UBND|đường "
    "Dài>00003>1/QĐ-UBND\n"
    "00002,2010-01-01,,commune,xã,Đông,01,,\n"
    "00003,2010-01-01,2020-01-01,commune,xã,Đoài,01,00004|00005,thôn Thượng>00004>2/QĐ-UBND\n"
    "00004,2020-01-01,,commune,xã,Bắc,01,,\n"
    "00005,2020-01-01,,commune,xã,Nam,01,,\n"
    "00006,2000-01-01,2005-01-01,commune,xã,Cũ,01,00001,\n";

const Directory& country() {
  static const auto file = read_units(units);
  HOTLINE_CHECK(file.directory);
  return *file.directory;
}
const Unit& of(std::string_view key) { return *country().find(UnitKey::parse(key).value()); }
const Date today = day("2026-10-01"), of_2015 = day("2015-03-26");

/// The code of what is proved, "" where there is a doubt.
std::string proved(std::string_view detail, Date on = today, std::string_view unit = "00001@2000-01-01") {
  const auto proof = place_by_detail(country(), of(unit), detail, on);
  return proof ? proof->unit->key.code : "";
}

TEST(SplitDetail, ANameThatWentToOneSuccessorAsAWholeDecides) {
  for (const char* detail :
       {"thôn Hạ", "THÔN HẠ", "Thôn  Hạ.", "tho\xCC\x82n Ha\xCC\xA3", "thôn Hạ,", "số 12, thôn Hạ",
        "Số nhà 12A; thôn Hạ", "12/3, thôn Hạ", "thôn Hạ, tổ dân phố số 1", "thôn Hạ (đường Hoà Bình)",
        "đường Hòa Bình", "ĐƯỜNG HÒA BÌNH"})
    EXPECT_EQ(proved(detail), "00002") << detail;
}

TEST(SplitDetail, ADoubtNeverDecides) {
  for (const char* detail : {"",
                             " ",
                             "12",
                             "số 12",
                             "thon ha",
                             "thôn Ha",
                             "thôn Hà",
                             "Hạ",
                             "thôn",
                             "thôn Hạ 2",
                             "thôn Hạ Thịnh",
                             "gần thôn Hạ",
                             "thôn Hạ hoặc thôn Thượng",
                             "thôn Hạ, thôn Thượng",
                             "thôn Hạ / thôn Hạ",
                             "thôn Hạ?",
                             "thôn Hạ?, thôn Hạ",
                             "không phải thôn Hạ",
                             "thôn Hạ, không chắc",
                             "thôn Hạ, nhà bà Hoa",
                             "đường Dài",
                             "đường Dài, thôn Hạ",
                             "thôn Hạ, gần chợ",
                             "tổ dân phố số 11",
                             "thôn Hạ\xff",
                             "thôn Hạ + thôn Thượng",
                             "thôn Hạ\nthôn Thượng"})
    EXPECT_EQ(proved(detail), "") << detail;
  EXPECT_EQ(proved("thôn Hạ" + std::string(2'000, ' ')), "") << "longer than what is read";
}

TEST(SplitDetail, EachSplitOnTheWayNeedsAProofOfItsOwn) {
  EXPECT_EQ(proved("thôn Thượng", of_2015), "00003");
  EXPECT_EQ(proved("thôn Thượng"), "00004");
  EXPECT_EQ(proved("thôn Trung", of_2015), "00003");
  EXPECT_EQ(proved("thôn Trung"), "") << "of the second split nothing is known of it";
  EXPECT_EQ(proved("thôn Hạ", today, "00006@2000-01-01"), "00002") << "through a merger before";
}

TEST(SplitDetail, WithoutASplitOnTheWayThereIsNothingToProve) {
  EXPECT_EQ(proved("thôn Hạ", day("2009-12-31")), "");
  EXPECT_EQ(proved("thôn Hạ", today, "00002@2010-01-01"), "");
  EXPECT_EQ(proved("thôn Hạ", day("1999-01-01")), "");
}

TEST(SplitDetail, WhateverIsSaidOnlyPiecesThatAreAllNamesOfOneSuccessorDecide) {
  constexpr std::array names = {"thôn Hạ", "tổ dân phố số 1", "đường Hòa Bình", "thôn Thượng"};
  constexpr std::array doubts = {"gần chợ", "thôn Hà", "thon ha",      "đường Dài",
                                 "hoặc",    "Thịnh",   "cạnh thôn Hạ", "nhà ông Ba"};
  std::mt19937 random{20150326};
  int decided = 0;
  for (int round = 0; round < 5'000; ++round) {
    std::string detail;
    bool doubt = false, east = false, west = false;
    const auto words = 1 + random() % 4;
    for (std::size_t i = 0; i < words; ++i) {
      const bool comma = random() % 4 != 0;
      if (i > 0) detail += comma ? ", " : " ";
      doubt |= i > 0 && !comma;
      if (random() % 5 == 0) {
        detail += doubts[random() % doubts.size()];
        doubt = true;
      } else {
        const auto which = random() % names.size();
        detail += names[which];
        (which < 3 ? east : west) = true;
      }
    }
    const bool proves = !doubt && east != west;
    EXPECT_EQ(proved(detail, of_2015), !proves ? "" : east ? "00002" : "00003") << detail;
    decided += proves;
  }
  EXPECT_GT(decided, 500);
}

TEST(SplitDetail, OfACaseEveryPlaceThatLayThereMustProveTheSame) {
  const auto said = [](const record::v1::Intake& intake) {
    const auto proof = case_by_detail(country(), of("00001@2000-01-01"), intake, today);
    return proof ? proof->unit->key.code : "";
  };
  record::v1::Intake intake;
  EXPECT_EQ(said(intake), "") << "no place lay there";
  intake.mutable_incident()->set_unit("00006@2000-01-01");
  intake.mutable_incident()->set_detail("thôn Hạ");
  EXPECT_EQ(said(intake), "00002");
  intake.mutable_residence()->set_unit("00002@2010-01-01");
  EXPECT_EQ(said(intake), "00002") << "a residence elsewhere says nothing of it";
  intake.mutable_residence()->set_unit("00001@2000-01-01");
  EXPECT_EQ(said(intake), "") << "a residence of which nothing is known";
  intake.mutable_residence()->set_detail("thôn Thượng");
  EXPECT_EQ(said(intake), "") << "of another part";
  intake.mutable_residence()->set_detail("tổ dân phố số 1");
  EXPECT_EQ(said(intake), "00002");
}

TEST(SplitDetail, RoutesAReferralAndElseTheLevelAboveSortsItWithTheCandidates) {
  record::v1::Intake intake;
  intake.mutable_incident()->set_unit("00001@2000-01-01");
  intake.mutable_incident()->set_detail("số 7, thôn Hạ");
  auto to = route(intake, country(), today);
  EXPECT_EQ(to.unit.code, "00002");
  EXPECT_FALSE(to.to_sort);
  ASSERT_TRUE(to.by_detail);
  EXPECT_EQ(to.by_detail->parts.front().part->source, "1/QĐ-UBND");
  intake.mutable_incident()->set_detail("gần thôn Hạ");
  to = route(intake, country(), today);
  EXPECT_EQ(to.unit.code, "01");
  EXPECT_TRUE(to.to_sort);
  EXPECT_FALSE(to.by_detail);
  EXPECT_EQ(to.candidates.size(), 3U);
}

TEST(SplitDetail, InWhatIsTypedANameThatIsCutAtTheCommuneProvesNothing) {
  const PlaceFinder finder{country()};
  const auto found = [&](std::string_view text) { return finder.find({.text = text, .on = today}).found; };
  const auto named = found("thôn Hạ, xã Thịnh, tỉnh Một");
  ASSERT_FALSE(named.empty());
  EXPECT_EQ(named.front().unit->key.code, "00001");
  EXPECT_EQ(named.front().detail, "thôn Hạ");
  ASSERT_TRUE(named.front().by_detail);
  EXPECT_EQ(named.front().by_detail->unit->key.code, "00002");
  EXPECT_THAT(reason_of(named.front()).vi, HasSubstr("nay là xã Đông, vì có thôn Hạ (1/QĐ-UBND)"));
  EXPECT_THAT(reason_of(named.front()).en, HasSubstr("xã Đông today, by thôn Hạ (1/QĐ-UBND)"));
  // Perhaps the hamlet is called Hạ Thịnh: the piece stays whole.
  for (const char* text : {"thôn Hạ Thịnh", "thôn Hạ Thịnh, Thịnh, tỉnh Một", "gần thôn Hạ, xã Thịnh"})
    for (const Place& place : found(text)) EXPECT_FALSE(place.by_detail) << text << ": " << place.detail;
}

}  // namespace
}  // namespace hotline::places
