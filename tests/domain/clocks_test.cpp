#include "domain/clocks.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <utility>

#include "domain/calendar_file.h"
#include "domain/case_time.h"
#include "domain/evolve.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;

auto acknowledge(const Story& s) { return of_kind(s, v1::CLOCK_KIND_ACKNOWLEDGE); }
auto emergency(const Story& s) { return of_kind(s, v1::CLOCK_KIND_EMERGENCY); }
auto plans(const Story& s) { return of_kind(s, v1::CLOCK_KIND_PLAN); }
auto separation(const Story& s) { return of_kind(s, v1::CLOCK_KIND_SEPARATION); }

TEST(Clocks, TwelveHoursRunFromTheReceiptOnPaperNotFromTheEntryOrTheAcceptance) {
  Story s;
  auto open = emergency_case();
  *open.contact.mutable_received_at() = timestamp_of(s.now - 9h);
  s.must(s.cast.caller_taker, open);
  const Time due = s.now - 9h + 12h;
  ASSERT_EQ(emergency(s).size(), 1U);
  EXPECT_EQ(emergency(s)[0].due, due);
  s.pass(1h);
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(emergency(s)[0].due, due);
  EXPECT_EQ(emergency(s)[0].article, "NĐ 56/2017/NĐ-CP, điều 26.3");
  s.pass(1h);
  s.must(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)});
  EXPECT_EQ(emergency(s)[0].met, s.now);
  EXPECT_FALSE(emergency(s)[0].overdue(s.now + 100h));
}

TEST(Clocks, TwelveHoursAreClockTimeAlsoOverTet) {
  Story s;
  s.now = start_of(parse_date("2015-02-19").value());  // the first day of Tết
  s.must(s.cast.caller_taker, emergency_case());
  EXPECT_EQ(emergency(s)[0].due, s.now + 12h);
}

TEST(Clocks, NothingRestartsTheTwelveHours) {
  Story s;
  s.must(s.cast.caller_taker, emergency_case());
  const auto first = emergency(s)[0];
  s.pass(30min);
  s.must(s.cast.officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "x"});
  s.pass(30min);
  s.must(s.cast.caller_taker, RerouteReferral{key(bao_son), "x"});
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  s.must(s.cast.neighbour_officer, TransferCase{key(tam_di), "x"});
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), emergency_case().contact});
  EXPECT_THAT(emergency(s), testing::ElementsAre(first));
}

TEST(Clocks, WordOfDangerFromASecondContactCountsFromThatContact) {
  Story s;
  s.referred();
  EXPECT_TRUE(emergency(s).empty());
  s.pass(48h);
  auto second = emergency_case().contact;
  *second.mutable_received_at() = timestamp_of(s.now - 2h);
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), second});
  ASSERT_EQ(emergency(s).size(), 1U);
  EXPECT_EQ(emergency(s)[0].due, s.now + 10h);
}

TEST(Clocks, DangerThatComesBackHasAClockOfItsOwn) {
  Story s;
  s.must(s.cast.caller_taker, emergency_case());
  s.must(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)});
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), emergency_case().contact});
  EXPECT_EQ(emergency(s).size(), 1U) << "measures run already";
  s.must(s.cast.chairman, EndEmergencyMeasures{"x"});
  s.pass(24h);
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(10), emergency_case().contact});
  ASSERT_EQ(emergency(s).size(), 2U);
  EXPECT_EQ(emergency(s)[1].due, s.now + 12h);
}

TEST(Clocks, AnAssessmentThatSawTheChildAndFoundNoDangerMeetsTheTwelveHoursIfTheRulesSaySo) {
  Story s;
  s.must(s.cast.caller_taker, emergency_case());
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  auto unseen = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
  s.must(s.cast.officer, RecordAssessment{unseen});
  EXPECT_TRUE(emergency(s)[0].runs());
  s.pass(2h);
  auto seen = unseen;
  seen.set_child_seen(true);
  EXPECT_EQ(s.refusal(s.cast.officer, RecordAssessment{seen}), "required") << "silence is no answer";
  seen.set_emergency(rec::ANSWER_NOT_KNOWN);
  s.must(s.cast.officer, RecordAssessment{seen});
  EXPECT_TRUE(emergency(s)[0].runs());
  seen.set_emergency(rec::ANSWER_NO);
  s.must(s.cast.officer, RecordAssessment{seen});
  EXPECT_EQ(emergency(s)[0].met, s.now);
  s.rules.emergency.last().assessment_meets = false;
  EXPECT_TRUE(emergency(s)[0].runs());
}

