// Every method of every service, asked by every person about a case to which they stand in a known relation,
// held against the table written by hand.
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "hotline/v1/audit.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "support/hats.h"
#include "support/permission_answers.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

std::unique_ptr<google::protobuf::Message> empty_request(const google::protobuf::MethodDescriptor& method) {
  return std::unique_ptr<google::protobuf::Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type())->New());
}

void set_text(google::protobuf::Message& message, const char* name, const std::string& value) {
  if (const auto* field = message.GetDescriptor()->FindFieldByName(name))
    message.GetReflection()->SetString(&message, field, value);
}

void check_rows(RunningService& service, const CaseStory& story, const char* Tie::* relations) {
  for (const auto& tie : ties) {
    SCOPED_TRACE(tie.login);
    const HatOnCase hat{tie.role, tie.*relations};
    expect_answers_of_table(service.as(tie.login), story, {&hat, 1});
  }
}

TEST(Permissions, OfAReferredCaseAreThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  check_rows(service, story, &Tie::while_sent);
}

TEST(Permissions, OfACaseThatMovedOnAreThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  story.move_to_bao_son();
  check_rows(service, story, &Tie::when_moved);
}

TEST(Permissions, OfARestrictedCaseAreThoseOfTheTable) {
  RunningService service;
  CaseStory story(service);
  story.restrict({"operator.lan", "chairman.district"});
  check_rows(service, story, &Tie::when_restricted);
}

TEST(Permissions, OfPeopleWithTwoHatsAreThoseOfEitherHatAlone) {
  RunningService service;
  CaseStory story(service);
  for (const auto& who : two_hats) {
    SCOPED_TRACE(who.login);
    give_hats(service, who.login,
              {{who.unit, role_of(who.role)}, {who.second_unit, role_of(who.second_role)}});
    const HatOnCase hats[] = {{who.role, who.relations}, {who.second_role, who.second_relations}};
    expect_answers_of_table(service.as(who.login), story, hats);
  }
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
      const auto answer = method->server_streaming()
                              ? service.as(tie.login).stream(*request, [](const auto&) { return false; })
                              : service.as(tie.login).refusal(*request);
      const bool everybody = row->second == "signed in" || row->second == "public";
      if (everybody || row->second.find(tie.role) != std::string::npos)
        EXPECT_TRUE(answer.empty() || answer == "invalid_argument fields_invalid" ||
                    answer == "resource_exhausted verification_running")  // that of the one before still ends
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

TEST(Strangers, AreToldTheSameOfACaseThatIsAndOfOneThatIsNot) {
  RunningService service;
  CaseStory story(service);
  for (const auto* method : all_methods()) {
    const auto& asked = *method->input_type();
    if (method->name() == "ListAccess" ||
        !(asked.FindFieldByName("case_id") || asked.FindFieldByName("case_number")))
      continue;
    const auto real =
        answer_to(service.as("officer.baoson"), *method, story.id(), story.opened().case_number());
    EXPECT_EQ(real, answer_to(service.as("officer.baoson"), *method, new_id(), "999999")) << method->name();
    EXPECT_TRUE(real == "not_found case_unknown" || real == "permission_denied role_missing")
        << method->name() << ": " << real;
  }
}

}  // namespace
}  // namespace hotline::test
