// The deadlines as supervisors meet them: how each office kept them over any period, and what others would
// have meant, computed part by part while the caller waits.
#include <gmock/gmock.h>

#include <algorithm>
#include <future>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/deadline.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/what_if.h"
#include "support/held_store.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;

v1::GetOnTimeSharesRequest shares_of(const std::string& unit = {}, const std::string& first = "2015-01-01",
                                     const std::string& last = "2015-12-31") {
  v1::GetOnTimeSharesRequest request;
  request.set_unit(unit);
  request.mutable_period()->set_first_day(first);
  request.mutable_period()->set_last_day(last);
  return request;
}

/// "1/2 +3": on time of all that are over, and those that run.
template <class Shares>
std::string of_kind(const Shares& shares, v1::ClockKind kind) {
  for (const auto& share : shares)
    if (share.kind() == kind)
      return std::to_string(share.on_time()) + "/" + std::to_string(share.on_time() + share.late()) + " +" +
             std::to_string(share.running());
  return "";
}

std::string acknowledged(const v1::GetOnTimeSharesResponse& answer, const std::string& unit) {
  for (const auto& office : answer.offices())
    if (office.unit() == unit) return of_kind(office.shares(), v1::CLOCK_KIND_ACKNOWLEDGE);
  return "";
}

class Deadline : public testing::Test {
 protected:
  v1::GetOnTimeSharesResponse shares(const std::string& login, const v1::GetOnTimeSharesRequest& request) {
    return service_.as(login).must<v1::GetOnTimeSharesResponse>(request);
  }
  v1::GetDeadlinesResponse in_force() {
    return service_.as("operator.hoa").must<v1::GetDeadlinesResponse>(v1::GetDeadlinesRequest{});
  }
  v1::SimulateDeadlinesRequest simulation(std::uint32_t high_minutes) {
    v1::SimulateDeadlinesRequest request;
    *request.mutable_deadlines() = in_force().deadlines();
    for (auto* span : {request.mutable_deadlines()->mutable_acknowledge_high(),
                       request.mutable_deadlines()->mutable_acknowledge_medium()}) {
      span->set_amount(high_minutes);
      span->set_of(v1::SPAN_UNIT_MINUTES);
    }
    request.mutable_period()->set_first_day("2015-03-01");
    request.mutable_period()->set_last_day("2015-03-31");
    return request;
  }
  std::string simulate(const std::string& login, const v1::SimulateDeadlinesRequest& request) {
    words_.clear();
    return service_.stranger(service_.as(login).token()).stream(request, [&](const auto& message) {
      words_.push_back(static_cast<const v1::SimulateDeadlinesResponse&>(message));
      return true;
    });
  }

  /// A plan of Tam Dị, approved, that names the day of its review.
  static void carry_out(CaseStory& story, const std::string& review_date) {
    story.accept();
    story.assess();
    auto submit = story.about<v1::SubmitPlanRequest>();
    *submit.mutable_plan() = plan();
    submit.mutable_plan()->set_review_date(review_date);
    story.act<v1::SubmitPlanResponse>("officer.tamdi", submit);
    story.act<v1::ApprovePlanResponse>("chairman.tamdi", story.about<v1::ApprovePlanRequest>());
  }
  static v1::Clock review_of(CaseStory& story) {
    for (const auto& clock : story.seen_by("officer.tamdi").clocks())
      if (clock.kind() == v1::CLOCK_KIND_REVIEW) return clock;
    ADD_FAILURE() << "no review is due";
    return {};
  }
  std::string of_review() {
    return of_kind(shares("supervisor.helpline", shares_of()).total(), v1::CLOCK_KIND_REVIEW);
  }
  /// The keeper looks at that instant.
  void take_steps_at(Time at) {
    service_.pass(at - service_.clock.now());
    ASSERT_TRUE(service_.app().take_due_steps());
  }

  RunningService service_;
  std::vector<v1::SimulateDeadlinesResponse> words_;
};