TEST(Clocks, AVisitBeforeWordOfDangerDoesNotAnswerItHoweverLateItIsWrittenDown) {
  Story s;
  s.referred();
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  s.pass(1h);
  auto seen = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
  seen.set_child_seen(true);
  seen.set_emergency(rec::ANSWER_NO);
  *seen.mutable_made_at() = timestamp_of(s.now);
  s.pass(1h);
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), emergency_case().contact});
  s.pass(1h);
  s.must(s.cast.officer, RecordAssessment{seen});
  ASSERT_EQ(emergency(s).size(), 1U);
  EXPECT_TRUE(emergency(s)[0].runs());
  seen.clear_made_at();
  s.must(s.cast.officer, RecordAssessment{seen});
  EXPECT_EQ(emergency(s)[0].met, s.now);
}

TEST(Clocks, AcknowledgementDependsOnTheRisk) {
  Story s;
  s.referred();  // abuse is named: medium
  EXPECT_EQ(acknowledge(s)[0].due, s.now + 2h);
  Story high;
  high.must(high.cast.caller_taker, emergency_case());
  EXPECT_EQ(acknowledge(high)[0].due, high.now + 30min);
  Story low;
  auto open = open_case();
  open.contact.mutable_intake()->clear_abuse_types();
  low.must(low.cast.caller_taker, open);
  EXPECT_EQ(acknowledge(low)[0].due, calendar().add_working_time(low.now, 8h));
}

TEST(Clocks, AGraverRiskMakesAnAcknowledgementDueEarlier) {
  Story s;
  s.referred();
  const auto before = acknowledge(s)[0];
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), emergency_case().contact});
  EXPECT_EQ(acknowledge(s)[0].started, before.started);
  EXPECT_EQ(acknowledge(s)[0].due, before.started + 30min);
}

TEST(Clocks, AcceptingAndReturningBothAnswerAReferralAndReroutingDropsIt) {
  Story s;
  s.referred();
  s.pass(1h);
  s.must(s.cast.officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "x"});
  EXPECT_EQ(acknowledge(s)[0].met, s.now);
  s.must(s.cast.caller_taker, RerouteReferral{key(bao_son), "x"});
  s.pass(3h);
  s.must(s.cast.caller_taker, RerouteReferral{key(tam_di), "x"});
  EXPECT_EQ(acknowledge(s)[1].stopped, s.now);
  EXPECT_TRUE(acknowledge(s)[1].overdue(s.now)) << "it was late when it was dropped";
  EXPECT_TRUE(acknowledge(s)[2].runs());
}

TEST(Clocks, ThePlanHasFiveWorkingDaysFromTheFirstSpecificAssessment) {
  Story s;
  s.planning();
  const Time due = calendar().add_working_days(s.now, 5);
  EXPECT_EQ(plans(s)[0].due, due);
  EXPECT_EQ(due, start_of(parse_date("2015-04-03").value())) << "Thursday + 5 working days";
  s.pass(48h);
  s.must(s.cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_HIGH)});
  EXPECT_EQ(plans(s)[0].due, due);
  s.must(s.cast.officer, SubmitPlan{plan()});
  EXPECT_EQ(plans(s)[0].met, s.now);
}

