// When the finder says that it is sure: a case goes to that office unseen. Asked of the whole country, with
// the streets, hamlets and landmarks of callers beside the commune, or with no commune at all.
#include <gmock/gmock.h>

#include <random>

#include "whole_country.h"

namespace hotline::places {
namespace {

constexpr std::size_t provinces_times = 8;  // there are few: each with so many details

class Certainty : public National {
 protected:
  /// Every unit (or every few) of which that is said, in a wording drawn anew for each, alone or beside a
  /// detail.
  static std::vector<Asked> asked_of(Named which, bool with_detail, std::size_t each_of = 1) {
    std::mt19937 random{distortion_seed};
    std::vector<Asked> out;
    std::size_t n = 0;
    for (std::size_t times = which == Named::province ? provinces_times : 1; times > 0; --times)
      for (const Unit& unit : units().units()) {
        const Line line = named(units(), unit, which, today);
        if (line.empty() || n++ % each_of != 0) continue;
        out.push_back({&unit, with_detail ? beside_detail(units(), line, random)
                                          : said(line, wordings[random() % wordings.size()], "")});
      }
    return out;
  }
};

TEST_F(Certainty, AStreetAHamletOrALandmarkBesideACommuneMakesNoOtherOneSure) {
  for (const Named which : {Named::today, Named::old_whole, Named::old_district, Named::old_province,
                            Named::old_in_todays_province}) {
    const auto score = ask(asked_of(which, true, which == Named::today ? 1 : 3));
    EXPECT_GT(score.asked, 2'000U);
    EXPECT_EQ(score.surely_wrong, 0U) << score.wrong_text;
    EXPECT_GE(score.share(score.sure), 65) << "not by never being sure";
  }
}

TEST_F(Certainty, WhereNoCommuneIsSaidNoneIsSure) {
  for (const Named which : {Named::district, Named::province}) {
    const auto score = ask(asked_of(which, true));
    EXPECT_GT(score.asked, 600U);
    EXPECT_EQ(score.surely_wrong, 0U) << score.wrong_text;
  }
}

TEST_F(Certainty, AnOldNameWithTheProvinceOfTodayIsNotTakenForItsNamesakeOfToday) {
  const auto score = ask(asked_of(Named::old_in_todays_province, false));
  EXPECT_GT(score.asked, 9'000U);
  EXPECT_EQ(score.surely_wrong, 0U) << score.wrong_text;
  for (const char* text : {"tan an hai phong", "quang yen phu tho", "xuan hoa phu tho", "long an tay ninh"})
    EXPECT_FALSE(find(text).sure) << text;
}

TEST_F(Certainty, ACleanAddressIsSureAsOftenAsTheCountryAllows) {
  // What is missing are communes of which the lists know no certain successor, and true namesakes.
  const auto whole = ask(asked_of(Named::old_whole, false));
  EXPECT_GE(whole.share(whole.sure), 92.5);
  EXPECT_EQ(whole.surely_wrong, 0U) << whole.wrong_text;
  const auto written = ask(true, [](const Unit& u) { return written_address(units(), u); });
  EXPECT_GE(written.share(written.sure), 92.5);
  std::mt19937 random{distortion_seed};
  const auto typo = ask(false, [&](const Unit& u) { return mistyped(address(u), random); }, 3);
  EXPECT_GE(typo.share(typo.sure), 75);
}

TEST_F(Certainty, ACommuneWithTwoErrorsIsNotTakenForTheOneThatIsOneErrorAway) {
  std::mt19937 random{distortion_seed};
  const auto twice = [&](const Unit& u) { return mistyped(mistyped(address(u), random), random); };
  const auto once = [&](const Unit& u) { return mistyped(address(u), random); };
  const auto of_today = ask(true, twice), old = ask(false, twice, 5), today_once = ask(true, once);
  EXPECT_EQ(of_today.surely_wrong, 0U) << of_today.wrong_text;
  EXPECT_EQ(old.surely_wrong, 0U) << old.wrong_text;
  EXPECT_EQ(today_once.surely_wrong, 0U) << today_once.wrong_text;
  EXPECT_GE(today_once.share(today_once.sure), 40);
}

TEST_F(Certainty, AnErrorThatMakesTheAddressOfAnotherCommuneIsAllThatIsSurelyWrong) {
  std::mt19937 random{distortion_seed};
  const auto once = ask(false, [&](const Unit& u) { return mistyped(address(u), random); });
  // "hai dong hai hau nam dinh" for Hải Đường, where there is a Hải Đông as well: nothing in the words tells.
  EXPECT_LE(once.surely_wrong, once.asked / 3'000) << once.wrong_text;
}

TEST_F(Certainty, WhatIsBeingTypedIsNotTakenForAShorterName) {
  std::mt19937 random{distortion_seed};
  const auto up = ask(false, [&](const Unit& u) { return begun(address(u), random); }, 3);
  EXPECT_EQ(up.surely_wrong, 0U) << up.wrong_text;
  EXPECT_GE(up.share(up.sure), 55) << "an address is sure before its end";
  const auto down = ask(false, [&](const Unit& u) { return begun(downward_address(units(), u), random); }, 3);
  EXPECT_EQ(down.surely_wrong, 0U) << down.wrong_text;
  for (const char* text : {"thanh", "song phu", "2 c", "tan hoa buon"}) EXPECT_FALSE(find(text).sure) << text;
}

TEST_F(Certainty, StreetsAndLandmarksAreNoCommunes) {
  for (const char* text : {"đường Nguyễn Thị Minh Khai, quận 1",
                           "đường Nguyễn Thị Minh Khai, Kiên Giang",
                           "bệnh viện Nhi Trung ương, Hà Nội",
                           "khu trọ công nhân Đình Trám, Bắc Giang",
                           "đường Nguyễn Trãi, Bắc Ninh",
                           "Số 15 Phạm Văn Đồng, thành phố Lào Cai",
                           "12 Trần Phú, Bắc Giang",
                           "tôn đức thắng hà nội",
                           "ở gần ủy ban xã, Lục Ngạn",
                           "tổ dân phố Phú Yên, tỉnh Phú Yên",
                           "Tân Lập, Bảo Sơn, Lục Ngạn",
                           "trường Sơn Động, Bắc Giang",
                           "dbnh xa tuyen quang",
                           "hoa binh duong bach dang",
                           "so 12 ngo 5 duong lac long quan hoa binh thai binh",
                           "12 Bình Thành, phường Long Trường, thành phố Hồ Chí Minh",
                           "ban thanh xuan nam khanh vinh khanh hoa",
                           "bản Đông, huyện Trạm Tấu",
                           "so 3 pho lac long quan 06 10 ho chi minh",
                           "cây xăng Thạnh Hòa, xã Tân Hiệp, tỉnh Tây Ninh",
                           "ban da k nang tinh nam dinh"})
    EXPECT_FALSE(find(text).sure) << text;
}

TEST_F(Certainty, BesideThemTheCommuneIsSure) {
  struct Said {
    const char *text, *name, *detail;
  };
  for (const Said& said :
       {Said{"12 Trần Phú, phường Tây Hồ, Hà Nội", "Tây Hồ", "12 Trần Phú"},
        Said{"ấp Tân Lập, xã Phù Yên, tỉnh Sơn La", "Phù Yên", "ấp Tân Lập"},
        Said{"Số 7 đường Nguyễn Trãi, phường Bến Nghé, quận 1", "Bến Nghé", "Số 7 đường Nguyễn Trãi"},
        Said{"thôn Yên Sơn, xã Bảo Sơn, Lục Nam", "Bảo Sơn", "thôn Yên Sơn"},
        Said{"thôn Đông - Tam Dị - Lục Nam", "Tam Dị", "thôn Đông"},
        Said{"tam di luc nam thon tan lap", "Tam Dị", "thon tan lap"},
        Said{"em ở Tam Dị, Lục Nam", "Tam Dị", "em ở"}}) {
    const auto places = find(said.text);
    ASSERT_FALSE(places.found.empty()) << said.text;
    EXPECT_TRUE(places.sure) << said.text;
    EXPECT_EQ(places.found[0].unit->name, said.name) << said.text;
    EXPECT_EQ(places.found[0].detail, said.detail) << said.text;
  }
}

TEST_F(Certainty, WordsThatAnnounceAreNoMisspeltNames) {
  struct Said {
    const char *text, *name;
  };
  for (const Said& said :
       {Said{"thành phố Huế", "Huế"}, Said{"Đắc Lắc", "Đắk Lắk"}, Said{"chợ Vinh, Nghệ An", "Vinh"},
        Said{"bến xe Mỹ Đình Hà Nội", "Hà Nội"}, Said{"khu công nghiệp, Bắc Giang", "Bắc Giang"},
        Said{"ấp Tân Lập, xã Tân Lập", "Tân Lập"}}) {
    const auto places = find(said.text);
    ASSERT_FALSE(places.found.empty()) << said.text;
    EXPECT_EQ(places.found[0].unit->name, said.name) << said.text;
  }
}

}  // namespace
}  // namespace hotline::places
