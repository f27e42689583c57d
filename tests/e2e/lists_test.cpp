// Lists, searches, streams, counts and exports: who finds a case in them, held against the table written by
// hand.
#include <gmock/gmock.h>

#include <algorithm>
#include <optional>
#include <set>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/deadline.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/duty.pb.h"
#include "hotline/v1/duty_claim.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/report_form.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/duty_link.h"
#include "service/outbox.h"
#include "service/world.h"
#include "support/hats.h"
#include "support/permission_table.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

char mark(const std::string& refusal, bool found) {
  return refusal == "permission_denied role_missing" ? '-' : !refusal.empty() ? '?' : found ? '1' : '0';
}

template <class Response, class Found>
char look(User& user, const google::protobuf::Message& request, Found found) {
  auto answer = user.call<Response>(request);
  return mark(answer ? "" : answer.error().text(), answer && found(*answer));
}

bool has_case(const google::protobuf::RepeatedPtrField<v1::CaseRow>& rows, const std::string& id) {
  return std::ranges::any_of(rows, [&](const auto& row) { return row.case_id() == id; });
}

v1::Period year_2015() {
  v1::Period period;
  period.set_first_day("2015-01-01");
  period.set_last_day("2015-12-31");
  return period;
}

char is_listed(RunningService& service, const std::string& list, const std::string& login,
               const std::string& id) {
  auto& user = service.as(login);
  if (list == "ListCases")
    return look<v1::ListCasesResponse>(user, v1::ListCasesRequest{},
                                       [&](const auto& r) { return has_case(r.cases(), id); });
  if (list == "ListQueue")
    return look<v1::ListQueueResponse>(user, v1::ListQueueRequest{},
                                       [&](const auto& r) { return has_case(r.rows(), id); });
  if (list == "ListOverdue")
    return look<v1::ListOverdueResponse>(user, v1::ListOverdueRequest{},
                                         [&](const auto& r) { return has_case(r.cases(), id); });
  if (list == "ListCalls")
    return look<v1::ListCallsResponse>(user, v1::ListCallsRequest{}, [&](const auto& r) {
      return std::ranges::any_of(r.calls(), [&](const auto& call) { return call.case_().case_id() == id; });
    });
  if (list == "WatchQueue") {
    bool found = false;
    const auto refusal = user.stream(v1::WatchQueueRequest{}, [&](const google::protobuf::Message& message) {
      const auto& word = static_cast<const v1::WatchQueueResponse&>(message);
      found = found || word.row().case_id() == id || word.gone_case_id() == id;
      return !word.caught_up();
    });
    return mark(refusal, found);
  }
  if (list == "FindSimilar by place") {
    v1::FindSimilarRequest request;
    request.mutable_incident()->set_unit(tam_di);
    request.set_estimated_age(8);
    request.set_sex(rec::SEX_FEMALE);
    return look<v1::FindSimilarResponse>(
        user, request, [&](const auto& r) { return has_case(r.same_place_and_child(), id); });
  }
  const auto of_case = [&](const auto& rows) {
    return std::ranges::any_of(rows, [&](const auto& row) { return row.case_id() == id; });
  };
  if (list == "FindSimilar by number") {
    v1::FindSimilarRequest request;
    request.set_caller_number("+84 987 650 321");
    return look<v1::FindSimilarResponse>(user, request,
                                         [&](const auto& r) { return of_case(r.same_number()); });
  }
  if (list == "ListContacts")
    return look<v1::ListContactsResponse>(user, v1::ListContactsRequest{},
                                          [&](const auto& r) { return of_case(r.contacts()); });
  if (list == "ListAccess")
    return look<v1::ListAccessResponse>(user, v1::ListAccessRequest{},
                                        [&](const auto& r) { return of_case(r.entries()); });
  if (list == "GetOverview")
    return look<v1::GetOverviewResponse>(user, v1::GetOverviewRequest{},
                                         [](const auto& r) { return r.open() > 0; });
  if (list == "ListUnanswered")
    return look<v1::ListUnansweredResponse>(user, v1::ListUnansweredRequest{}, [](const auto& r) {
      return std::ranges::any_of(r.work(), [](const auto& work) { return work.open() > 0; });
    });
  if (list == "GetStatistics") {
    v1::GetStatisticsRequest request;
    *request.mutable_period() = year_2015();
    request.add_dimensions(v1::DIMENSION_CASE_SEX);
    return look<v1::GetStatisticsResponse>(user, request,
                                           [](const auto& r) { return r.totals(0).count() > 0; });
  }
  if (list == "ListCasesBehind") {
    v1::ListCasesBehindRequest request;
    *request.mutable_period() = year_2015();
    return look<v1::ListCasesBehindResponse>(user, request,
                                             [&](const auto& r) { return has_case(r.cases(), id); });
  }
  if (list == "ListCasesOfCell") {
    v1::ListCasesOfCellRequest request;
    request.set_form("letter");
    *request.mutable_period() = year_2015();
    request.set_table(2);
    request.set_row(1);
    request.set_column(1);
    return look<v1::ListCasesOfCellResponse>(user, request,
                                             [&](const auto& r) { return has_case(r.cases(), id); });
  }
  if (list == "GetOnTimeShares") {
    v1::GetOnTimeSharesRequest request;
    *request.mutable_period() = year_2015();
    return look<v1::GetOnTimeSharesResponse>(user, request, [](const auto& r) {
      return std::ranges::any_of(
          r.total(), [](const auto& one) { return one.on_time() + one.late() + one.running() > 0; });
    });
  }
  if (list == "FillReport") {
    v1::FillReportRequest request;
    request.set_form("letter");
    *request.mutable_period() = year_2015();
    return look<v1::FillReportResponse>(user, request, [](const auto& r) {
      return r.report().tables(1).rows(0).cells(0).number() > 0;  // cases received
    });
  }
  if (list == "SimulateDeadlines") {
    v1::SimulateDeadlinesRequest request;
    *request.mutable_deadlines() = user.must<v1::GetDeadlinesResponse>(v1::GetDeadlinesRequest{}).deadlines();
    *request.mutable_period() = year_2015();
    return look<v1::SimulateDeadlinesResponse>(user, request,
                                               [](const auto& r) { return r.done() && r.cases() > 0; });
  }
  if (list == "ListDutyClaims")
    return look<v1::ListDutyClaimsResponse>(user, v1::ListDutyClaimsRequest{},
                                            [&](const auto& r) { return has_case(r.cases(), id); });
  if (list == "ListUndelivered")
    return look<v1::ListUndeliveredResponse>(user, v1::ListUndeliveredRequest{}, [&](const auto& r) {
      return std::ranges::any_of(r.messages(), [&](const auto& m) { return m.notice().case_id() == id; });
    });
  if (list == "ExportHistory") {
    v1::ExportHistoryRequest request;
    request.set_case_id(id);
    const auto refusal = user.refusal(request);
    return mark(refusal == "not_found case_unknown" ? "" : refusal, refusal.empty());
  }
  return '?';
}

