// What a person sees of their own sessions, what an administrator sees of them, what a desk sees of an
// office, and what a draft takes along of where the report goes.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/session.pb.h"
#include "service/world.h"
#include "support/hats.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::ElementsAre;

std::string second_session(RunningService& service, const std::string& login) {
  v1::SignInRequest request;
  request.set_login(login);
  request.set_password(RunningService::password_of(login));
  auto nobody = service.stranger();
  return nobody.must<v1::SignInResponse>(request).token();
}

v1::ListSessionsResponse sessions_of(User& user) {
  return user.must<v1::ListSessionsResponse>(v1::ListSessionsRequest{});
}

std::string other_session(User& user) {
  for (const auto& session : sessions_of(user).sessions())
    if (!session.present()) return session.session_id();
  return {};
}

v1::EndSessionRequest end(const std::string& session) {
  v1::EndSessionRequest request;
  request.set_session_id(session);
  return request;
}

TEST(OwnSessions, AreListedTheLastUsedFirstAndThePresentOneIsMarked) {
  RunningService service;
  auto& officer = service.as("officer.tamdi");
  service.pass(std::chrono::minutes{10});
  auto elsewhere = service.stranger(second_session(service, "officer.tamdi"));
  service.pass(std::chrono::minutes{10});
  const auto list = sessions_of(elsewhere);
  ASSERT_EQ(list.sessions_size(), 2);
  EXPECT_TRUE(list.sessions(0).present());
  EXPECT_FALSE(list.sessions(1).present());
  EXPECT_LT(list.sessions(1).started_at().seconds(), list.sessions(0).started_at().seconds());
  EXPECT_LT(list.sessions(1).last_used_at().seconds(), list.sessions(0).last_used_at().seconds());
  EXPECT_GT(list.sessions(0).ends_at().seconds(), list.sessions(0).last_used_at().seconds());
  service.pass(std::chrono::minutes{45});
  EXPECT_EQ(sessions_of(elsewhere).sessions_size(), 1) << "one that is over is not listed";
  EXPECT_EQ(officer.refusal(v1::WhoAmIRequest{}), "unauthenticated session_ended");
}

TEST(LastSignIn, AdministratorsSeeWhenSomebodyLastSignedInAlsoAfterARestart) {
  RunningService service;
  const auto seen = [&] {
    v1::ListPeopleRequest all;
    all.set_page_size(200);
    for (const auto& person : service.as("admin").must<v1::ListPeopleResponse>(all).people())
      if (person.login() == "officer.tamdi") return person;
    return rec::Person{};
  };
  const auto version = seen().version();
  service.pass(std::chrono::minutes{10});
  const auto at = service.clock.now();
  second_session(service, "officer.tamdi");
  service.pass(std::chrono::minutes{10});
  v1::SignInRequest wrong;
  wrong.set_login("officer.tamdi");
  wrong.set_password("sai mật khẩu");
  EXPECT_EQ(service.stranger().refusal(wrong), "unauthenticated sign_in_failed");
  EXPECT_EQ(time_of(seen().last_signed_in_at()), at) << "and not when somebody tried in vain";
  EXPECT_EQ(seen().version(), version) << "it is nothing that an administrator overwrites";
  service.stop();
  service.start();
  EXPECT_EQ(time_of(seen().last_signed_in_at()), at);
}

TEST(OwnSessions, AnotherOneIsEndedAtOnceWithItsStreamsAndTheLogSaysSo) {
  RunningService service;
  const auto token = second_session(service, "officer.tamdi");
  auto elsewhere = service.stranger(token);
  auto& queue = service.watch("officer.tamdi", v1::WatchQueueRequest{});
  EXPECT_TRUE(queue.next<v1::WatchQueueResponse>()->caught_up());
  EXPECT_EQ(elsewhere.refusal(end(other_session(elsewhere))), "");
  EXPECT_EQ(queue.end(), "unauthenticated session_ended");
  EXPECT_EQ(service.as("officer.tamdi").refusal(v1::WhoAmIRequest{}), "unauthenticated session_ended");
  EXPECT_EQ(elsewhere.refusal(v1::WhoAmIRequest{}), "");
  bool told = false;
  v1::ListAdministrationRequest acts;
  for (const auto& act :
       service.as("supervisor.helpline").must<v1::ListAdministrationResponse>(acts).entries())
    told = told || act.what() == "session_ended";
  EXPECT_TRUE(told);
}

TEST(Acts, AreListedWithoutTheSignInsWhereThatIsAskedFor) {
  RunningService service;
  auto elsewhere = service.stranger(second_session(service, "officer.tamdi"));
  EXPECT_EQ(elsewhere.refusal(end(other_session(elsewhere))), "");
  auto& supervisor = service.as("supervisor.helpline");
  const auto acts_of = [&](bool leave_out_sign_ins) {
    v1::ListAdministrationRequest request;
    request.set_page_size(200);
    request.set_leave_out_sign_ins(leave_out_sign_ins);
    std::vector<std::string> acts;
    for (const auto& act : supervisor.must<v1::ListAdministrationResponse>(request).entries())
      acts.push_back(act.what());
    return acts;
  };
  auto all = acts_of(false);
  EXPECT_GT(std::erase(all, "signed_in"), 0U);
  EXPECT_EQ(acts_of(true), all);
  EXPECT_THAT(all, ::testing::Contains("session_ended"));
}

