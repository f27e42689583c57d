// A report that nobody signs: told step by step through a whole year, also over restarts; then on the call
// list, telephoned about, and off it when it is signed. What became of each message stands in its history.
#include <gmock/gmock.h>

#include <algorithm>
#include <ranges>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/report.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/outbox.h"
#include "service/rebuild.h"
#include "service/report_keeper.h"
#include "service/world.h"
#include "support/projections.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

v1::ReportKey key_of(const char* unit, const char* first_day) {
  v1::ReportKey key;
  key.set_duty("half-year");
  key.set_unit(unit);
  key.set_first_day(first_day);
  return key;
}

class ReportCalls : public ::testing::Test {
 protected:
  ReportCalls() { look(); }  // steps from before the first look are not taken

  service::World& world() { return service.app().world(); }
  /// Twice, for nothing may be taken twice.
  void look() {
    for (int again = 0; again < 2; ++again) ASSERT_TRUE(service::take_report_steps(world()));
  }
  void turn_to(const std::string& day) {
    service.pass(start_of(parse_date(day).value()) + hours{9} - service.clock.now());
    look();
  }
  void climb_to_the_call_list() {
    for (const auto* day : {"2015-04-10", "2015-04-20", "2015-04-23", "2015-04-27"}) turn_to(day);
  }
  v1::GetReportResponse get(const v1::ReportKey& key) {
    v1::GetReportRequest request;
    *request.mutable_key() = key;
    return service.as("supervisor.helpline").must<v1::GetReportResponse>(request);
  }
  /// "2015-04-10 DUTY 07456@2004-07-08", of every step that was taken.
  std::vector<std::string> told(const v1::ReportKey& key) {
    std::vector<std::string> out;
    for (const auto& entry : get(key).entries())
      if (entry.act() == v1::REPORT_ACT_TELL)
        out.push_back(date_text(local_date(time_of(entry.at()))) + " " +
                      rec::LadderRung_Name(entry.rung()).substr(12) + " " + entry.unit());
    return out;
  }
  std::vector<v1::ReportAct> acts(const v1::ReportKey& key) {
    std::vector<v1::ReportAct> out;
    for (const auto& entry : get(key).entries()) out.push_back(entry.act());
    return out;
  }
  v1::ListReportCallsResponse calls(const std::string& login, const std::string& unit = {}) {
    v1::ListReportCallsRequest request;
    request.set_unit(unit);
    request.set_page_size(200);
    return service.as(login).must<v1::ListReportCallsResponse>(request);
  }
  std::vector<std::string> units(const std::string& login) {
    std::vector<std::string> out;
    for (const auto& call : calls(login).calls()) out.push_back(call.unit());
    return out;
  }
  std::uint32_t to_call(const std::string& login) {
    return service.as(login).must<v1::GetOverviewResponse>(v1::GetOverviewRequest{}).to_call();
  }
  static v1::RecordReportCallRequest call_about(const v1::ReportKey& key, std::uint32_t seen) {
    v1::RecordReportCallRequest request;
    *request.mutable_key() = key;
    request.set_expected_attempts(seen);
    request.mutable_attempt()->set_unit(key.unit());
    request.mutable_attempt()->set_whom("Chủ tịch xã");
    request.mutable_attempt()->set_result(rec::CALL_RESULT_REACHED);
    request.mutable_attempt()->set_notes("hẹn ký trong ngày");
    return request;
  }
  void hand_over(const v1::ReportKey& key, const char* officer, const char* chairman) {
    v1::SaveReportDraftRequest draft;
    *draft.mutable_key() = key;
    draft.set_expected_version(get(key).report().version());
    draft.set_narrative("không phát sinh");
    EXPECT_EQ(service.as(officer).refusal(draft), "");
    v1::SignReportRequest sign;
    *sign.mutable_key() = key;
    sign.set_expected_version(get(key).report().version());
    EXPECT_EQ(service.as(chairman).refusal(sign), "");
  }
  /// Of the messages by e-mail that wait.
  std::vector<v1::NoticeKind> kinds_waiting() {
    std::vector<v1::NoticeKind> kinds;
    EXPECT_TRUE(world().store.read_and_wait([&](store::Reader& db) -> Result<> {
      auto due = db.due_messages(v1::MESSAGE_CHANNEL_EMAIL, service.clock.now(), 100);
      if (!due) return fail(due.error());
      for (const auto& row : *due) {
        auto message = service::open_message(world(), row);
        if (!message) return fail(message.error());
        kinds.push_back(message->notice().kind());
      }
      return {};
    }));
    return kinds;
  }