/// Tam Dị says by the link to its duty telephone that it has seen the child.
void claim(RunningService& service, CaseStory& story) {
  auto& world = service.app().world();
  const auto referral = story.seen_by("operator.hoa").row().referral().referral_id();
  v1::AnswerDutyLinkRequest answer;
  answer.set_answer(rec::DUTY_ANSWER_CHILD_SEEN);
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto link = service::make_duty_link(world, db, service.clock.now(), *CaseId::parse(story.id()),
                                        ReferralId::parse(referral).value(), UnitKey::parse(tam_di).value());
    if (!link) return fail(link.error());
    answer.set_token(link->substr(link->find('#') + 1));
    return {};
  }));
  service.stranger().must<v1::AnswerDutyLinkResponse>(answer);
  story.version = story.seen_by("operator.hoa").row().version();
}

/// A message to Tam Dị about the case that nobody got.
void give_up_a_message(RunningService& service, const CaseStory& story) {
  auto& world = service.app().world();
  world.outbox.configure({.email = true,
                          .webhook = false,
                          .public_url = "https://hotline.example",
                          .contacts = {{tam_di, {.emails = {"truc@tamdi.example"}, .telephones = {}}}}});
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto put = service::put_message(world, db, service.clock.now(),
                                    {.kind = v1::NOTICE_KIND_ESCALATION,
                                     .case_id = *CaseId::parse(story.id()),
                                     .case_number = story.opened().case_number(),
                                     .unit = UnitKey::parse(tam_di).value(),
                                     .person = {},
                                     .clock = v1::CLOCK_KIND_ACKNOWLEDGE,
                                     .due = service.clock.now(),
                                     .link = "",
                                     .cause = "step:2"});
    if (!put) return fail(put.error());
    return service::end_message(world, db, db.message(put->at(0)).value().value(), false,
                                v1::MESSAGE_FAILURE_TIMED_OUT, service.clock.now());
  }));
}

/// In all offices that the case comes to: then it counts among what waits where nobody answers.
void send_everybody_away(RunningService& service) {
  for (const auto& [unit, login] : {std::pair{tam_di, "officer.tamdi"},
                                    {tam_di, "deputy.tamdi"},
                                    {tam_di, "supervisor.tamdi"},
                                    {bao_son, "officer.baoson"},
                                    {district, "officer.district"},
                                    {district, "supervisor.district"}}) {
    v1::SetDutyRequest request;
    auto& away = *request.mutable_duty();
    away.set_unit(unit);
    away.set_kind(rec::DUTY_KIND_AWAY);
    away.set_person_id(service.id_of(login));
    *away.mutable_from() = timestamp_of(service.clock.now());
    *away.mutable_until() = timestamp_of(service.clock.now() + std::chrono::hours{24});
    service.as("supervisor.province").must<v1::SetDutyResponse>(request);
  }
}

