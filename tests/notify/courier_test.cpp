// The courier against a transport that does what the test says, under a clock that the test turns.
#include "notify/courier.h"

#include <gmock/gmock.h>

#include <condition_variable>
#include <deque>
#include <mutex>

#include "app/app.h"
#include "service/world.h"
#include "support/running_service.h"

namespace hotline::test {
namespace {

using notify::Letter;
using notify::Verdict;
using store::MessageId;
using store::MessageState;

constexpr int patience_s = 20;

/// Begins what it is given, and ends it when the test says so.
class ToldTransport final : public notify::Transport {
 public:
  void begin(const Letter& letter) override {
    const std::lock_guard lock(guard_);
    begun_.push_back(letter);
    changed_.notify_all();
  }
  std::vector<notify::Outcome> wait(Duration) override {
    std::unique_lock lock(guard_);
    resting_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return woken_ || !outcomes_.empty(); });
    woken_ = resting_ = false;
    return std::exchange(outcomes_, {});
  }
  void wake() override {
    const std::lock_guard lock(guard_);
    woken_ = true;
    changed_.notify_all();
  }

  Letter letter(std::size_t n) {
    std::unique_lock lock(guard_);
    const bool came =
        changed_.wait_for(lock, std::chrono::seconds{patience_s}, [&] { return begun_.size() > n; });
    EXPECT_TRUE(came) << "letter " << n << " was not begun";
    return came ? begun_[n] : Letter{};
  }
  std::size_t begun() {
    const std::lock_guard lock(guard_);
    return begun_.size();
  }
  void end(const MessageId& id, Verdict verdict,
           v1::MessageFailure failure = v1::MESSAGE_FAILURE_UNSPECIFIED) {
    const std::lock_guard lock(guard_);
    outcomes_.push_back({id, verdict, failure});
    changed_.notify_all();
  }
  /// Until the courier has done everything that it could, and rests again.
  void await_rest() {
    std::unique_lock lock(guard_);
    woken_ = true;
    changed_.notify_all();
    EXPECT_TRUE(changed_.wait_for(lock, std::chrono::seconds{patience_s},
                                  [&] { return resting_ && !woken_ && outcomes_.empty(); }));
  }

 private:
  std::mutex guard_;
  std::condition_variable changed_;
  std::vector<Letter> begun_;
  std::vector<notify::Outcome> outcomes_;
  bool woken_ = false, resting_ = false;
};

class CourierTest : public testing::Test {
 protected:
  CourierTest() {
    world().outbox.configure({.email = true,
                              .webhook = true,
                              .public_url = "https://hotline.example",
                              .contacts = {{tam_di, {.emails = {"a@b.example"}, .telephones = {}}},
                                           {bao_son, {.emails = {}, .telephones = {"0204 388 4111"}}}}});
    world().outbox.on_ended([this](service::World&, store::Writer&, const service::EndedMessage& one) {
      const std::lock_guard lock(guard_);
      ended_.push_back(one);
      return Result<>{};
    });
  }
  ~CourierTest() override { courier_.reset(); }

  service::World& world() { return service_.app().world(); }
  void start(notify::CourierLimits limits = {}) {
    auto transport = std::make_unique<ToldTransport>();
    transport_ = transport.get();
    limits.stop_grace = Duration{0};
    courier_ = std::make_unique<notify::Courier>(world(), std::move(transport), limits, [] { return 0.0; });
    courier_->start();
  }
  /// The thread ends as it would in a kill: nothing of what runs is recorded.
  void kill() { courier_.reset(); }

  MessageId put(const char* unit = tam_di, const CaseId& about = {}) {
    MessageId id;
    EXPECT_TRUE(world().store.write_and_wait([&](store::Writer& db) -> Result<> {
      auto ids = service::put_message(world(), db, service_.clock.now(),
                                      {.kind = v1::NOTICE_KIND_CALL_NEEDED,
                                       .case_id = about,
                                       .case_number = "LN-2015-000001",
                                       .unit = UnitKey::parse(unit).value(),
                                       .person = {},
                                       .due = {},
                                       .link = "/",
                                       .cause = "x"});
      id = ids.value().at(0);
      return {};
    }));
    return id;
  }
  store::MessageRow row(const MessageId& id) {
    store::MessageRow found;
    EXPECT_TRUE(world().store.read_and_wait([&](store::Reader& db) -> Result<> {
      found = db.message(id).value().value();
      return {};
    }));
    return found;
  }
  void pass(Duration time) {
    service_.clock.pass(time);
    transport_->await_rest();
  }

