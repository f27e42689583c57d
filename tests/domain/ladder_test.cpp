// Who is told when a clock runs out, and when; and that being told changes nothing else.
#include "domain/ladder.h"

#include <gmock/gmock.h>

#include "domain/case_time.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A story whose ladder moves as the keeper would move it.
class Watched : public Story {
 public:
  std::vector<Registered> people;
  std::vector<DelegationFact> delegations;
  std::vector<DutyEntry> duties;
  std::vector<std::string> told;  // "duty 07456 +0" in minutes since the beginning

  Watched() {
    for (const auto* who :
         {&cast.caller_taker, &cast.officer, &cast.chairman, &cast.deputy, &cast.neighbour_officer,
          &cast.neighbour_chairman, &cast.district_officer, &cast.district_chairman,
          &cast.district_supervisor, &cast.province_supervisor, &cast.helpline_supervisor})
      people.push_back({who->id(), who->viewer.memberships});
  }
  void remove(const Somebody& who) {
    std::erase_if(people, [&](const Registered& one) { return one.person == who.id(); });
  }
  void remove_all_of(std::string_view unit) {
    std::erase_if(people, [&](const Registered& one) { return one.memberships[0].unit == key(unit); });
  }

  std::vector<NextStep> steps() const { return next_steps(state, clocks(state, rules, calendar()), rules); }
  /// Takes what is due, once a minute, for so long.
  void watch(Duration time) {
    for (const Time end = now + time; now <= end; now += 1min) take_due();
  }
  void take_due() {
    const Roster roster(directory(), local_date(now), people, delegations, duties);
    const LadderDay day{rules, calendar(), roster, directory(), now};
    const auto readings = clocks(state, rules, calendar());
    take(steps_at_start(state, {seen_, readings}, day));
    seen_ = readings;
    take(due_steps(state, day));
  }
  std::vector<std::string> told_units() const {
    std::vector<std::string> units;
    for (const auto& event : history)
      if (event.has_ladder_step_taken()) units.push_back(event.ladder_step_taken().unit());
    return units;
  }

 private:
  std::vector<ClockReading> seen_;  // so far

  void take(const Decision& steps) {
    constexpr const char* rungs[] = {"", "duty", "chairman", "above", "call"};
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - letter_day).count();
    for (const auto& event : steps) {
      history.push_back(event);
      evolve(state, event);
      const auto& step = event.ladder_step_taken();
      told.push_back(std::string(rungs[step.rung()]) + " " + step.unit().substr(0, step.unit().find('@')) +
                     " +" + std::to_string(minutes));
      if (step.rung() != rec::LADDER_RUNG_CALL_LIST) EXPECT_NE(step.person_ids_size(), 0);
    }
  }
};

TEST(Ladder, ClimbsFromTheOfficerToTheCallListAndStopsThere) {
  Watched s;
  s.referred();  // medium: two hours
  s.watch(48h);
  EXPECT_THAT(s.told,
              ElementsAre("duty 07456 +110", "chairman 07456 +120", "above 218 +135", "call TD111 +150"));
  EXPECT_THAT(s.steps(), IsEmpty());
  EXPECT_EQ(on_call_list_since(s.state, clocks(s.state, s.rules, calendar())), letter_day + 150min);
}

TEST(Ladder, SaysHowFarItHasClimbedForTheClocksThatRun) {
  Watched s;
  s.referred();  // medium: two hours
  const auto climbed = [&] { return highest_taken(s.state, clocks(s.state, s.rules, calendar())); };
  EXPECT_EQ(climbed(), std::nullopt) << "nobody had to be told";
  s.watch(121min);
  EXPECT_EQ(climbed(), (Climbed{rec::LADDER_RUNG_CHAIRMAN, letter_day + 2h}));
  s.watch(2h);
  EXPECT_EQ(climbed(), (Climbed{rec::LADDER_RUNG_CALL_LIST, letter_day + 150min}));
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(climbed(), std::nullopt) << "of a clock that was met nothing is said";
}

TEST(Ladder, EndsWithTheClockAndTheCallListWithIt) {
  Watched s;
  s.referred();
  s.watch(121min);
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  s.watch(48h);
  EXPECT_THAT(s.told, ElementsAre("duty 07456 +110", "chairman 07456 +120"));
  Watched late;
  late.referred();
  late.watch(48h);
  late.must(late.cast.officer, AcceptReferral{late.waiting()});
  EXPECT_EQ(on_call_list_since(late.state, clocks(late.state, late.rules, calendar())), std::nullopt);
}

TEST(Ladder, ClimbsForAReviewThatNobodyHoldsFromTwoDaysBeforeTheEndOfItsDay) {
  Watched s;
  s.planning();
  auto made = plan();
  made.set_review_date("2015-03-28");  // over 64 hours, 3840 minutes, after the beginning
  s.must(s.cast.officer, SubmitPlan{made});
  s.must(s.cast.chairman, ApprovePlan{});
  s.watch(120h);
  EXPECT_THAT(s.told,
              ElementsAre("duty 07456 +960", "chairman 07456 +4320", "above 218 +5280", "call TD111 +6720"));
  s.must(s.cast.officer, RecordReview{review(true, true)});
  EXPECT_EQ(on_call_list_since(s.state, clocks(s.state, s.rules, calendar())), std::nullopt);
}

