// Who gets in, how long, and what a foreign page cannot do.
#include <gmock/gmock.h>

#include <set>
#include <thread>

#include "app/app.h"
#include "app/config.h"
#include "e2e/raw_http.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/session.pb.h"
#include "net/http_client.h"
#include "net/testing/certificates.h"
#include "service/world.h"
#include "support/hats.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::HasSubstr;
using ::testing::Not;

v1::SignInRequest sign_in(const std::string& login, const std::string& password) {
  v1::SignInRequest request;
  request.set_login(login);
  request.set_password(password);
  return request;
}

std::string refused(RunningService& service, const std::string& login, const std::string& password) {
  auto nobody = service.stranger();
  return nobody.refusal(sign_in(login, password));
}

template <class Request>
Request about_person(const std::string& id) {
  Request request;
  request.set_person_id(id);
  return request;
}

TEST(SignIn, AnUnknownNameAWrongPasswordAndADisabledPersonAnswerAlike) {
  RunningService service;
  EXPECT_EQ(refused(service, "officer.tamdi", "sai mật khẩu"), "unauthenticated sign_in_failed");
  EXPECT_EQ(refused(service, "nobody.here", "sai mật khẩu"), "unauthenticated sign_in_failed");
  EXPECT_EQ(refused(service, "officer.tamdi", RunningService::password_of("officer.tamdi")), "");
  service.as("admin").must<v1::DisablePersonResponse>(
      about_person<v1::DisablePersonRequest>(service.id_of("officer.tamdi")));
  EXPECT_EQ(refused(service, "officer.tamdi", RunningService::password_of("officer.tamdi")),
            "unauthenticated sign_in_failed");
  service.as("admin").must<v1::EnablePersonResponse>(
      about_person<v1::EnablePersonRequest>(service.id_of("officer.tamdi")));
  EXPECT_EQ(refused(service, "officer.tamdi", RunningService::password_of("officer.tamdi")), "");
}

TEST(SignIn, AfterManyFailuresTheRightPasswordIsStillTaken) {
  RunningService service;
  for (int i = 0; i < 6; ++i)
    EXPECT_EQ(refused(service, "officer.tamdi", "sai lần nữa"), "unauthenticated sign_in_failed");
  EXPECT_EQ(refused(service, "officer.tamdi", RunningService::password_of("officer.tamdi")), "");
}

using service::SignInGuard;
constexpr service::SignInLimits limits;

Duration wait_of(SignInGuard& guard, const std::string& login, const std::string& address, Time now) {
  return guard.begin(login, address, now).value_or(Duration{-1});
}

TEST(SignInGuard, WaitsLongerAfterEachTryUpToALimitAndNeverLocks) {
  SignInGuard guard;
  Time now = first_day;
  for (std::uint32_t i = 0; i < limits.free_tries; ++i)
    EXPECT_EQ(wait_of(guard, "officer.tamdi", "10.0.0.1", now), Duration::zero()) << i;
  Duration before{};
  for (int i = 0; i < 12; ++i) {
    now += limits.delay_max;  // whoever waits for each answer
    const auto delay = wait_of(guard, "officer.tamdi", "10.0.0.1", now);
    EXPECT_GE(delay, std::max(before, limits.delay_first));
    EXPECT_LE(delay, limits.delay_max);
    before = delay;
  }
  EXPECT_EQ(before, limits.delay_max);
  EXPECT_EQ(wait_of(guard, "officer.tamdi", "10.0.0.2", now), limits.delay_max) << "from wherever";
  EXPECT_EQ(wait_of(guard, "chairman.tamdi", "10.0.0.1", now), Duration::zero())
      << "the office goes on working";
  guard.succeeded("officer.tamdi", "10.0.0.2");
  EXPECT_EQ(wait_of(guard, "officer.tamdi", "10.0.0.3", now), Duration::zero());
  EXPECT_GE(wait_of(guard, "officer.tamdi", "10.0.0.1", now), limits.delay_max)
      << "a success elsewhere frees no guesser";
  now += limits.forget_after + Duration{1};
  EXPECT_EQ(wait_of(guard, "officer.tamdi", "10.0.0.1", now), Duration::zero());
}

