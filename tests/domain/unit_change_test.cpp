// The day on which a unit ends, with the real mergers of Lục Nam (813/NQ-UBTVQH14, 510/NQ-UBTVQH15,
// 1191/NQ-UBTVQH15, 1658/NQ-UBTVQH15): no office that is no more keeps a case or gets a referral, and no
// clock moves.
#include "domain/unit_change.h"

#include <gmock/gmock.h>

#include <map>
#include <random>

#include "domain/clocks.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view tien_hung = "07474@2004-07-08", doi_ngo = "07444@2004-07-08",
                           luc_nam = "07444@2025-07-01", bao_dai = "07462@2025-07-01",
                           bac_ninh = "24@2025-07-01", yen_son = "07498@2004-07-08",
                           bac_lung = "07498@2025-07-01";

const history::v1::UnitSucceeded& said(const Decision& events, std::size_t at = 0) {
  return events.at(at).unit_succeeded();
}

/// Accepted by an officer of that commune on the day of the letter.
void accepted_by(Story& s, std::string_view unit) {
  s.must(s.cast.caller_taker, open_case(unit));
  s.must(Somebody{30, {{unit, rec::ROLE_OFFICER}}}, AcceptReferral{s.waiting()});
}

TEST(UnitChange, AReferralThatWaitsGoesOnAtEachMergerOnItsDayAndNotBefore) {
  Story s;
  s.must(s.cast.caller_taker, open_case(tien_hung));
  const auto first = s.waiting();
  s.turn_to("2020-01-01");
  s.now -= Duration{1};
  EXPECT_THAT(s.follow_units(), IsEmpty());
  s.turn_to("2020-01-01");
  const auto events = s.follow_units();
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(said(events).from_unit(), tien_hung);
  EXPECT_EQ(said(events).to_unit(), doi_ngo);
  EXPECT_EQ(said(events).on_date(), "2020-01-01");
  EXPECT_FALSE(said(events).late() || said(events).to_sort() || said(events).responsible());
  EXPECT_EQ(s.state.pending->to, key(doi_ngo));
  EXPECT_NE(s.waiting(), first);  // what Tiên Hưng saw of it proves nothing of Đồi Ngô
  EXPECT_EQ(s.state.responsible, key(helpline));
  EXPECT_THAT(s.follow_units(), IsEmpty());
  s.turn_to("2025-07-01");
  EXPECT_THAT(s.follow_units(), SizeIs(1));
  EXPECT_EQ(s.state.pending->to, key(luc_nam));
  const Somebody officer{31, {{luc_nam, rec::ROLE_OFFICER}}};
  s.must(officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(s.state.responsible, key(luc_nam));
}

TEST(UnitChange, ACaseOf2015ThatIsStillOpenIsTodaysUnitsAndItsWorkGoesOn) {
  Story s;
  s.awaiting_approval();
  for (const auto* day : {"2020-01-01", "2022-07-01", "2025-01-01"}) {
    s.turn_to(day);
    EXPECT_THAT(s.follow_units(), IsEmpty());
  }
  s.turn_to("2025-07-01");
  const auto events = s.follow_units();
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_TRUE(said(events).responsible());
  EXPECT_TRUE(said(events).referral_id().empty());
  EXPECT_EQ(events[0].actor().person_id(), "");
  EXPECT_EQ(s.state.responsible, key(bao_dai));
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_AWAITING_APPROVAL);
  EXPECT_THAT(s.state.past_units, testing::Contains(PastUnit{key(tam_di), s.state.version}));
  s.must(Somebody{32, {{bao_dai, rec::ROLE_CHAIRMAN}}}, ApprovePlan{});
}

TEST(UnitChange, ReusedCodesAreTheUnitsOfTheirDay) {
  const std::pair<std::string_view, std::string_view> moves[] = {
      {yen_son, bac_lung}, {"07450@2004-07-08", "07450@2025-07-01"}, {dong_phu, "07450@2025-07-01"}};
  for (const auto& [from, to] : moves) {
    Story s;
    accepted_by(s, from);
    s.turn_to("2025-07-01");
    EXPECT_THAT(s.follow_units(), SizeIs(1));
    EXPECT_EQ(s.state.responsible, key(to));
  }
  for (const std::string_view from : {"24@2004-07-08", "27@2004-07-08"}) {  // 24 was Bắc Giang, is Bắc Ninh
    Story s;
    accepted_by(s, from);
    s.turn_to("2025-07-01");
    EXPECT_THAT(s.follow_units(), SizeIs(1));
    EXPECT_EQ(s.state.responsible, key(bac_ninh));
    EXPECT_FALSE(s.state.pending);
  }
}

