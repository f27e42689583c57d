// The ladder on the running service: across twelve hours, over Tết, through a restart and a clock that jumps;
// the call list and the duty roster as people meet them.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include "app/app.h"
#include "app/config.h"
#include "domain/case_time.h"
#include "e2e/ladder_story.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/outbox.h"
#include "service/world.h"
#include "support/projections.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Turns the clock in steps of five minutes, and has the keeper look each time.
void watch(RunningService& service, Duration time) {
  for (Duration passed{0}; passed < time; passed += 5min) {
    service.pass(5min);
    ASSERT_TRUE(service.app().take_due_steps());
  }
}

v1::ListCallsResponse calls(RunningService& service, const std::string& login) {
  return service.as(login).must<v1::ListCallsResponse>(v1::ListCallsRequest{});
}

TEST(TheLadder, ClimbsAcrossTheTwelveHoursEachStepOnceAndEndsAtATelephone) {
  RunningService service;
  const auto id = in_danger(service);
  ASSERT_TRUE(service.app().take_due_steps());
  watch(service, 14h);
  EXPECT_THAT(steps(service, id, v1::CLOCK_KIND_ACKNOWLEDGE),
              ElementsAre("DUTY 07456 +20", "CHAIRMAN 07456 +30", "ABOVE 218 +45", "CALL_LIST TD111 +60"));
  EXPECT_THAT(
      steps(service, id, v1::CLOCK_KIND_EMERGENCY),
      ElementsAre("DUTY 07456 +600", "CHAIRMAN 07456 +720", "ABOVE 218 +750", "CALL_LIST TD111 +780"));
  EXPECT_EQ(differences(service), 0u) << "the index is what the function says";

  const auto list = calls(service, "supervisor.helpline");
  ASSERT_EQ(list.calls_size(), 1);
  EXPECT_EQ(list.calls(0).case_().case_id(), id);
  EXPECT_EQ(list.calls(0).unit(), tam_di);
  EXPECT_EQ(list.calls(0).clock(), v1::CLOCK_KIND_ACKNOWLEDGE);
  EXPECT_EQ(list.calls(0).attempts(), 0u);
  EXPECT_EQ(calls(service, "operator.lan").calls_size(), 1);
  EXPECT_EQ(calls(service, "supervisor.tamdi").calls_size(), 1);
  v1::ListCallsRequest elsewhere;
  elsewhere.set_unit(bao_son);
  EXPECT_EQ(service.as("supervisor.helpline").must<v1::ListCallsResponse>(elsewhere).calls_size(), 0);
}

TEST(TheLadder, StandsInNobodysWayAndACallIsRecordedWithoutEndingAnything) {
  RunningService service;
  CaseStory story(service);
  const auto seen_at = story.version;  // before any step
  watch(service, 4h);
  auto attempt = about<v1::RecordCallAttemptRequest>(story.id(), seen_at);
  attempt.mutable_attempt()->set_result(rec::CALL_RESULT_NO_ANSWER);
  attempt.mutable_attempt()->set_unit(tam_di);
  ASSERT_EQ(service.as("supervisor.helpline").refusal(attempt), "") << "no act was overlooked";
  auto stale = about<v1::AddNoteRequest>(story.id(), seen_at);
  stale.set_text("x");
  EXPECT_EQ(service.as("operator.hoa").refusal(stale), "aborted case_version_changed");

  auto list = calls(service, "supervisor.helpline");
  ASSERT_EQ(list.calls_size(), 1) << "a call ends nothing";
  EXPECT_EQ(list.calls(0).attempts(), 1u);
  EXPECT_EQ(list.calls(0).last_result(), rec::CALL_RESULT_NO_ANSWER);
  story.version = case_of(service, story.id()).row().version();
  story.accept();
  EXPECT_EQ(calls(service, "supervisor.helpline").calls_size(), 0);
  EXPECT_EQ(differences(service), 0u);
}