TEST_F(Deadline, SharesAreOfTheOfficeThatWasToKeepItAlsoWhereTheCaseWentElsewhere) {
  CaseStory quick(service_), slow(service_), open(service_, bao_son);
  quick.accept();
  service_.pass(3h);  // two hours are given
  auto send_on = slow.about<v1::RerouteReferralRequest>();
  send_on.set_to_unit(bao_son);
  send_on.set_reason("không trả lời");
  slow.act<v1::RerouteReferralResponse>("operator.hoa", send_on);
  slow.accept("officer.baoson");
  const auto all = shares("supervisor.helpline", shares_of());
  EXPECT_EQ(acknowledged(all, tam_di), "1/2 +0") << "that it never answered stays Tam Dị's";
  EXPECT_EQ(acknowledged(all, bao_son), "1/2 +0") << "one in time, one past due and still running";
  EXPECT_EQ(of_kind(all.total(), v1::CLOCK_KIND_ACKNOWLEDGE), "2/4 +0");
  ASSERT_GE(all.offices_size(), 2);
}

TEST_F(Deadline, EveryShareLeadsToAsManyCasesAsItCountsAndTheBoardSaysTheSame) {
  CaseStory quick(service_), slow(service_), open(service_, bao_son);
  quick.accept();
  service_.pass(3h);
  auto send_on = slow.about<v1::RerouteReferralRequest>();
  send_on.set_to_unit(bao_son);
  send_on.set_reason("không trả lời");
  slow.act<v1::RerouteReferralResponse>("operator.hoa", send_on);
  slow.accept("officer.baoson");
  const auto all = shares("supervisor.helpline", shares_of());
  EXPECT_EQ(all.cases(), 3U);
  const auto behind = [&](const std::string& office, v1::ClockKind kind, v1::DeadlineResult result) {
    v1::ListCasesOfShareRequest request;
    *request.mutable_period() = shares_of().period();
    request.set_office(office);
    request.set_kind(kind);
    request.set_result(result);
    return service_.as("supervisor.helpline").must<v1::ListCasesOfShareResponse>(request).cases_size();
  };
  int numbers = 0;
  for (const auto& office : all.offices())
    for (const auto& share : office.shares()) {
      const auto of = [&](v1::DeadlineResult result) { return behind(office.unit(), share.kind(), result); };
      EXPECT_EQ(of(v1::DEADLINE_RESULT_ON_TIME), static_cast<int>(share.on_time())) << office.unit();
      EXPECT_EQ(of(v1::DEADLINE_RESULT_LATE), static_cast<int>(share.late())) << office.unit();
      EXPECT_EQ(of(v1::DEADLINE_RESULT_RUNNING), static_cast<int>(share.running())) << office.unit();
      ++numbers;
    }
  EXPECT_EQ(numbers, 4);  // at each of the two offices: to acknowledge, and to look into the case
  EXPECT_EQ(behind({}, v1::CLOCK_KIND_ACKNOWLEDGE, v1::DEADLINE_RESULT_LATE), 2);

  const auto board =
      service_.as("supervisor.helpline").must<v1::GetOverviewResponse>(v1::GetOverviewRequest{});
  EXPECT_EQ(board.shares_cases(), all.cases());
  for (const auto& office : all.offices())
    for (const auto& share : office.shares()) {
      if (share.on_time() + share.late() == 0) continue;
      const auto unit = std::ranges::find(board.units(), office.unit(), &v1::UnitOverview::unit);
      ASSERT_NE(unit, board.units().end());
      const auto same = std::ranges::find(unit->shares(), share.kind(), &v1::ClockShare::kind);
      ASSERT_NE(same, unit->shares().end());
      EXPECT_EQ(same->on_time(), share.on_time());
      EXPECT_EQ(same->late(), share.late());
    }
  v1::ListCasesOfShareRequest foreign;
  *foreign.mutable_period() = shares_of().period();
  foreign.set_office(bao_son);
  foreign.set_kind(v1::CLOCK_KIND_ACKNOWLEDGE);
  foreign.set_result(v1::DEADLINE_RESULT_ON_TIME);
  EXPECT_EQ(service_.as("officer.tamdi").must<v1::ListCasesOfShareResponse>(foreign).cases_size(), 0)
      << "another office's";
  EXPECT_EQ(service_.as("operator.hoa").refusal(foreign), "permission_denied role_missing");
}