TEST(UnitChange, ATownThatWasACommuneIsARenamingAndCamLyKeepsItsOwnKeyAtItsMerger) {
  Story renamed, merged;
  accepted_by(renamed, phuong_son);
  renamed.turn_to("2022-07-01");
  EXPECT_EQ(said(renamed.follow_units()).to_unit(), "07477@2022-07-01");
  accepted_by(merged, "07516@2004-07-08");
  merged.turn_to("2025-01-01");
  EXPECT_EQ(said(merged.follow_units()).to_unit(), "07519@2004-07-08");
  merged.turn_to("2025-07-01");
  EXPECT_EQ(said(merged.follow_units()).to_unit(), "07519@2025-07-01");
}

TEST(UnitChange, WithoutACertainSuccessorTheLevelAboveSortsItAndGivesItNobodyBack) {
  Story s;
  accepted_by(s, district);
  s.turn_to("2025-07-01");
  const auto events = s.follow_units();
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_TRUE(said(events).to_sort());
  EXPECT_THAT(said(events).candidates(), SizeIs(8));
  EXPECT_EQ(s.state.responsible, key(bac_ninh));
  ASSERT_TRUE(s.state.pending);
  EXPECT_EQ(s.state.pending->to, key(bac_ninh));
  EXPECT_TRUE(s.state.pending->to_sort);
  const Somebody province{33, {{bac_ninh, rec::ROLE_OFFICER}}};
  EXPECT_EQ(s.refusal(province, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "x"}),
            "unit_ended");
  s.must(province, RerouteReferral{key(luc_nam), "xảy ra ở Đồi Ngô cũ"});
  EXPECT_EQ(s.state.responsible, key(bac_ninh));  // until the commune accepts
  s.must(Somebody{34, {{luc_nam, rec::ROLE_OFFICER}}}, AcceptReferral{s.waiting()});
  EXPECT_EQ(s.state.responsible, key(luc_nam));
  EXPECT_THAT(s.follow_units(), IsEmpty());
}

TEST(UnitChange, AListThatCameLateSaysSo) {
  Story s;
  s.accepted();
  s.turn_to("2025-09-15");
  const auto events = s.follow_units();
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_TRUE(said(events).late());
  EXPECT_EQ(said(events).on_date(), "2025-07-01");
}

TEST(UnitChange, AClosedCaseStaysUnderTheOldName) {
  Story s;
  s.closed();
  s.turn_to("2025-07-01");
  EXPECT_THAT(s.follow_units(), IsEmpty());
  EXPECT_EQ(s.state.responsible, key(tam_di));
}

TEST(UnitChange, ARestrictedCaseNeverComesDownToACommune) {
  Story s;
  s.referred();
  s.must(s.cast.caller_taker, RestrictCase{{s.cast.chairman.id()}, "x"});
  s.must(s.cast.district_officer, AcceptReferral{s.waiting()});
  s.turn_to("2025-07-01");
  const auto events = s.follow_units();
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(s.state.responsible, key(bac_ninh));
  EXPECT_EQ(s.state.pending->to, key(bac_ninh));
  EXPECT_THAT(said(events).candidates(), IsEmpty());
}

/// Today's list without some units, or with changes.
std::shared_ptr<const Directory> changed(const std::function<void(std::vector<Unit>&)>& change) {
  const auto all = directory().units();
  std::vector<Unit> units(all.begin(), all.end());
  change(units);
  return Directory::build(std::move(units)).value();
}

TEST(UnitChange, AUnitThatTheListNoLongerKnowsLeavesItsCasesToTheHelpline) {
  Story s;
  s.accepted();
  const auto without =
      changed([](auto& units) { std::erase_if(units, [](const Unit& u) { return u.key == key(tam_di); }); });
  EXPECT_EQ(said(s.follow_units(*without)).to_unit(), helpline);
  EXPECT_TRUE(s.state.pending->to_sort);
}

TEST(UnitChange, TheHelplineKeepsItsCasesEvenUnderADayBeforeItBegan) {
  Story s;
  s.must(s.cast.caller_taker, open_case(tam_di));
  ASSERT_EQ(s.state.responsible, key(helpline));
  s.turn_to("2000-01-01");
  for (const auto& event : s.follow_units()) EXPECT_NE(event.unit_succeeded().from_unit(), helpline);
  EXPECT_EQ(s.state.responsible, key(helpline));
  EXPECT_FALSE(is_gone(directory(), key(helpline), parse_date("1970-01-01").value()));
  EXPECT_THAT(s.follow_units(), IsEmpty()) << "and that is the end of it";
}