  RunningService service;
  const v1::ReportKey spring = key_of(tam_di, "2014-10-01"), autumn = key_of(tam_di, "2015-04-01"),
                      spring_of_bao_son = key_of(bao_son, "2014-10-01");
};

TEST_F(ReportCalls, EachStepOfAWholeYearIsTakenOnceAlsoOverRestartsBetweenThem) {
  const std::string commune = tam_di, above = district, hotline = helpline;
  const auto restarted_on = {"2015-04-11", "2015-04-21", "2015-04-24", "2015-10-21"};
  for (auto day = std::chrono::sys_days{parse_date("2015-03-27").value()};
       day <= std::chrono::sys_days{parse_date("2016-03-26").value()}; day += std::chrono::days{1}) {
    const auto text = date_text(Date{day});
    if (std::ranges::any_of(restarted_on, [&](const char* one) { return text == one; })) {
      service.stop();
      service.start();
    }
    turn_to(text);
    if (text == "2015-10-25") hand_over(autumn, "officer.tamdi", "chairman.tamdi");
  }
  EXPECT_THAT(told(spring), ElementsAre("2015-04-10 DUTY " + commune, "2015-04-20 CHAIRMAN " + commune,
                                        "2015-04-23 ABOVE " + above, "2015-04-27 CALL_LIST " + hotline));
  EXPECT_THAT(told(autumn), ElementsAre("2015-10-20 DUTY " + commune)) << "handed over in time";
  EXPECT_EQ(get(spring).report().state(), v1::REPORT_STATE_OWED) << "no time signs or accepts it";
  EXPECT_THAT(units("supervisor.helpline"), Contains(commune)) << "eleven months later";
}

TEST_F(ReportCalls, StepsThatCameWhileTheServiceDidNotRunAreTakenAtTheNextStart) {
  turn_to("2015-04-09");
  service.stop();
  service.clock.pass(hours{24 * 15});  // to 24 April
  service.start();
  look();
  EXPECT_THAT(told(spring), ElementsAre("2015-04-24 DUTY " + std::string(tam_di),
                                        "2015-04-24 CHAIRMAN " + std::string(tam_di),
                                        "2015-04-24 ABOVE " + std::string(district)));
}

TEST_F(ReportCalls, AreOfTheScopeAndOfThoseWhoTelephone) {
  climb_to_the_call_list();
  EXPECT_THAT(calls("supervisor.helpline").calls(), SizeIs(27));
  EXPECT_THAT(units("operator.lan"), Contains(std::string(tam_di)));
  EXPECT_THAT(units("supervisor.district"), Contains(std::string(bao_son)));
  EXPECT_THAT(units("supervisor.tamdi"), ElementsAre(std::string(tam_di)));
  EXPECT_THAT(calls("supervisor.helpline", bao_son).calls(), SizeIs(1));
  for (const auto* login : {"officer.tamdi", "chairman.tamdi", "admin"})
    EXPECT_EQ(service.as(login).refusal(v1::ListReportCallsRequest{}), "permission_denied role_missing")
        << login;
  EXPECT_EQ(service.as("chairman.tamdi").refusal(call_about(spring, 0)), "permission_denied role_missing");
  EXPECT_EQ(service.as("supervisor.tamdi").refusal(call_about(spring_of_bao_son, 0)),
            "not_found report_unknown");
  EXPECT_EQ(service.as("operator.hoa").refusal(call_about(autumn, 0)),
            "failed_precondition report_not_on_call_list");
  v1::ListReportCallsRequest paged;
  paged.set_page_size(10);
  std::vector<std::string> all;
  for (int page = 0; page < 4; ++page) {
    const auto answer = service.as("supervisor.helpline").must<v1::ListReportCallsResponse>(paged);
    for (const auto& call : answer.calls()) all.push_back(call.unit());
    paged.set_page_token(answer.next_page_token());
    if (answer.next_page_token().empty()) break;
  }
  std::ranges::sort(all);
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
  EXPECT_THAT(all, SizeIs(27));
}