TEST(Ladder, ClimbsForAVerificationByTheTimesOfItsOwnRule) {
  Watched s;
  s.rules.verify.last().within = Span{2, Span::Of::hours};
  s.rules.verify.last().steps = {false, 45min, 0min, 30min, 60min};
  s.accepted();
  s.watch(24h);
  EXPECT_THAT(s.told,
              ElementsAre("duty 07456 +75", "chairman 07456 +120", "above 218 +150", "call TD111 +180"));
}

TEST(Ladder, StartsOneStepHigherWhereNobodyIsOnDuty) {
  Watched s;
  s.remove(s.cast.officer);
  s.remove(s.cast.deputy);
  s.referred();
  s.watch(48h);
  EXPECT_THAT(s.told,
              ElementsAre("chairman 07456 +0", "chairman 07456 +110", "above 218 +120", "call TD111 +135"));
}

TEST(Ladder, OfAnOfficeWithoutAnybodyBeginsAboveAndWithoutAnybodyAnywhereOnTheCallList) {
  Watched s;
  s.remove_all_of(tam_di);
  s.remove_all_of(district);
  s.referred();
  s.watch(48h);
  EXPECT_THAT(s.told, ElementsAre("above 24 +0", "above 24 +110", "call TD111 +120"));
  Watched alone;
  alone.people.clear();
  alone.referred();
  alone.watch(48h);
  EXPECT_THAT(alone.told, ElementsAre("call TD111 +0"));
}

TEST(Ladder, KnowsTheRosterStandInsAndAbsences) {
  Watched s;
  const auto entry = [&](DutyEntry::Kind kind, const Somebody& who, const Somebody* instead_of = nullptr) {
    s.duties.push_back({IdBytes{}, key(tam_di), kind, who.id(), instead_of ? instead_of->id() : PersonId{},
                        s.now, s.now + 24h, false});
  };
  const auto on_duty = [&](Time at) {
    const Roster roster(directory(), local_date(at), s.people, s.delegations, s.duties);
    return roster.on_duty(*directory().find(key(tam_di)), at);
  };
  EXPECT_THAT(on_duty(s.now), ElementsAre(s.cast.officer.id(), s.cast.deputy.id())) << "no roster is kept";
  entry(DutyEntry::Kind::duty, s.cast.officer);
  EXPECT_THAT(on_duty(s.now), ElementsAre(s.cast.officer.id()));
  EXPECT_THAT(on_duty(s.now + 25h), IsEmpty()) << "a roster is kept, and nobody is on it";
  entry(DutyEntry::Kind::away, s.cast.officer);
  EXPECT_THAT(on_duty(s.now), IsEmpty());
  entry(DutyEntry::Kind::stand_in, s.cast.deputy, &s.cast.officer);
  EXPECT_THAT(on_duty(s.now), ElementsAre(s.cast.deputy.id()));
  s.remove(s.cast.deputy);
  EXPECT_THAT(on_duty(s.now), IsEmpty()) << "a stand-in whose account is closed, or who left, is no stand-in";
  EXPECT_THAT(on_duty(s.now + std::chrono::days{32}), ElementsAre(s.cast.officer.id())) << "given up";
}

TEST(Ladder, ADeputyIsToldForTheTimeThatTheChairmanGaveThem) {
  Watched s;
  s.remove(s.cast.chairman);
  s.delegations.push_back({key(tam_di), s.cast.deputy.id(), s.now, s.now + 1h});
  const Roster roster(directory(), local_date(s.now), s.people, s.delegations, s.duties);
  const Unit& unit = *directory().find(key(tam_di));
  EXPECT_THAT(roster.chairmen(unit, s.now), ElementsAre(s.cast.deputy.id()));
  EXPECT_THAT(roster.chairmen(unit, s.now + 1h), IsEmpty());
  s.remove(s.cast.deputy);
  const Roster later(directory(), local_date(s.now), s.people, s.delegations, s.duties);
  EXPECT_THAT(later.chairmen(unit, s.now), IsEmpty()) << "whose account is closed is nobody's deputy";
}

TEST(Ladder, ClimbsAgainWhereATapWithoutAnAccountIsNotFollowedByAnybodyWhoSignsIn) {
  Watched s;
  s.referred();
  s.watch(5min);
  EXPECT_EQ(s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED), "");
  EXPECT_FALSE(s.steps().empty()) << "something waits to be done all the same";
  s.watch(48h);
  const auto readings = clocks(s.state, s.rules, calendar());
  EXPECT_TRUE(on_call_list_since(s.state, readings)) << "at its end a person telephones";
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_FALSE(on_call_list_since(s.state, clocks(s.state, s.rules, calendar())));
}

