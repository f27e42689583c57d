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

std::vector<ClockReading> of_kind(const Story& s, v1::ClockKind kind) {
  std::vector<ClockReading> readings;
  for (const auto& reading : clocks(s.state, s.rules, calendar()))
    if (reading.kind == kind) readings.push_back(reading);
  return readings;
}
auto acknowledge(const Story& s) { return of_kind(s, v1::CLOCK_KIND_ACKNOWLEDGE); }
auto emergency(const Story& s) { return of_kind(s, v1::CLOCK_KIND_EMERGENCY); }
auto plans(const Story& s) { return of_kind(s, v1::CLOCK_KIND_PLAN); }
auto separation(const Story& s) { return of_kind(s, v1::CLOCK_KIND_SEPARATION); }
auto verify(const Story& s) { return of_kind(s, v1::CLOCK_KIND_VERIFY); }
auto reviews(const Story& s) { return of_kind(s, v1::CLOCK_KIND_REVIEW); }

rec::Plan reviewed_on(std::string_view day) {
  auto made = plan();
  made.set_review_date(std::string(day));
  return made;
}

/// From an accepted case to a plan that is carried out.
void carry_out(Story& s, const rec::Plan& made) {
  s.must(s.cast.officer, SubmitPlan{made});
  s.must(s.cast.chairman, ApprovePlan{});
}

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
  s.must(s.cast.officer, RecordAssessment{seen});
  EXPECT_EQ(emergency(s)[0].met, s.now);
  s.rules.emergency.last().assessment_meets = false;
  EXPECT_TRUE(emergency(s)[0].runs());
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

TEST(Clocks, NobodyHasATimeToVerifyUntilAPlaceSetsOne) {
  Story s;
  s.assessing();
  EXPECT_TRUE(verify(s).empty());
  s.rules.verify.last().within = Span{2, Span::Of::hours};
  EXPECT_EQ(verify(s).size(), 1U);
}

TEST(Clocks, AVerificationRunsFromTheFirstAcceptanceToTheFirstAssessmentAndNothingRestartsIt) {
  Story s;
  s.rules.verify.last().within = Span{2, Span::Of::hours};
  s.rules.verify.last().article = "of the place";
  s.referred();
  s.pass(1h);
  EXPECT_TRUE(verify(s).empty()) << "nobody has accepted it";
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  const Time accepted = s.now;
  ASSERT_EQ(verify(s).size(), 1U);
  EXPECT_EQ(verify(s)[0].due, accepted + 2h);
  EXPECT_EQ(verify(s)[0].article, "of the place");
  EXPECT_EQ(verify(s)[0].unit, key(tam_di));
  s.pass(1h);
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  ASSERT_EQ(verify(s).size(), 1U);
  EXPECT_EQ(verify(s)[0].started, accepted);
  EXPECT_EQ(verify(s)[0].unit, key(bao_son)) << "whoever has the case now";
  s.pass(2h);
  s.must(s.cast.neighbour_officer,
         RecordAssessment{assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_MEDIUM)});
  const auto met = verify(s)[0];
  EXPECT_EQ(met.met, s.now);
  EXPECT_TRUE(met.overdue(s.now));
  s.pass(1h);
  s.must(s.cast.neighbour_officer,
         RecordAssessment{assessment(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_MEDIUM)});
  EXPECT_THAT(verify(s), testing::ElementsAre(met));
}

TEST(Clocks, AVerificationIsMetWhenItWasMadeAndByASpecificAssessmentAtOnce) {
  Story s;
  s.rules.verify.last().within = Span{2, Span::Of::hours};
  s.accepted();
  auto made = assessment(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_MEDIUM);
  *made.mutable_made_at() = timestamp_of(s.now + 1h);
  s.pass(5h);
  s.must(s.cast.officer, RecordAssessment{made});
  EXPECT_EQ(verify(s)[0].met, s.now - 4h);
  EXPECT_FALSE(verify(s)[0].overdue(s.now)) << "made in time, written down later";
}

TEST(Clocks, AVerificationIsSwitchedOnFromADayAndOffAgain) {
  VerifyRule off, on;
  on.within = Span{2, Span::Of::hours};
  on.from = parse_date("2015-03-27").value();
  VerifyRule off_again;
  off_again.from = parse_date("2015-03-28").value();
  const Timeline<VerifyRule> timeline{{off, on, off_again}};
  constexpr std::pair<const char*, std::size_t> days[] = {
      {"2015-03-26", 0}, {"2015-03-27", 1}, {"2015-03-28", 0}};
  for (const auto& [day, count] : days) {
    SCOPED_TRACE(day);
    Story s;
    s.rules.verify = timeline;
    s.turn_to(day);
    s.accepted();
    s.pass(240h);
    EXPECT_EQ(verify(s).size(), count) << "a case keeps the rule of its acceptance";
  }
}

