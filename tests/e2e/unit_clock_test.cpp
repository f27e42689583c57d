// Cases go over with their units for ever: a clock that is wrong moves none of them.
#include <gmock/gmock.h>

#include "app/app.h"
#include "e2e/raw_http.h"
#include "hotline/v1/audit.pb.h"
#include "service/act.h"
#include "service/trusted_day.h"
#include "service/world.h"
#include "support/hats.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;
using service::TrustedDay;
using ::testing::HasSubstr;

constexpr const char* tien_hung = "07474@2004-07-08";

class UnitClock : public ::testing::Test {
 protected:
  Duration until(const char* day) { return start_of(parse_date(day).value()) - service.clock.now(); }
  std::size_t successions(const std::string& case_id) {
    v1::GetHistoryRequest request;
    request.set_case_id(case_id);
    std::size_t count = 0;
    for (const auto& entry :
         service.as("supervisor.helpline").must<v1::GetHistoryResponse>(request).entries())
      count += entry.event().has_unit_succeeded() ? 1 : 0;
    return count;
  }
  void restart_with_clock_set(Duration by) {
    service.stop();
    service.clock.set_ahead(by);
    service.start();
  }
  /// An entry of the log, under whatever the clock says.
  void write_an_entry() {
    auto& world = service.app().world();
    ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) {
      return service::record_administration(world, db, world.clock.now(), nullptr, "units_imported", "0");
    }));
  }
  void expect_behind() {
    const auto ready = get(service, "/readyz");
    EXPECT_EQ(ready.status, 503);
    EXPECT_THAT(ready.body, HasSubstr("clock failed stands_before_the_log units_not_followed\n"));
  }

  RunningService service;
};

TEST_F(UnitClock, AStartUnderAClockThatStandsBeforeTheLogMovesNothingAndSaysSo) {
  CaseStory waiting(service, tien_hung), ours(service);
  ours.accept();
  service.pass(until("2025-07-02"));
  ASSERT_TRUE(service.app().keep_house());
  ASSERT_EQ(successions(waiting.id()), 1u);
  ASSERT_EQ(successions(ours.id()), 1u);
  EXPECT_EQ(get(service, "/readyz").status, 200);
  for (const char* wrong : {"2024-03-01", "2000-01-01"}) {  // in 2000 the helpline itself had not begun
    const auto back = until(wrong);
    restart_with_clock_set(back);
    expect_behind();
    EXPECT_TRUE(service.app().keep_house());
    expect_behind();
    service.clock.set_ahead(-back);
    EXPECT_TRUE(service.app().keep_house());
    EXPECT_EQ(get(service, "/readyz").status, 200);
    EXPECT_EQ(successions(waiting.id()), 1u);
    EXPECT_EQ(successions(ours.id()), 1u);
  }
}

TEST_F(UnitClock, EntriesThatWereWrittenUnderAClockThatIsBehindDoNotMakeItRightAtTheNextStart) {
  CaseStory ours(service);
  ours.accept();
  service.pass(until("2025-07-02"));
  ASSERT_TRUE(service.app().keep_house());
  const auto back = until("2024-03-01");
  restart_with_clock_set(back);
  write_an_entry();
  restart_with_clock_set(Duration{0});
  expect_behind();
  service.clock.set_ahead(-back);
  EXPECT_EQ(successions(ours.id()), 1u);
}

TEST_F(UnitClock, AJumpAheadOverAMergerMovesNothingWhereItIsSetRightAndElseWhenItStandsByIt) {
  CaseStory ours(service);
  ours.accept();
  ASSERT_TRUE(service.app().keep_house());
  const auto ahead = until("2025-07-02");
  service.clock.set_ahead(ahead);
  EXPECT_TRUE(service.app().keep_house());
  EXPECT_EQ(get(service, "/readyz").status, 200) << "a jump ahead may be right";
  service.clock.set_ahead(-ahead);
  service.pass(1h);  // whoever's session seemed to have ended signs in again
  EXPECT_TRUE(service.app().keep_house());
  EXPECT_EQ(successions(ours.id()), 0u);
  service.clock.set_ahead(ahead);
  EXPECT_TRUE(service.app().keep_house());
  service.pass(3min);
  EXPECT_TRUE(service.app().keep_house());
  EXPECT_EQ(successions(ours.id()), 1u);
}

TEST_F(UnitClock, AnActUnderAClockThatJumpedAheadLeavesTheCaseWithItsUnit) {
  CaseStory ours(service);
  ours.accept();
  auto unfounded = ours.about<v1::RecordAssessmentRequest>();
  *unfounded.mutable_assessment() = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
  ours.act<v1::RecordAssessmentResponse>("officer.tamdi", unfounded);
  auto close = ours.about<v1::CloseCaseRequest>();
  close.set_closing(rec::CLOSING_UNFOUNDED);
  close.set_decision("Quyết định 12");
  ours.act<v1::CloseCaseResponse>("chairman.tamdi", close);
  ASSERT_TRUE(service.app().keep_house());
  const auto ahead = until("2025-07-02");
  service.clock.set_ahead(ahead);
  auto reopen = ours.about<v1::ReopenCaseRequest>();
  reopen.set_reason("hàng xóm gọi lại");
  const auto open = service.as("supervisor.helpline").must<v1::ReopenCaseResponse>(reopen).case_();
  EXPECT_EQ(open.row().responsible_unit(), tam_di);
  service.clock.set_ahead(-ahead);
  EXPECT_TRUE(service.app().keep_house());
  EXPECT_EQ(successions(ours.id()), 0u);
}

TEST(TrustedDay, BelievesNoDayBeforeOneThatWasFollowedWhateverTheHour) {
  RunningService service;
  auto& world = service.app().world();
  TrustedDay day;
  const Time noon = start_of(parse_date("2025-07-02").value()) + 12h;
  EXPECT_EQ(day.look(noon, 0h), TrustedDay::Word::believed);
  ASSERT_TRUE(
      world.store.write_and_wait([&](store::Writer& db) { return day.followed(db, local_date(noon)); }));
  EXPECT_EQ(day.look(noon - 12h, 1h), TrustedDay::Word::believed) << "the same day";
  EXPECT_EQ(day.look(noon - 12h - 1s, 2h), TrustedDay::Word::behind);
  EXPECT_TRUE(day.behind());
  EXPECT_FALSE(day.allows(noon - 13h, 2h));
  TrustedDay restarted;
  const auto open = [&] {
    return world.store.read_and_wait(
        [&](store::Reader& db) { return restarted.open(db, world.ledger.stood_at().value()); });
  };
  ASSERT_TRUE(open());
  EXPECT_EQ(restarted.look(noon - 24h, 0h), TrustedDay::Word::behind);
  ASSERT_TRUE(world.store.write_and_wait([](store::Writer& db) { return TrustedDay::forget(db); }));
  ASSERT_TRUE(open());
  EXPECT_EQ(restarted.look(noon - 24h, 0h), TrustedDay::Word::believed);
}

}  // namespace
}  // namespace hotline::test