TEST(SignInGuard, GuessesSentSideBySideWaitInLineAndALongLineIsRefused) {
  SignInGuard guard;
  const Time now = first_day;
  int looked_at = 0;
  Duration last{};
  for (int i = 0; i < 1'000; ++i) {
    const auto delay = guard.begin("officer.tamdi", "10.0.0.1", now);
    if (!delay) continue;
    ++looked_at;
    EXPECT_GE(*delay, last) << "one behind the other";
    EXPECT_LE(*delay, limits.line_max);
    last = *delay;
  }
  EXPECT_LE(looked_at, 12) << "of a thousand at once";
  EXPECT_GT(wait_of(guard, "officer.tamdi", "10.0.0.1", now + limits.delay_max), Duration::zero())
      << "the line moves on, so nobody is locked out";
}

TEST(SignInGuard, ANetworkIsSlowedWhoseverNamesItTries) {
  SignInGuard guard;
  const Time now = first_day;
  for (std::uint32_t i = 0; i < limits.free_tries_of_network; ++i)
    EXPECT_EQ(wait_of(guard, "name" + std::to_string(i), "10.0.0.1", now), Duration::zero());
  EXPECT_GT(wait_of(guard, "one.more", "10.0.0.1", now), Duration::zero());
  EXPECT_EQ(wait_of(guard, "one.more", "10.0.0.2", now), Duration::zero());
}

TEST(SignInGuard, CountsTheAddressesOfOneIpv6NetworkTogether) {
  SignInGuard guard;
  const Time now = first_day;
  for (std::uint32_t i = 0; i < limits.free_tries_of_network; ++i)
    (void)guard.begin("name" + std::to_string(i), "2001:db8:0:1::" + std::to_string(i + 1), now);
  EXPECT_GT(wait_of(guard, "one.more", "2001:db8:0:1:ffff::7", now), Duration::zero());
  EXPECT_EQ(wait_of(guard, "one.more", "2001:db8:0:2::7", now), Duration::zero());
}

TEST(SignIn, WrongPresentPasswordsAreSlowedLikeSignIns) {
  RunningService service;
  v1::ChangePasswordRequest change;
  change.set_old_password("không phải");
  change.set_new_password("một mật khẩu mới");
  for (std::uint32_t i = 0; i < limits.free_tries; ++i)
    EXPECT_EQ(service.as("officer.tamdi").refusal(change), "permission_denied old_password_wrong");
  auto& guard = service.app().world().sign_in_guard;
  EXPECT_GT(wait_of(guard, "officer.tamdi", "127.0.0.1", service.clock.now()), Duration::zero());
}

TEST(SignIn, WithoutASessionNothingIsAnsweredButSigningInAndTheLinkOfADutyTelephone) {
  const std::set<std::string> open{"SignIn", "LookUpDutyLink", "AnswerDutyLink"};
  RunningService service;
  auto nobody = service.stranger();
  auto forger = service.stranger("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  for (const auto* method : all_methods()) {
    if (open.contains(method->name())) continue;
    const std::unique_ptr<google::protobuf::Message> request(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(method->input_type())->New());
    EXPECT_EQ(nobody.refusal(*request), "unauthenticated session_missing") << method->full_name();
    EXPECT_EQ(forger.refusal(*request), "unauthenticated session_ended") << method->full_name();
  }
}

