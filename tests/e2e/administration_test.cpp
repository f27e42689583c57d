// How far an administrator reaches, and which acts of administrators somebody may read of.
#include <gmock/gmock.h>

#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/session.pb.h"
#include "support/hats.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::Contains;
using ::testing::Not;

struct Seat {
  const char* unit;
  rec::Role role;
};

template <class Request>
void sit(Request& request, std::initializer_list<Seat> seats) {
  request.clear_memberships();
  for (const auto& seat : seats) {
    auto* membership = request.add_memberships();
    membership->set_unit(seat.unit);
    membership->set_role(seat.role);
  }
}

v1::CreatePersonRequest create(const std::string& login, std::initializer_list<Seat> seats) {
  v1::CreatePersonRequest request;
  request.set_login(login);
  request.set_name("Người " + login);
  sit(request, seats);
  return request;
}

template <class Request>
Request about(const std::string& id) {
  Request request;
  request.set_person_id(id);
  return request;
}

class Administration : public ::testing::Test {
 protected:
  /// Somebody new, signed in with a password of their own.
  User join(const std::string& login, std::initializer_list<Seat> seats) {
    const auto made = service.as("admin").must<v1::CreatePersonResponse>(create(login, seats));
    ids[login] = made.person().person_id();
    v1::SignInRequest sign_in;
    sign_in.set_login(login);
    sign_in.set_password(made.one_time_password());
    const auto token = service.stranger().must<v1::SignInResponse>(sign_in).token();
    v1::ChangePasswordRequest change;
    change.set_old_password(made.one_time_password());
    change.set_new_password("mật khẩu của " + login);
    auto user = service.stranger(token);
    user.must<v1::ChangePasswordResponse>(change);
    return user;
  }
  v1::UpdatePersonRequest update(const std::string& login, std::initializer_list<Seat> seats) {
    auto request = about<v1::UpdatePersonRequest>(id_of(login));
    request.set_name("Người " + login);
    request.set_expected_person_version(person_version(service, request.person_id()));
    sit(request, seats);
    return request;
  }
  std::string id_of(const std::string& login) {
    return ids.contains(login) ? ids[login] : service.id_of(login);
  }
  std::vector<std::string> logins_seen_by(User& user) {
    std::vector<std::string> logins;
    v1::ListPeopleRequest request;
    request.set_page_size(200);
    for (const auto& person : user.must<v1::ListPeopleResponse>(request).people())
      logins.push_back(person.login());
    return logins;
  }
  /// "what subject" of every act, newest first, read in pages of that size.
  std::vector<std::string> acts_seen_by(User& user, std::uint32_t page_size = 200) {
    std::vector<std::string> acts;
    std::uint64_t before = UINT64_MAX;
    v1::ListAdministrationRequest request;
    request.set_page_size(page_size);
    do {
      const auto page = user.must<v1::ListAdministrationResponse>(request);
      for (const auto& act : page.entries()) {
        EXPECT_LT(act.log_index(), before) << "newest first, each once";
        before = act.log_index();
        acts.push_back(act.what() + " " + act.subject_id());
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return acts;
  }

  RunningService service;
  std::map<std::string, std::string> ids;
};

TEST_F(Administration, NamesByIdAreThoseOfTheListOfPeopleAndOfNobodyElse) {
  auto local = join("admin.tamdi", {{tam_di, rec::ROLE_ADMINISTRATOR}});
  v1::NamePeopleRequest everybody;
  v1::ListPeopleRequest list;
  list.set_page_size(200);
  for (const auto& person : service.as("admin").must<v1::ListPeopleResponse>(list).people())
    everybody.add_person_ids(person.person_id());
  everybody.add_person_ids(everybody.person_ids(0));
  everybody.add_person_ids("0199e745-0000-7000-8000-000000000000");  // nobody's
  const auto agree = [&](User& user, const std::string& who) {
    std::map<std::string, std::string> listed, named;
    const auto people = user.must<v1::ListPeopleResponse>(list);
    for (const auto& one : people.people()) listed[one.person_id()] = one.name();
    const auto names = user.must<v1::NamePeopleResponse>(everybody);
    for (const auto& one : names.people()) named[one.person_id()] = one.name();
    EXPECT_EQ(named, listed) << who;
    EXPECT_EQ(names.people_size(), people.people_size()) << who << ": each once";
    return named.size();
  };
  const auto all = static_cast<std::size_t>(everybody.person_ids_size()) - 2;
  EXPECT_EQ(agree(service.as("admin"), "admin"), all);
  EXPECT_LT(agree(local, "admin.tamdi"), all);
  for (const auto& login : RunningService::logins())
    if (service.as(login).refusal(list).empty()) {
      EXPECT_GT(agree(service.as(login), login), 0u) << login;
    }
  EXPECT_LT(agree(service.as("officer.tamdi"), "officer.tamdi"), all);
}

TEST_F(Administration, ThePeopleOfAUnitAloneAreNotThoseBelowIt) {
  const auto logins = [&](const char* login, const char* unit, bool alone) {
    v1::ListPeopleRequest request;
    request.set_unit(unit);
    request.set_of_unit_alone(alone);
    request.set_page_size(200);
    std::vector<std::string> out;
    for (const auto& person : service.as(login).must<v1::ListPeopleResponse>(request).people())
      out.push_back(person.login());
    return out;
  };
  for (const char* viewer : {"admin", "supervisor.province"}) {
    EXPECT_THAT(logins(viewer, district, false), Contains("officer.tamdi")) << viewer;
    EXPECT_THAT(logins(viewer, district, true), Contains("officer.district")) << viewer;
    EXPECT_THAT(logins(viewer, district, true), Not(Contains("officer.tamdi"))) << viewer;
  }
  EXPECT_THAT(logins("officer.tamdi", bao_son, true), ::testing::IsEmpty()) << "not theirs to see";
}

TEST_F(Administration, NobodyGivesThemselvesARoleOrResetsTheirOwnPassword) {
  auto promote = update("admin", {{helpline, rec::ROLE_ADMINISTRATOR}, {helpline, rec::ROLE_SUPERVISOR}});
  EXPECT_EQ(service.as("admin").refusal(promote), "failed_precondition not_oneself");
  EXPECT_EQ(service.as("admin").refusal(about<v1::ResetPasswordRequest>(id_of("admin"))),
            "failed_precondition not_oneself");
  EXPECT_EQ(service.as("admin").refusal(about<v1::DisablePersonRequest>(id_of("admin"))),
            "failed_precondition not_oneself");
  EXPECT_EQ(service.as("admin").refusal(update("admin", {{helpline, rec::ROLE_ADMINISTRATOR}})), "")
      << "the own name may be put right";
}

TEST_F(Administration, OfAUnitReachesItsPeopleAndThoseBelowAndNobodyElse) {
  auto local = join("admin.tamdi", {{tam_di, rec::ROLE_ADMINISTRATOR}});
  EXPECT_EQ(local.refusal(about<v1::DisablePersonRequest>(id_of("officer.tamdi"))), "");
  EXPECT_EQ(local.refusal(about<v1::EnablePersonRequest>(id_of("officer.tamdi"))), "");
  EXPECT_EQ(local.refusal(about<v1::ResetPasswordRequest>(id_of("officer.tamdi"))), "");
  for (const auto* outside : {"officer.baoson", "officer.district", "supervisor.helpline", "admin"}) {
    EXPECT_EQ(local.refusal(about<v1::DisablePersonRequest>(id_of(outside))), "not_found person_unknown");
    EXPECT_EQ(local.refusal(about<v1::EnablePersonRequest>(id_of(outside))), "not_found person_unknown");
    EXPECT_EQ(local.refusal(about<v1::ResetPasswordRequest>(id_of(outside))), "not_found person_unknown");
    EXPECT_EQ(local.refusal(update(outside, {{tam_di, rec::ROLE_OFFICER}})), "not_found person_unknown");
  }
  auto above = join("admin.district", {{district, rec::ROLE_ADMINISTRATOR}});
  EXPECT_EQ(above.refusal(about<v1::ResetPasswordRequest>(id_of("officer.baoson"))), "");
  EXPECT_EQ(above.refusal(about<v1::ResetPasswordRequest>(id_of("supervisor.province"))),
            "not_found person_unknown");
}

TEST_F(Administration, OfAUnitGivesNoRoleBeyondIt) {
  auto local = join("admin.tamdi", {{tam_di, rec::ROLE_ADMINISTRATOR}});
  EXPECT_EQ(local.refusal(create("new.tamdi", {{tam_di, rec::ROLE_OFFICER}})), "");
  EXPECT_EQ(local.refusal(create("new.baoson", {{bao_son, rec::ROLE_OFFICER}})),
            "permission_denied unit_outside");
  EXPECT_EQ(
      local.refusal(create("new.both", {{tam_di, rec::ROLE_OFFICER}, {district, rec::ROLE_SUPERVISOR}})),
      "permission_denied unit_outside");
  EXPECT_EQ(local.refusal(create("new.root", {{helpline, rec::ROLE_ADMINISTRATOR}})),
            "permission_denied unit_outside");
  EXPECT_EQ(local.refusal(update("officer.tamdi", {{district, rec::ROLE_OFFICER}})),
            "permission_denied unit_outside");
}

TEST_F(Administration, OfAUnitDoesNotTouchWhoeverAlsoWorksElsewhere) {
  auto local = join("admin.tamdi", {{tam_di, rec::ROLE_ADMINISTRATOR}});
  service.as("admin").must<v1::UpdatePersonResponse>(
      update("deputy.tamdi", {{tam_di, rec::ROLE_OFFICER}, {bao_son, rec::ROLE_OFFICER}}));
  EXPECT_EQ(local.refusal(about<v1::DisablePersonRequest>(id_of("deputy.tamdi"))),
            "permission_denied person_outside");
  EXPECT_THAT(logins_seen_by(local), Contains("deputy.tamdi"));
  EXPECT_THAT(logins_seen_by(local), Not(Contains("officer.baoson")));
  EXPECT_THAT(logins_seen_by(service.as("admin")), Contains("officer.baoson"));
}

TEST_F(Administration, OfAUnitReplacesNoUnitsOfTheWholeCountry) {
  auto local = join("admin.tamdi", {{tam_di, rec::ROLE_ADMINISTRATOR}});
  v1::ImportUnitsRequest import;
  import.set_request_id(new_id());
  import.set_units_csv("x");
  EXPECT_EQ(local.refusal(import), "permission_denied role_missing");
}

TEST_F(Administration, ActsAreReadByThoseWhoseScopeTheyLieIn) {
  service.as("admin").must<v1::ResetPasswordResponse>(
      about<v1::ResetPasswordRequest>(id_of("officer.tamdi")));
  service.as("admin").must<v1::ResetPasswordResponse>(
      about<v1::ResetPasswordRequest>(id_of("supervisor.helpline")));
  const auto of_tam_di = "password_reset " + id_of("officer.tamdi");
  const auto of_helpline = "password_reset " + id_of("supervisor.helpline");
  for (const auto* login : {"supervisor.tamdi", "supervisor.district", "supervisor.province"}) {
    const auto acts = acts_seen_by(service.as(login));
    EXPECT_THAT(acts, Contains(of_tam_di)) << login;
    EXPECT_THAT(acts, Not(Contains(of_helpline))) << login;
    EXPECT_THAT(acts, Not(Contains("initialised "))) << login;
  }
  const auto all = acts_seen_by(service.as("admin"));
  EXPECT_THAT(all, Contains(of_tam_di));
  EXPECT_THAT(all, Contains(of_helpline));
  EXPECT_THAT(all, Contains("initialised "));
}

TEST_F(Administration, PagesOfActsOverDaysAndYearsHoldEachOnceNewestFirst) {
  for (int day = 0; day < 3; ++day) {
    for (int i = 0; i < 3; ++i)
      service.as("admin").must<v1::ResetPasswordResponse>(
          about<v1::ResetPasswordRequest>(id_of("officer.tamdi")));
    service.pass(std::chrono::hours{24});
  }
  const auto all = acts_seen_by(service.as("admin"));
  EXPECT_EQ(std::ranges::count(all, "password_reset " + id_of("officer.tamdi")), 9);
  EXPECT_EQ(acts_seen_by(service.as("admin"), 2), all);
  service.pass(std::chrono::hours{24 * 366 * 2});
  EXPECT_THAT(acts_seen_by(service.as("admin")), Contains("initialised ")) << "older than a page looks back";
}

TEST_F(Administration, LookUpsAreReadByThoseWhoHaveTheirReaderInScope) {
  v1::FindSimilarRequest search;
  search.set_caller_number("+84 987 650 321");
  service.as("officer.baoson").must<v1::FindSimilarResponse>(search);
  const auto searched = [&](const std::string& login) {
    v1::ListAccessRequest request;
    request.set_person_id(id_of("officer.baoson"));
    return service.as(login).must<v1::ListAccessResponse>(request).entries_size();
  };
  EXPECT_EQ(searched("supervisor.district"), 1);
  EXPECT_EQ(searched("supervisor.tamdi"), 0);
}

TEST_F(Administration, ACaseThatIsLookedForByItsNumberIsOneEntryInFiveMinutesAndNamesTheCase) {
  const CaseStory story{service};
  v1::FindCaseRequest by_number;
  by_number.set_case_number(story.opened().case_number());
  for (int times = 0; times < 3; ++times)
    service.as("supervisor.district").must<v1::FindCaseResponse>(by_number);
  v1::ListAccessRequest request;
  request.set_case_id(story.id());
  request.set_person_id(id_of("supervisor.district"));
  const auto told = service.as("supervisor.helpline").must<v1::ListAccessResponse>(request);
  ASSERT_EQ(told.entries_size(), 1);
  EXPECT_EQ(told.entries(0).what(), "listed");
}

}  // namespace
}  // namespace hotline::test
