// People with more than one hat: every method about a case, asked by a deputy who wears a chairman's hat for
// a time, and by one person who works in two offices. What they may do is what the table gives to one of
// their hats alone; nothing follows from two hats together, and nothing is left when a hat is taken off.
#include <gtest/gtest.h>

#include <map>
#include <span>

#include "domain/case_time.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/session.pb.h"
#include "support/permission_table.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

struct HatRow {
  char role;               // F officer, C chairman
  const char* while_sent;  // relations: referred to Tam Dị, the helpline still responsible
  const char* when_moved;  // accepted by Tam Dị, then moved to Bảo Sơn, which accepted
};
constexpr HatRow officer_of_tam_di{'F', "C", "F"};
constexpr HatRow chairman_of_tam_di{'C', "C", "F"};
constexpr HatRow chairman_of_bao_son{'C', "", "R"};

std::string_view granted(const Row& row, char role) { return role == 'F' ? row.officer : row.chairman; }

std::string expected_answer(const Row& row, std::span<const HatRow> hats, const char* HatRow::* relations,
                            const google::protobuf::MethodDescriptor& method) {
  bool role = false, met = false;
  for (const auto& hat : hats) {
    const auto letters = granted(row, hat.role);
    role = role || !letters.empty();
    met = met || std::string_view(hat.*relations).find_first_of(letters) != std::string_view::npos;
  }
  if (!role) return "permission_denied role_missing";
  if (!met) return "not_found case_unknown";
  return method.input_type()->FindFieldByName("expected_version") ? "aborted case_version_changed" : "";
}

std::string answer_to(User& user, const google::protobuf::MethodDescriptor& method,
                      const v1::SubmitContactResponse& opened) {
  const std::unique_ptr<google::protobuf::Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type())->New());
  fill_required(*request);
  const auto* type = request->GetDescriptor();
  for (const auto& [name, value] :
       {std::pair("case_id", opened.case_id()), std::pair("case_number", opened.case_number())})
    if (const auto* field = type->FindFieldByName(name))
      request->GetReflection()->SetString(request.get(), field, value);
  if (const auto* version = type->FindFieldByName("expected_version"))
    request->GetReflection()->SetUInt32(request.get(), version, 9999);
  return method.name() == "WatchCase" ? user.stream(*request, [](const auto&) { return false; })
                                      : user.refusal(*request);
}

class Hats : public ::testing::Test {
 protected:
  void check(User user, std::span<const HatRow> hats, const char* HatRow::* relations) {
    std::map<std::string, const google::protobuf::MethodDescriptor*> methods;
    for (const auto* method : all_methods())
      methods[method->service()->name() + "." + method->name()] = method;
    for (const auto& row : about_a_case)
      EXPECT_EQ(answer_to(user, *methods.at(row.method), story.opened()),
                expected_answer(row, hats, relations, *methods.at(row.method)))
          << row.method;
  }
  void move_to_bao_son() {
    story.accept("officer.tamdi");
    story.transfer(bao_son, "officer.tamdi");
    story.accept("officer.baoson");
  }
  User deputy() { return service.stranger(service.as("deputy.tamdi").token()); }
  void delegate() {
    v1::DelegateRequest request;
    request.set_unit(tam_di);
    request.set_deputy_id(service.id_of("deputy.tamdi"));
    *request.mutable_until() = timestamp_of(first_day + std::chrono::minutes{30});
    service.as("chairman.tamdi").must<v1::DelegateResponse>(request);
  }
  /// The deputy of Tam Dị becomes its officer and the chairman of Bảo Sơn.
  User with_two_offices() {
    v1::UpdatePersonRequest request;
    request.set_person_id(service.id_of("deputy.tamdi"));
    request.set_name("Người deputy.tamdi");
    for (const auto& [unit, role] :
         {std::pair(tam_di, rec::ROLE_OFFICER), std::pair(bao_son, rec::ROLE_CHAIRMAN)}) {
      auto* membership = request.add_memberships();
      membership->set_unit(unit);
      membership->set_role(role);
    }
    service.as("admin").must<v1::UpdatePersonResponse>(request);
    v1::SignInRequest sign_in;
    sign_in.set_login("deputy.tamdi");
    sign_in.set_password(RunningService::password_of("deputy.tamdi"));
    return service.stranger(service.stranger().must<v1::SignInResponse>(sign_in).token());
  }

  RunningService service;
  CaseStory story{service};
};

constexpr HatRow as_deputy[] = {officer_of_tam_di, chairman_of_tam_di};
constexpr HatRow as_officer[] = {officer_of_tam_di};
constexpr HatRow in_two_offices[] = {officer_of_tam_di, chairman_of_bao_son};

TEST_F(Hats, ADeputyMayWhatOfficerOrChairmanMayWhileItLastsAndThenWhatTheOfficerMay) {
  delegate();
  check(deputy(), as_deputy, &HatRow::while_sent);
  service.pass(std::chrono::minutes{30});
  check(deputy(), as_officer, &HatRow::while_sent);
}

TEST_F(Hats, ADeputyKeepsOfACaseThatMovedOnWhatTheOfficeKeeps) {
  move_to_bao_son();
  delegate();
  check(deputy(), as_deputy, &HatRow::when_moved);
}

TEST_F(Hats, WhoeverWorksInTwoOfficesMayInEachWhatTheirRoleThereMay) {
  check(with_two_offices(), in_two_offices, &HatRow::while_sent);
}

TEST_F(Hats, WhoeverWorksInTwoOfficesHasNoRoleOfTheOneInTheOther) {
  move_to_bao_son();
  check(with_two_offices(), in_two_offices, &HatRow::when_moved);
}

}  // namespace
}  // namespace hotline::test
