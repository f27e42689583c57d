// Refusals that no story of another suite meets, each by the reason that programs and screens go by.
#include <gmock/gmock.h>

#include <string>
#include <utility>

#include "domain/case_time.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/intake.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/roster.pb.h"
#include "hotline/v1/session.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/drafts.h"
#include "service/duty.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::days;
using std::chrono::hours;
using testing::HasSubstr;

class Reasons : public ::testing::Test {
 protected:
  v1::DelegateRequest delegation(const char* deputy, Duration begins, Duration lasts) {
    v1::DelegateRequest request;
    request.set_unit(tam_di);
    request.set_deputy_id(service.id_of(deputy));
    *request.mutable_from() = timestamp_of(service.clock.now() + begins);
    *request.mutable_until() = timestamp_of(service.clock.now() + begins + lasts);
    return request;
  }
  std::string fields_of(const std::string& login, const google::protobuf::Message& request) {
    auto answer = service.as(login).send(request);
    if (answer) return "";
    std::string out;
    for (const auto& field : answer.error().failure.fields())
      out += field.path() + ":" + field.reason() + " ";
    return out;
  }
  RunningService service;
};

TEST_F(Reasons, AContactOfACaseIsAmendedAndHeldAtItsCase) {
  auto& hoa = service.as("operator.hoa");
  const auto contact = hoa.must<v1::SubmitContactResponse>(submission(intervention())).contact_id();
  v1::AmendContactRequest amend;
  amend.set_contact_id(contact);
  amend.set_reason("gọi lại");
  amend.mutable_contact()->set_asked("thêm");
  EXPECT_EQ(hoa.refusal(amend), "failed_precondition contact_has_case");
  v1::SetContactLegalHoldRequest hold;
  hold.set_contact_id(contact);
  hold.set_held(true);
  hold.set_reason("công văn 1");
  EXPECT_EQ(service.as("supervisor.helpline").refusal(hold), "failed_precondition contact_has_case");
}

TEST_F(Reasons, AnAmendmentOpensNoCase) {
  auto& hoa = service.as("operator.hoa");
  v1::AmendContactRequest amend;
  amend.set_contact_id(hoa.must<v1::SubmitContactResponse>(submission(counselling())).contact_id());
  amend.set_reason("gọi lại");
  amend.mutable_contact()->set_contact_class(rec::CONTACT_CLASS_INTERVENTION);
  EXPECT_EQ(hoa.refusal(amend), "failed_precondition amendment_opens_case");
}

TEST_F(Reasons, AChairmanDelegatesToTheirOwnOfficeAndForATime) {
  auto& chairman = service.as("chairman.tamdi");
  EXPECT_EQ(chairman.refusal(delegation("officer.baoson", hours{0}, days{7})),
            "failed_precondition deputy_unfit");
  EXPECT_EQ(chairman.refusal(delegation("chairman.tamdi", hours{0}, days{7})),
            "failed_precondition deputy_unfit")
      << "to oneself";
  EXPECT_EQ(chairman.refusal(delegation("deputy.tamdi", hours{0}, days{93})),
            "invalid_argument delegation_period");
  EXPECT_EQ(chairman.refusal(delegation("deputy.tamdi", -days{9}, days{7})),
            "invalid_argument delegation_period")
      << "it is over";
  EXPECT_EQ(chairman.refusal(delegation("deputy.tamdi", hours{0}, days{92})), "");
}

TEST_F(Reasons, ARoleFitsItsLevelOfUnit) {
  for (const auto& [unit, role] :
       {std::pair{tam_di, rec::ROLE_OPERATOR}, std::pair{helpline, rec::ROLE_OFFICER},
        std::pair{helpline, rec::ROLE_CHAIRMAN}, std::pair{district, rec::ROLE_INTEGRATION}}) {
    v1::CreatePersonRequest create;
    create.set_login("somebody.new");
    create.set_name("Người mới");
    auto* membership = create.add_memberships();
    membership->set_unit(unit);
    membership->set_role(role);
    EXPECT_THAT(fields_of("admin", create), HasSubstr("role_unfit")) << unit;
  }
}

