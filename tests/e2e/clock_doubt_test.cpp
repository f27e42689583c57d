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

}  // namespace
}  // namespace hotline::test
