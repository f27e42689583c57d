// Where an office sits that is of no one place: the youngest column of the units file.
#include <gmock/gmock.h>

#include "domain/unit_difference.h"
#include "domain/unit_file.h"
#include "luc_nam.h"

namespace hotline::places {
namespace {

TEST(Seat, OfAnOfficeIsKeptAndAnAmendmentThatSaysNothingOfItLeavesIt) {
  const auto file = read_units(
      "code,valid_from,level,name,seat\nH,2000-01-01,helpline,Tổng đài,Hà "
      "Nội\n01,2000-01-01,province,Một,\n");
  ASSERT_TRUE(file.directory);
  EXPECT_EQ(file.directory->helpline().seat, "Hà Nội");
  EXPECT_EQ(read_units(write_units(file.units)).units, file.units) << "it is kept";
  const auto amended = [&](const std::string& rows) { return amend_units(rows, *file.directory).directory; };
  EXPECT_EQ(amended("code,valid_from,level,name\nH,2000-01-01,,Tổng đài 111\n")->helpline().seat, "Hà Nội");
  const auto moved = amended("code,valid_from,level,name,seat\nH,2000-01-01,,,Đà Nẵng\n");
  EXPECT_EQ(moved->helpline().seat, "Đà Nẵng");
  const auto changes = difference(*file.directory, *moved);
  ASSERT_EQ(changes.size(), 1u);
  const auto told = field_changes(changes.front(), *file.directory, *moved);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].field, "seat");
  EXPECT_EQ(told[0].was + " → " + told[0].becomes, "Hà Nội → Đà Nẵng");
}

TEST(Seat, OfARowThatWasStoredBeforeThatColumnWasIsNotKnownAndTheRowIsReadAsItIs) {
  const auto whole = read_units(file_text(HOTLINE_SOURCE_DIR "/config/units/luc-nam.csv"));
  ASSERT_TRUE(whole.directory);
  auto text = write_units({});
  for (Unit unit : whole.units) {
    unit.seat.clear();
    auto row = write_units({&unit, 1}).substr(write_units({}).size());
    ASSERT_EQ(row[row.find_last_not_of("\r\n")], ',') << "the newest column stands last";
    text += row.erase(row.find_last_not_of("\r\n"), 1);
  }
  const auto stored = read_units(text);
  ASSERT_TRUE(stored.directory) << (stored.errors.empty() ? "" : stored.errors[0].reason);
  EXPECT_EQ(stored.directory->helpline().seat, "");
  EXPECT_EQ(stored.units.size(), whole.units.size());
}

}  // namespace
}  // namespace hotline::places