TEST_F(Reasons, APasswordIsNotOneCharacterNorTheNameByWhichOneSignsIn) {
  for (const auto* password : {"aaaaaaaaaaaa", "Officer.TamDi"}) {
    v1::ChangePasswordRequest change;
    change.set_old_password(RunningService::password_of("officer.tamdi"));
    change.set_new_password(password);
    EXPECT_EQ(service.as("officer.tamdi").refusal(change), "invalid_argument password_too_simple");
  }
}

TEST_F(Reasons, APersonHoldsAHundredDraftsAndNoMore) {
  auto& hoa = service.as("operator.hoa");
  v1::SaveDraftRequest save;
  save.mutable_contact()->set_asked("đang gõ");
  for (std::uint32_t i = 0; i < service::drafts_of_person_max; ++i) hoa.must<v1::SaveDraftResponse>(save);
  EXPECT_EQ(hoa.refusal(save), "resource_exhausted too_many_drafts");
}

TEST_F(Reasons, ARosterHasAnEnd) {
  auto& chairman = service.as("chairman.tamdi");
  v1::SetDutyRequest set;
  auto& duty = *set.mutable_duty();
  duty.set_unit(tam_di);
  duty.set_kind(rec::DUTY_KIND_DUTY);
  duty.set_person_id(service.id_of("officer.tamdi"));
  *duty.mutable_from() = timestamp_of(first_day + hours{1});
  *duty.mutable_until() = timestamp_of(first_day + hours{2});
  for (std::size_t i = 0; i < service::duties_per_unit_max; ++i) chairman.must<v1::SetDutyResponse>(set);
  EXPECT_EQ(chairman.refusal(set), "resource_exhausted roster_full");
  service.pass(hours{3});  // what is over takes no room
  *duty.mutable_from() = timestamp_of(first_day + hours{4});
  *duty.mutable_until() = timestamp_of(first_day + hours{5});
  EXPECT_EQ(service.as("chairman.tamdi").refusal(set), "");
}

TEST_F(Reasons, APageIsOfTheListThatNamedIt) {
  for (int i = 0; i < 2; ++i) CaseStory story(service);
  v1::ListCasesRequest list;
  list.set_page_size(1);
  auto& supervisor = service.as("supervisor.district");
  const auto next = supervisor.must<v1::ListCasesResponse>(list).next_page_token();
  ASSERT_NE(next, "");
  list.set_page_token("AAAA");
  EXPECT_EQ(supervisor.refusal(list), "invalid_argument page_token_unknown");
  v1::ListContactsRequest contacts;
  contacts.set_page_token(next);
  EXPECT_EQ(supervisor.refusal(contacts), "invalid_argument page_token_unknown") << "of another list";
  list.set_page_token(next);
  EXPECT_EQ(supervisor.refusal(list), "");
}

TEST_F(Reasons, ACallConfirmsWhatTheOfficeSaidAndOnlyWhereItWasReached) {
  const CaseStory story(service);
  v1::RecordCallAttemptRequest call;
  call.set_case_id(story.id());
  call.set_expected_version(story.opened().case_version());
  call.mutable_attempt()->add_confirms(rec::DUTY_ANSWER_CHILD_SEEN);
  call.mutable_attempt()->set_result(rec::CALL_RESULT_NO_ANSWER);
  EXPECT_THAT(fields_of("operator.hoa", call), HasSubstr("attempt.confirms:not_reached"));
  call.mutable_attempt()->set_result(rec::CALL_RESULT_REACHED);
  EXPECT_THAT(fields_of("operator.hoa", call), HasSubstr("attempt.confirms:not_claimed"));
}

}  // namespace
}  // namespace hotline::test