TEST(SignIn, AOneTimePasswordOpensNothingButItsOwnChange) {
  RunningService service;
  const auto reset = service.as("admin").must<v1::ResetPasswordResponse>(
      about_person<v1::ResetPasswordRequest>(service.id_of("officer.tamdi")));
  EXPECT_EQ(service.as("officer.tamdi").refusal(v1::ListQueueRequest{}), "unauthenticated session_ended")
      << "a reset ends every session";
  auto nobody = service.stranger();
  const auto signed_in = nobody.must<v1::SignInResponse>(sign_in("officer.tamdi", reset.one_time_password()));
  EXPECT_TRUE(signed_in.must_change_password());
  auto officer = service.stranger(signed_in.token());
  EXPECT_EQ(officer.refusal(v1::ListQueueRequest{}), "failed_precondition password_must_change");
  EXPECT_TRUE(officer.must<v1::WhoAmIResponse>(v1::WhoAmIRequest{}).must_change_password());
  v1::ChangePasswordRequest change;
  change.set_old_password("không phải");
  change.set_new_password("một mật khẩu mới");
  EXPECT_EQ(officer.refusal(change), "permission_denied old_password_wrong");
  change.set_old_password(reset.one_time_password());
  change.set_new_password("ngắn");
  EXPECT_EQ(officer.refusal(change), "invalid_argument password_too_short");
  change.set_new_password(reset.one_time_password());
  EXPECT_EQ(officer.refusal(change), "invalid_argument password_same");
  change.set_old_password("không phải");
  EXPECT_EQ(officer.refusal(change), "permission_denied old_password_wrong");
  change.set_old_password(reset.one_time_password());
  change.set_new_password("một mật khẩu mới");
  change.set_request_id(new_id());
  EXPECT_EQ(officer.refusal(change), "");
  EXPECT_EQ(officer.refusal(change), "") << "sent again after a broken line";
  EXPECT_EQ(officer.refusal(v1::ListQueueRequest{}), "");
  EXPECT_EQ(refused(service, "officer.tamdi", reset.one_time_password()), "unauthenticated sign_in_failed");
}

TEST(SignIn, ChangingThePasswordEndsTheOtherSessions) {
  RunningService service;
  auto nobody = service.stranger();
  const auto second =
      nobody.must<v1::SignInResponse>(sign_in("officer.tamdi", RunningService::password_of("officer.tamdi")));
  auto elsewhere = service.stranger(second.token());
  EXPECT_EQ(elsewhere.refusal(v1::WhoAmIRequest{}), "");
  v1::ChangePasswordRequest change;
  change.set_old_password(RunningService::password_of("officer.tamdi"));
  change.set_new_password("một mật khẩu mới");
  EXPECT_EQ(service.as("officer.tamdi").refusal(change), "");
  EXPECT_EQ(service.as("officer.tamdi").refusal(v1::WhoAmIRequest{}), "");
  EXPECT_EQ(elsewhere.refusal(v1::WhoAmIRequest{}), "unauthenticated session_ended");
}

TEST(Sessions, SayWhenTheyEndHoweverMuchTheyAreUsed) {
  RunningService service;
  auto nobody = service.stranger();
  const auto signed_in =
      nobody.must<v1::SignInResponse>(sign_in("officer.tamdi", RunningService::password_of("officer.tamdi")));
  auto officer = service.stranger(signed_in.token());
  service.pass(std::chrono::minutes{50});
  const auto told = officer.must<v1::WhoAmIResponse>(v1::WhoAmIRequest{});
  EXPECT_EQ(told.expires_at().seconds(), signed_in.expires_at().seconds());
}

TEST(Sessions, EndWhenUnusedAndAtTheLatestAfterTheirWholeLife) {
  RunningService service;
  auto officer = service.stranger(service.as("officer.tamdi").token());
  service.pass(std::chrono::minutes{59});
  EXPECT_EQ(officer.refusal(v1::WhoAmIRequest{}), "");
  service.pass(std::chrono::minutes{60});
  EXPECT_EQ(officer.refusal(v1::WhoAmIRequest{}), "unauthenticated session_ended");
  auto busy = service.stranger(service.as("officer.tamdi").token());
  for (int i = 0; i < 23; ++i) {
    service.pass(std::chrono::minutes{30});
    ASSERT_EQ(busy.refusal(v1::WhoAmIRequest{}), "") << i;
  }
  service.pass(std::chrono::minutes{31});
  EXPECT_EQ(busy.refusal(v1::WhoAmIRequest{}), "unauthenticated session_ended");
}

