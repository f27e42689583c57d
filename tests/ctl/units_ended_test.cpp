// How much an import may end before it is asked about.
#include "ctl/units_ended.h"

#include <gtest/gtest.h>

namespace hotline::ctl {
namespace {

bool much(std::uint32_t count, v1::UnitLevel level, UnitsEnded::OfLevel of_level) {
  UnitsEnded ended{.count = count, .levels = {{v1::UNIT_LEVEL_PROVINCE, {0, 34}}}};
  ended.levels[level] = of_level;
  return ended.much();
}

TEST(UnitsEnded, AreMuchFromMoreThanTenUnitsOrATenthOfALevelOn) {
  EXPECT_FALSE(UnitsEnded{}.much());
  EXPECT_FALSE(much(10, v1::UNIT_LEVEL_COMMUNE, {10, 3'321}));
  EXPECT_TRUE(much(11, v1::UNIT_LEVEL_COMMUNE, {11, 3'321}));
  EXPECT_TRUE(much(1'500, v1::UNIT_LEVEL_COMMUNE, {0, 3'321})) << "of a long list only a part is listed";
  EXPECT_FALSE(much(3, v1::UNIT_LEVEL_PROVINCE, {3, 34}));
  EXPECT_TRUE(much(4, v1::UNIT_LEVEL_PROVINCE, {4, 34}));
  EXPECT_FALSE(much(9, v1::UNIT_LEVEL_COMMUNE, {9, 90}));
  EXPECT_TRUE(much(1, v1::UNIT_LEVEL_COMMUNE, {1, 9}));
}

}  // namespace
}  // namespace hotline::ctl
