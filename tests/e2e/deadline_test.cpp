// The deadlines as supervisors meet them: how each office kept them over any period, and what others would
// have meant, computed part by part while the caller waits.
#include <gmock/gmock.h>

#include <future>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/deadline.pb.h"
#include "hotline/v1/referral.pb.h"
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
  ASSERT_EQ(answer.sources_size(), 4);
  EXPECT_EQ(answer.sources(0).article(), "") << "a setting";
  EXPECT_NE(answer.sources(1).article(), "");
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