TEST(Clocks, ThePlansStartIsASetting) {
  Story s;
  auto open = open_case();
  *open.contact.mutable_received_at() = timestamp_of(s.now - 24h);
  s.must(s.cast.caller_taker, open);
  EXPECT_TRUE(plans(s).empty());
  s.rules.plan.last().start = PlanStart::received;
  EXPECT_EQ(plans(s)[0].due, calendar().add_working_days(s.now - 24h, 5));
  s.rules.plan.last().start = PlanStart::accepted;
  EXPECT_TRUE(plans(s).empty());
  s.pass(1h);
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(plans(s)[0].started, s.now);
}

TEST(Clocks, AClockKeepsTheRuleThatHeldWhenItBegan) {
  Story s;
  s.must(s.cast.caller_taker, emergency_case());
  const Rules first = s.rules;  // outlives the readings
  const auto before = clocks(s.state, first, calendar());
  EmergencyRule later = first.emergency.last();
  later.from = parse_date("2015-03-27").value();
  later.within = {6, Span::Of::hours};
  later.article = "b";
  s.rules.emergency = Timeline<EmergencyRule>{{first.emergency.last(), later}};
  EXPECT_EQ(clocks(s.state, s.rules, calendar()), before);
  Story next;
  next.rules = s.rules;
  next.now = start_of(later.from);
  next.must(next.cast.caller_taker, emergency_case());
  EXPECT_EQ(emergency(next)[0].due, next.now + 6h);
  EXPECT_EQ(emergency(next)[0].article, "b");
}

TEST(Clocks, ARuleThatNamesAnotherStartNeitherReachesBackNorLosesThePlan) {
  Story s;
  s.must(s.cast.caller_taker, open_case());  // under "specific assessment"
  PlanRule later = s.rules.plan.last();
  later.from = parse_date("2015-03-27").value();
  later.start = PlanStart::received;
  s.rules.plan = Timeline<PlanRule>{{s.rules.plan.last(), later}};
  s.pass(24h);
  EXPECT_TRUE(plans(s).empty()) << "nothing is due from before the rule";
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  ASSERT_EQ(plans(s).size(), 1U) << "the receipt is past: the next step begins the clock";
  EXPECT_EQ(plans(s)[0].started, s.now);
}

TEST(Clocks, WorkingHoursAreThoseOfTheOfficeAndWhatIsAnnouncedLaterMovesNothing) {
  const auto read = read_calendar(R"(hours = ["07:30-11:30", "13:30-17:30"]
weekend = ["saturday", "sunday"]
[[year]]
year = 2015
source = "x"
holidays = []
[[year]]
year = 2015
known_from = 2015-03-27
source = "y"
holidays = [{ from = 2015-03-30 }]
[[office]]
unit = "07456@2004-07-08"
from = 2015-01-01
hours = ["06:00-10:00"]
)");
  ASSERT_TRUE(read);
  Story s;
  auto open = open_case();
  open.contact.mutable_intake()->clear_abuse_types();  // low: eight working hours
  s.must(s.cast.caller_taker, open);
  // Thursday 08:00: two hours, Friday four, Monday two. The holiday on Monday was not known yet.
  const Time due = start_of(parse_date("2015-03-30").value()) + 8h;
  EXPECT_EQ(clocks(s.state, s.rules, *read)[0].due, due);
  EXPECT_EQ(read->add_working_days(s.now, 2), start_of(parse_date("2015-03-31").value()));
  EXPECT_EQ(read->add_working_days(s.now + 24h, 1), start_of(parse_date("2015-04-01").value()));
}

TEST(Clocks, AFailedReviewStartsAnotherPlanAndLeavesTheFirstAsItWas) {
  Story s;
  s.in_progress();
  const auto first = plans(s);
  s.pass(720h);
  s.must(s.cast.officer, RecordReview{review(false, true)});
  ASSERT_EQ(plans(s).size(), 2U);
  EXPECT_EQ(plans(s)[0], first[0]);
  EXPECT_EQ(plans(s)[1].started, s.now);
}

