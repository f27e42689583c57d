// What is in flight while a person is disabled, a password changed, a delegation ended or a case moved:
// whoever lost a right before a commit does not read, act or stay signed in by it.
#include <gmock/gmock.h>

#include <fstream>
#include <future>
#include <sstream>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/session.pb.h"
#include "service/world.h"
#include "support/hats.h"
#include "support/held_store.h"
#include "support/records.h"

namespace hotline::test {
namespace {
using google::protobuf::Message;

v1::SignInRequest sign_in(const std::string& login) {
  v1::SignInRequest request;
  request.set_login(login);
  request.set_password(RunningService::password_of(login));
  return request;
}

template <class Request>
Request about_person(const std::string& id) {
  Request request;
  request.set_person_id(id);
  return request;
}

v1::ChangePasswordRequest change_password(const std::string& login, const std::string& to) {
  v1::ChangePasswordRequest request;
  request.set_old_password(RunningService::password_of(login));
  request.set_new_password(to);
  return request;
}

class InFlight : public ::testing::Test {
 protected:
  store::Store& store() { return service.app().world().store; }
  /// Sends both while the writer is held, so that the second is decided right behind the first, in its
  /// commit; the second's answer.
  template <class Second>
  std::string behind(const std::string& first_by, const Message& first, const std::string& token,
                     const Second& second) {
    HeldWriter held(store());
    auto sent_first = std::async(
        std::launch::async, [&] { return service.stranger(service.as(first_by).token()).refusal(first); });
    held.wait_for(1);
    auto sent_second =
        std::async(std::launch::async, [&] { return service.stranger(token).refusal(second); });
    held.wait_for(2);
    held.release();
    EXPECT_EQ(sent_first.get(), "");
    return sent_second.get();
  }