TEST_F(Deadline, SharesAreOfThePeriodAndTheScopeAlone) {
  const CaseStory here(service_), there(service_, bao_son);
  EXPECT_EQ(acknowledged(shares("officer.tamdi", shares_of()), tam_di), "0/0 +1");
  EXPECT_EQ(acknowledged(shares("officer.tamdi", shares_of()), bao_son), "") << "another office's";
  EXPECT_EQ(shares("supervisor.helpline", shares_of(tam_di)).offices_size(), 1);
  EXPECT_EQ(shares("supervisor.helpline", shares_of({}, "2015-03-27", "2015-12-31")).total_size(), 0);
  EXPECT_EQ(acknowledged(shares("supervisor.helpline", shares_of({}, "2015-03-26", "2015-03-26")), tam_di),
            "0/0 +1");
  EXPECT_EQ(service_.as("supervisor.helpline").refusal(shares_of({}, "2015-04-01", "2015-03-01")),
            "invalid_argument period_invalid");
}

TEST_F(Deadline, ARestrictedCaseCountsForNobodyWhoseListsDoNotHoldIt) {
  CaseStory story(service_);
  story.restrict({"officer.tamdi"});
  EXPECT_EQ(shares("officer.tamdi", shares_of()).total_size(), 0);
  EXPECT_GT(shares("supervisor.helpline", shares_of()).total_size(), 0);
}

TEST_F(Deadline, ThoseInForceAreToldWithTheirArticle) {
  const auto answer = in_force();
  EXPECT_EQ(answer.deadlines().emergency().amount(), 12u);
  EXPECT_EQ(answer.deadlines().emergency().of(), v1::SPAN_UNIT_HOURS);
  EXPECT_EQ(answer.deadlines().plan().of(), v1::SPAN_UNIT_WORKING_DAYS);
  EXPECT_EQ(answer.deadlines().plan_start(), v1::PLAN_START_SPECIFIC_ASSESSMENT);
  ASSERT_EQ(answer.sources_size(), 7);
  EXPECT_EQ(answer.sources(0).article(), "") << "a setting";
  EXPECT_NE(answer.sources(1).article(), "");
  EXPECT_EQ(answer.sources(4).kind(), v1::CLOCK_KIND_VERIFY);
  EXPECT_EQ(answer.sources(4).article(), "") << "a setting";
  EXPECT_EQ(answer.sources(5).kind(), v1::CLOCK_KIND_REVIEW);
  EXPECT_EQ(answer.sources(5).article(), "") << "the plan's own day";
  EXPECT_EQ(answer.sources(6).kind(), v1::CLOCK_KIND_FORWARD);
  EXPECT_EQ(answer.sources(6).article(), "") << "a setting";
  EXPECT_EQ(answer.deadlines().verify().of(), v1::SPAN_UNIT_WORKING_DAYS);
  EXPECT_EQ(answer.deadlines().forward_high().amount(), 30u);
}

TEST_F(Deadline, OthersAreTriedWithProgressAndTheSameNumbersAsTheCommand) {
  CaseStory soon(service_), late(service_);
  service_.pass(30min);
  soon.accept();
  service_.pass(150min);
  late.accept();
  ASSERT_EQ(simulate("supervisor.helpline", simulation(10)), "");
  ASSERT_GE(words_.size(), 2u) << "a word on the way";
  EXPECT_FALSE(words_.front().done());
  const auto& last = words_.back();
  EXPECT_TRUE(last.done());
  EXPECT_EQ(last.cases_done(), last.cases_total());
  EXPECT_EQ(last.cases(), 2u);
  const auto& kind = last.kinds(0);
  EXPECT_EQ(kind.kind(), v1::CLOCK_KIND_ACKNOWLEDGE);
  EXPECT_EQ(kind.count().clocks(), 2u);
  EXPECT_EQ(kind.count().late(), 1u);
  EXPECT_EQ(kind.count().would_be_late(), 2u);
  EXPECT_EQ(kind.count().newly_late(), 1u);
  ASSERT_EQ(last.offices_size(), 1);
  EXPECT_EQ(last.offices(0).unit(), tam_di);

  ASSERT_EQ(simulate("supervisor.helpline", simulation(240)), "");
  EXPECT_EQ(words_.back().kinds(0).count().no_longer_late(), 1u);
  EXPECT_EQ(in_force().deadlines().acknowledge_high().amount(), 30u) << "nothing is changed by asking";
}

