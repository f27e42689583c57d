// A clock that jumps ahead is not believed at once by whoever does what cannot be undone.
#include "service/clock_doubt.h"

#include <gtest/gtest.h>

#include "support/running_service.h"

namespace hotline::test {
namespace {
using namespace std::chrono_literals;

TEST(ClockDoubt, OfAJumpAheadLastsUntilTheClockStandsByIt) {
  service::ClockDoubt doubt;
  Time now = first_day;
  Duration running{0};
  const auto pass = [&](Duration time) { now += time, running += time; };
  EXPECT_TRUE(doubt.believes(now, running)) << "at the start there is nothing to compare with";
  pass(24h * 30);
  EXPECT_TRUE(doubt.believes(now, running)) << "however long nobody looked";
  now += 24h;  // a wrong answer of a time server
  EXPECT_FALSE(doubt.believes(now, running));
  pass(10s);
  EXPECT_FALSE(doubt.believes(now, running));
  now -= 24h;
  EXPECT_TRUE(doubt.believes(now, running)) << "set right: nothing was taken";
  now += 24h;
  EXPECT_FALSE(doubt.believes(now, running));
  pass(1min);
  EXPECT_FALSE(doubt.believes(now, running));
  pass(61s);
  EXPECT_TRUE(doubt.believes(now, running)) << "it stands by it";
  now += 90s;
  EXPECT_TRUE(doubt.believes(now, running)) << "a clock that is set by a little";
  now -= 1h;
  EXPECT_TRUE(doubt.believes(now, running)) << "back: nothing can be taken too early";
  EXPECT_EQ(doubt.jumps(), 2u);
}

TEST(ClockDoubt, OfAStartLastsAsLongWhereTheClockIsFarAheadOfWhatIsKnown) {
  const Time known = first_day, now = known + 24h;
  service::ClockDoubt doubt;
  doubt.start(known, now, 5s);
  EXPECT_EQ(doubt.known_before(), known);
  EXPECT_FALSE(doubt.believes(now, 5s));
  EXPECT_FALSE(doubt.believes(now + 1min, 65s));
  EXPECT_FALSE(doubt.believes(now - 12h + 70s, 75s)) << "set back, and still far ahead";
  EXPECT_TRUE(doubt.believes(now - 12h + 2min, 125s));
  EXPECT_EQ(doubt.known_before(), std::nullopt);
  doubt.start(known, now, 5s);
  EXPECT_FALSE(doubt.believes(now, 5s));
  EXPECT_TRUE(doubt.believes(known + 1min, 6s)) << "set right";
  for (const Time at : {known - 24h, known, known + service::ClockDoubt::silence_max}) {
    doubt.start(known, at, 5s);
    EXPECT_TRUE(doubt.believes(at, 5s));
  }
  service::ClockDoubt of_nothing;
  of_nothing.start(std::nullopt, now, 5s);
  EXPECT_TRUE(of_nothing.believes(now, 5s));
  EXPECT_FALSE(of_nothing.believes(now + 1h, 6s));
  EXPECT_EQ(of_nothing.known_before(), now);
}

}  // namespace
}  // namespace hotline::test