TEST(TheLadder, OneDamagedCaseNeitherShutsTheServiceNorEmptiesTheCallList) {
  std::filesystem::path file;
  RunningService service([&](app::Config& config) { file = config.database; });
  const CaseStory whole(service), damaged(service);
  watch(service, 4h);
  ASSERT_EQ(calls(service, "supervisor.helpline").calls_size(), 2);
  service.stop();
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  std::string hex = damaged.id();
  std::erase(hex, '-');
  // A page gone bad, and rules that have changed, so that every history is read again at the start.
  const auto spoil = "UPDATE entry SET part_0 = zeroblob(length(part_0)) WHERE stream_id = x'" + hex +
                     "'; DELETE FROM named_blob WHERE name = 'clock_rules'";
  EXPECT_EQ(sqlite3_exec(database, spoil.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_changes(database), 1) << "the rules' mark";
  sqlite3_close(database);
  service.start();

  const auto list = calls(service, "supervisor.helpline");
  ASSERT_EQ(list.calls_size(), 2);
  for (const auto& call : list.calls()) EXPECT_EQ(call.clock(), v1::CLOCK_KIND_ACKNOWLEDGE);
  for (const auto& call : list.calls()) EXPECT_EQ(call.unit(), tam_di) << "whom to telephone, of both";
  ASSERT_TRUE(service.app().take_due_steps());
  EXPECT_EQ(steps(service, whole.id(), v1::CLOCK_KIND_ACKNOWLEDGE).size(), 4u);
  CaseStory later(service);
  watch(service, 4h);
  EXPECT_EQ(steps(service, later.id(), v1::CLOCK_KIND_ACKNOWLEDGE).size(), 4u) << "the ladder goes on";
}

TEST(TheLadder, TakesEachStepOnceThroughARestartAndAClockThatJumps) {
  RunningService service;
  const auto id = in_danger(service);
  ASSERT_TRUE(service.app().take_due_steps());
  watch(service, 25min);
  service.stop();
  service.clock.pass(10min);  // +35: the chairman's step came while nobody served
  service.start();
  ASSERT_TRUE(service.app().take_due_steps());
  const std::vector<std::string> so_far = {"DUTY 07456 +20", "CHAIRMAN 07456 +35"};
  EXPECT_EQ(steps(service, id, v1::CLOCK_KIND_ACKNOWLEDGE), so_far);
  service.clock.pass(-30min);
  ASSERT_TRUE(service.app().take_due_steps());
  EXPECT_EQ(steps(service, id, v1::CLOCK_KIND_ACKNOWLEDGE), so_far) << "back: nothing is taken twice";
  service.clock.pass(45min);  // +50
  ASSERT_TRUE(service.app().take_due_steps());
  EXPECT_EQ(steps(service, id, v1::CLOCK_KIND_ACKNOWLEDGE).size(), 3u);
  service.clock.pass(24h * 365 * 20);
  ASSERT_TRUE(service.app().take_due_steps());
  EXPECT_EQ(steps(service, id, v1::CLOCK_KIND_ACKNOWLEDGE).size(), 4u) << "far ahead: what is left, once";
  EXPECT_EQ(service.app().take_due_steps().value(), 0u);
  EXPECT_EQ(differences(service), 0u);
}

TEST(TheLadder, MovesByItselfAndTellsTheOpenScreens) {
  RunningService service;
  const auto id = in_danger(service);
  v1::WatchCaseRequest request;
  request.set_case_id(id);
  auto& watch = service.watch("operator.hoa", request);
  ASSERT_TRUE(watch.next<v1::WatchCaseResponse>().has_value());
  service.clock.pass(21min);  // nobody asks the keeper
  for (bool told = false; !told;) {
    const auto word = watch.next<v1::WatchCaseResponse>();
    ASSERT_TRUE(word.has_value());
    told = word->has_case_() && word->case_().clocks(0).rung() == rec::LADDER_RUNG_DUTY;
  }
}

TEST(TheLadder, SendsAStepAndTheHistorySaysWhatBecameOfTheMessage) {
  RunningService service;
  auto& world = service.app().world();
  world.outbox.configure({.email = true,
                          .webhook = false,
                          .public_url = "https://hotline.example",
                          .contacts = {{tam_di, {.emails = {"truc@tamdi.example"}, .telephones = {}}}}});
  const auto id = in_danger(service);
  watch(service, 25min);
  EXPECT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    const auto due = db.due_messages(v1::MESSAGE_CHANNEL_EMAIL, service.clock.now(), 10).value();
    EXPECT_EQ(due.size(), 2u) << "that the referral arrived, and the reminder";
    const auto notice = service::open_message(world, due.at(1)).value().notice();
    EXPECT_EQ(notice.kind(), v1::NOTICE_KIND_REMINDER);
    EXPECT_EQ(notice.clock(), v1::CLOCK_KIND_ACKNOWLEDGE);
    EXPECT_EQ(notice.case_id(), id);
    return service::end_message(world, db, due.at(1), true, v1::MESSAGE_FAILURE_UNSPECIFIED,
                                service.clock.now());
  }));
  v1::GetHistoryRequest request;
  request.set_case_id(id);
  const auto history = service.as("officer.tamdi").must<v1::GetHistoryResponse>(request);
  ASSERT_EQ(history.entries_size(), 3);
  const auto& step = history.entries(1).event().ladder_step_taken();
  EXPECT_THAT(step.channels(), ElementsAre("screen", "message"));
  const auto& proof = history.entries(2).event().ladder_step_delivered();
  EXPECT_TRUE(proof.delivered());
  EXPECT_EQ(proof.channel(), "email");
  EXPECT_EQ(proof.rung(), step.rung());
  EXPECT_EQ(differences(service), 0u);
}

