// Every method of every service, asked by every person about a case to which they stand in a known relation,
// held against the table written by hand; then the same for lists, searches and streams.
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "hotline/v1/audit.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "support/permission_table.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

struct Tie {
  const char* login;
  char role;               // O operator, F officer, C chairman, S supervisor, A administrator, I integration
  const char* while_sent;  // relations: referred to Tam Dị, the helpline still responsible
  const char* when_moved;  // accepted by Tam Dị, then moved to Bảo Sơn, which accepted
};
constexpr Tie ties[] = {{"operator.hoa", 'O', "AR", "AU"},
                        {"operator.lan", 'O', "HR", "HU"},
                        {"officer.tamdi", 'F', "C", "F"},
                        {"deputy.tamdi", 'F', "C", "F"},
                        {"chairman.tamdi", 'C', "C", "F"},
                        {"supervisor.tamdi", 'S', "C", "F"},
                        {"officer.baoson", 'F', "", "R"},
                        {"chairman.baoson", 'C', "", "R"},
                        {"officer.district", 'F', "U", "U"},
                        {"chairman.district", 'C', "U", "U"},
                        {"supervisor.district", 'S', "U", "U"},
                        {"supervisor.province", 'S', "U", "U"},
                        {"supervisor.helpline", 'S', "RU", "U"},
                        {"admin", 'A', "", ""},
                        {"telephone", 'I', "", ""}};

std::string short_name(const google::protobuf::MethodDescriptor& method) {
  return method.service()->name() + "." + method.name();
}

std::unique_ptr<google::protobuf::Message> empty_request(const google::protobuf::MethodDescriptor& method) {
  return std::unique_ptr<google::protobuf::Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type())->New());
}

void set_text(google::protobuf::Message& message, const char* name, const std::string& value) {
  if (const auto* field = message.GetDescriptor()->FindFieldByName(name))
    message.GetReflection()->SetString(&message, field, value);
}

std::string_view granted(const Row& row, char role) {
  return role == 'O'   ? row.op
         : role == 'F' ? row.officer
         : role == 'C' ? row.chairman
         : role == 'S' ? row.supervisor
                       : "";
}

/// The answer of the service to somebody who asks for this about the case. At a version that the case never
/// had, so that nothing is changed by asking.
std::string answer_to(RunningService& service, const std::string& login,
                      const google::protobuf::MethodDescriptor& method, const std::string& case_id) {
  auto request = empty_request(method);
  fill_required(*request);
  set_text(*request, "case_id", case_id);
  if (const auto* field = request->GetDescriptor()->FindFieldByName("expected_version"))
    request->GetReflection()->SetUInt32(request.get(), field, 9999);
  if (method.name() == "WatchCase")
    return service.as(login).stream(*request, [](const auto&) { return false; });
  return service.as(login).refusal(*request);
}

std::string expected_answer(const Row& row, const Tie& tie, std::string_view relations,
                            const google::protobuf::MethodDescriptor& method) {
  const auto relations_granted = granted(row, tie.role);
  if (relations_granted.empty()) return "permission_denied role_missing";
  if (relations.find_first_of(relations_granted) == std::string_view::npos) return "not_found case_unknown";
  return method.input_type()->FindFieldByName("expected_version") ? "aborted case_version_changed" : "";
}

void check_rows(RunningService& service, const std::string& case_id, const char* Tie::* relations) {
  std::map<std::string, const google::protobuf::MethodDescriptor*> methods;
  for (const auto* method : all_methods()) methods[short_name(*method)] = method;
  for (const auto& row : about_a_case)
    for (const auto& tie : ties)
      EXPECT_EQ(answer_to(service, tie.login, *methods.at(row.method), case_id),
                expected_answer(row, tie, tie.*relations, *methods.at(row.method)))
          << row.method << " by " << tie.login;
}

void move_to_bao_son(CaseStory& story) {
  story.accept("officer.tamdi");
  story.transfer(bao_son, "officer.tamdi");
  story.accept("officer.baoson");
}

TEST(Permissions, OfAReferredCaseAreThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  check_rows(service, story.id(), &Tie::while_sent);
}

TEST(Permissions, OfACaseThatMovedOnAreThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  move_to_bao_son(story);
  check_rows(service, story.id(), &Tie::when_moved);
}

TEST(Permissions, OfMethodsAboutNoCaseAreThoseOfTheTable) {
  RunningService service;
  std::map<std::string, std::string> table(std::begin(about_no_case), std::end(about_no_case));
  for (const auto* method : all_methods()) {
    const auto row = table.find(short_name(*method));
    if (row == table.end()) continue;
    for (const auto& tie : ties) {
      auto request = empty_request(*method);
      set_text(*request, "request_id", "no id at all");  // so that nothing is done
      const auto answer = method->name() == "WatchQueue"
                              ? service.as(tie.login).stream(*request, [](const auto&) { return false; })
                              : service.as(tie.login).refusal(*request);
      const bool everybody = row->second == "signed in" || row->second == "public";
      if (everybody || row->second.find(tie.role) != std::string::npos)
        EXPECT_TRUE(answer.empty() || answer == "invalid_argument fields_invalid")
            << row->first << " by " << tie.login << ": " << answer;
      else
        EXPECT_EQ(answer, "permission_denied role_missing") << row->first << " by " << tie.login;
    }
  }
}

