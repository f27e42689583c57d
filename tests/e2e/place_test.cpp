// The finder in the service: why a place is another today, and which of namesakes comes first.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "hotline/v1/directory.pb.h"
#include "support/records.h"
#include "support/unit_imports.h"

namespace hotline::test {
namespace {

v1::FindPlaceResponse find(RunningService& service, const std::string& login, const std::string& text) {
  v1::FindPlaceRequest request;
  request.set_text(text);
  return service.as(login).must<v1::FindPlaceResponse>(request);
}

/// Lục Nam, and a commune of one name in each of both provinces.
v1::ImportUnitsRequest with_namesakes() {
  std::ifstream file(std::string(HOTLINE_SOURCE_DIR) + "/config/units/luc-nam.csv");
  std::ostringstream text;
  text << file.rdbuf() << "90001,2010-01-01,2025-07-01,commune,xã,Tân An,,27@2004-07-08,24@2025-07-01,,,thử\n"
       << "90002,2010-01-01,2025-07-01,commune,xã,Tân An,,218@2004-07-08,07444@2025-07-01,,,thử\n";
  v1::ImportUnitsRequest import;
  import.set_units_csv(text.str());
  return import;
}

TEST(Place, OfOldSaysWhatItWasUntilWhenAndWhatItIsToday) {
  RunningService service;
  service.pass(start_of(parse_date("2026-10-01").value()) - service.clock.now());
  const auto found = find(service, "operator.hoa", "tien hung luc nam");
  ASSERT_GT(found.candidates_size(), 0);
  EXPECT_EQ(found.candidates(0).reason_vi(),
            "trước là xã Tiên Hưng đến 31/12/2019 → thị trấn Đồi Ngô đến 30/6/2025 → nay là xã Lục Nam");
  EXPECT_EQ(found.candidates(0).reason_en(),
            "was xã Tiên Hưng until 31 Dec 2019 → thị trấn Đồi Ngô until 30 Jun 2025 → xã Lục Nam today");
  EXPECT_EQ(find(service, "operator.hoa", "07462").candidates(0).reason_en(), "");
  const auto sorted = find(service, "operator.hoa", "huyen luc nam");
  EXPECT_EQ(sorted.candidates(0).reason_en(),
            "was huyện Lục Nam until 30 Jun 2025 → not certain today: tỉnh Bắc Ninh sorts it");
}

TEST(Place, OfAnOfficeOfNoOnePlaceIsItsSeat) {
  RunningService service;
  const auto seat = [&](const char* unit) {
    v1::GetUnitRequest get;
    get.set_unit(unit);
    return service.as("operator.hoa").must<v1::GetUnitResponse>(get).unit().seat();
  };
  EXPECT_EQ(seat(helpline), "Hà Nội");
  EXPECT_EQ(seat(tam_di), "");
}

TEST(Place, SaysWhichTextSaysSoAndWhereItsLastDayIsOnlyABound) {
  RunningService service;
  service.as("admin").must<v1::ImportUnitsResponse>(
      amending("code,valid_from,valid_to,level,kind,name,parent,successors,source,valid_to_is\n"
               "90003,2010-01-01,2025-07-01,commune,xã,Cũ Kỹ,218@2004-07-08,07444@2025-07-01,danh mục "
               "10/2019,not_later\n"));
  service.pass(start_of(parse_date("2026-10-01").value()) - service.clock.now());
  v1::GetUnitRequest get;
  get.set_unit("90003@2010-01-01");
  const auto told = service.as("operator.hoa").must<v1::GetUnitResponse>(get);
  EXPECT_EQ(told.unit().source(), "danh mục 10/2019");
  EXPECT_TRUE(told.unit().ended_not_later());
  ASSERT_EQ(told.trail_size(), 2);
  EXPECT_TRUE(told.trail(0).until_not_later());
  EXPECT_EQ(told.trail(0).source(), "danh mục 10/2019");
  EXPECT_FALSE(told.trail(1).until_not_later());
  EXPECT_EQ(told.responsible().source(), "1658/NQ-UBTVQH15");
  const auto found = find(service, "operator.hoa", "xa cu ky luc nam");
  ASSERT_GT(found.candidates_size(), 0);
  EXPECT_EQ(found.candidates(0).reason_vi(),
            "trước là xã Cũ Kỹ đến không muộn hơn 30/6/2025 → nay là xã Lục Nam");
  EXPECT_TRUE(found.candidates(0).matched().ended_not_later());
}

TEST(Place, OfNamesakesTheNearOnesAndTheLastOnesComeFirstAsOneGroup) {
  RunningService service;
  ASSERT_TRUE(service.as("admin").must<v1::ImportUnitsResponse>(with_namesakes()).applied());
  auto found = find(service, "operator.hoa", "tan an");
  ASSERT_EQ(found.candidates_size(), 2);
  EXPECT_FALSE(found.sure());
  EXPECT_EQ(found.candidates(0).group(), found.candidates(1).group());
  EXPECT_EQ(found.candidates(0).matched().code(), "90001");
  // An officer of the district means the commune of the district.
  EXPECT_EQ(find(service, "officer.tamdi", "tan an").candidates(0).matched().code(), "90002");
  // The helpline: where somebody was just told of.
  service.as("operator.lan").must<v1::SubmitContactResponse>(submission(intervention("90002@2010-01-01")));
  found = find(service, "operator.hoa", "tan an");
  EXPECT_EQ(found.candidates(0).matched().code(), "90002");
  EXPECT_FALSE(found.sure()) << "nearness decides the order, never the place";
}

TEST(Place, IsLookedForAsTheWordsWereUsedOnADay) {
  RunningService service;
  service.pass(start_of(parse_date("2026-10-01").value()) - service.clock.now());
  v1::FindPlaceRequest request;
  request.set_text("07498");
  const auto first = [&] {
    return service.as("operator.hoa").must<v1::FindPlaceResponse>(request).candidates(0).matched().name();
  };
  EXPECT_EQ(first(), "Bắc Lũng");
  request.set_on_date("2015-03-26");
  EXPECT_EQ(first(), "Yên Sơn");
}

TEST(Place, OfOneNameSaysWhereItLiesAndAnOldOneWhereItLay) {
  RunningService service;
  service.pass(start_of(parse_date("2026-10-01").value()) - service.clock.now());
  ASSERT_TRUE(service.as("admin").must<v1::ImportUnitsResponse>(with_namesakes()).applied());
  const auto found = find(service, "operator.hoa", "tan an");
  ASSERT_EQ(found.candidates_size(), 2);
  EXPECT_EQ(found.candidates(0).matched().lies_in(), "tỉnh Bắc Ninh");
  EXPECT_EQ(found.candidates(0).responsible().lies_in(), "") << "a province";
  EXPECT_EQ(found.candidates(1).matched().lies_in(), "huyện Lục Nam, tỉnh Bắc Giang");
  EXPECT_EQ(found.candidates(1).responsible().lies_in(), "tỉnh Bắc Ninh");
}

TEST(Place, IsLookedForWithinADistrictOrAProvinceAlone) {
  RunningService service;
  ASSERT_TRUE(service.as("admin").must<v1::ImportUnitsResponse>(with_namesakes()).applied());
  const auto within = [&](const char* text, const char* unit) {
    v1::FindPlaceRequest request;
    request.set_text(text);
    request.set_within(unit);
    std::vector<std::string> found;
    for (const auto& candidate : service.as("operator.hoa").must<v1::FindPlaceResponse>(request).candidates())
      found.push_back(candidate.matched().code());
    return found;
  };
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  EXPECT_THAT(within("tan an", district), ElementsAre("90002"));
  EXPECT_THAT(within("tan an", province), ElementsAre("90002"));
  EXPECT_THAT(within("tan an", "27@2004-07-08"), ElementsAre("90001"));
  EXPECT_THAT(within("tam di", "27@2004-07-08"), IsEmpty());
  EXPECT_EQ(within("tam di", district).front(), "07456");
  v1::FindPlaceRequest nowhere;
  nowhere.set_text("tam di");
  nowhere.set_within("99999@2004-07-08");
  EXPECT_NE(service.as("operator.hoa").refusal(nowhere), "") << "a unit that is in no list";
}

}  // namespace
}  // namespace hotline::test
