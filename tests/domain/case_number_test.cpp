// A case number as it is said on the telephone.
#include "domain/case_number.h"

#include <gtest/gtest.h>

namespace hotline {
namespace {

TEST(CaseNumber, IsFoundHoweverMuchOfItIsSaid) {
  for (const auto* said : {"LN-2026-000147", "ln-2026-000147", "LN 2026 147", " ln/2026/147 ", "2026-147",
                           "2026.000147", "147", "000147", "LN-147"})
    EXPECT_EQ(spoken_case_number(said, "LN", 2026), "LN-2026-000147") << said;
}

TEST(CaseNumber, OfAnotherYearOrHouseKeepsThem) {
  EXPECT_EQ(spoken_case_number("2015-1", "LN", 2026), "LN-2015-000001");
  EXPECT_EQ(spoken_case_number("BG-2015-1234567", "LN", 2026), "BG-2015-1234567");
}

TEST(CaseNumber, ThatIsNoneIsNothing) {
  for (const auto* said :
       {"", " ", "-", "LN", "0", "LN-2026-", "LN-2026-0", "1-2-3-4", "14x", "x1y-3-4", "1;2", "１４７",
        "12345678901234567890", "LN-20260-1", "LN-0000-147", "0026-147", "20260-147"})
    EXPECT_EQ(spoken_case_number(said, "LN", 2026), std::nullopt) << said;
}

}  // namespace
}  // namespace hotline