TEST(TheLadder, OverTetAWorkingTimeStandsStillAndTheTwelveHoursDoNot) {
  RunningService service;
  service.pass(24h * 313 + 6h);  // Tuesday 2 February 2016, 14:00; Tết is from 7 to 12 February
  auto contact = intervention();
  contact.mutable_intake()->clear_abuse_types();
  const auto calm = service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact));
  service.pass(24h * 3);  // Friday
  const auto late = service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact));
  const auto due = [&](const std::string& id) {
    return local_date(time_of(case_of(service, id).clocks(0).due_at()));
  };
  EXPECT_EQ(date_text(due(calm.case_id())), "2016-02-03");
  EXPECT_EQ(date_text(due(late.case_id())), "2016-02-15") << "eight working hours from Friday run over Tết";
  service.pass(24h * 4);  // in the holidays
  const auto danger = in_danger(service);
  ASSERT_TRUE(service.app().take_due_steps());
  EXPECT_TRUE(case_of(service, calm.case_id()).clocks(0).overdue());
  EXPECT_EQ(case_of(service, calm.case_id()).clocks(0).rung(), rec::LADDER_RUNG_CALL_LIST);
  EXPECT_EQ(case_of(service, late.case_id()).clocks(0).rung(), rec::LADDER_RUNG_UNSPECIFIED);
  service.pass(13h + 1min);
  ASSERT_TRUE(service.app().take_due_steps());
  const auto clocks = case_of(service, danger).clocks();
  for (const auto& clock : clocks) EXPECT_EQ(clock.rung(), rec::LADDER_RUNG_CALL_LIST);
}

v1::SetDutyRequest duty(RunningService& service, rec::DutyKind kind, const char* login) {
  v1::SetDutyRequest request;
  auto& line = *request.mutable_duty();
  line.set_unit(tam_di);
  line.set_kind(kind);
  line.set_person_id(service.id_of(login));
  *line.mutable_from() = timestamp_of(service.clock.now());
  *line.mutable_until() = timestamp_of(service.clock.now() + 48h);
  return request;
}

std::vector<std::string> unanswered(RunningService& service, const std::string& login) {
  std::vector<std::string> out;
  const auto list = service.as(login).must<v1::ListUnansweredResponse>(v1::ListUnansweredRequest{});
  for (const auto& office : list.offices()) out.push_back(office.unit());
  return out;
}

TEST(TheRoster, ShowsAtOnceThatNobodyAnswersAndTheLadderStartsOneStepHigher) {
  RunningService service;
  EXPECT_THAT(unanswered(service, "supervisor.district"), ::testing::Not(::testing::Contains(tam_di)));
  service.as("chairman.tamdi").must<v1::SetDutyResponse>(duty(service, rec::DUTY_KIND_DUTY, "officer.tamdi"));
  const auto away = service.as("chairman.tamdi")
                        .must<v1::SetDutyResponse>(duty(service, rec::DUTY_KIND_AWAY, "officer.tamdi"));
  EXPECT_THAT(away.on_duty().officer_ids(), IsEmpty());
  EXPECT_TRUE(away.on_duty().registered());
  EXPECT_THAT(unanswered(service, "supervisor.district"), ::testing::Contains(tam_di));
  EXPECT_THAT(unanswered(service, "operator.hoa"), ::testing::Contains(tam_di));
  const auto id = in_danger(service);
  ASSERT_TRUE(service.app().take_due_steps());
  EXPECT_THAT(steps(service, id, v1::CLOCK_KIND_ACKNOWLEDGE), ElementsAre("CHAIRMAN 07456 +0"));

  auto stand_in = duty(service, rec::DUTY_KIND_STAND_IN, "deputy.tamdi");
  stand_in.mutable_duty()->set_for_person_id(service.id_of("officer.tamdi"));
  const auto there = service.as("chairman.tamdi").must<v1::SetDutyResponse>(stand_in);
  EXPECT_THAT(there.on_duty().officer_ids(), ElementsAre(service.id_of("deputy.tamdi")));
  v1::RevokeDutyRequest revoke;
  revoke.set_duty_id(away.duty().duty_id());
  const auto back = service.as("supervisor.district").must<v1::RevokeDutyResponse>(revoke);
  EXPECT_THAT(back.on_duty().officer_ids(), ElementsAre(service.id_of("officer.tamdi")));
  service.stop();
  service.start();
  v1::GetRosterRequest roster;
  roster.set_unit(tam_di);
  const auto kept = service.as("officer.tamdi").must<v1::GetRosterResponse>(roster);
  EXPECT_EQ(kept.duties_size(), 2);
  EXPECT_EQ(service.as("officer.baoson").refusal(roster), "not_found unit_unknown");
}

