// The keeper that runs by itself, under a machine's clock that is wrong: steps cannot be taken back.
#include <gmock/gmock.h>

#include <chrono>
#include <cstdlib>

#include "app/app.h"
#include "e2e/ladder_story.h"
#include "e2e/raw_http.h"
#include "support/projections.h"

namespace hotline::test {
namespace {
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class WrongClock : public ::testing::Test {
 protected:
  std::uint64_t number(const std::string& name) {
    const auto body = get(service, "/metrics").body;
    const auto at = body.find("\n" + name + " ");
    return at == std::string::npos ? 0 : std::strtoull(body.c_str() + at + name.size() + 2, nullptr, 10);
  }
  std::uint64_t taken() { return number("hotline_clock_steps_total"); }

  template <class Done>
  void await(const Done& done) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{Watch::patience_s};
    while (!done())
      ASSERT_LT(std::chrono::steady_clock::now(), patience) << get(service, "/readyz").body << taken();
  }
  /// The keeper has looked twice from here on, and whatever it took at the first look is counted.
  void expect_held() {
    const auto before = number(held);
    await([&] { return number(held) >= before + 2; });
    const auto ready = get(service, "/readyz");
    EXPECT_EQ(ready.status, 200) << "it may well be right";
    EXPECT_THAT(ready.body, HasSubstr("clock ok far_ahead ladder_waits\n"));
    EXPECT_EQ(taken(), 0u);
  }
  void expect_believed() {
    await([&] { return get(service, "/readyz").body.contains("clock ok\n"); });
    await([&] { return service.app().clock_keeper_rests(); });
  }
  /// Both ladders of a case of danger, in the minutes after it began at which they were taken.
  void expect_each_step_once(const std::string& id, const std::string& after) {
    await([&] { return taken() >= 8; });
    for (const auto clock : {v1::CLOCK_KIND_ACKNOWLEDGE, v1::CLOCK_KIND_EMERGENCY})
      EXPECT_THAT(steps(service, id, clock), ElementsAre("DUTY 07456 +" + after, "CHAIRMAN 07456 +" + after,
                                                         "ABOVE 218 +" + after, "CALL_LIST TD111 +" + after));
    EXPECT_EQ(service.app().take_due_steps().value(), 0u);
    EXPECT_EQ(taken(), 8u);
    EXPECT_EQ(differences(service), 0u);
  }

  const std::string held = "hotline_clock_looks_held_total";
  RunningService service;
};

TEST_F(WrongClock, AJumpAheadTakesNoStepNorDoesSettingItRightAndEachOneOnceWhereItStandsByIt) {
  const auto id = in_danger(service);
  service.clock.set_ahead(24h);
  expect_held();
  service.clock.set_ahead(-24h);
  expect_believed();
  EXPECT_EQ(taken(), 0u);
  service.clock.set_ahead(24h);
  expect_held();
  service.clock.pass(119s);
  expect_held();
  service.clock.pass(2s);
  expect_each_step_once(id, "1442");
  expect_believed();
}

TEST_F(WrongClock, AStartFarAheadOfTheLogTakesNoStepUntilTheClockIsSetRight) {
  in_danger(service);
  service.stop();
  service.clock.set_ahead(14h);
  service.start();
  expect_held();
  service.clock.set_ahead(-14h);
  expect_believed();
  EXPECT_EQ(taken(), 0u);
}

TEST_F(WrongClock, AfterDaysOffTheServiceWorksAtOnceAndTheLadderTwoMinutesLaterThroughARestart) {
  const auto id = in_danger(service);
  service.stop();
  service.clock.pass(24h * 3);
  service.start();
  expect_held();
  const auto today = in_danger(service);  // an entry of today, which vouches for no clock
  service.stop();
  service.start();
  expect_held();
  service.clock.pass(121s);
  expect_each_step_once(id, "4322");
  EXPECT_THAT(steps(service, today, v1::CLOCK_KIND_ACKNOWLEDGE), IsEmpty());
  service.stop();
  service.start();
  await([&] { return service.app().clock_keeper_rests(); });
  EXPECT_EQ(number(held), 0u) << "the doubt is over";
}

TEST_F(WrongClock, AStartAfterAShortSilenceIsBelievedAtOnce) {
  const auto id = in_danger(service);
  service.stop();
  service.clock.pass(25min);
  service.start();
  await([&] { return taken() == 1; });
  EXPECT_EQ(number(held), 0u);
  EXPECT_THAT(steps(service, id, v1::CLOCK_KIND_ACKNOWLEDGE), ElementsAre("DUTY 07456 +25"));
}

}  // namespace
}  // namespace hotline::test