TEST_F(Deadline, AReviewIsDueAtTheEndOfTheDayThatThePlanNamesIsToldOfStepByStepAndMetByTheReview) {
  CaseStory story(service_);
  carry_out(story, "2015-04-10");
  const Time due = start_of(parse_date("2015-04-11").value());
  auto clock = review_of(story);
  EXPECT_EQ(time_of(clock.due_at()), due);
  EXPECT_EQ(time_of(clock.next_step_at()), due - 48h);
  EXPECT_EQ(clock.article(), "");
  EXPECT_EQ(clock.unit(), tam_di);
  EXPECT_EQ(story.seen_by("officer.tamdi").row().next_due_kind(), v1::CLOCK_KIND_REVIEW);

  take_steps_at(due - 48h);
  clock = review_of(story);
  EXPECT_EQ(clock.rung(), rec::LADDER_RUNG_DUTY);
  EXPECT_FALSE(clock.overdue());
  EXPECT_EQ(of_review(), "0/0 +1");
  take_steps_at(due + 8h);
  clock = review_of(story);
  EXPECT_EQ(clock.rung(), rec::LADDER_RUNG_CHAIRMAN);
  EXPECT_TRUE(clock.overdue());
  take_steps_at(due + 48h);
  const auto calls = service_.as("supervisor.helpline").must<v1::ListCallsResponse>(v1::ListCallsRequest{});
  ASSERT_EQ(calls.calls_size(), 1);
  EXPECT_EQ(calls.calls(0).clock(), v1::CLOCK_KIND_REVIEW);

  auto held = story.about<v1::RecordReviewRequest>();
  *held.mutable_review() = review(true, true);
  story.act<v1::RecordReviewResponse>("officer.tamdi", held);
  clock = review_of(story);
  EXPECT_EQ(time_of(clock.met_at()), service_.clock.now());
  EXPECT_EQ(of_review(), "0/1 +0") << "late, and over";
  EXPECT_EQ(
      service_.as("supervisor.helpline").must<v1::ListCallsResponse>(v1::ListCallsRequest{}).calls_size(), 0);
}