  RunningService service;
  const std::string officer = service.id_of("officer.tamdi");
  const std::string officers_token = service.as("officer.tamdi").token();
};

TEST_F(InFlight, ASignInThatADisableOvertakesFails) {
  EXPECT_EQ(behind("admin", about_person<v1::DisablePersonRequest>(officer), {}, sign_in("officer.tamdi")),
            "unauthenticated sign_in_failed");
}

TEST_F(InFlight, ASignInWithAPasswordThatIsResetMeanwhileFails) {
  EXPECT_EQ(behind("admin", about_person<v1::ResetPasswordRequest>(officer), {}, sign_in("officer.tamdi")),
            "unauthenticated sign_in_failed");
}

TEST_F(InFlight, ASignInWithAPasswordThatItsOwnerChangesMeanwhileFails) {
  EXPECT_EQ(behind("officer.tamdi", change_password("officer.tamdi", "một mật khẩu mới"), {},
                   sign_in("officer.tamdi")),
            "unauthenticated sign_in_failed");
}

TEST_F(InFlight, OfTwoChangesOfOnePasswordTheSecondIsRefused) {
  EXPECT_EQ(behind("officer.tamdi", change_password("officer.tamdi", "một mật khẩu mới"), officers_token,
                   change_password("officer.tamdi", "một mật khẩu khác")),
            "permission_denied old_password_wrong");
}

TEST_F(InFlight, AnActOfWhoeverIsDisabledBeforeItIsRefused) {
  CaseStory story(service);
  auto accept = story.about<v1::AcceptReferralRequest>();
  accept.set_referral_id(story.seen_by("officer.tamdi").row().referral().referral_id());
  EXPECT_EQ(behind("admin", about_person<v1::DisablePersonRequest>(officer), officers_token, accept),
            "unauthenticated session_ended");
}

TEST_F(InFlight, AnActUnderARoleThatIsTakenAwayBeforeItIsRefused) {
  auto update = about_person<v1::UpdatePersonRequest>(officer);
  update.set_name("Người officer.tamdi");
  update.set_expected_person_version(person_version(service, officer));
  auto* membership = update.add_memberships();
  membership->set_unit(tam_di);
  membership->set_role(record::v1::ROLE_SUPERVISOR);
  EXPECT_EQ(behind("admin", update, officers_token, submission(counselling())),
            "unauthenticated session_ended");
}

TEST_F(InFlight, WhoeverIsDisabledIsOutBeforeTheAnswerAndWaitsForNoReader) {
  const HeldReaders held(service);
  EXPECT_EQ(service.as("admin").refusal(about_person<v1::DisablePersonRequest>(officer)), "");
  EXPECT_EQ(service.stranger(officers_token).refusal(v1::WhoAmIRequest{}), "unauthenticated session_ended");
  EXPECT_EQ(service.stranger().refusal(sign_in("officer.tamdi")), "unauthenticated sign_in_failed");
}

TEST_F(InFlight, ASessionThatEndsWhileItsLastUseIsStoredStaysEnded) {
  service.pass(std::chrono::minutes{10});
  EXPECT_EQ(service.stranger(officers_token).refusal(v1::WhoAmIRequest{}), "");
  {
    HeldWriter held(store());
    auto out = std::async(std::launch::async,
                          [&] { return service.stranger(officers_token).refusal(v1::SignOutRequest{}); });
    held.wait_for(1);
    auto kept = std::async(std::launch::async, [&] { return service.app().keep_house().has_value(); });
    held.wait_for(2);
    held.release();
    EXPECT_EQ(out.get(), "");
    EXPECT_TRUE(kept.get());
  }
  service.stop();
  service.start();
  EXPECT_EQ(service.stranger(officers_token).refusal(v1::WhoAmIRequest{}), "unauthenticated session_ended");
}

TEST_F(InFlight, OfTwoChangesOfOnePersonTheSecondIsRefused) {
  const auto renamed = [&](const std::string& name) {
    auto update = about_person<v1::UpdatePersonRequest>(officer);
    update.set_name(name);
    update.set_expected_person_version(person_version(service, officer));
    auto* membership = update.add_memberships();
    membership->set_unit(tam_di);
    membership->set_role(record::v1::ROLE_OFFICER);
    return update;
  };
  const auto first = renamed("Trần Thị Hà"), second = renamed("Trần Thị Hạ");
  EXPECT_EQ(behind("admin", first, service.as("admin").token(), second), "aborted person_version_changed");
  EXPECT_EQ(service.as("admin").refusal(second), "aborted person_version_changed") << "also later";
  service.as("admin").must<v1::DisablePersonResponse>(about_person<v1::DisablePersonRequest>(officer));
  const auto third = renamed("Trần Thị Hạ");
  service.as("admin").must<v1::EnablePersonResponse>(about_person<v1::EnablePersonRequest>(officer));
  const auto changed = service.as("admin").must<v1::UpdatePersonResponse>(third).person();
  EXPECT_EQ(changed.name(), third.name()) << "who has seen the first may change it";
  EXPECT_EQ(changed.version(), person_version(service, officer));
  EXPECT_NE(changed.version(), third.expected_person_version());
}

class UnitsInFlight : public InFlight {
 protected:
  v1::Unit seen(const char* unit) {
    v1::GetUnitRequest request;
    request.set_unit(unit);
    return service.as("admin").must<v1::GetUnitResponse>(request).unit();
  }
  v1::SetUnitTelephonesRequest telephone(const char* unit, const std::string& number) {
    v1::SetUnitTelephonesRequest request;
    request.set_unit(unit);
    request.add_telephones(number);
    request.set_expected_unit_version(seen(unit).version());
    return request;
  }
  std::string supervisors_token() { return service.as("supervisor.district").token(); }
};

TEST_F(UnitsInFlight, OfTwoChangesOfOneUnitTheSecondIsRefused) {
  const auto first = telephone(tam_di, "0204 388 4001"), second = telephone(tam_di, "0204 388 4002");
  EXPECT_EQ(behind("admin", first, supervisors_token(), second), "aborted unit_version_changed");
  EXPECT_EQ(seen(tam_di).telephones(0), first.telephones(0));
  EXPECT_EQ(service.as("supervisor.district").refusal(second), "aborted unit_version_changed")
      << "also later";
  EXPECT_EQ(service.as("supervisor.district").refusal(telephone(tam_di, "0204 388 4002")), "")
      << "who has seen the first may change it";
}

TEST_F(UnitsInFlight, ChangesOfTwoUnitsAreBothThere) {
  EXPECT_EQ(behind("admin", telephone(tam_di, "0204 388 4001"), supervisors_token(),
                   telephone(bao_son, "0204 388 4002")),
            "");
  EXPECT_EQ(seen(tam_di).telephones_size(), 1);
  EXPECT_EQ(seen(bao_son).telephones_size(), 1);
}

TEST_F(UnitsInFlight, AnImportThatWasComparedWithOtherUnitsIsRefused) {
  std::ifstream file(std::string(HOTLINE_SOURCE_DIR) + "/config/units/luc-nam.csv", std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  v1::ImportUnitsRequest import;
  import.set_request_id(new_id());
  import.set_units_csv(text.str());
  EXPECT_EQ(
      behind("supervisor.district", telephone(tam_di, "0204 388 4001"), service.as("admin").token(), import),
      "aborted units_changed");
  EXPECT_EQ(seen(tam_di).telephones_size(), 1);
  EXPECT_EQ(service.as("admin").refusal(import), "") << "compared anew, it is taken";
}

class DelegationInFlight : public InFlight {
 protected:
  DelegationInFlight() {
    story.accept();
    story.assess();
    story.submit_plan("officer.tamdi");
    v1::DelegateRequest request;
    request.set_unit(tam_di);
    request.set_deputy_id(service.id_of("deputy.tamdi"));
    *request.mutable_until() = timestamp_of(first_day + std::chrono::minutes{30});
    given = service.as("chairman.tamdi").must<v1::DelegateResponse>(request).delegation();
  }
  CaseStory story{service};
  record::v1::Delegation given;
};

TEST_F(DelegationInFlight, AnActUnderOneThatIsRevokedBeforeItIsRefused) {
  v1::RevokeDelegationRequest revoke;
  revoke.set_delegation_id(given.delegation_id());
  EXPECT_EQ(behind("chairman.tamdi", revoke, service.as("deputy.tamdi").token(),
                   story.about<v1::ApprovePlanRequest>()),
            "permission_denied role_missing");
}

TEST_F(DelegationInFlight, AnActThatIsDecidedAfterItsEndIsRefused) {
  const auto token = service.as("deputy.tamdi").token();
  std::future<std::string> answer;
  {
    HeldWriter held(store());
    answer = std::async(std::launch::async, [&] {
      return service.stranger(token).refusal(story.about<v1::ApprovePlanRequest>());
    });
    held.wait_for(1);
    service.pass(std::chrono::minutes{30});
  }
  EXPECT_EQ(answer.get(), "permission_denied role_missing");
}

class CaseInFlight : public InFlight {
 protected:
  v1::AddNoteRequest note(std::uint32_t version) const {
    auto request = about<v1::AddNoteRequest>(story.id(), version);
    request.set_text("điều chỉ nơi mới biết");
    return request;
  }
  CaseStory story{service};
};

TEST_F(CaseInFlight, AReadingThatATransferAndItsAcceptanceOvertakeShowsNothingOfTheTimeAfter) {
  story.accept();
  auto transfer = story.about<v1::TransferCaseRequest>();
  transfer.set_to_unit(bao_son);
  transfer.set_reason("trẻ đã chuyển đi nơi khác");
  std::future<std::expected<std::unique_ptr<Message>, Refusal>> shown;
  {
    HeldReaders held(service);
    shown =
        std::async(std::launch::async, [&] { return service.stranger(officers_token).send(story.get()); });
    held.wait_for_one();
    const auto moved = service.as("officer.tamdi").must<v1::TransferCaseResponse>(transfer).case_().row();
    auto accept = about<v1::AcceptReferralRequest>(story.id(), moved.version());
    accept.set_referral_id(moved.referral().referral_id());
    const auto taken = service.as("officer.baoson").must<v1::AcceptReferralResponse>(accept).case_().row();
    EXPECT_EQ(taken.responsible_unit(), bao_son);
    service.as("officer.baoson").must<v1::AddNoteResponse>(note(taken.version()));
    story.version = taken.version();
  }
  const auto answer = shown.get();
  ASSERT_TRUE(answer) << answer.error().text();
  const auto& seen = static_cast<const v1::GetCaseResponse&>(**answer).case_();
  EXPECT_EQ(seen.row().version(), story.version) << "up to the acceptance elsewhere";
  EXPECT_EQ(seen.intake().narrative(), narrative) << "what it had, it keeps";
  EXPECT_EQ(seen.SerializeAsString().find("điều chỉ nơi mới biết"), std::string::npos);
  EXPECT_EQ(seen.possible_size(), 0);
}

TEST_F(CaseInFlight, AReadingThatARestrictionOvertakesShowsNothing) {
  story.accept();
  auto restrict = story.about<v1::RestrictCaseRequest>();
  restrict.set_explanation("nghi can là người nhà cán bộ");
  std::future<std::string> refused;
  {
    HeldReaders held(service);
    refused =
        std::async(std::launch::async, [&] { return service.stranger(officers_token).refusal(story.get()); });
    held.wait_for_one();
    EXPECT_EQ(service.as("supervisor.district").refusal(restrict), "");
  }
  EXPECT_EQ(refused.get(), "not_found case_unknown");
}

TEST_F(CaseInFlight, ANoteBehindARestrictionIsOfNobodyWhoIsOut) {
  story.accept();
  auto restrict = story.about<v1::RestrictCaseRequest>();
  restrict.set_explanation("nghi can là người nhà cán bộ");
  EXPECT_EQ(behind("supervisor.district", restrict, officers_token, note(story.version)),
            "not_found case_unknown");
}

TEST_F(CaseInFlight, ANoteBehindTheAcceptanceElsewhereIsOfNobodyWhoHadIt) {
  story.accept();
  story.transfer(bao_son);
  auto accept = story.about<v1::AcceptReferralRequest>();
  accept.set_referral_id(story.seen_by("officer.baoson").row().referral().referral_id());
  EXPECT_EQ(behind("officer.baoson", accept, officers_token, note(story.version)), "not_found case_unknown");
}

TEST_F(CaseInFlight, ANoteBehindAnotherActIsAskedToLookFirst) {
  story.accept();
  EXPECT_EQ(behind("officer.tamdi", note(story.version), officers_token, note(story.version)),
            "aborted case_version_changed");
}

}  // namespace
}  // namespace hotline::test