TEST(Sessions, AnOpenWatchIsUseUpToTheirWholeLife) {
  RunningService service;
  const auto token = service.as("officer.tamdi").token();
  auto& queue = service.watch("officer.tamdi", v1::WatchQueueRequest{});
  EXPECT_TRUE(queue.next<v1::WatchQueueResponse>()->caught_up());
  const auto next_case = [&] {
    const CaseStory story(service);
    while (const auto word = queue.next<v1::WatchQueueResponse>())
      if (word->row().case_id() == story.id()) return true;
    return false;
  };
  for (int i = 0; i < 14; ++i) {
    service.pass(std::chrono::minutes{50});
    ASSERT_TRUE(next_case()) << i;
  }
  EXPECT_EQ(service.stranger(token).refusal(v1::WhoAmIRequest{}), "") << "eleven hours without a key touched";
  service.pass(std::chrono::minutes{21});
  service.as("operator.lan").must<v1::SubmitContactResponse>(submission(intervention()));  // rings
  EXPECT_EQ(queue.end(), "unauthenticated session_ended");
}

TEST(Sessions, SigningOutEndsTheSessionAndItsStreams) {
  RunningService service;
  auto& queue = service.watch("officer.tamdi", v1::WatchQueueRequest{});
  EXPECT_TRUE(queue.next<v1::WatchQueueResponse>()->caught_up());
  service.as("officer.tamdi").must<v1::SignOutResponse>(v1::SignOutRequest{});
  EXPECT_EQ(queue.end(), "unauthenticated session_ended");
  EXPECT_EQ(service.as("officer.tamdi").refusal(v1::WhoAmIRequest{}), "unauthenticated session_ended");
}

TEST(Sessions, AnotherRoleOrADisabledAccountEndsSessionsAndStreamsAtOnce) {
  RunningService service;
  auto& officers = service.watch("officer.tamdi", v1::WatchQueueRequest{});
  auto& chairmans = service.watch("chairman.tamdi", v1::WatchQueueRequest{});
  EXPECT_TRUE(officers.next<v1::WatchQueueResponse>()->caught_up());
  EXPECT_TRUE(chairmans.next<v1::WatchQueueResponse>()->caught_up());

  auto update = about_person<v1::UpdatePersonRequest>(service.id_of("officer.tamdi"));
  update.set_name("Người officer.tamdi");
  update.set_expected_person_version(person_version(service, update.person_id()));
  auto* membership = update.add_memberships();
  membership->set_unit(bao_son);
  membership->set_role(rec::ROLE_OFFICER);
  service.as("admin").must<v1::UpdatePersonResponse>(update);
  EXPECT_EQ(officers.end(), "unauthenticated session_ended");
  EXPECT_EQ(service.as("officer.tamdi").refusal(v1::WhoAmIRequest{}), "unauthenticated session_ended");

  service.as("admin").must<v1::DisablePersonResponse>(
      about_person<v1::DisablePersonRequest>(service.id_of("chairman.tamdi")));
  EXPECT_EQ(chairmans.end(), "unauthenticated session_ended");
  EXPECT_EQ(service.as("chairman.tamdi").refusal(v1::WhoAmIRequest{}), "unauthenticated session_ended");
}

TEST(People, OfTwoChangesAtOnceNeitherUndoesTheOther) {
  RunningService service;
  const auto id = service.id_of("officer.tamdi");
  auto update = about_person<v1::UpdatePersonRequest>(id);
  update.set_name("Người officer.tamdi");
  update.set_expected_person_version(person_version(service, id));
  auto* membership = update.add_memberships();
  membership->set_unit(tam_di);
  membership->set_role(rec::ROLE_OFFICER);
  const auto token = service.as("admin").token();
  for (int round = 0; round < 20; ++round) {
    std::jthread other([&] { service.stranger(token).must<v1::UpdatePersonResponse>(update); });
    service.as("admin").must<v1::DisablePersonResponse>(about_person<v1::DisablePersonRequest>(id));
    other.join();
    for (const auto& person :
         service.as("admin").must<v1::ListPeopleResponse>(v1::ListPeopleRequest{}).people())
      if (person.person_id() == id)
        ASSERT_TRUE(person.disabled()) << "a disabled account came back, round " << round;
    service.as("admin").must<v1::EnablePersonResponse>(about_person<v1::EnablePersonRequest>(id));
  }
}