TEST(Clocks, AReviewIsDueAtTheEndOfTheDayInVietnamThatTheApprovedPlanNames) {
  Story s;
  s.planning();
  s.must(s.cast.officer, SubmitPlan{reviewed_on("2015-04-30")});
  EXPECT_TRUE(reviews(s).empty()) << "it is not decided";
  s.pass(1h);
  s.must(s.cast.chairman, ApprovePlan{});
  ASSERT_EQ(reviews(s).size(), 1U);
  EXPECT_EQ(reviews(s)[0].started, s.now);
  EXPECT_EQ(reviews(s)[0].due, start_of(parse_date("2015-05-01").value()));
  EXPECT_EQ(reviews(s)[0].article, "");
  s.turn_to("2015-04-30");
  s.pass(23h + 59min);
  s.must(s.cast.officer, RecordReview{review(true, true)});
  EXPECT_EQ(reviews(s)[0].met, s.now);
  EXPECT_FALSE(reviews(s)[0].overdue(s.now + 1000h));
}

TEST(Clocks, APlanThatNamesNoDayHasNoReviewClockAndARuleMaySayThatNoneHas) {
  Story s;
  s.in_progress();
  EXPECT_TRUE(reviews(s).empty());
  Story off;
  off.rules.review.last().watched = false;
  off.planning();
  carry_out(off, reviewed_on("2015-04-30"));
  EXPECT_TRUE(reviews(off).empty());
}

TEST(Clocks, APlanThatIsApprovedAfterTheDayOfItsReviewHasUntilTheEndOfThatDay) {
  Story s;
  s.planning();
  s.must(s.cast.officer, SubmitPlan{reviewed_on("2015-03-27")});
  s.turn_to("2015-04-02");
  s.pass(10h);
  s.must(s.cast.chairman, ApprovePlan{});
  EXPECT_EQ(reviews(s)[0].due, start_of(parse_date("2015-04-03").value()));
}

TEST(Clocks, AFailedReviewMeetsItsClockAndTheNextPlanBringsItsOwnDay) {
  Story s;
  s.planning();
  carry_out(s, reviewed_on("2015-04-30"));
  s.pass(48h);
  s.must(s.cast.officer, RecordReview{review(false, true)});
  const auto first = reviews(s)[0];
  EXPECT_EQ(first.met, s.now);
  s.pass(24h);
  carry_out(s, reviewed_on("2015-06-01"));
  ASSERT_EQ(reviews(s).size(), 2U);
  EXPECT_EQ(reviews(s)[0], first);
  EXPECT_EQ(reviews(s)[1].due, start_of(parse_date("2015-06-02").value()));
}

TEST(Clocks, AnotherApprovedPlanPutsItsDayInThePlaceOfTheOneBeforeAndNothingElseDoes) {
  Story s;
  s.planning();
  carry_out(s, reviewed_on("2015-04-30"));
  const auto first = reviews(s)[0];
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), emergency_case().contact});
  s.must(s.cast.neighbour_officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)});
  EXPECT_EQ(reviews(s)[0].due, first.due);
  EXPECT_TRUE(reviews(s)[0].runs());
  // No act of today decides a second plan while one is carried out; a history may hold it all the same.
  s.pass(24h);
  auto submitted = *std::ranges::find_if(s.history, [](const auto& e) { return e.has_plan_submitted(); });
  auto approved = *std::ranges::find_if(s.history, [](const auto& e) { return e.has_plan_approved(); });
  submitted.mutable_plan_submitted()->mutable_plan()->set_review_date("2015-05-15");
  for (auto* event : {&submitted, &approved}) {
    *event->mutable_recorded_at() = timestamp_of(s.now);
    evolve(s.state, *event);
  }
  ASSERT_EQ(reviews(s).size(), 2U);
  EXPECT_EQ(reviews(s)[0].stopped, s.now);
  EXPECT_EQ(reviews(s)[0].due, first.due);
  EXPECT_EQ(reviews(s)[1].due, start_of(parse_date("2015-05-16").value()));
  EXPECT_TRUE(reviews(s)[1].runs());
}

TEST(Clocks, NothingOfAReviewRunsInAClosedCase) {
  Story s;
  s.planning();
  carry_out(s, reviewed_on("2015-04-30"));
  auto closed = *std::ranges::find_if(s.history, [](const auto& e) { return e.has_plan_approved(); });
  s.pass(24h);
  *closed.mutable_recorded_at() = timestamp_of(s.now);
  closed.mutable_closed()->set_closing(rec::CLOSING_UNFOUNDED);
  evolve(s.state, closed);
  EXPECT_EQ(reviews(s)[0].stopped, s.now);
  EXPECT_FALSE(reviews(s)[0].overdue(s.now + 10'000h));
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
