// The real program under another time than the machine's: half a day later the keeper has climbed every
// ladder by itself, and back in time nothing is taken twice. What the injected clock proves in detail is here
// shown once of what runs in an office.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "fault/sender.h"
#include "fault/served_process.h"
#include "hotline/v1/session.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "net/testing/certificates.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

/// Programs that are started while it lives have a clock so far ahead of the machine's, and as fast: for two
/// minutes they do not believe it.
class Shifted {
 public:
  Shifted(std::chrono::seconds ahead, int times_as_fast) {
    setenv("LD_PRELOAD", SHIFTED_CLOCK, 1);
    setenv("HOTLINE_CLOCK_AHEAD_S", std::to_string(ahead.count()).c_str(), 1);
    setenv("HOTLINE_CLOCK_RUNS", std::to_string(times_as_fast).c_str(), 1);
  }
  ~Shifted() {
    for (const auto* name : {"LD_PRELOAD", "HOTLINE_CLOCK_AHEAD_S", "HOTLINE_CLOCK_RUNS"}) unsetenv(name);
  }
};

User sign_in(std::uint16_t port, const std::string& login) {
  v1::SignInRequest request;
  request.set_login(login);
  request.set_password("mật khẩu của " + login);
  return {port, User(port, {}).must<v1::SignInResponse>(request).token()};
}

v1::ListCallsResponse await_calls(User& user) {
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{Watch::patience_s};
  for (;;) {
    auto calls = user.must<v1::ListCallsResponse>(v1::ListCallsRequest{});
    if (calls.calls_size() > 0 || std::chrono::steady_clock::now() > patience) return calls;
    std::this_thread::yield();
  }
}

/// Steps of the ladder in the history, as bytes.
std::vector<std::string> steps(User& user, const std::string& id) {
  v1::GetHistoryRequest request;
  request.set_case_id(id);
  std::vector<std::string> out;
  const auto history = user.must<v1::GetHistoryResponse>(request);
  for (const auto& entry : history.entries())
    if (entry.event().has_ladder_step_taken()) out.push_back(entry.event().SerializeAsString());
  return out;
}

TEST(ShiftedTime, TheProgramClimbsTheLadderByItselfAndTakesNothingTwice) {
  const net::testing::TemporaryDirectory directory;
  ServedProcess process(directory.path());
  ASSERT_TRUE(process.start());
  const auto crew = make_crew(process.port(), process.one_time_password());
  auto contact = intervention(todays_commune);
  contact.mutable_intake()->mutable_triage()->set_carer_harms(rec::ANSWER_YES);
  const auto id =
      User(process.port(), crew.operator_).must<v1::SubmitContactResponse>(submission(contact)).case_id();
  EXPECT_EQ(process.stop(), 0);

  std::vector<std::string> taken;
  {
    const Shifted half_a_day_later(std::chrono::hours{14}, 30);
    ASSERT_TRUE(process.start());
    auto user = sign_in(process.port(), "operator.hoa");
    const auto calls = await_calls(user);
    ASSERT_EQ(calls.calls_size(), 1);
    EXPECT_EQ(calls.calls(0).case_().case_id(), id);
    v1::GetCaseRequest get;
    get.set_case_id(id);
    const auto shown = user.must<v1::GetCaseResponse>(get).case_();
    ASSERT_EQ(shown.clocks_size(), 2);
    for (const auto& clock : shown.clocks()) {
      EXPECT_TRUE(clock.overdue()) << "the twelve hours, too";
      EXPECT_EQ(clock.rung(), rec::LADDER_RUNG_CALL_LIST);
    }
    EXPECT_EQ(shown.row().status(), rec::CASE_STATUS_REFERRED) << "no time-out accepts anything";
    taken = steps(user, id);
    EXPECT_GE(taken.size(), 6u);
    EXPECT_EQ(process.stop(), 0);
  }
  ASSERT_TRUE(process.start());  // and back
  auto user = sign_in(process.port(), "operator.hoa");
  EXPECT_EQ(await_calls(user).calls_size(), 1);
  EXPECT_EQ(steps(user, id), taken);
  EXPECT_EQ(process.stop(), 0);
  EXPECT_EQ(process.verify(), 0);
  EXPECT_EQ(process.check_projections(), 0);
}

}  // namespace
}  // namespace hotline::test