TEST(Permissions, TheTableHasARowForEveryMethod) {
  std::set<std::string> rows, methods;
  for (const auto& row : about_a_case) rows.insert(row.method);
  for (const auto& [method, who] : about_no_case) rows.insert(method);
  for (const auto* method : all_methods()) methods.insert(short_name(*method));
  EXPECT_EQ(rows, methods);
}

/// Who finds the case in each list: one letter for each in `ties`, '1' found, '0' not, '-' not theirs to ask.
struct ListRow {
  const char* list;
  const char* while_sent;
  const char* when_moved;
};
//                                     hoa lan | officer deputy chairman supervisor of Tam Dị | officer
//                                     chairman of Bảo Sơn | officer chairman supervisor of the district |
//                                     province | helpline | administrator | telephone
constexpr ListRow lists[] = {{"ListCases",
                              "11"
                              "1111"
                              "00"
                              "111"
                              "1"
                              "1"
                              "-"
                              "-",
                              "11"
                              "0000"
                              "11"
                              "111"
                              "1"
                              "1"
                              "-"
                              "-"},
                             {"ListQueue",
                              "11"
                              "1111"
                              "00"
                              "111"
                              "1"
                              "1"
                              "-"
                              "-",
                              "00"
                              "0000"
                              "00"
                              "000"
                              "0"
                              "0"
                              "-"
                              "-"},
                             {"WatchQueue",
                              "11"
                              "1111"
                              "00"
                              "111"
                              "1"
                              "1"
                              "-"
                              "-",
                              "00"
                              "0000"
                              "00"
                              "000"
                              "0"
                              "0"
                              "-"
                              "-"},
                             {"ListOverdue",
                              "11"
                              "--11"
                              "-0"
                              "-11"
                              "1"
                              "1"
                              "-"
                              "-",
                              "11"
                              "--00"
                              "-1"
                              "-11"
                              "1"
                              "1"
                              "-"
                              "-"},
                             {"FindSimilar by place",
                              "11"
                              "111-"
                              "00"
                              "11-"
                              "-"
                              "-"
                              "-"
                              "-",
                              "11"
                              "000-"
                              "11"
                              "11-"
                              "-"
                              "-"
                              "-"
                              "-"},
                             {"FindSimilar by number",
                              "11"
                              "000-"
                              "00"
                              "00-"
                              "-"
                              "-"
                              "-"
                              "-",
                              "11"
                              "000-"
                              "00"
                              "00-"
                              "-"
                              "-"
                              "-"
                              "-"},
                             {"ListContacts",
                              "11"
                              "0000"
                              "00"
                              "000"
                              "0"
                              "1"
                              "-"
                              "-",
                              "11"
                              "0000"
                              "00"
                              "000"
                              "0"
                              "1"
                              "-"
                              "-"},
                             {"ListAccess",
                              "--"
                              "---1"
                              "--"
                              "--1"
                              "1"
                              "1"
                              "-"
                              "-",
                              "--"
                              "---0"
                              "--"
                              "--1"
                              "1"
                              "1"
                              "-"
                              "-"}};

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
  return '?';
}

void check_lists(RunningService& service, const std::string& id, const char* ListRow::* expected) {
  for (const auto& row : lists) {
    std::string seen;
    for (const auto& tie : ties) seen += is_listed(service, row.list, tie.login, id);
    EXPECT_EQ(seen, row.*expected) << row.list;
  }
}

TEST(Lists, ShowACaseThatWaitsToThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  service.pass(std::chrono::hours{24 * 7});  // the acknowledgement is overdue
  story.seen_by("operator.hoa");             // something to be listed by ListAccess
  check_lists(service, story.id(), &ListRow::while_sent);
}

TEST(Lists, ShowACaseThatMovedOnToThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  move_to_bao_son(story);
  story.assess("officer.baoson");  // the clock of the plan runs
  service.pass(std::chrono::hours{24 * 30});
  check_lists(service, story.id(), &ListRow::when_moved);
}

TEST(Strangers, AreToldTheSameOfACaseThatIsAndOfOneThatIsNot) {
  RunningService service;
  CaseStory story(service);
  for (const auto* method : all_methods()) {
    if (!method->input_type()->FindFieldByName("case_id") || method->name() == "ListAccess") continue;
    const auto real = answer_to(service, "officer.baoson", *method, story.id());
    EXPECT_EQ(real, answer_to(service, "officer.baoson", *method, new_id())) << method->name();
    EXPECT_TRUE(real == "not_found case_unknown" || real == "permission_denied role_missing")
        << method->name() << ": " << real;
  }
}

}  // namespace
}  // namespace hotline::test
