// The clocks that no law sets: the time to verify, to send on what came back, and the day of the review that
// an approved plan names.
#include <gmock/gmock.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "domain/case_time.h"
#include "domain/clocks.h"
#include "domain/evolve.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;

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

TEST(Clocks, AnAcceptedCaseWithoutDangerHasTwoWorkingDaysToBeLookedIntoUnlessAPlaceSetsNone) {
  Story s;
  s.accepted();  // Thursday 26 March 2015
  ASSERT_EQ(verify(s).size(), 1U);
  EXPECT_EQ(verify(s)[0].due, start_of(parse_date("2015-03-31").value()))
      << "the whole of Monday: the weekend does not count";
  EXPECT_EQ(verify(s)[0].article, "") << "no law sets it";
  EXPECT_FALSE(is_without_deadline(s.state, clocks(s.state, s.rules, *s.days)));
  s.rules.verify.last().within.reset();
  EXPECT_TRUE(verify(s).empty());
  EXPECT_TRUE(is_without_deadline(s.state, clocks(s.state, s.rules, *s.days)));
}

auto forwards(const Story& s) { return of_kind(s, v1::CLOCK_KIND_FORWARD); }
void give_back(Story& s) {
  s.must(s.cast.officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "x"});
}

TEST(Clocks, WhatCameBackIsToBeSentOnByTheRiskAndIsTheOfficesThatSentIt) {
  const std::tuple<OpenCase, Duration> cases[] = {{emergency_case(), 30min}, {open_case(), 2h}};
  for (const auto& [open, within] : cases) {
    Story s;
    s.must(s.cast.caller_taker, open);
    s.pass(10min);
    EXPECT_TRUE(forwards(s).empty()) << "it waits at Tam Dị";
    give_back(s);
    const Time back = s.now;
    ASSERT_EQ(forwards(s).size(), 1U);
    EXPECT_EQ(forwards(s)[0].started, back);
    EXPECT_EQ(forwards(s)[0].due, back + within);
    EXPECT_EQ(forwards(s)[0].unit, key(helpline));
    EXPECT_EQ(forwards(s)[0].article, "");
    s.pass(72h);
    EXPECT_TRUE(forwards(s)[0].runs()) << "no time meets it";
    s.must(s.cast.caller_taker, RerouteReferral{key(bao_son), "x"});
    s.pass(1h);
    s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
    ASSERT_EQ(forwards(s).size(), 1U);
    EXPECT_EQ(forwards(s)[0].met, back + 72h);
    EXPECT_EQ(forwards(s)[0].unit, key(helpline)) << "that another has the case now makes nothing its own";
  }
}

TEST(Clocks, WhatCameBackNightlyWithLittleRiskHasHoursOfWork) {
  Story s;
  auto open = open_case();
  open.contact.mutable_intake()->clear_abuse_types();
  s.must(s.cast.caller_taker, open);
  s.pass(14h);
  give_back(s);
  EXPECT_GT(forwards(s).at(0).due, s.now + 10h);
}

TEST(Clocks, ForwardingIsSwitchedOnFromADay) {
  ForwardRule off, on;
  off.watched = false;
  on.from = parse_date("2015-03-27").value();
  for (const auto& [day, count] : {std::pair("2015-03-26", 0U), std::pair("2015-03-27", 1U)}) {
    SCOPED_TRACE(day);
    Story s;
    s.rules.forward = Timeline<ForwardRule>{{off, on}};
    s.turn_to(day);
    s.referred();
    give_back(s);
    s.pass(240h);
    EXPECT_EQ(forwards(s).size(), count) << "a case keeps the rule of its return";
    EXPECT_EQ(is_without_deadline(s.state, clocks(s.state, s.rules, *s.days)), count == 0);
  }
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
  off.within.reset();
  on.within = Span{2, Span::Of::hours};
  on.from = parse_date("2015-03-27").value();
  VerifyRule off_again = off;
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
}  // namespace
}  // namespace hotline::test
