// Lists, searches, streams, counts and exports: who finds a case in them, held against the table written by
// hand.
#include <gmock/gmock.h>

#include <algorithm>

#include "app/app.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/report_form.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "hotline/v1/supervision.pb.h"
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
  if (list == "ExportHistory") {
    v1::ExportHistoryRequest request;
    request.set_case_id(id);
    const auto refusal = user.refusal(request);
    return mark(refusal == "not_found case_unknown" ? "" : refusal, refusal.empty());
  }
  return '?';
}

void check_lists(RunningService& service, const std::string& id, const char* ListRow::* expected) {
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
  service.pass(std::chrono::hours{24 * 7});  // the acknowledgement is overdue
  ASSERT_TRUE(service.app().take_due_steps());
  story.seen_by("operator.hoa");  // something to be listed by ListAccess
  check_lists(service, story.id(), &ListRow::while_sent);
}

TEST(Lists, ShowACaseThatMovedOnToThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  story.move_to_bao_son();
  story.assess("officer.baoson");  // the clock of the plan runs
  service.pass(std::chrono::hours{24 * 30});
  ASSERT_TRUE(service.app().take_due_steps());
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
  story.restrict({"operator.lan", "chairman.district"});
  service.pass(std::chrono::hours{24 * 7});
  ASSERT_TRUE(service.app().take_due_steps());
  story.seen_by("operator.hoa");
  check_lists(service, story.id(), &ListRow::when_restricted);
}

}  // namespace
}  // namespace hotline::test
