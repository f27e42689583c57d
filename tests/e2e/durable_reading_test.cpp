// Nothing of a case leaves before the entry that says who saw it is durable: while the writer stands still,
// an answer that is ready waits, though the service goes on answering others.
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <string_view>

#include "app/app.h"
#include "app/config.h"
#include "e2e/raw_http.h"
#include "net/testing/raw_connection.h"
#include "support/held_store.h"
#include "support/records.h"

namespace hotline::test {
namespace {

using net::testing::RawConnection;
using net::testing::status_of;

std::string enveloped(const std::string& json) {
  std::string out(5, '\0');
  out[4] = static_cast<char>(json.size());
  return out + json;
}

/// The whole request; of a stream in an envelope.
std::string request_of(const std::string& method, const std::string& token, const std::string& json,
                       bool stream) {
  const auto body = stream ? enveloped(json) : json;
  return "POST /hotline.v1." + method + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/" +
         (stream ? "connect+json" : "json") + "\r\nConnect-Protocol-Version: 1\r\nAuthorization: Bearer " +
         token + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Reading {
  const char *method, *login;  // each of another person, of whom nothing was noted yet
  const char* json = R"({"caseId":"CASE"})";
  bool stream = false;
};

class Reads : public ::testing::TestWithParam<Reading> {};

TEST_P(Reads, AreOnDiskBeforeWhatWasReadLeaves) {
  RunningService service([](app::Config& config) { config.network_threads = 1; });
  const CaseStory story(service);
  const auto [method, login, form, stream] = GetParam();
  const auto token = service.as(login).token(),
             other = "Authorization: Bearer " + service.as("operator.lan").token() + "\r\n";
  std::string json = form;
  for (const auto& [word, value] :
       {std::pair{"CASE", story.id()}, std::pair{"REQUEST", new_id()},
        std::pair{"CONTACT", story.opened().contact_id()}, std::pair{"NUMBER", std::string(caller_number)}})
    if (const auto at = json.find(word); at != std::string::npos)
      json.replace(at, std::string_view(word).size(), value);
  const auto bytes = request_of(method, token, json, stream);
  RawConnection reader(service.port());
  std::string early;
  {
    HeldWriter held(service.app().world().store);
    ASSERT_TRUE(reader.send(bytes));
    held.wait_for(1);
    // The one thread of the network answers somebody else: what it had to send before that is sent.
    EXPECT_EQ(post_json(service, "SessionService/WhoAmI", "{}", other).status, 200);
    early = reader.read_ready();
    // The head of a stream says nothing yet.
    EXPECT_EQ(early, stream ? early.substr(0, early.find("\r\n\r\n") + 4) : "")
        << "left before its entry was written";
  }
  const auto answer =
      early + (stream ? reader.read_until(story.opened().case_number()) : reader.read_answer());
  EXPECT_EQ(status_of(answer), 200) << answer;
}

INSTANTIATE_TEST_SUITE_P(
    OfACase, Reads,
    ::testing::Values(Reading{"CaseService/GetCase", "officer.tamdi"},
                      Reading{"ReferralService/ListQueue", "chairman.tamdi", "{}"},
                      Reading{"CaseService/ListCases", "supervisor.district", "{}"},
                      Reading{"CaseService/WatchCase", "supervisor.tamdi", R"({"caseId":"CASE"})", true},
                      Reading{"ReferralService/WatchQueue", "deputy.tamdi", "{}", true},
                      Reading{"IntakeService/GetContact", "supervisor.helpline",
                              R"({"contactId":"CONTACT"})"},
                      Reading{"IntakeService/FindSimilar", "officer.tamdi", R"({"callerNumber":"NUMBER"})"},
                      Reading{"AuditService/ExportHistory", "supervisor.helpline",
                              R"({"requestId":"REQUEST","caseId":"CASE"})"}),
    [](const auto& tried) {
      const std::string_view method = tried.param.method;
      return std::string(method.substr(method.find('/') + 1));
    });

TEST(WhatAnActShows, IsOnDiskAsAReadingBeforeTheAnswerLeavesThoughTheActIsDone) {
  RunningService service([](app::Config& config) {
    config.network_threads = 1;
    config.limits.jobs_per_commit_max = 1;  // the act is committed before the writer is held again
  });
  const CaseStory story(service);
  const auto token = service.as("officer.tamdi").token(),
             other = "Authorization: Bearer " + service.as("operator.lan").token() + "\r\n";
  const auto json = R"({"requestId":")" + new_id() + R"(","caseId":")" + story.id() +
                    R"(","expectedVersion":)" + std::to_string(story.version) + R"(,"text":"đã gọi"})";
  auto& store = service.app().world().store;
  RawConnection writer(service.port());
  {
    std::future<std::unique_ptr<HeldWriter>> behind;
    {
      HeldWriter before(store);
      ASSERT_TRUE(writer.send(request_of("CaseService/AddNote", token, json, false)));
      before.wait_for(1);
      behind = std::async(std::launch::async,
                          [&] { return std::make_unique<HeldWriter>(store, store::Lane::normal); });
      before.wait_for(2);
    }
    const auto held = behind.get();
    held->wait_for(1);
    EXPECT_TRUE(store.read_and_wait([&](store::Reader& db) -> Result<> {
      EXPECT_EQ((*db.case_row(*CaseId::parse(story.id())))->version, story.version + 1) << "the act is done";
      return {};
    }));
    EXPECT_EQ(post_json(service, "SessionService/WhoAmI", "{}", other).status, 200);
    EXPECT_FALSE(writer.is_readable_within(0)) << "left before its entry was written";
  }
  EXPECT_EQ(status_of(writer.read_answer()), 200);
}

}  // namespace
}  // namespace hotline::test
