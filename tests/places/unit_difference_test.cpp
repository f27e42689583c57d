// What an import would change, told so that a person can check it.
#include "domain/unit_difference.h"

#include <gmock/gmock.h>

#include <map>

#include "domain/unit_file.h"
#include "luc_nam.h"

namespace hotline::places {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// `count` changes of one kind; the units are none of its matter.
void add(std::vector<UnitChange>& changes, UnitChange::Kind kind, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) changes.push_back({kind, nullptr, nullptr, {}, {}});
}

TEST(Difference, SaysOfACorrectedAndOfARenamedUnitWhatItWasAndWhatItIs) {
  const auto after = amend_units(
                         "code,valid_from,valid_to,level,kind,name,parent,successors\n"
                         "07507,2004-07-08,2024-01-01,commune,,Trường Sơn,,07999\n"
                         "07999,2024-01-01,2025-07-01,commune,thị trấn,Trường Sơn Mới,218,07489\n",
                         luc_nam())
                         .units;
  auto units = after;
  auto& moved = *std::ranges::find(units, UnitKey::parse("07456@2004-07-08").value(), &Unit::key);
  moved.name = "Tam Vị";
  moved.parent = UnitKey::parse("24@2004-07-08");
  moved.telephones = {"0204 1", "0204 2"};
  const auto changed = Directory::build(units).value();
  std::vector<std::string> told;
  for (const auto& change : difference(luc_nam(), *changed))
    for (const auto& [field, was, becomes] : field_changes(change, luc_nam(), *changed))
      told.push_back(change.before->key.code + " " + std::string(field) + ": " + was + " → " + becomes);
  EXPECT_THAT(told, ElementsAre("07456 name: Tam Dị → Tam Vị",
                                "07456 parent: huyện Lục Nam (218) → tỉnh Bắc Giang (24)",
                                "07456 telephones:  → 0204 1; 0204 2", "07507 code: 07507 → 07999",
                                "07507 kind: xã → thị trấn", "07507 name: Trường Sơn → Trường Sơn Mới"));
}

TEST(Difference, WhatALongFieldSaysIsCutAtAWholeLetter) {
  auto units = std::vector<Unit>(luc_nam().units().begin(), luc_nam().units().end());
  units.back().note.clear();
  for (std::size_t i = 0; i < 1'000; ++i) units.back().note += "ồ";
  const auto changed = Directory::build(units).value();
  const auto changes = difference(luc_nam(), *changed);
  ASSERT_EQ(changes.size(), 1U);
  const auto told = field_changes(changes.front(), luc_nam(), *changed);
  ASSERT_EQ(told.size(), 1U);
  std::string expected;
  for (std::size_t i = 0; i + 1 < field_change_max_chars; ++i) expected += "ồ";
  EXPECT_EQ(told.front().becomes, expected + "…");
}

TEST(Difference, OfTooManyChangesTheRareKindsAreShownWholeAndEveryKindIsCounted) {
  using Kind = UnitChange::Kind;
  std::vector<UnitChange> changes;
  add(changes, Kind::added, 40);
  add(changes, Kind::merged, 9'000);
  add(changes, Kind::split, 30);
  add(changes, Kind::merged, 1'000);
  add(changes, Kind::ended, 400);
  EXPECT_THAT(count_by_kind(changes),
              ElementsAre(UnitChangeCount{Kind::ended, 400}, UnitChangeCount{Kind::split, 30},
                          UnitChangeCount{Kind::merged, 10'000}, UnitChangeCount{Kind::added, 40}));
  const auto shown = excerpt(changes, 1'000);
  EXPECT_EQ(shown.size(), 1'000U);
  std::vector<Kind> order;
  std::map<Kind, std::size_t> of_kind;
  for (const auto* change : shown) {
    ++of_kind[change->kind];
    if (order.empty() || order.back() != change->kind) order.push_back(change->kind);
  }
  EXPECT_THAT(order, ElementsAre(Kind::ended, Kind::split, Kind::merged, Kind::added));
  EXPECT_EQ(of_kind[Kind::ended], 400U);
  EXPECT_EQ(of_kind[Kind::split], 30U);
  EXPECT_EQ(of_kind[Kind::merged], 530U);
  EXPECT_EQ(of_kind[Kind::added], 40U);
  EXPECT_EQ(excerpt(changes, 20'000).size(), changes.size()) << "nothing is left out where there is room";
  EXPECT_EQ(excerpt(changes, 3).size(), 3U);
  EXPECT_THAT(excerpt({}, 10), IsEmpty());
}

}  // namespace
}  // namespace hotline::places
