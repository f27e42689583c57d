// Lists of the statistics office, laid over what is known.
#include "domain/unit_list.h"

#include <gmock/gmock.h>

#include "domain/unit_difference.h"
#include "domain/unit_file.h"
#include "luc_nam.h"

namespace hotline::places {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view old_heading =
    "Tỉnh / Thành Phố,Mã TP,Quận / Huyện,Mã QH,Phường / Xã,Mã PX,Cấp,Tên Tiếng Anh\n";

std::string capital(std::string text) {
  const std::pair<std::string_view, std::string_view> begins[] = {
      {"xã", "Xã"}, {"thị trấn", "Thị trấn"}, {"huyện", "Huyện"}, {"tỉnh", "Tỉnh"}};
  for (const auto& [small, great] : begins)
    if (text.starts_with(small)) text.replace(0, small.size(), great);
  return text;
}

/// Lục Nam on that day, as the office would have printed it; some lines left out or changed.
std::string printed(Date on, std::string_view without = "") {
  std::string out{old_heading};
  for (const Unit& unit : luc_nam().units()) {
    if (unit.level != Level::commune || !unit.valid_on(on) || unit.key.code == without) continue;
    const Unit* district = luc_nam().parent(unit, on);
    const Unit* province = luc_nam().parent(*district, on);
    out += capital(province->full_name()) + "," + province->key.code + "," + capital(district->full_name()) +
           "," + district->key.code + "," + capital(unit.full_name()) + "," + unit.key.code + ",Xã,\n";
  }
  return out;
}

std::vector<std::string> said(const std::vector<RowNote>& notes) {
  std::vector<std::string> out;
  for (const auto& note : notes) out.push_back(std::to_string(note.line) + " " + std::string{note.reason});
  return out;
}

std::vector<std::string> lines(const Directory& before, const Directory& after) {
  std::vector<std::string> out;
  for (const auto& change : difference(before, after)) out.push_back(line(change));
  return out;
}

/// The directory as it stood at the end of 2024.
std::shared_ptr<const Directory> of_2024() {
  std::vector<Unit> units;
  for (Unit unit : luc_nam().units()) {
    if (unit.key.valid_from >= day("2025-01-01")) continue;
    if (unit.valid_to && *unit.valid_to >= day("2025-01-01")) {
      unit.valid_to.reset();
      unit.successors.clear();
    }
    units.push_back(unit);
  }
  return Directory::build(units).value();
}

TEST(UnitList, IsToldFromAUnitsFileByItsHeading) {
  EXPECT_TRUE(is_unit_list(old_heading));
  EXPECT_TRUE(is_unit_list("\xEF\xBB\xBFSTT;Tinh thanh pho;Ma TP;Phuong Xa;Ma PX\n"));
  EXPECT_FALSE(is_unit_list(file_text(HOTLINE_SOURCE_DIR "/config/units/luc-nam.csv")));
  EXPECT_FALSE(is_unit_list(""));
}

TEST(UnitList, OfADayThatIsKnownChangesNothing) {
  for (const auto* on : {"2015-03-26", "2020-06-01", "2023-01-01"}) {
    const auto file = read_unit_list(printed(day(on)), day(on), luc_nam());
    ASSERT_TRUE(file.directory) << on;
    EXPECT_THAT(said(file.contradictions), IsEmpty()) << on;
    EXPECT_THAT(lines(luc_nam(), *file.directory), IsEmpty()) << on;
  }
}

TEST(UnitList, LostZerosArePutBackAndReported) {
  auto text = printed(day("2015-03-26"));
  const auto at = text.find(",07456,");
  text.erase(at + 1, 1);
  const auto file = read_unit_list(text, day("2015-03-26"), luc_nam());
  ASSERT_TRUE(file.directory);
  EXPECT_THAT(lines(luc_nam(), *file.directory), IsEmpty());
  EXPECT_THAT(file.repairs, SizeIs(1));
}

TEST(UnitList, OfSpreadsheetsInOtherTonguesIsReadToo) {
  auto text = printed(day("2015-03-26"));
  std::ranges::replace(text, ',', ';');
  const auto file = read_unit_list("\xEF\xBB\xBF" + text, day("2015-03-26"), luc_nam());
  ASSERT_TRUE(file.directory);
  EXPECT_THAT(lines(luc_nam(), *file.directory), IsEmpty());
}

TEST(UnitList, ThatContradictsALaterDayIsToldAndChangesNothing) {
  const auto file = read_unit_list(printed(day("2024-06-01"), "07456"), day("2024-06-01"), luc_nam());
  ASSERT_TRUE(file.directory);
  EXPECT_THAT(said(file.contradictions), ElementsAre("0 unit_not_listed"));
  EXPECT_THAT(lines(luc_nam(), *file.directory), IsEmpty());
}

TEST(UnitList, OfJuly2025EndsTheDistrictAndProposesWithoutChoosing) {
  const auto before = of_2024();
  std::string text = "Tỉnh Thành Phố,Mã TP,Phường Xã,Mã PX\n";
  for (const Unit& unit : luc_nam().units())
    if (unit.level == Level::commune && unit.key.valid_from == day("2025-07-01"))
      text += "Tỉnh Bắc Ninh,24," + capital(unit.full_name()) + "," + unit.key.code + "\n";
  const auto file = read_unit_list(text, day("2025-07-01"), *before);
  ASSERT_TRUE(file.directory);
  const auto told = lines(*before, *file.directory);
  EXPECT_THAT(told, Contains(HasSubstr("ended 218@2004-07-08 huyện Lục Nam")));
  EXPECT_THAT(told, Contains(HasSubstr("ended 07456@2004-07-08 xã Tam Dị")));
  EXPECT_THAT(told, Contains("code_reused 07498@2025-07-01 xã Bắc Lũng (xã Yên Sơn)"));
  EXPECT_THAT(said(file.contradictions), Contains(HasSubstr("code_other_name")));
  const Directory& units = *file.directory;
  const auto now = [&](std::string_view code) {
    return units.succession(*units.find(code, day("2025-06-30")), day("2025-07-01"));
  };
  EXPECT_FALSE(now("07498").certain());  // Yên Sơn is not Bắc Lũng because the code says so
  EXPECT_FALSE(now("07456").certain());
  EXPECT_FALSE(now("24").certain());
  for (const Unit& unit : units.units())
    EXPECT_EQ(unit.ended_not_later, unit.valid_to == day("2025-07-01"))
        << "a list knows no days: " << unit.key.text();
  EXPECT_TRUE(now("07462").certain());  // Bảo Đài goes on as Bảo Đài, under another unit
  EXPECT_EQ(units.find("218", day("2025-07-01")), nullptr);
  EXPECT_THAT(units.communes(*units.find("24", day("2025-07-01")), day("2025-07-01")), SizeIs(8));
  const auto again = read_unit_list(text, day("2025-07-01"), units);
  ASSERT_TRUE(again.directory);
  EXPECT_THAT(lines(units, *again.directory), IsEmpty()) << "laid over once more it changes nothing";
}

/// A list with one commune; its name as the cell has it.
std::string list_of(std::string_view name) {
  return "Tỉnh,Mã tỉnh,Xã,Mã xã\nTỉnh Lạng Sơn,20,\"" + std::string{name} + "\",06400\n";
}

constexpr std::string_view cells[] = {"Xã Sơn Hà",
                                      "Xã Sơn Ha\u0300",
                                      "Xã Sơn Hà\u00A0",
                                      "\u00A0 Xã Sơn Hà \u00A0\t",
                                      "Xã Sơn Ha\u0300\u00A0",
                                      "\u00A0\u00A0Xã Sơn Hà"};

TEST(UnitList, ANameThatEndsInAWithAGraveStaysWholeWithAndWithoutANoBreakSpaceSoThatNothingChanges) {
  const auto known = read_units(
      "code,valid_from,level,kind,name,parent\nH,2000-01-01,helpline,,Tổng đài,\n"
      "20,2000-01-01,province,tỉnh,Lạng Sơn,\n06400,2000-01-01,commune,xã,Sơn Hà,20\n");
  ASSERT_TRUE(known.directory);
  for (const auto cell : cells) {
    const auto file = read_unit_list(list_of(cell), day("2020-01-01"), *known.directory);
    ASSERT_TRUE(file.directory) << cell;
    EXPECT_THAT(said(file.contradictions), IsEmpty()) << cell;
    EXPECT_THAT(lines(*known.directory, *file.directory), IsEmpty()) << cell;
  }
}

TEST(UnitList, ANewUnitGetsTheWholeNameThatItsListGives) {
  const auto known = read_units("code,valid_from,level,name\nH,2000-01-01,helpline,Tổng đài\n");
  ASSERT_TRUE(known.directory);
  for (const auto cell : cells) {
    const auto file = read_unit_list(list_of(cell), day("2020-01-01"), *known.directory);
    ASSERT_TRUE(file.directory) << cell;
    const Unit* made = file.directory->find("06400", day("2020-01-01"));
    ASSERT_NE(made, nullptr) << cell;
    EXPECT_EQ(made->full_name(), "xã Sơn Hà") << cell;
  }
}

TEST(UnitList, TellsAllBadRowsAtOnce) {
  const auto file = read_unit_list(std::string{old_heading} +
                                       "Tỉnh Bắc Giang,24,Huyện Lục Nam,218,Xã Tam Dị,0745x,,\n"
                                       "Tỉnh Bắc Giang,,Huyện Lục Nam,218,Xã Bảo Sơn,07459,,\n"
                                       "Tỉnh Bắc Giang,24,Huyện Lục Nam,218,Xã,07462,,\n"
                                       "Tỉnh Bắc Giang,24,Huyện Lục Nam,218,Xã Thanh Lâm,07465,,\n"
                                       "Tỉnh Bắc Ninh,24,Huyện Lục Nam,218,Xã Thanh Lâm,07465,,\n",
                                   day("2015-03-26"), luc_nam());
  EXPECT_FALSE(file.directory);
  EXPECT_THAT(said(file.errors),
              ElementsAre("2 code_malformed", "3 parent_unknown", "6 unit_two_names", "6 unit_repeated"));
  EXPECT_THAT(said(read_unit_list("Tỉnh,Mã TP,Xã,Mã xã,Quận huyện\n", day("2015-03-26"), luc_nam()).errors),
              ElementsAre("1 column_missing"));
}

}  // namespace
}  // namespace hotline::places