TEST_F(Deadline, ATimeToVerifyIsTriedAndHavingNoneIsTriedToo) {
  CaseStory quick(service_), slow(service_);
  quick.accept();
  slow.accept();
  service_.pass(1h);
  quick.assess();
  service_.pass(3h);
  auto request = simulation(10);
  request.mutable_deadlines()->clear_verify();
  ASSERT_EQ(simulate("supervisor.helpline", request), "");
  for (const auto& kind : words_.back().kinds())
    if (kind.kind() == v1::CLOCK_KIND_VERIFY) EXPECT_EQ(kind.count().would_begin(), 0u);
  auto& verify = *request.mutable_deadlines()->mutable_verify();
  verify.set_amount(2);
  verify.set_of(v1::SPAN_UNIT_HOURS);
  ASSERT_EQ(simulate("supervisor.helpline", request), "");
  const auto kinds = words_.back().kinds();
  const auto found = std::ranges::find(kinds, v1::CLOCK_KIND_VERIFY, &v1::SimulatedKind::kind);
  ASSERT_NE(found, kinds.end());
  EXPECT_EQ(found->count().clocks(), 2u);
  EXPECT_EQ(found->count().late(), 0u);
  EXPECT_EQ(found->count().would_begin(), 2u);
  EXPECT_EQ(found->count().would_be_late(), 1u);
  EXPECT_EQ(found->count().newly_late(), 1u);
  verify.set_amount(10'000);
  EXPECT_EQ(simulate("supervisor.helpline", request), "invalid_argument deadline_out_of_range");
}

TEST_F(Deadline, WhatCameBackIsToldOfStepByStepToTheCallListAndIsMetWhenItIsSentOn) {
  CaseStory story(service_);
  auto back = story.about<v1::ReturnReferralRequest>();
  back.set_referral_id(story.seen_by("officer.tamdi").row().referral().referral_id());
  back.set_reason(rec::RETURN_REASON_WRONG_PLACE);
  back.set_explanation("không ở xã này");
  story.act<v1::ReturnReferralResponse>("officer.tamdi", back);
  const Time returned = service_.clock.now();
  const auto row = story.seen_by("operator.hoa").row();
  EXPECT_EQ(row.next_due_kind(), v1::CLOCK_KIND_FORWARD);
  EXPECT_EQ(time_of(row.next_due_at()), returned + 2h);
  take_steps_at(returned + 2h + 30min);
  const auto calls = service_.as("supervisor.helpline").must<v1::ListCallsResponse>(v1::ListCallsRequest{});
  ASSERT_EQ(calls.calls_size(), 1);
  EXPECT_EQ(calls.calls(0).clock(), v1::CLOCK_KIND_FORWARD);
  auto send_on = story.about<v1::RerouteReferralRequest>();
  send_on.set_to_unit(bao_son);
  send_on.set_reason("x");
  story.act<v1::RerouteReferralResponse>("operator.hoa", send_on);
  const auto all = shares("supervisor.helpline", shares_of());
  EXPECT_EQ(of_kind(all.total(), v1::CLOCK_KIND_FORWARD), "0/1 +0") << "late, and over";
  EXPECT_EQ(
      service_.as("supervisor.helpline").must<v1::ListCallsResponse>(v1::ListCallsRequest{}).calls_size(), 0);
}

TEST_F(Deadline, OthersAreTriedByNobodyButSupervisorsOfTheHelplineAndOnceAtATime) {
  EXPECT_EQ(simulate("supervisor.district", simulation(10)), "permission_denied role_missing");
  EXPECT_EQ(simulate("officer.tamdi", simulation(10)).substr(0, 17), "permission_denied");
  std::future<std::string> first;
  const auto request = simulation(10);
  auto& token = service_.as("supervisor.helpline").token();
  {
    HeldReaders held(service_);
    first = std::async(std::launch::async, [&] {
      return service_.stranger(token).stream(request, [](const auto&) { return true; });
    });
    held.wait_for_one();
    EXPECT_EQ(service_.stranger(token).stream(request, [](const auto&) { return true; }),
              "resource_exhausted simulation_running");
  }
  EXPECT_EQ(first.get(), "");
}

TEST_F(Deadline, OthersAreTriedWithoutARestrictedCaseThatWhoTriesThemIsBarredFrom) {
  CaseStory open(service_), told_of_them(service_);
  told_of_them.restrict({"supervisor.helpline"});
  service_.pass(1h);
  ASSERT_EQ(simulate("supervisor.helpline", simulation(10)), "");
  const auto& found = words_.back();
  EXPECT_EQ(found.cases(), 1u);
  EXPECT_EQ(found.cases_total(), 1u) << "not by what was looked at either";
  std::uint32_t newly_late = 0;
  for (const auto& kind : found.kinds()) newly_late += kind.count().newly_late();
  EXPECT_EQ(newly_late, 1u);
}

TEST_F(Deadline, WhoeverLeavesEndsItAndMayBeginAgain) {
  for (int i = 0; i < 3; ++i) const CaseStory story(service_);
  auto user = service_.stranger(service_.as("supervisor.helpline").token());
  user.stream(simulation(10), [](const auto&) { return false; });
  // The place is free as soon as the server has seen that nobody listens: with the next part at the latest.
  std::string answer;
  for (int tries = 0; tries < 1000; ++tries)
    if ((answer = simulate("supervisor.helpline", simulation(10))) != "resource_exhausted simulation_running")
      break;
  EXPECT_EQ(answer, "");
}

TEST_F(Deadline, WhatNoRuleMaySayIsRefusedWithItsField) {
  auto request = simulation(10);
  request.mutable_deadlines()->mutable_emergency()->set_amount(10'000);
  EXPECT_EQ(simulate("supervisor.helpline", request), "invalid_argument deadline_out_of_range");
  request = simulation(10);
  request.mutable_deadlines()->clear_plan();
  EXPECT_EQ(simulate("supervisor.helpline", request).substr(0, 16), "invalid_argument");
  request = simulation(10);
  request.mutable_period()->set_last_day("2015-01-01");
  EXPECT_EQ(simulate("supervisor.helpline", request), "invalid_argument period_invalid");
}

}  // namespace
}  // namespace hotline::test
