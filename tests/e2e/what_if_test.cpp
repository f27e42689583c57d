// "With these rules, what would have been late?", asked of histories that are known to the minute.
#include "service/what_if.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <filesystem>
#include <optional>

#include "app/app.h"
#include "app/config.h"
#include "domain/calendar_file.h"
#include "hotline/v1/referral.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
using namespace std::chrono_literals;
using service::WhatIf, service::WhatIfCount, service::WhatIfPlan;

constexpr auto acknowledge = v1::CLOCK_KIND_ACKNOWLEDGE;

/// Opened at eight o'clock of the day of the letter, of no known risk: to be acknowledged within two hours.
class WhatIfTest : public testing::Test {
 protected:
  WhatIf ask(const Rules& rules, const Calendar& calendar, std::optional<Time> now = {}) {
    const WhatIfPlan plan{began_ - 1h, began_ + 24h, now.value_or(service_.clock.now())};
    auto found = service::what_if(world(), service::as_if_always(rules), calendar, plan, [](auto, auto) {});
    EXPECT_TRUE(found.has_value());
    return found ? *found : WhatIf{};
  }
  WhatIfCount ask(int high_minutes, std::optional<Time> now = {}) {
    Rules rules = world().rules;
    auto& rule = rules.acknowledge.last();
    rule.high = rule.medium = Span{high_minutes, Span::Of::minutes};
    return ask(rules, world().calendar, now).kinds[acknowledge];
  }
  service::World& world() { return service_.app().world(); }
  std::string open_calm() {
    auto contact = intervention();
    contact.mutable_intake()->clear_abuse_types();
    return service_.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact)).case_id();
  }
  void accept_now(CaseStory& story, Duration after) {
    service_.pass(after);
    story.accept();
  }

  std::filesystem::path file_;
  RunningService service_{[this](app::Config& config) { file_ = config.database; }};
  Time began_ = service_.clock.now();
};

TEST_F(WhatIfTest, TellsWhatWouldBeLateAndWhatNoMore) {
  CaseStory soon(service_), late(service_);
  accept_now(soon, 30min);
  accept_now(late, 150min);  // three hours after it began
  EXPECT_EQ(ask(120), (WhatIfCount{2, 1, 2, 1, 0, 0})) << "the rules in force";
  EXPECT_EQ(ask(10), (WhatIfCount{2, 1, 2, 2, 1, 0}));
  EXPECT_EQ(ask(240), (WhatIfCount{2, 1, 2, 0, 0, 1}));
}

TEST_F(WhatIfTest, KnowsNothingOfWhatCameAfterTheInstantThatItIsAskedAsOf) {
  CaseStory story(service_);
  accept_now(story, 3h);
  EXPECT_EQ(ask(240, began_ + 1h), (WhatIfCount{1, 0, 1, 0, 0, 0})) << "it ran, and was not late yet";
  EXPECT_EQ(ask(30, began_ + 1h), (WhatIfCount{1, 0, 1, 1, 1, 0}));
  EXPECT_EQ(ask(240, began_ + 150min), (WhatIfCount{1, 1, 1, 0, 0, 1}));
}

TEST_F(WhatIfTest, TriesACalendarAsWell) {
  const auto id = open_calm();  // eight working hours
  service_.pass(25h);
  auto accept = about<v1::AcceptReferralRequest>(id, 1);
  const auto seen = service_.as("officer.tamdi").must<v1::GetCaseResponse>([&] {
    v1::GetCaseRequest get;
    get.set_case_id(id);
    return get;
  }());
  accept.set_expected_version(seen.case_().row().version());
  accept.set_referral_id(seen.case_().row().referral().referral_id());
  ASSERT_EQ(service_.as("officer.tamdi").refusal(accept), "");
  EXPECT_EQ(ask(world().rules, world().calendar).kinds[acknowledge], (WhatIfCount{1, 1, 1, 1, 0, 0}));
  const auto holiday = read_calendar(
      "hours = [\"07:30-11:30\", \"13:30-17:30\"]\nweekend = [\"saturday\", \"sunday\"]\n"
      "[[year]]\nyear = 2015\nsource = \"x\"\nholidays = [{ name = \"x\", from = 2015-03-26 }]\n");
  ASSERT_TRUE(holiday);
  EXPECT_EQ(ask(world().rules, *holiday).kinds[acknowledge], (WhatIfCount{1, 1, 1, 0, 0, 1}));
}

TEST_F(WhatIfTest, ARoundOfPlanningStaysItselfWhereAnotherRuleHasNoFirstPlan) {
  CaseStory story(service_);
  accept_now(story, 10min);
  Rules from_receipt = world().rules;
  from_receipt.plan.last().start = PlanStart::received;
  const auto found = ask(from_receipt, world().calendar).kinds[v1::CLOCK_KIND_PLAN];
  EXPECT_EQ(found, (WhatIfCount{0, 0, 1, 0, 0, 0})) << "none runs before the specific assessment";
}

TEST_F(WhatIfTest, CountsEveryClockOnceByKindAndOnceByOffice) {
  CaseStory one(service_), two(service_);
  accept_now(one, 3h);
  Rules rules = world().rules;
  rules.acknowledge.last().medium = Span{4, Span::Of::hours};
  auto found = ask(rules, world().calendar);
  WhatIfCount kinds, units;
  const auto add = [](WhatIfCount& sum, const WhatIfCount& count) {
    sum.clocks += count.clocks;
    sum.late += count.late;
    sum.would_begin += count.would_begin;
    sum.would_be_late += count.would_be_late;
    sum.newly_late += count.newly_late;
    sum.no_longer_late += count.no_longer_late;
  };
  for (const auto& [kind, count] : found.kinds) add(kinds, count);
  for (const auto& [unit, count] : found.units) add(units, count);
  EXPECT_EQ(kinds, units);
  EXPECT_EQ(kinds.no_longer_late, 2u);
  EXPECT_EQ(found.cases, 2u);
}

TEST_F(WhatIfTest, ADamagedCaseCountsNowhereIsSaidAndEndsNothing) {
  CaseStory whole(service_), damaged(service_);
  accept_now(whole, 3h);
  service_.stop();
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file_.c_str(), &database), SQLITE_OK);
  std::string hex = damaged.id();
  std::erase(hex, '-');
  const auto spoil = "UPDATE entry SET part_0 = zeroblob(length(part_0)) WHERE stream_id = x'" + hex + "'";
  EXPECT_EQ(sqlite3_exec(database, spoil.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  service_.start();
  const auto found = ask(world().rules, world().calendar);
  EXPECT_EQ(found.unreadable, 1u);
  EXPECT_EQ(found.cases, 1u);
}

}  // namespace
}  // namespace hotline::test