TEST(Clocks, AReopenedCaseWhosePlanWasNeverMadeKeepsItsFirstDue) {
  Story s;
  s.accepted();
  s.must(s.cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_LOW)});
  const Time due = plans(s)[0].due;
  s.must(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"});
  EXPECT_EQ(plans(s)[0].stopped, s.now);
  s.pass(2400h);
  s.must(s.cast.officer, ReopenCase{"x"});
  ASSERT_EQ(plans(s).size(), 1U);
  EXPECT_TRUE(plans(s)[0].runs());
  EXPECT_EQ(plans(s)[0].due, due);
}

TEST(Clocks, ASeparationLastsAtMostFifteenDays) {
  Story s;
  s.accepted();
  auto separate = measures(rec::MEASURE_SEPARATE);
  *separate.mutable_started_at() = timestamp_of(s.now);
  s.pass(1h);
  s.must(s.cast.chairman, StartEmergencyMeasures{separate});
  EXPECT_EQ(separation(s)[0].due, s.now - 1h + 15 * 24h);
  s.pass(16 * 24h);
  s.must(s.cast.chairman, EndEmergencyMeasures{"x"});
  EXPECT_TRUE(separation(s)[0].overdue(s.now));
}

TEST(Clocks, ASeparationLastsLongerOnlyAsAnAuthorityRequiresAndNeverLessThanFifteenDays) {
  Story s;
  s.accepted();
  auto separate = measures(rec::MEASURE_SEPARATE);
  s.must(s.cast.chairman, StartEmergencyMeasures{separate});
  const auto fifteen = s.now + 15 * 24h;
  const auto require = [&](int days) {
    separate.set_decision("12/2015/QĐST-HNGĐ");
    separate.set_required_until(date_text(local_date(s.now + days * 24h)));
    s.must(s.cast.chairman, StartEmergencyMeasures{separate});
  };
  require(40);
  ASSERT_EQ(separation(s).size(), 1U) << "no other fifteen days";
  EXPECT_EQ(separation(s)[0].due, start_of(local_date(s.now + 41 * 24h))) << "to the end of that day";
  require(3);
  EXPECT_EQ(separation(s)[0].due, fifteen);
}

TEST(Clocks, ASeparationEndsWhenItEndedAndNotWhenItIsWrittenDownAndAloneWhereItIsNamed) {
  Story s;
  s.accepted();
  s.must(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)});
  s.must(s.cast.chairman, StartEmergencyMeasures{measures(rec::MEASURE_SEPARATE)});
  s.pass(14 * 24h);
  const auto ended = timestamp_of(s.now);
  s.pass(3 * 24h);
  s.must(s.cast.chairman, EndEmergencyMeasures{"về nhà", ended, rec::MEASURE_SEPARATE});
  EXPECT_FALSE(separation(s)[0].overdue(s.now));
  ASSERT_EQ(s.state.measures.size(), 1U);
  EXPECT_EQ(s.state.measures[0].measure, rec::MEASURE_PROTECT);
}

TEST(Clocks, NextDueIsTheEarliestThatRuns) {
  Story s;
  s.must(s.cast.caller_taker, emergency_case());
  auto next = next_due(clocks(s.state, s.rules, calendar()));
  EXPECT_EQ(next->kind, v1::CLOCK_KIND_ACKNOWLEDGE);
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  next = next_due(clocks(s.state, s.rules, calendar()));
  EXPECT_EQ(next->kind, v1::CLOCK_KIND_EMERGENCY);
  s.must(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)});
  next = next_due(clocks(s.state, s.rules, calendar()));
  EXPECT_EQ(next->kind, v1::CLOCK_KIND_VERIFY);
  s.must(s.cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW)});
  EXPECT_EQ(next_due(clocks(s.state, s.rules, calendar())), std::nullopt);
}

TEST(Clocks, NothingIsDueInAClosedCase) {
  Story s;
  s.must(s.cast.officer, emergency_case());
  s.must(s.cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW)});
  s.must(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"});
  EXPECT_EQ(next_due(clocks(s.state, s.rules, calendar())), std::nullopt);
  EXPECT_FALSE(emergency(s)[0].overdue(s.now + 1000h));
}

}  // namespace
}  // namespace hotline::test
