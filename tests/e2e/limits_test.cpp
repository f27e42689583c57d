// Every place where somebody may have to wait is bounded: who finds it full is told so at once, over the
// network, in words, and is served again as soon as there is room. On real sockets, with limits that a test
// can fill.
#include <gmock/gmock.h>

#include <future>

#include "app/app.h"
#include "app/config.h"
#include "e2e/raw_http.h"
#include "hotline/v1/session.pb.h"
#include "net/testing/raw_connection.h"
#include "service/world.h"
#include "support/held_store.h"
#include "support/records.h"

namespace hotline::test {
namespace {
using net::testing::RawConnection;
using net::testing::status_of;

std::string token_of(RunningService& service, const std::string& login) { return service.as(login).token(); }

/// Sends it on a connection and a thread of its own.
std::future<std::string> sent(RunningService& service, const std::string& token,
                              const google::protobuf::Message& request) {
  auto copy = std::shared_ptr<google::protobuf::Message>(request.New());
  copy->CopyFrom(request);
  return std::async(std::launch::async,
                    [&service, token, copy] { return service.stranger(token).refusal(*copy); });
}

void expect_too_many(RunningService& service, const std::string& login, const std::string& method,
                     const std::string& json, const std::string& reason) {
  const auto answer =
      post_json(service, method, json, "Authorization: Bearer " + token_of(service, login) + "\r\n");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.failure().reason(), reason) << answer.body;
  EXPECT_THAT(answer.body, ::testing::HasSubstr("\"code\":\"resource_exhausted\""));
}

TEST(Limits, OfWaitingAccessEntriesArePerPersonAndOthersReadOn) {
  RunningService service([](app::Config& config) { config.limits.access_entries_per_person_max = 1; });
  const CaseStory story(service);
  const auto officers = token_of(service, "officer.tamdi"),
             supervisors = token_of(service, "supervisor.district");
  const auto json = R"({"caseId":")" + story.id() + "\"}";
  std::future<std::string> first, others;
  {
    HeldWriter held(service.app().world().store);
    first = sent(service, officers, story.get());
    held.wait_for(1);  // read; its access entry waits to be made durable
    expect_too_many(service, "officer.tamdi", "CaseService/GetCase", json, "too_many_reads");
    others = sent(service, supervisors, story.get());
    held.wait_for(2);
  }
  EXPECT_EQ(first.get(), "");
  EXPECT_EQ(others.get(), "");
  EXPECT_EQ(service.as("officer.tamdi").refusal(story.get()), "");
}

TEST(Limits, OfWaitingWritesHoldUpNoEmergencyAndARefusedOneIsDoneWhenItComesAgain) {
  RunningService service([](app::Config& config) { config.limits.normal_jobs_max = 1; });
  const auto hoa = token_of(service, "operator.hoa"), lan = token_of(service, "operator.lan");
  const auto later = submission(counselling());
  std::future<std::string> first, urgent;
  {
    HeldWriter held(service.app().world().store);
    first = sent(service, hoa, submission(counselling()));
    held.wait_for(1);
    EXPECT_EQ(service.stranger(lan).refusal(later), "resource_exhausted store_busy");
    expect_too_many(service, "operator.lan", "IntakeService/SubmitContact",
                    R"({"requestId":")" + new_id() +
                        R"(","contact":{"channel":"CHANNEL_PHONE","callType":"CALL_TYPE_SILENT"}})",
                    "store_busy");
    urgent = sent(service, lan, submission(intervention()));  // a child may be waiting for it
    held.wait_for(2);
  }
  EXPECT_EQ(first.get(), "");
  EXPECT_EQ(urgent.get(), "");
  EXPECT_EQ(service.stranger(lan).refusal(later), "");
}

