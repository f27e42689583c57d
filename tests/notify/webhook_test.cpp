// Webhooks over real connections, to a receiver that answers well, badly, slowly, or not at all.
#include <gmock/gmock.h>

#include <future>
#include <thread>

#include "net/testing/certificates.h"
#include "net/testing/raw_connection.h"
#include "notify/curl_transport.h"
#include "notify/signature.h"
#include "support/receiver.h"

namespace hotline::notify {
namespace {

using test::http_answer;
using test::Received;
using test::Receiver;

const std::string secret(32, 's');
const Time sent_at = from_unix_ms(1427331600000);

Letter letter(const std::string& body = R"({"type":"notice.trial"})") {
  Letter out{.id = store::MessageId{{1, 2, 3}},
             .channel = v1::MESSAGE_CHANNEL_WEBHOOK,
             .created = sent_at,
             .now = sent_at,
             .content = {}};
  out.content.set_body(body);
  return out;
}

CurlTransport transport_to(const std::string& url, Duration attempt_max = std::chrono::seconds{20},
                           const std::string& ca_file = {}) {
  return CurlTransport(
      Channels{.smtp = {},
               .webhook = WebhookSettings{.url = url, .secrets = {secret}, .ca_file = ca_file},
               .attempt_max = attempt_max});
}

Outcome outcome_of(CurlTransport& transport, const Letter& one = letter()) {
  transport.begin(one);
  for (int tries = 0; tries < 100; ++tries)
    if (const auto outcomes = transport.wait(std::chrono::minutes{1}); !outcomes.empty())
      return outcomes.front();
  ADD_FAILURE() << "no outcome";
  return {};
}

std::string said(const Outcome& outcome) {
  const auto verdict = outcome.verdict == Verdict::delivered ? "delivered"
                       : outcome.verdict == Verdict::again   ? "again"
                                                             : "never";
  return verdict + std::string(" ") + std::to_string(outcome.failure);
}
std::string again(v1::MessageFailure failure) { return "again " + std::to_string(failure); }

TEST(Webhook, IsSignedAndSaysItsIdAndTime) {
  Receiver receiver([](const Received&) { return http_answer(200); });
  auto transport = transport_to(receiver.url("/hook?for=hotline"));
  EXPECT_EQ(said(outcome_of(transport)), "delivered 0");
  auto got = receiver.at(0);
  EXPECT_EQ(got.path, "/hook?for=hotline");
  EXPECT_EQ(got.body, R"({"type":"notice.trial"})");
  EXPECT_EQ(got.headers["content-type"], "application/json");
  EXPECT_EQ(got.headers["webhook-id"], "msg_01020300-0000-0000-0000-000000000000");
  EXPECT_EQ(got.headers["webhook-timestamp"], "1427331600");
  EXPECT_EQ(got.headers["webhook-signature"],
            webhook_signature({{secret}}, got.headers["webhook-id"], "1427331600", got.body));
}

TEST(Webhook, EveryAnswerIsTakenForWhatItSays) {
  const std::pair<int, std::string> answers[] = {{200, "delivered 0"},
                                                 {202, "delivered 0"},
                                                 {204, "delivered 0"},
                                                 {301, again(v1::MESSAGE_FAILURE_REFUSED)},
                                                 {400, again(v1::MESSAGE_FAILURE_REFUSED)},
                                                 {401, again(v1::MESSAGE_FAILURE_NOT_SIGNED_IN)},
                                                 {404, again(v1::MESSAGE_FAILURE_REFUSED)},
                                                 {410, "never 6"},
                                                 {429, again(v1::MESSAGE_FAILURE_PUT_OFF)},
                                                 {500, again(v1::MESSAGE_FAILURE_PUT_OFF)},
                                                 {503, again(v1::MESSAGE_FAILURE_PUT_OFF)}};
  for (const auto& [status, expected] : answers) {
    Receiver receiver([status](const Received&) { return http_answer(status); });
    auto transport = transport_to(receiver.url());
    EXPECT_EQ(said(outcome_of(transport)), expected) << status;
  }
}

TEST(Webhook, FollowsNoRedirect) {
  Receiver target([](const Received&) { return http_answer(200); });
  for (const int status : {301, 302, 307, 308}) {
    Receiver receiver(
        [&](const Received&) { return http_answer(status, "Location: " + target.url() + "\r\n"); });
    auto transport = transport_to(receiver.url());
    EXPECT_EQ(said(outcome_of(transport)), again(v1::MESSAGE_FAILURE_REFUSED));
  }
  EXPECT_TRUE(target.all().empty());
}

TEST(Webhook, ToAReceiverThatStallsEndsInItsTimeAndHoldsUpNoOther) {
  std::promise<void> release;
  const auto released = release.get_future().share();
  Receiver stalling([&](const Received& request) {
    if (request.body == "stall") released.wait();
    return http_answer(200);
  });
  auto transport = transport_to(stalling.url(), Duration{2'000});
  auto first = letter("stall"), second = letter("go");
  second.id = store::MessageId{{4}};
  transport.begin(first);
  transport.begin(second);
  std::vector<Outcome> outcomes;
  while (outcomes.size() < 2)
    for (const auto& one : transport.wait(std::chrono::minutes{1})) outcomes.push_back(one);
  EXPECT_EQ(outcomes[0].id, second.id);
  EXPECT_EQ(said(outcomes[0]), "delivered 0");
  EXPECT_EQ(said(outcomes[1]), again(v1::MESSAGE_FAILURE_TIMED_OUT));
  release.set_value();
}

TEST(Webhook, WithoutAnAnswerOrWithOneThatIsNoneIsTriedAgain) {
  for (const auto* answer :
       {"", "HTTP/1.1 200", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"}) {
    Receiver receiver([&](const Received&) { return std::string(answer); });
    auto transport = transport_to(receiver.url());
    EXPECT_EQ(said(outcome_of(transport)), again(v1::MESSAGE_FAILURE_UNREACHABLE)) << answer;
  }
  std::uint16_t closed = 0;
  {
    closed = Receiver([](const Received&) { return std::string(); }).port();
  }
  auto transport = transport_to("http://127.0.0.1:" + std::to_string(closed) + "/");
  EXPECT_EQ(said(outcome_of(transport)), again(v1::MESSAGE_FAILURE_UNREACHABLE));
}

TEST(Webhook, OfALongAnswerOnlyTheBeginningIsRead) {
  Receiver receiver([](const Received&) { return http_answer(200, {}, std::string(4 << 20, 'x')); });
  auto transport = transport_to(receiver.url());
  EXPECT_EQ(said(outcome_of(transport)), "delivered 0");
}

TEST(Webhook, NeverLeavesInTheClearForAReceiverWhoseCertificateIsNotTrusted) {
  // A receiver that speaks no TLS gets a handshake, and no word of the message.
  Receiver receiver([](const Received&) { return http_answer(200); });
  auto transport =
      transport_to("https://127.0.0.1:" + std::to_string(receiver.port()) + "/", Duration{2'000});
  EXPECT_NE(said(outcome_of(transport)), "delivered 0");
  EXPECT_TRUE(receiver.all().empty());
}

TEST(Webhook, OfAChannelThatIsSwitchedOffFailsAtOnce) {
  CurlTransport transport(Channels{.smtp = {}, .webhook = {}});
  EXPECT_EQ(said(outcome_of(transport)), again(v1::MESSAGE_FAILURE_SWITCHED_OFF));
}

TEST(Webhook, ThatRunsWhenItIsStoppedLeavesNothingBehind) {
  std::promise<void> release;
  const auto released = release.get_future().share();
  Receiver receiver([&](const Received&) { return released.wait(), http_answer(200); });
  {
    auto transport = transport_to(receiver.url());
    transport.begin(letter());
    std::jthread waking([&] {
      receiver.at(0);
      transport.wake();
    });
    EXPECT_TRUE(transport.wait(std::chrono::minutes{1}).empty());
  }
  release.set_value();
}

}  // namespace
}  // namespace hotline::notify
