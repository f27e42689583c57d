// The day on which a unit is split, for one case: what the addresses prove goes to its successor, and the
// rest to the level above with the candidates.
#include <gmock/gmock.h>

#include <algorithm>
#include <array>

#include "domain/story.h"
#include "domain/unit_change.h"

namespace hotline::test {
namespace {
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view luc_nam = "07444@2025-07-01", bao_dai = "07462@2025-07-01",
                           bac_ninh = "24@2025-07-01";

const history::v1::UnitSucceeded& said(const Decision& events) { return events.front().unit_succeeded(); }

/// Lục Nam, but Tam Dị was split on 1 July 2025, and of two hamlets is known where they went.
const Directory& split_directory() {
  static const auto made = [] {
    std::vector<Unit> units(directory().units().begin(), directory().units().end());
    Unit& split = *std::ranges::find(units, key(tam_di), &Unit::key);
    split.successors = {key(bao_dai), key(luc_nam)};
    split.parts = {{"thôn Hạ", key(bao_dai), "1658/NQ-UBTVQH15"},
                   {"thôn Thượng", key(luc_nam), "1658/NQ-UBTVQH15"}};
    return Directory::build(std::move(units)).value();
  }();
  return *made;
}

void accepted_at(Story& s, const char* incident_detail) {
  auto open = open_case();
  auto& intake = *open.contact.mutable_intake();
  intake.clear_residence();
  intake.mutable_incident()->set_detail(incident_detail);
  s.must(s.cast.caller_taker, open);
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  s.turn_to("2025-07-01");
}

TEST(UnitSplit, AtASplitTheDetailOfTheAddressDecidesWhereItProvesAndTheHistorySaysBy) {
  Story s;
  accepted_at(s, "số 3, thôn Thượng");
  const auto events = s.follow_units(split_directory());
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(said(events).to_unit(), luc_nam);
  EXPECT_FALSE(said(events).to_sort());
  EXPECT_THAT(said(events).candidates(), IsEmpty());
  EXPECT_TRUE(said(events).referral_id().empty());
  ASSERT_EQ(said(events).decided_by_size(), 1);
  EXPECT_EQ(said(events).decided_by(0).name(), "thôn Thượng");
  EXPECT_EQ(said(events).decided_by(0).from_unit(), tam_di);
  EXPECT_EQ(said(events).decided_by(0).to_unit(), luc_nam);
  EXPECT_EQ(said(events).decided_by(0).source(), "1658/NQ-UBTVQH15");
  EXPECT_EQ(s.state.responsible, key(luc_nam));
  EXPECT_FALSE(s.state.pending);
}

TEST(UnitSplit, AtASplitADoubtfulDetailGoesToTheLevelAboveWithTheCandidates) {
  for (const char* detail : {"", "gần thôn Thượng", "thôn Thượng, thôn Hạ", "thon thuong", "thôn Trung"}) {
    Story s;
    accepted_at(s, detail);
    const auto events = s.follow_units(split_directory());
    ASSERT_THAT(events, SizeIs(1)) << detail;
    EXPECT_EQ(said(events).to_unit(), bac_ninh) << detail;
    EXPECT_TRUE(said(events).to_sort()) << detail;
    EXPECT_EQ(said(events).candidates_size(), 2) << detail;
    EXPECT_EQ(said(events).decided_by_size(), 0) << detail;
  }
}

TEST(UnitSplit, ASplitThatIsTakenBackTakesBackWhatTheDetailDecided) {
  Story s;
  accepted_at(s, "thôn Thượng");
  s.follow_units(split_directory());
  std::vector<Unit> units(split_directory().units().begin(), split_directory().units().end());
  Unit& whole = *std::ranges::find(units, key(tam_di), &Unit::key);
  whole.valid_to.reset();
  whole.successors.clear();
  whole.parts.clear();
  whole.parent.reset();
  const auto again = Directory::build(std::move(units)).value();
  const std::array revived = {RevivedUnit{key(tam_di), key(bac_ninh)}, RevivedUnit{key(tam_di), key(bao_dai)},
                              RevivedUnit{key(tam_di), key(luc_nam)}};
  const auto events = s.follow_units(*again, revived);
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_TRUE(said(events).taken_back());
  EXPECT_EQ(s.state.responsible, key(tam_di));
}

}  // namespace
}  // namespace hotline::test