TEST(Limits, OfWaitingIntakesAreTheirOwn) {
  RunningService service([](app::Config& config) { config.limits.urgent_jobs_max = 1; });
  const auto hoa = token_of(service, "operator.hoa"), lan = token_of(service, "operator.lan");
  const auto later = submission(intervention());
  std::future<std::string> first;
  {
    HeldWriter held(service.app().world().store);
    first = sent(service, hoa, submission(intervention()));
    held.wait_for(1);
    EXPECT_EQ(service.stranger(lan).refusal(later), "resource_exhausted store_busy");
  }
  EXPECT_EQ(first.get(), "");
  EXPECT_EQ(service.stranger(lan).refusal(later), "");
}

TEST(Limits, OfWaitingReadsAreToldAtOnce) {
  RunningService service([](app::Config& config) { config.limits.read_jobs_max = 1; });
  const CaseStory story(service);
  const auto officers = token_of(service, "officer.tamdi");
  std::future<std::string> first;
  {
    HeldReaders held(service);
    first = sent(service, officers, story.get());
    held.wait_for_one();
    expect_too_many(service, "supervisor.district", "CaseService/GetCase",
                    R"({"caseId":")" + story.id() + "\"}", "store_busy");
  }
  EXPECT_EQ(first.get(), "");
  EXPECT_EQ(service.as("supervisor.district").refusal(story.get()), "");
}

TEST(Limits, OfTheLineOfPasswordsAreToldAtOnceAndNobodyIsLockedOut) {
  RunningService service([](app::Config& config) {
    config.limits.passwords_at_once_max = 1;
    config.limits.passwords_waiting_max = 1;
  });
  const auto sign_in = [&](const std::string& login) {
    v1::SignInRequest request;
    request.set_login(login);
    request.set_password(RunningService::password_of(login));
    return request;
  };
  std::vector<std::future<std::string>> at_once;
  for (const auto& login : RunningService::logins()) at_once.push_back(sent(service, {}, sign_in(login)));
  int in = 0, busy = 0;
  for (auto& one : at_once) {
    const auto answer = one.get();
    if (answer.empty())
      ++in;
    else if (answer == "resource_exhausted too_busy")
      ++busy;
    else
      ADD_FAILURE() << answer;
  }
  EXPECT_GE(in, 1);
  EXPECT_GE(busy, 1) << "fifteen at once, where two may be: one is tried and one waits";
  for (const auto& login : RunningService::logins())
    EXPECT_EQ(service.stranger().refusal(sign_in(login)), "");
}

TEST(Limits, OfConnectionsArePerPersonAndFreeAgainWhenOneCloses) {
  RunningService service([](app::Config& config) { config.limits.connections_per_person_max = 2; });
  const auto who_am_i = [&](RawConnection& connection, const std::string& login) {
    connection.send(
        "POST /hotline.v1.SessionService/WhoAmI HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        "Authorization: Bearer " +
        token_of(service, login) + "\r\nContent-Length: 2\r\n\r\n{}");
    return connection.read_answer();
  };
  RawConnection first(service.port()), second(service.port()), colleague(service.port());
  EXPECT_EQ(status_of(who_am_i(first, "officer.tamdi")), 200);
  EXPECT_EQ(status_of(who_am_i(second, "officer.tamdi")), 200);
  {
    RawConnection third(service.port());
    const auto refused = who_am_i(third, "officer.tamdi");
    EXPECT_EQ(status_of(refused), 429);
    EXPECT_THAT(refused, ::testing::HasSubstr("\"code\":\"resource_exhausted\""));
  }
  EXPECT_EQ(status_of(who_am_i(first, "officer.tamdi")), 200) << "those that are open go on";
  EXPECT_EQ(status_of(who_am_i(colleague, "chairman.tamdi")), 200) << "others have their own";
  first.close();
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{RawConnection::patience_s};
  for (int status = 0; status != 200;) {  // the service learns of the closing in its own time
    RawConnection again(service.port());
    status = status_of(who_am_i(again, "officer.tamdi"));
    ASSERT_LT(std::chrono::steady_clock::now(), patience) << "the place is never given back";
  }
}

}  // namespace
}  // namespace hotline::test