class Cookies : public ::testing::Test {
 protected:
  Cookies() {
    signed_in = post_json(service, "SessionService/SignIn",
                          R"({"requestId":")" + new_id() + R"(","login":"officer.tamdi","password":")" +
                              RunningService::password_of("officer.tamdi") + R"(","asCookie":true})");
    const auto at = signed_in.head.find("hotline_session=");
    if (at != std::string::npos)
      cookie = "Cookie: " + signed_in.head.substr(at, signed_in.head.find(';', at) - at) + "\r\n";
  }
  RawAnswer who_am_i(const std::string& fields) {
    return post_json(service, "SessionService/WhoAmI", "{}", fields);
  }

  RunningService service;
  RawAnswer signed_in;
  std::string cookie;
  const std::string connect = "Connect-Protocol-Version: 1\r\n";
};

TEST_F(Cookies, AreHttpOnlyStrictAndCarryTheOnlyCopyOfTheToken) {
  EXPECT_EQ(signed_in.status, 200);
  EXPECT_THAT(signed_in.head, HasSubstr("HttpOnly"));
  EXPECT_THAT(signed_in.head, HasSubstr("SameSite=Strict"));
  EXPECT_THAT(signed_in.head, HasSubstr("Path=/"));
  EXPECT_THAT(signed_in.head, Not(HasSubstr("Secure"))) << "a browser would drop it without TLS";
  EXPECT_THAT(signed_in.body, Not(HasSubstr("\"token\"")));
}

TEST_F(Cookies, CountOnlyWithWhatAFormOnAForeignPageCannotSend) {
  const auto own = "Origin: http://127.0.0.1:" + std::to_string(service.port()) + "\r\n";
  EXPECT_EQ(who_am_i(cookie + connect).status, 200);
  EXPECT_EQ(who_am_i(cookie + connect + own + "Sec-Fetch-Site: same-origin\r\n").status, 200);
  for (const auto& fields : {cookie, cookie + connect + "Sec-Fetch-Site: cross-site\r\n",
                             cookie + connect + "Sec-Fetch-Site: same-site\r\n",
                             cookie + connect + "Origin: http://evil.example\r\n",
                             cookie + connect + "Origin: null\r\n", cookie + own}) {
    const auto answer = who_am_i(fields);
    EXPECT_EQ(answer.status, 403) << fields;
    EXPECT_EQ(answer.failure().reason(), "foreign_page") << answer.body;
  }
}

TEST_F(Cookies, GoWhenTheirOwnerSignsOut) {
  const auto out =
      post_json(service, "SessionService/SignOut", R"({"requestId":")" + new_id() + "\"}", cookie + connect);
  EXPECT_EQ(out.status, 200);
  EXPECT_THAT(out.head,
              HasSubstr("Set-Cookie: hotline_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"));
}

TEST_F(Cookies, AreRefusedWhereTheyAreForged) {
  EXPECT_EQ(who_am_i("Cookie: hotline_session=AAAA\r\n" + connect).status, 401);
  EXPECT_EQ(who_am_i(connect).status, 401);
}

TEST(CookiesUnderTls, AreSecureAndNeverSentInClear) {
  const net::testing::TemporaryDirectory directory;
  const auto files = net::testing::make_certificate(directory, "server");
  RunningService service([&](app::Config& config) {
    config.certificate = files.certificate_chain;
    config.certificate_key = files.private_key;
  });
  net::HttpClient browser({.port = service.port(), .tls = true, .ca_file = files.certificate_chain});
  net::Headers headers;
  headers.add("Content-Type", "application/json");
  const auto answer =
      browser.post("/hotline.v1.SessionService/SignIn", headers,
                   R"({"requestId":")" + new_id() + R"(","login":"officer.tamdi","password":")" +
                       RunningService::password_of("officer.tamdi") + R"(","asCookie":true})",
                   {}, [](const auto&, std::string_view) { return true; });
  ASSERT_TRUE(answer) << answer.error().reason;
  EXPECT_EQ(answer->status, 200u);
  const std::string cookie(answer->headers.find("Set-Cookie").value_or(""));
  EXPECT_THAT(cookie, ::testing::StartsWith("hotline_session="));
  for (const auto* word : {"; Secure", "; HttpOnly", "; SameSite=Strict"})
    EXPECT_THAT(cookie, HasSubstr(word));
}

}  // namespace
}  // namespace hotline::test
