// A list of units that was wrong, for one case: corrected or taken back, the case comes to the office that it
// belongs to, however many steps it went.
#include <gmock/gmock.h>

#include <algorithm>

#include "domain/story.h"
#include "domain/unit_change.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using testing::IsEmpty;
using testing::SizeIs;

const history::v1::UnitSucceeded& said(const Decision& events, std::size_t at = 0) {
  return events.at(at).unit_succeeded();
}

/// Accepted by an officer of that commune on the day of the letter.
void accepted_by(Story& s, std::string_view unit) {
  s.must(s.cast.caller_taker, open_case(unit));
  s.must(Somebody{30, {{unit, rec::ROLE_OFFICER}}}, AcceptReferral{s.waiting()});
}

/// Today's list without some units, or with changes.
std::shared_ptr<const Directory> changed(const std::function<void(std::vector<Unit>&)>& change) {
  const auto all = directory().units();
  std::vector<Unit> units(all.begin(), all.end());
  change(units);
  return Directory::build(std::move(units)).value();
}

/// Today's list, with one unit ended on that day and followed by another.
void ends(std::vector<Unit>& units, std::string_view unit, const char* day, std::string_view follower) {
  auto& ended = *std::ranges::find(units, key(unit), &Unit::key);
  ended.valid_to = parse_date(day);
  ended.successors = {key(follower)};
  ended.parts.clear();
}

TEST(UnitCorrection, AWrongSuccessorThatIsCorrectedSendsWhatItGotWhereItBelongsAndNothingElse) {
  const auto wrong = changed([](auto& units) { ends(units, tam_di, "2015-04-01", bao_son); });
  const auto right = changed([](auto& units) { ends(units, tam_di, "2015-04-01", dong_phu); });
  const RevivedUnit back[] = {{key(tam_di), key(bao_son)}};
  Story accepted, waiting, its_own;
  accepted.accepted();
  waiting.referred();
  accepted_by(its_own, bao_son);
  for (auto* s : {&accepted, &waiting, &its_own}) {
    s->turn_to("2015-04-01");
    s->follow_units(*wrong);
  }
  ASSERT_EQ(accepted.state.responsible, key(bao_son));
  const auto events = accepted.follow_units(*right, back);
  ASSERT_THAT(events, SizeIs(2)) << "back, and on from there";
  EXPECT_TRUE(said(events).taken_back());
  EXPECT_EQ(said(events, 1).from_unit(), tam_di);
  EXPECT_EQ(accepted.state.responsible, key(dong_phu));
  EXPECT_FALSE(accepted.state.pending);
  waiting.follow_units(*right, back);
  EXPECT_EQ(waiting.state.pending->to, key(dong_phu));
  EXPECT_THAT(its_own.follow_units(*right, back), IsEmpty());
  for (auto* s : {&accepted, &waiting}) {
    EXPECT_THAT(s->follow_units(*right, back), IsEmpty()) << "done again, it makes nothing";
    s->turn_to("2015-04-02");
    s->follow_units(directory(), back);  // and the correction is taken back as well
  }
  EXPECT_EQ(accepted.state.responsible, key(tam_di));
  EXPECT_EQ(waiting.state.pending->to, key(tam_di));
}

TEST(UnitCorrection, ASortingThatACertainSuccessorEndsWaitsNoLonger) {
  const auto unknown = changed([](auto& units) {
    ends(units, tam_di, "2015-04-01", bao_son);
    std::ranges::find(units, key(tam_di), &Unit::key)->successors.clear();
  });
  const auto known = changed([](auto& units) { ends(units, tam_di, "2015-04-01", dong_phu); });
  Story s;
  s.accepted();
  s.turn_to("2015-04-01");
  s.follow_units(*unknown);
  ASSERT_TRUE(s.state.pending);
  const RevivedUnit back[] = {{key(tam_di), s.state.responsible}};
  s.follow_units(*known, back);
  EXPECT_EQ(s.state.responsible, key(dong_phu));
  EXPECT_FALSE(s.state.pending);
}

TEST(UnitCorrection, AListThatIsTakenBackTakesBackAWholeChainOfStepsAndForgetsIt) {
  const auto first = changed([](auto& units) { ends(units, tam_di, "2015-04-01", bao_son); });
  const auto chain = changed([](auto& units) {
    ends(units, tam_di, "2015-04-01", bao_son);
    ends(units, bao_son, "2015-04-02", dong_phu);
  });
  const RevivedUnit back[] = {{key(tam_di), key(dong_phu)}, {key(bao_son), key(dong_phu)}};
  Story accepted, waiting, halfway;
  accepted.accepted();
  waiting.referred();
  halfway.accepted();
  for (auto* s : {&accepted, &waiting, &halfway})
    for (const auto* day : {"2015-04-01", "2015-04-02"}) {
      s->turn_to(day);
      EXPECT_THAT(s->follow_units(*chain), SizeIs(1));
    }
  for (auto* s : {&accepted, &waiting, &halfway}) s->turn_to("2015-04-03");
  const auto events = accepted.follow_units(directory(), back);
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(said(events).from_unit(), dong_phu);
  EXPECT_EQ(said(events).to_unit(), tam_di);
  EXPECT_EQ(accepted.state.responsible, key(tam_di));
  EXPECT_THAT(accepted.state.followed, IsEmpty());
  ASSERT_THAT(waiting.follow_units(directory(), back), SizeIs(1));
  EXPECT_EQ(waiting.state.pending->to, key(tam_di));
  EXPECT_THAT(waiting.state.followed, IsEmpty());
  // Only the second step is taken back: Tam Dị is still a part of Bảo Sơn.
  const RevivedUnit of_second[] = {{key(bao_son), key(dong_phu)}, {key(tam_di), key(dong_phu)}};
  halfway.follow_units(*first, of_second);
  EXPECT_EQ(halfway.state.responsible, key(bao_son));
  EXPECT_THAT(halfway.follow_units(*first, of_second), IsEmpty());
}

TEST(UnitCorrection, AChainWhoseUnitsTheListNoLongerKnowsIsTakenBackAsWell) {
  const auto with_new = changed([](auto& units) {
    Unit one = *std::ranges::find(units, key(bao_son), &Unit::key), two = one;
    one.key = {"99998", parse_date("2015-04-01").value()};
    two.key = {"99999", parse_date("2015-04-02").value()};
    one.valid_to = two.key.valid_from;
    one.successors = {two.key};
    ends(units, tam_di, "2015-04-01", bao_son);
    std::ranges::find(units, key(tam_di), &Unit::key)->successors = {one.key};
    units.push_back(one);
    units.push_back(two);
  });
  Story s;
  s.accepted();
  for (const auto* day : {"2015-04-01", "2015-04-02"}) {
    s.turn_to(day);
    EXPECT_THAT(s.follow_units(*with_new), SizeIs(1));
  }
  const RevivedUnit back[] = {{key(tam_di), key("99999@2015-04-02")}};
  ASSERT_THAT(s.follow_units(directory(), back), SizeIs(1));
  EXPECT_EQ(s.state.responsible, key(tam_di));
  EXPECT_FALSE(s.state.pending);
}

}  // namespace
}  // namespace hotline::test