TEST(UnitChange, AListThatIsTakenBackTakesBackWhatMovedByIt) {
  // By mistake Tam Dị ends in April 2015 and becomes part of Bảo Sơn.
  const auto wrong = changed([](auto& units) {
    auto& unit = *std::ranges::find(units, key(tam_di), &Unit::key);
    unit.valid_to = parse_date("2015-04-01");
    unit.successors = {key(bao_son)};
  });
  const RevivedUnit back[] = {{key(tam_di), key(bao_son)}};
  Story accepted, waiting, moved_on;
  accepted.accepted();
  waiting.referred();
  moved_on.accepted();
  for (auto* s : {&accepted, &waiting, &moved_on}) {
    s->turn_to("2015-04-01");
    EXPECT_THAT(s->follow_units(*wrong), SizeIs(1));
  }
  moved_on.must(moved_on.cast.neighbour_officer, TransferCase{key(dong_phu), "x"});
  moved_on.must(Somebody{35, {{dong_phu, rec::ROLE_OFFICER}}}, AcceptReferral{moved_on.waiting()});
  for (auto* s : {&accepted, &waiting, &moved_on}) s->turn_to("2015-04-02");
  ASSERT_THAT(accepted.follow_units(directory(), back), SizeIs(1));
  EXPECT_EQ(accepted.state.responsible, key(tam_di));
  EXPECT_TRUE(accepted.history.back().unit_succeeded().taken_back());
  ASSERT_THAT(waiting.follow_units(directory(), back), SizeIs(1));
  EXPECT_EQ(waiting.state.pending->to, key(tam_di));
  EXPECT_THAT(moved_on.follow_units(directory(), back), IsEmpty());  // people moved it since
  EXPECT_THAT(accepted.follow_units(directory(), back), IsEmpty());
}

TEST(UnitChange, ASortingThatIsTakenBackWaitsNoLonger) {
  const auto wrong = changed([](auto& units) {
    std::ranges::find(units, key(tam_di), &Unit::key)->valid_to = parse_date("2015-04-01");
    std::ranges::find(units, key(tam_di), &Unit::key)->successors.clear();
  });
  Story s;
  s.accepted();
  s.turn_to("2015-04-01");
  s.follow_units(*wrong);
  ASSERT_TRUE(s.state.pending);
  const RevivedUnit back[] = {{key(tam_di), s.state.responsible}};
  ASSERT_THAT(s.follow_units(directory(), back), SizeIs(1));
  EXPECT_EQ(s.state.responsible, key(tam_di));
  EXPECT_FALSE(s.state.pending);
}

bool sees_informant(const Story& s, const Somebody& who) {
  return visibility(s.state, s.standings(who), access_to("hotline.v1.CaseService.GetCase")).informant;
}

TEST(UnitChange, WhoWasToldOfTheInformantIsToldUnderTheNewNameWhereThatIsCertain) {
  Story s;
  s.accepted();
  const Somebody officer{36, {{bao_dai, rec::ROLE_OFFICER}}};
  s.must(s.cast.district_supervisor, ReleaseInformant{key(tam_di), "cần gặp"});
  s.turn_to("2025-07-01");
  s.follow_units();
  EXPECT_TRUE(sees_informant(s, officer));
  EXPECT_EQ(s.refusal(s.cast.helpline_supervisor, ReleaseInformant{key(bao_dai), "x"}), "nobody_to_tell");
  AmendIntake amend;
  amend.informant.emplace().set_notes("gọi sau 17 giờ");
  amend.reason = "gọi lại";
  s.must(officer, amend);
}

TEST(UnitChange, WhereAPersonSortsTheInformantIsReleasedAnew) {
  Story s;
  accepted_by(s, district);
  s.must(s.cast.province_supervisor, ReleaseInformant{key(district), "cần gặp"});
  s.turn_to("2025-07-01");
  s.follow_units();
  EXPECT_FALSE(sees_informant(s, Somebody{37, {{bac_ninh, rec::ROLE_OFFICER}}}));
  s.must(s.cast.helpline_supervisor, ReleaseInformant{key(bac_ninh), "cần gặp"});
  EXPECT_TRUE(sees_informant(s, Somebody{37, {{bac_ninh, rec::ROLE_OFFICER}}}));
}

TEST(UnitChange, AReleaseThatCameByAFalseMergerEndsWhereTheListIsTakenBack) {
  const auto wrong = changed([](auto& units) {
    auto& unit = *std::ranges::find(units, key(tam_di), &Unit::key);
    unit.valid_to = parse_date("2015-04-01");
    unit.successors = {key(bao_son)};
  });
  const UnitKey told[] = {key(tam_di)};
  const Date on = parse_date("2015-04-02").value();
  EXPECT_TRUE(is_told(told, key(bao_son), *wrong, on));
  EXPECT_FALSE(is_told(told, key(bao_son), directory(), on));
  EXPECT_TRUE(is_told(told, key(tam_di), directory(), on));
}

