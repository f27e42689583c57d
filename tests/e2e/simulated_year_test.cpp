// At the end of a simulated year nobody's open case is without a running deadline and off the supervisor's
// list, or without an owner, no deadline was missed that no person was told of, no message was lost, and
// every clock is what its function says.
//
// Short by default. The year of the national helpline, in a release build, takes some minutes:
// scripts/simulated-year sets HOTLINE_SIMULATED_SEED, _CASES and _CONTACTS.
#include "e2e/simulated_year.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <iostream>

#include "support/figures_check.h"

namespace hotline::test {
namespace {

std::uint64_t option(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

YearPlan plan_of(std::uint64_t cases, std::uint64_t contacts) {
  YearPlan plan;
  plan.seed = option("HOTLINE_SIMULATED_SEED", 20250101);
  plan.cases = cases;
  plan.contacts = contacts;
  plan.progress = cases + contacts > 10'000;
  return plan;
}

TEST(SimulatedYear, EndsWithNobodyForgotten) {
  SimulatedYear year(
      plan_of(option("HOTLINE_SIMULATED_CASES", 40), option("HOTLINE_SIMULATED_CONTACTS", 40)));
  year.live();
  ASSERT_FALSE(HasFatalFailure());
  const auto end = year.end();
  std::cout << end.table();
  EXPECT_GT(end.missed, 0u);
  EXPECT_GT(end.done, end.refused);
  EXPECT_EQ(end.unwatched, 0u);
  EXPECT_GT(end.without_deadline, 0u);
  EXPECT_EQ(end.ownerless, 0u);
  EXPECT_EQ(end.untold, 0u);
  EXPECT_GT(end.arrived, 0u);
  EXPECT_GT(end.given_up, 0u);
  EXPECT_GT(end.attempts_failed, 12 * end.given_up) << "no message arrived at a later attempt";
  EXPECT_GT(end.no_message, 0u);
  EXPECT_EQ(end.lost, 0u);
  EXPECT_EQ(end.hidden, 0u);
  EXPECT_EQ(end.differing, 0u);

  // The same year as it would stand there if the keeper had never woken.
  const auto asleep = year.end(Entries::without_the_keeper);
  EXPECT_EQ(asleep.missed, end.missed);
  EXPECT_EQ(asleep.untold, asleep.missed);
  EXPECT_GT(asleep.differing, 0u);

  expect_stored_as_recounted(year.service());
  expect_reports_as_recounted(year.service(), 7, 40);
}

TEST(SimulatedYear, IsTheSameInEveryRunOfASeed) {
  const auto lived = [](std::uint64_t more) {
    auto plan = plan_of(8, 5);
    plan.seed += more;
    SimulatedYear year(plan);
    year.live();
    return year.end();
  };
  const auto once = lived(0);
  EXPECT_EQ(lived(0), once);
  EXPECT_NE(lived(1), once);
}

}  // namespace
}  // namespace hotline::test