TEST_F(ReportCalls, SayWhomToTelephoneHowLateAndWhatWasTriedAndLeaveTheListWhenItIsSigned) {
  climb_to_the_call_list();
  auto call = calls("operator.hoa", tam_di).calls(0);
  EXPECT_EQ(call.unit(), tam_di);
  EXPECT_EQ(call.days_late(), 8U) << "from 20 to 27 April";
  EXPECT_EQ(call.report().name().vi(), "Báo cáo công tác bảo vệ trẻ em nửa năm của xã");
  EXPECT_EQ(call.attempts(), 0U);
  EXPECT_THAT(call.tried(), SizeIs(4));
  EXPECT_EQ(to_call("supervisor.helpline"), 27U);

  // The officer writes while somebody telephones: neither holds up the other.
  const auto seen = get(spring).report().version();
  const auto request = call_about(spring, 0);
  EXPECT_EQ(service.as("operator.hoa").refusal(request), "");
  EXPECT_EQ(service.as("operator.lan").refusal(call_about(spring, 0)), "aborted report_version_changed")
      << "a colleague's call was not seen";
  EXPECT_EQ(get(spring).report().version(), seen);
  call = calls("operator.lan", tam_di).calls(0);
  EXPECT_EQ(call.attempts(), 1U);
  EXPECT_EQ(call.last_result(), rec::CALL_RESULT_REACHED);
  EXPECT_EQ(call.tried().rbegin()->attempt().notes(), "hẹn ký trong ngày");
  EXPECT_THAT(acts(spring), Contains(v1::REPORT_ACT_CALL));
  EXPECT_EQ(differences(service), 0U);

  hand_over(spring, "officer.tamdi", "chairman.tamdi");
  EXPECT_THAT(units("supervisor.helpline"), Not(Contains(std::string(tam_di))));
  EXPECT_EQ(to_call("supervisor.helpline"), 26U);
  EXPECT_EQ(to_call("supervisor.tamdi"), 0U);
  EXPECT_EQ(service.as("operator.hoa").refusal(call_about(spring, 1)),
            "failed_precondition report_not_on_call_list");
}

TEST_F(ReportCalls, OneReturnedWhenItWasLateIsToldToItsOfficeAtOnceAndClimbsAgainFromTheReturn) {
  const std::string commune = tam_di, above = district, hotline = helpline;
  world().outbox.configure({.email = true,
                            .webhook = false,
                            .public_url = "https://hotline.example",
                            .contacts = {{tam_di, {.emails = {"truc@tamdi.example"}, .telephones = {}}}}});
  for (const auto* day : {"2015-04-10", "2015-04-20", "2015-04-23"}) turn_to(day);
  turn_to("2015-04-24");
  hand_over(spring, "officer.tamdi", "chairman.tamdi");
  turn_to("2015-04-26");
  const auto before = told(spring);
  ASSERT_THAT(before, SizeIs(3));
  v1::ReturnReportRequest back;
  *back.mutable_key() = spring;
  back.set_expected_version(get(spring).report().version());
  back.set_reason("thiếu nhận định");
  EXPECT_EQ(service.as("supervisor.district").refusal(back), "");
  const auto since = [&] {
    auto all = told(spring);
    EXPECT_TRUE(std::ranges::equal(before, all | std::views::take(3)));
    all.erase(all.begin(), all.begin() + 3);
    return all;
  };
  EXPECT_EQ(since().at(0), "2015-04-26 DUTY " + commune) << "in the transaction of the return";
  EXPECT_THAT(kinds_waiting(), Contains(v1::NOTICE_KIND_REPORT_RETURNED));
  look();
  EXPECT_THAT(since(), ElementsAre("2015-04-26 DUTY " + commune, "2015-04-26 CHAIRMAN " + commune));
  turn_to("2015-04-28");
  EXPECT_THAT(since(), SizeIs(2)) << "the day of the rule for the call list was 27 April";
  EXPECT_THAT(units("supervisor.helpline"), Not(Contains(commune)));
  service.stop();
  service.start();
  turn_to("2015-04-30");
  turn_to("2015-05-04");
  EXPECT_THAT(since(), ElementsAre("2015-04-26 DUTY " + commune, "2015-04-26 CHAIRMAN " + commune,
                                   "2015-04-30 ABOVE " + above, "2015-05-04 CALL_LIST " + hotline));
  EXPECT_THAT(units("supervisor.helpline"), Contains(commune));
  EXPECT_EQ(differences(service), 0U);
  hand_over(spring, "officer.tamdi", "chairman.tamdi");
  EXPECT_THAT(units("supervisor.helpline"), Not(Contains(commune)));
  turn_to("2015-05-20");
  EXPECT_THAT(since(), SizeIs(4));
  EXPECT_EQ(differences(service), 0U);
}