  RunningService service_;
  ToldTransport* transport_ = nullptr;
  std::unique_ptr<notify::Courier> courier_;
  std::mutex guard_;
  std::vector<service::EndedMessage> ended_;
};

TEST_F(CourierTest, DeliversWhatIsPutWhileItRestsAndRecordsTheProof) {
  start();
  transport_->await_rest();
  const auto id = put();
  EXPECT_EQ(transport_->letter(0).id, id);
  EXPECT_EQ(transport_->letter(0).content.to(0), "a@b.example");
  EXPECT_EQ(row(id).attempts, 1u) << "the claim is durable before the attempt begins";
  service_.clock.pass(Duration{1'500});
  transport_->end(id, Verdict::delivered);
  transport_->await_rest();
  EXPECT_EQ(row(id).state, MessageState::delivered);
  EXPECT_EQ(row(id).ended, first_day + Duration{1'500});
  ASSERT_EQ(ended_.size(), 1u);
  EXPECT_TRUE(ended_[0].delivered);
  EXPECT_EQ(ended_[0].at, first_day + Duration{1'500});
  EXPECT_EQ(courier_->stats().delivered, 1u);
  EXPECT_EQ(courier_->stats().waiting, 0u);
}

TEST_F(CourierTest, TriesAgainLaterEachTimeAndGivesUpAtTheEnd) {
  start({.attempts_max = 4, .backoff = {.first = Duration{60'000}, .max = Duration{180'000}}});
  const auto id = put();
  const Duration waits[] = {Duration{30'000}, Duration{60'000}, Duration{90'000}};  // half of 60, 120, 180 s
  for (std::size_t attempt = 0; attempt < 3; ++attempt) {
    transport_->letter(attempt);
    transport_->end(id, Verdict::again, v1::MESSAGE_FAILURE_PUT_OFF);
    transport_->await_rest();
    EXPECT_EQ(row(id).next_try, service_.clock.now() + waits[attempt]);
    EXPECT_EQ(row(id).failure, static_cast<std::uint32_t>(v1::MESSAGE_FAILURE_PUT_OFF));
    pass(waits[attempt] - Duration{1});
    EXPECT_EQ(transport_->begun(), attempt + 1) << "before its time";
    pass(Duration{1});
    EXPECT_EQ(transport_->letter(attempt + 1).id, id) << "the same id in every attempt";
  }
  transport_->end(id, Verdict::again, v1::MESSAGE_FAILURE_TIMED_OUT);
  transport_->await_rest();
  EXPECT_EQ(row(id).state, MessageState::dead);
  EXPECT_EQ(row(id).attempts, 4u);
  EXPECT_EQ(row(id).failure, static_cast<std::uint32_t>(v1::MESSAGE_FAILURE_TIMED_OUT));
  ASSERT_EQ(ended_.size(), 1u);
  EXPECT_FALSE(ended_[0].delivered);
  pass(std::chrono::days{1});
  EXPECT_EQ(transport_->begun(), 4u);
  EXPECT_EQ(courier_->stats().dead, 1u);
}

TEST_F(CourierTest, GivesUpAtOnceWhatIsRefusedForGood) {
  start();
  const auto id = put();
  transport_->letter(0);
  transport_->end(id, Verdict::never, v1::MESSAGE_FAILURE_REFUSED);
  transport_->await_rest();
  EXPECT_EQ(row(id).state, MessageState::dead);
}

TEST_F(CourierTest, WhatNobodyIsToBeToldAnyMoreDoesNotLeaveAndIsNotAmongTheUndelivered) {
  const auto id = put(tam_di, world().ids.make<CaseId>());  // as when the case was erased meanwhile
  start();
  transport_->await_rest();
  EXPECT_EQ(transport_->begun(), 0u);
  EXPECT_EQ(row(id).state, MessageState::overtaken);
  EXPECT_EQ(courier_->stats().dead, 0u);
  EXPECT_EQ(courier_->stats().given_up, 0u);
  EXPECT_EQ(ended_.size(), 1u) << "the history says that it did not leave";
}

TEST_F(CourierTest, RepeatsUnderTheSameIdWhatWasCutOffBetweenTheAttemptAndItsRecord) {
  start();
  const auto id = put();
  transport_->letter(0);
  kill();
  EXPECT_EQ(row(id).state, MessageState::waiting);
  start();
  transport_->await_rest();
  EXPECT_EQ(transport_->begun(), 0u) << "not before the time that the claim said";
  pass(std::chrono::seconds{30});
  EXPECT_EQ(transport_->letter(0).id, id);
  transport_->end(id, Verdict::delivered);
  transport_->await_rest();
  EXPECT_EQ(row(id).attempts, 2u);
  EXPECT_EQ(row(id).state, MessageState::delivered);
}

TEST_F(CourierTest, GivesUpAMessageWhoseEveryAttemptIsCutOff) {
  const auto id = put();
  for (std::size_t tries = 0; row(id).state == MessageState::waiting && tries < 20; ++tries) {
    service_.clock.pass(std::chrono::hours{2});
    start({.attempts_max = 3});
    transport_->await_rest();
    kill();
  }
  EXPECT_EQ(row(id).state, MessageState::dead);
  EXPECT_EQ(row(id).failure, static_cast<std::uint32_t>(v1::MESSAGE_FAILURE_CUT_OFF));
}

TEST_F(CourierTest, AGatewayThatHangsHoldsUpNothingButItself) {
  start({.at_once_max = 2});
  std::vector<MessageId> hung;
  for (int i = 0; i < 5; ++i) hung.push_back(put(bao_son));
  transport_->letter(1);
  transport_->await_rest();
  EXPECT_EQ(transport_->begun(), 2u);
  const auto mail = put(tam_di);
  EXPECT_EQ(transport_->letter(2).id, mail);
  transport_->end(hung[0], Verdict::delivered);
  EXPECT_EQ(transport_->letter(3).id, hung[2]) << "a place that is free is taken";
  EXPECT_EQ(courier_->stats().given_up, 0u);
}

TEST_F(CourierTest, AnAttemptThatRunsLongerThanItsBackOffIsNotBegunTwice) {
  start();
  const auto id = put();
  transport_->letter(0);
  pass(std::chrono::hours{1});
  EXPECT_EQ(transport_->begun(), 1u);
  transport_->end(id, Verdict::delivered);
  transport_->await_rest();
  EXPECT_EQ(row(id).state, MessageState::delivered);
}

TEST_F(CourierTest, AJumpOfTheMachinesClockBackwardsLosesNothing) {
  start();
  const auto id = put();
  transport_->letter(0);
  transport_->end(id, Verdict::again, v1::MESSAGE_FAILURE_UNREACHABLE);
  pass(-std::chrono::days{2});
  EXPECT_EQ(row(id).state, MessageState::waiting);
  pass(std::chrono::days{2} + std::chrono::seconds{30});
  EXPECT_EQ(transport_->letter(1).id, id);
}

TEST_F(CourierTest, WhatCannotBeRecordedInTheHistoryIsSentAgain) {
  bool refuse = true;
  world().outbox.on_ended([&](service::World&, store::Writer&, const service::EndedMessage&) -> Result<> {
    if (refuse) return fail(Code::data_loss, "history_damaged", {"", ""});
    return {};
  });
  start();
  const auto id = put();
  transport_->letter(0);
  transport_->end(id, Verdict::delivered);
  transport_->await_rest();
  EXPECT_EQ(row(id).state, MessageState::waiting);
  refuse = false;
  pass(std::chrono::seconds{30});
  EXPECT_EQ(transport_->letter(1).id, id);
}

TEST_F(CourierTest, OneMessageThatCanNeverBeRecordedHoldsUpNoOther) {
  MessageId bad;
  world().outbox.on_ended(
      [&](service::World&, store::Writer&, const service::EndedMessage& ended) -> Result<> {
        if (ended.id == bad) return fail(Code::data_loss, "history_damaged", {"", ""});
        return {};
      });
  start({.attempts_max = 2});
  bad = put();
  for (std::size_t tries = 0; tries < 8; ++tries) {
    if (transport_->begun() > tries) transport_->end(bad, Verdict::delivered);
    transport_->await_rest();
    pass(std::chrono::hours{2});
  }
  const auto before = transport_->begun();
  const auto good = put();
  EXPECT_EQ(transport_->letter(before).id, good);
  transport_->end(good, Verdict::delivered);
  transport_->await_rest();
  EXPECT_EQ(row(good).state, MessageState::delivered);
}

}  // namespace
}  // namespace hotline::test