void check_lists(RunningService& service, const std::string& id, const char* ListRow::* expected) {
  send_everybody_away(service);
  for (const auto& row : lists) {
    std::string seen;
    for (const auto& tie : ties) seen += is_listed(service, row.list, tie.login, id);
    std::string wanted = row.*expected;
    std::erase(wanted, ' ');
    EXPECT_EQ(seen, wanted) << row.list;
  }
}

TEST(Lists, ShowACaseThatWaitsToThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  claim(service, story);
  service.pass(std::chrono::hours{24 * 7});  // the acknowledgement is overdue
  ASSERT_TRUE(service.app().take_due_steps());
  give_up_a_message(service, story);
  story.seen_by("operator.hoa");  // something to be listed by ListAccess
  check_lists(service, story.id(), &ListRow::while_sent);
}

TEST(Lists, ShowACaseThatMovedOnToThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  claim(service, story);
  story.move_to_bao_son();
  story.assess("officer.baoson");  // the clock of the plan runs
  service.pass(std::chrono::hours{24 * 30});
  ASSERT_TRUE(service.app().take_due_steps());
  give_up_a_message(service, story);
  check_lists(service, story.id(), &ListRow::when_moved);
}

TEST(Lists, ShowPeopleWithTwoHatsWhatTheHatsThatMayAskSee) {
  RunningService service;
  CaseStory story(service);
  for (const auto& who : two_hats)
    give_hats(service, who.login,
              {{who.unit, role_of(who.role)}, {who.second_unit, role_of(who.second_role)}});
  service.pass(std::chrono::hours{24 * 7});
  ASSERT_TRUE(service.app().take_due_steps());
  for (const auto& [list, expected] : lists_of_two_hats) {
    std::string seen;
    for (const auto& who : two_hats) seen += is_listed(service, list, who.login, story.id());
    EXPECT_EQ(seen, expected) << list;
  }
}

TEST(Lists, ShowARestrictedCaseToThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  claim(service, story);
  story.restrict({"operator.lan", "chairman.district"});
  service.pass(std::chrono::hours{24 * 7});
  ASSERT_TRUE(service.app().take_due_steps());
  give_up_a_message(service, story);
  story.seen_by("operator.hoa");
  check_lists(service, story.id(), &ListRow::when_restricted);
}

/// Two cases of Tam Dị, of which the second is kept from operator.lan, who supervises the helpline.
class WhatSupervisorsOfTheHelplineAreTold : public ::testing::Test {
 protected:
  WhatSupervisorsOfTheHelplineAreTold() {
    give_hats(service, "operator.lan", {{helpline, rec::ROLE_SUPERVISOR}});
    open.emplace(service);
    kept.emplace(service);
    kept->restrict({"operator.lan"});
  }
  RunningService service;
  std::optional<CaseStory> open, kept;
};

TEST_F(WhatSupervisorsOfTheHelplineAreTold, OfCasesThatMovedWithTheirUnitIsOfThoseThatTheyMaySee) {
  service.pass(start_of(parse_date("2025-07-01").value()) + std::chrono::hours{9} - service.clock.now());
  ASSERT_TRUE(service.app().keep_house());  // commune and district are no more: both cases follow their units
  const auto moved = [&](const std::string& login) {
    std::set<std::string> ids;
    for (const auto& one :
         service.as(login).must<v1::ListUnitChangesResponse>(v1::ListUnitChangesRequest{}).moved())
      ids.insert(one.case_id());
    return ids;
  };
  EXPECT_THAT(moved("supervisor.helpline"), ::testing::UnorderedElementsAre(open->id(), kept->id()));
  EXPECT_THAT(moved("operator.lan"), ::testing::UnorderedElementsAre(open->id()));
}

TEST_F(WhatSupervisorsOfTheHelplineAreTold, OfOtherDeadlinesCountsOnlyWhatTheyMaySee) {
  v1::SimulateDeadlinesRequest request;
  *request.mutable_deadlines() =
      service.as("operator.lan").must<v1::GetDeadlinesResponse>(v1::GetDeadlinesRequest{}).deadlines();
  *request.mutable_period() = year_2015();
  EXPECT_EQ(service.as("supervisor.helpline").must<v1::SimulateDeadlinesResponse>(request).cases(), 2u);
  EXPECT_EQ(service.as("operator.lan").must<v1::SimulateDeadlinesResponse>(request).cases(), 1u);
}

}  // namespace
}  // namespace hotline::test