TEST(Ladder, SaysAtTheStartOfEveryClockWhoseRuleAsksForIt) {
  for (const bool wanted : {true, false}) {
    Watched s;
    s.rules.plan.last().steps.notice_at_start = wanted;
    s.assessing();
    const auto before = clocks(s.state, s.rules, calendar());
    s.must(s.cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_MEDIUM)});
    const auto after = clocks(s.state, s.rules, calendar());
    EXPECT_EQ(speaks_at_start(s.state, {before, after}, s.rules), wanted);
    EXPECT_FALSE(speaks_at_start(s.state, {after, after}, s.rules)) << "it was there before";
  }
}

TEST(Ladder, SaysAtTheStartOfAClockThatCountsFromTheReceiptOfWhatIsWrittenDownLater) {
  const auto told_at_once = [](const auto& set, const OpenCase& opening) {
    Watched s;
    set(s.rules);
    s.remove(s.cast.officer);
    s.remove(s.cast.deputy);
    auto received_before = opening;
    *received_before.contact.mutable_received_at() = timestamp_of(s.now - 20min);
    s.must(s.cast.caller_taker, received_before);
    s.take_due();
    std::vector<v1::ClockKind> kinds;
    for (const auto& event : s.history)
      if (event.has_ladder_step_taken() && event.ladder_step_taken().notice())
        kinds.push_back(event.ladder_step_taken().clock());
    s.pass(1min);
    const auto told = s.told.size();
    s.take_due();
    EXPECT_EQ(s.told.size(), told) << "once";
    return kinds;
  };
  const auto quiet = [](Rules& rules) {
    rules.acknowledge.last().steps.notice_at_start = false;
    rules.emergency.last().steps.notice_at_start = false;
    rules.plan.last().steps.notice_at_start = false;
  };
  const auto of_emergency = [&](Rules& rules) {
    quiet(rules);
    rules.emergency.last().steps.notice_at_start = true;
  };
  const auto of_plan = [&](Rules& rules) {
    quiet(rules);
    rules.plan.last().start = PlanStart::received;
    rules.plan.last().steps.notice_at_start = true;
  };
  EXPECT_THAT(told_at_once(quiet, emergency_case()), IsEmpty());
  EXPECT_THAT(told_at_once(of_emergency, emergency_case()), ElementsAre(v1::CLOCK_KIND_EMERGENCY));
  EXPECT_THAT(told_at_once(of_plan, open_case()), ElementsAre(v1::CLOCK_KIND_PLAN));
}

TEST(Ladder, TellsNobodyWhoIsBarred) {
  Watched s;
  s.referred();
  s.must(s.cast.caller_taker,
         RestrictCase{{s.cast.district_officer.id(), s.cast.district_supervisor.id()}, "x"});
  s.watch(48h);
  for (const auto& event : s.history)
    if (event.has_ladder_step_taken())
      for (const auto& person : event.ladder_step_taken().person_ids()) {
        EXPECT_NE(person, s.cast.district_officer.id().text());
        EXPECT_NE(person, s.cast.district_supervisor.id().text());
      }
}

TEST(Ladder, GoesToTheLevelAboveThatExistsOnThatDate) {
  // Tam Dị is Bảo Đài now, and there is no district. Whoever had a place there has none until it is given.
  Watched s;
  s.now = start_of(parse_date("2025-07-02").value()) + 8h;
  s.referred();
  s.watch(48h);
  EXPECT_THAT(s.told_units(), ElementsAre("TD111@2004-01-01"));
  Watched given;
  given.now = start_of(parse_date("2025-07-02").value()) + 8h;
  given.people.push_back({given.cast.officer.id(), {{key("07462@2025-07-01"), rec::ROLE_OFFICER}}});
  given.people.push_back(
      {given.cast.province_supervisor.id(), {{key("24@2025-07-01"), rec::ROLE_SUPERVISOR}}});
  given.referred();
  given.watch(48h);
  EXPECT_THAT(given.told_units(), ElementsAre("07462@2025-07-01", "24@2025-07-01", "TD111@2004-01-01"));
}

TEST(Ladder, AnOfficeUnderANewNameKeepsItsPeopleAndItsRoster) {
  Watched s;
  const std::vector<Registered> there = {{s.cast.officer.id(), {{key(phuong_son), rec::ROLE_OFFICER}}},
                                         {s.cast.deputy.id(), {{key(phuong_son), rec::ROLE_OFFICER}}}};
  s.now = start_of(parse_date("2022-06-30").value());
  const std::vector<DutyEntry> duties = {
      {IdBytes{}, key(phuong_son), DutyEntry::Kind::duty, s.cast.deputy.id(), {}, s.now, s.now + 96h, false}};
  s.now += 48h;  // a town since yesterday
  const Roster roster(directory(), local_date(s.now), there, {}, duties);
  EXPECT_THAT(roster.on_duty(*directory().find(key("07477@2022-07-01")), s.now),
              ElementsAre(s.cast.deputy.id()));
}

TEST(Ladder, IsNoVersionThatAnActCouldHaveOverlooked) {
  Watched s;
  s.referred();
  s.watch(48h);
  EXPECT_EQ(s.state.version, 5U);
  EXPECT_EQ(s.state.acted_version, 1U);
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(s.state.acted_version, 6U);
}

}  // namespace
}  // namespace hotline::test