TEST(TheRoster, IsKeptByThoseOfTheOfficeAndAboveIt) {
  RunningService service;
  const auto request = duty(service, rec::DUTY_KIND_DUTY, "officer.tamdi");
  EXPECT_EQ(service.as("chairman.baoson").refusal(request), "permission_denied unit_outside");
  EXPECT_EQ(service.as("supervisor.province").refusal(request), "");
  EXPECT_EQ(service.as("admin").refusal(request), "");
  EXPECT_EQ(service.as("chairman.tamdi").refusal(duty(service, rec::DUTY_KIND_DUTY, "officer.baoson")),
            "failed_precondition person_not_there");
  auto past = request;
  *past.mutable_duty()->mutable_until() = timestamp_of(service.clock.now() - 1h);
  EXPECT_EQ(service.as("chairman.tamdi").refusal(past), "invalid_argument duty_period");
  v1::RevokeDutyRequest unknown;
  unknown.set_duty_id(new_id());
  EXPECT_EQ(service.as("chairman.tamdi").refusal(unknown), "not_found duty_unknown");
}

TEST(TheLadder, IsSeenInTheRowOfEveryListFromTheRowAlone) {
  std::filesystem::path file;
  RunningService service([&](app::Config& config) { file = config.database; });
  const auto id = in_danger(service);
  const auto row = [&](const std::string& login) {
    const auto queue = service.as(login).must<v1::ListQueueResponse>(v1::ListQueueRequest{});
    EXPECT_EQ(queue.rows_size(), 1);
    return queue.rows_size() == 1 ? queue.rows(0) : v1::CaseRow{};
  };
  EXPECT_EQ(row("officer.tamdi").rung(), rec::LADDER_RUNG_UNSPECIFIED);
  EXPECT_TRUE(row("officer.tamdi").has_next_step_at());
  watch(service, 30min);
  EXPECT_EQ(row("officer.tamdi").rung(), rec::LADDER_RUNG_CHAIRMAN);
  EXPECT_EQ(time_of(row("officer.tamdi").rung_at()), first_day + 30min);
  watch(service, 30min);
  const auto listed = service.as("supervisor.district").must<v1::ListCasesResponse>(v1::ListCasesRequest{});
  ASSERT_EQ(listed.cases_size(), 1);
  EXPECT_EQ(listed.cases(0).rung(), rec::LADDER_RUNG_CALL_LIST);
  EXPECT_EQ(time_of(listed.cases(0).call_since()), first_day + 60min);
  EXPECT_EQ(differences(service), 0u);
}

TEST(TheLadder, TakesABurstOfMoreThanOneRoundWhole) {
  RunningService service;
  constexpr int cases = 70;  // a round is of 64
  for (int i = 0; i < cases; ++i) {
    const CaseStory story(service);
  }
  service.pass(3h);
  ASSERT_TRUE(service.app().take_due_steps());
  EXPECT_EQ(service.app().take_due_steps().value(), 0u);
  v1::ListCallsRequest list;
  list.set_page_size(200);
  EXPECT_EQ(service.as("operator.hoa").must<v1::ListCallsResponse>(list).calls_size(), cases);
  EXPECT_EQ(differences(service), 0u);
}

}  // namespace
}  // namespace hotline::test
