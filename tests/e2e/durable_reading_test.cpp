// Nothing of a case leaves before the entry that says who saw it is durable: while the writer stands still,
// an answer that is ready waits, though the service goes on answering others.
#include <gtest/gtest.h>

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
  for (const auto& [word, value] : {std::pair{"CASE", story.id()}, std::pair{"REQUEST", new_id()}})
    if (const auto at = json.find(word); at != std::string::npos)
      json.replace(at, std::string_view(word).size(), value);
  const auto bytes = request_of(method, token, json, stream);
  RawConnection reader(service.port());
  {
    HeldWriter held(service.app().world().store);
    ASSERT_TRUE(reader.send(bytes));
    held.wait_for(1);
    // The one thread of the network answers somebody else: what it had to send before that is sent.
    EXPECT_EQ(post_json(service, "SessionService/WhoAmI", "{}", other).status, 200);
    EXPECT_FALSE(reader.is_readable_within(0)) << "left before its entry was written";
  }
  const auto answer = stream ? reader.read_until(story.opened().case_number()) : reader.read_answer();
  EXPECT_EQ(status_of(answer), 200) << answer;
}

INSTANTIATE_TEST_SUITE_P(OfACase, Reads,
                         ::testing::Values(Reading{"CaseService/GetCase", "officer.tamdi"},
                                           Reading{"ReferralService/ListQueue", "chairman.tamdi", "{}"},
                                           Reading{"CaseService/ListCases", "supervisor.district", "{}"},
                                           Reading{"CaseService/WatchCase", "supervisor.tamdi",
                                                   R"({"caseId":"CASE"})", true},
                                           Reading{"AuditService/ExportHistory", "supervisor.helpline",
                                                   R"({"requestId":"REQUEST","caseId":"CASE"})"}),
                         [](const auto& tried) {
                           const std::string_view method = tried.param.method;
                           return std::string(method.substr(method.find('/') + 1));
                         });

}  // namespace
}  // namespace hotline::test