TEST_F(ReportCalls, TheListIsTheSameMadeAnewFromTheLogAlone) {
  climb_to_the_call_list();
  hand_over(spring, "officer.tamdi", "chairman.tamdi");
  const auto before = units("supervisor.helpline");
  EXPECT_EQ(differences(service), 0U);
  ASSERT_TRUE(
      world().store.write_and_wait([&](store::Writer& db) { return db.put_blob("report_calls", ""); }));
  EXPECT_THAT(units("supervisor.helpline"), IsEmpty());
  EXPECT_EQ(differences(service), 1U);
  ASSERT_TRUE(world().store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto rebuilt = service::rebuild_projections(world(), db, [](std::uint64_t, std::uint64_t) {});
    return rebuilt ? Result<>{} : Result<>(fail(rebuilt.error()));
  }));
  EXPECT_EQ(units("supervisor.helpline"), before);
  EXPECT_EQ(differences(service), 0U);
}

TEST_F(ReportCalls, WhatBecameOfEachMessageIsNotedAndWhatNobodyGotIsSeenByTheirSupervisors) {
  world().outbox.configure({.email = true,
                            .webhook = false,
                            .public_url = "https://hotline.example",
                            .contacts = {{tam_di, {.emails = {"truc@tamdi.example"}, .telephones = {}}}}});
  const auto end_all = [&](bool delivered) {
    ASSERT_TRUE(world().store.write_and_wait([&](store::Writer& db) -> Result<> {
      auto due = db.due_messages(v1::MESSAGE_CHANNEL_EMAIL, service.clock.now(), 100);
      if (!due) return fail(due.error());
      for (auto& row : *due) {
        row.attempts = delivered ? 1 : 12;
        const auto failure = delivered ? v1::MESSAGE_FAILURE_UNSPECIFIED : v1::MESSAGE_FAILURE_TIMED_OUT;
        if (auto ended = service::end_message(world(), db, row, delivered, failure, service.clock.now());
            !ended)
          return ended;
      }
      return {};
    }));
  };
  turn_to("2015-04-10");
  end_all(true);
  EXPECT_THAT(acts(spring), ElementsAre(v1::REPORT_ACT_TELL, v1::REPORT_ACT_DELIVER));
  turn_to("2015-04-20");
  end_all(false);
  EXPECT_THAT(acts(spring), ElementsAre(v1::REPORT_ACT_TELL, v1::REPORT_ACT_DELIVER, v1::REPORT_ACT_TELL,
                                        v1::REPORT_ACT_GIVE_UP));
  EXPECT_EQ(get(spring).entries(3).rung(), rec::LADDER_RUNG_CHAIRMAN);
  EXPECT_EQ(get(spring).report().version(), 0U) << "no act of a person";
  const auto undelivered =
      service.as("supervisor.tamdi").must<v1::ListUndeliveredResponse>(v1::ListUndeliveredRequest{});
  ASSERT_THAT(undelivered.messages(), SizeIs(1));
  EXPECT_EQ(undelivered.messages(0).notice().kind(), v1::NOTICE_KIND_REPORT_LATE);
  EXPECT_EQ(undelivered.messages(0).notice().cause(), "") << "of no use to who reads it";
  v1::RetryUndeliveredRequest retry;
  retry.set_message_id(undelivered.messages(0).message_id());
  EXPECT_EQ(service.as("supervisor.tamdi").refusal(retry), "");
  end_all(true);
  EXPECT_EQ(acts(spring).back(), v1::REPORT_ACT_DELIVER) << "at last";
}

}  // namespace
}  // namespace hotline::test