/// Random lives of cases over twenty years; the service follows the units on random days.
class RandomLife {
 public:
  explicit RandomLife(std::uint64_t seed) : random_(seed) {
    for (const Unit& unit : directory().units())
      if (unit.level != Level::helpline && unit.valid_on(local_date(letter_day))) places_.push_back(unit.key);
  }

  int run() {
    s_.must(s_.cast.caller_taker, open_case(pick(places_).text()));
    for (int i = 0; i < 30 && !testing::Test::HasFailure(); ++i) {
      s_.pass(std::chrono::days{below(400)});
      act();
      follow();
    }
    return moved_;
  }

 private:
  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  Somebody of(const UnitKey& unit, rec::Role role) {
    return {40 + below(3), {{holder(directory(), unit, local_date(s_.now))->key.text(), role}}};
  }

  void act() {
    const auto owner = of(s_.state.responsible, rec::ROLE_OFFICER);
    const auto receiver =
        of(s_.state.pending ? s_.state.pending->to : s_.state.responsible, rec::ROLE_OFFICER);
    switch (below(7)) {
      case 0:
        (void)s_.act(owner, TransferCase{pick(places_), "x"});
        break;
      case 1:
        (void)s_.act(receiver, ReturnReferral{s_.state.pending ? s_.waiting() : ReferralId{},
                                              rec::RETURN_REASON_WRONG_PLACE, "x"});
        break;
      case 2:
        (void)s_.act(owner, SubmitPlan{plan()});
        break;
      case 3:
        (void)s_.act(owner, RecordAssessment{assessment(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_HIGH)});
        break;
      case 4:
        if (below(4) == 0) (void)s_.act(s_.cast.helpline_supervisor, RestrictCase{{}, "x"});
        break;
      default:
        if (s_.state.pending) (void)s_.act(receiver, AcceptReferral{s_.waiting()});
    }
  }

  void follow() {
    const auto before = s_.state;
    const auto clocks_before = clocks(before, s_.rules, calendar());
    moved_ += static_cast<int>(s_.follow_units().size());
    const Date today = local_date(s_.now);
    EXPECT_FALSE(is_gone(directory(), s_.state.responsible, today));
    if (s_.state.pending) EXPECT_FALSE(is_gone(directory(), s_.state.pending->to, today));
    EXPECT_EQ(s_.state.receiving, s_.state.pending ? std::optional{s_.state.pending->to} : std::nullopt);
    EXPECT_EQ(s_.state.status, before.status);
    // Whoever answered by law before it was written is who answers now, but where a person has to sort.
    if (!s_.state.restricted)
      EXPECT_EQ(s_.state.responsible, holder(directory(), before.responsible, today)->key);
    if (s_.state.restricted) EXPECT_NE(directory().find(s_.state.responsible)->level, Level::commune);
    expect_clocks_kept(clocks_before);
    EXPECT_EQ(s_.state.version, s_.history.size());
    EXPECT_EQ(fold_case(s_.history).responsible, s_.state.responsible);
    EXPECT_THAT(s_.follow_units(), IsEmpty()) << "done again, it makes nothing";
  }

  void expect_clocks_kept(const std::vector<ClockReading>& old) {
    std::map<v1::ClockKind, std::vector<ClockReading>> now;
    for (const auto& reading : clocks(s_.state, s_.rules, calendar())) now[reading.kind].push_back(reading);
    std::map<v1::ClockKind, std::size_t> index;
    for (const auto& was : old) {
      const auto i = index[was.kind]++;
      ASSERT_LT(i, now[was.kind].size());
      const auto& is = now[was.kind][i];
      EXPECT_EQ(is.due, was.due);
      EXPECT_EQ(is.started, was.started);
      EXPECT_EQ(is.met, was.met);
      EXPECT_EQ(is.stopped, was.stopped);
    }
  }

  std::mt19937_64 random_;
  std::vector<UnitKey> places_;
  Story s_;
  int moved_ = 0;
};

TEST(UnitChange, WhateverTheLifeOfACaseExactlyOneUnitThatIsThereAnswersAndNoClockMoves) {
  int moved = 0;
  for (std::uint64_t seed = 1; seed <= 400 && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    moved += RandomLife(seed).run();
  }
  EXPECT_GT(moved, 300);
}

}  // namespace
}  // namespace hotline::test