TEST(OwnSessions, TheirOwnerEndsNeitherAStrangersNorThePresentOneHere) {
  RunningService service;
  auto elsewhere = service.stranger(second_session(service, "officer.tamdi"));
  const auto others = other_session(elsewhere);
  EXPECT_EQ(service.as("chairman.tamdi").refusal(end(others)), "not_found session_unknown");
  EXPECT_EQ(service.as("chairman.tamdi").refusal(end(new_id())), "not_found session_unknown");
  EXPECT_EQ(service.as("officer.tamdi").refusal(end(others)), "failed_precondition session_present");
  EXPECT_EQ(elsewhere.refusal(v1::WhoAmIRequest{}), "");
}

std::vector<std::string> names_at(User& user, const std::string& unit) {
  v1::ListOfficialsRequest request;
  request.set_unit(unit);
  std::vector<std::string> out;
  for (const auto& official : user.must<v1::ListOfficialsResponse>(request).officials())
    out.push_back(official.name());
  return out;
}

TEST(Officials, OfOneOfficeAreThoseWhoCanSignInWithWhatTheyAreThere) {
  RunningService service;
  EXPECT_THAT(names_at(service.as("operator.hoa"), bao_son),
              ElementsAre("Người chairman.baoson", "Người officer.baoson"));
  give_hats(service, "officer.baoson",
            {{bao_son, rec::ROLE_OFFICER}, {bao_son, rec::ROLE_SUPERVISOR}, {district, rec::ROLE_OFFICER}});
  v1::DisablePersonRequest disable;
  disable.set_person_id(service.id_of("chairman.baoson"));
  service.as("admin").must<v1::DisablePersonResponse>(disable);
  v1::ListOfficialsRequest request;
  request.set_unit(bao_son);
  const auto list = service.as("operator.hoa").must<v1::ListOfficialsResponse>(request);
  ASSERT_EQ(list.officials_size(), 1);
  EXPECT_EQ(list.officials(0).person_id(), service.id_of("officer.baoson"));
  EXPECT_THAT(list.officials(0).roles(), ElementsAre(rec::ROLE_OFFICER, rec::ROLE_SUPERVISOR))
      << "and not what they are elsewhere";
  request.set_unit("00000@2004-01-01");
  EXPECT_EQ(service.as("operator.hoa").refusal(request), "not_found unit_unknown");
}

TEST(Drafts, TakeAlongWhatWasDecidedBesideTheContact) {
  RunningService service;
  v1::SaveDraftRequest save;
  *save.mutable_contact() = intervention();
  auto& routing = *save.mutable_routing();
  routing.set_restricted(true);
  routing.set_refer_to(district);
  routing.add_barred_person_ids(service.id_of("chairman.tamdi"));
  routing.add_not_known("intake.child.name");
  auto& joins = *routing.mutable_joins();
  joins.set_case_id(service.id_of("chairman.tamdi"));  // any id: a draft is held against no case
  joins.set_number("LN-2026-0147");
  joins.set_version(3);
  const auto id = service.as("operator.hoa").must<v1::SaveDraftResponse>(save).draft_id();
  const auto mine = service.as("operator.hoa").must<v1::ListDraftsResponse>(v1::ListDraftsRequest{});
  EXPECT_EQ(mine.drafts(0).routing().SerializeAsString(), routing.SerializeAsString());
  v1::ListDraftsRequest of_unit;
  of_unit.set_of_unit(true);
  EXPECT_FALSE(service.as("operator.lan").must<v1::ListDraftsResponse>(of_unit).drafts(0).has_routing())
      << "a colleague's is closed until it is taken over";
  v1::TakeOverDraftRequest take;
  take.set_draft_id(id);
  EXPECT_EQ(
      service.as("operator.lan").must<v1::TakeOverDraftResponse>(take).draft().routing().SerializeAsString(),
      routing.SerializeAsString());
}

TEST(People, ASignInChangesNothingOfWhoAnswersForAnOffice) {
  RunningService service;
  service.as("officer.tamdi");
  const auto before = service.app().world().people.get();
  service.pass(std::chrono::hours{24 * 30});  // everybody signs in again
  service.as("chairman.tamdi");
  const auto after = service.app().world().people.get();
  EXPECT_NE(before, after) << "when they signed in last is noted";
  EXPECT_EQ(before->answering(), after->answering()) << "no roster is worked out anew for it";
  v1::DisablePersonRequest request;
  request.set_person_id(service.id_of("officer.tamdi"));
  ASSERT_EQ(service.as("admin").refusal(request), "");
  EXPECT_NE(after->answering(), service.app().world().people.get()->answering());
}

}  // namespace
}  // namespace hotline::test
