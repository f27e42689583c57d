// The client side against the server side, and against servers that are not what they should be.
#include "rpc/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "net/testing/certificates.h"
#include "rpc/envelope.h"
#include "rpc_fixture.h"

namespace hotline::rpc::testing {
namespace {

using net::Exchange;
using net::Response;
using net::testing::TestServer;
using ::testing::ElementsAre;

std::string url(std::uint16_t port) { return "http://127.0.0.1:" + std::to_string(port); }

std::unique_ptr<Client> open(ClientSettings settings) {
  return std::move(Client::open(std::move(settings)).value());
}

test::EchoRequest asking(std::string text, int count = 0) {
  test::EchoRequest request;
  request.set_text(std::move(text));
  request.set_count(count);
  return request;
}

/// Both codecs, with and without compression in both directions.
class ClientForms : public ::testing::TestWithParam<std::tuple<Codec, bool>> {
 protected:
  ClientSettings settings() const {
    ClientSettings out;
    out.base_url = url(server_.port());
    std::tie(out.codec, out.gzip_requests) = GetParam();
    out.accept_gzip = out.gzip_requests;
    return out;
  }
  EchoServer server_;
};

INSTANTIATE_TEST_SUITE_P(All, ClientForms,
                         ::testing::Combine(::testing::Values(Codec::proto, Codec::json), ::testing::Bool()));

TEST_P(ClientForms, A_unary_call_returns_the_answer_with_its_metadata) {
  auto client = open(settings());
  client->add_header("Authorization", "Bearer token");
  test::EchoResponse response;
  ASSERT_TRUE(client->unary(method("Echo"), asking("metadata"), response));
  EXPECT_EQ(response.echo().text(), "metadata");
  EXPECT_EQ(client->headers().find("x-authorization"), "Bearer token");
  EXPECT_EQ(client->trailers().find("x-after"), "done");
  ASSERT_TRUE(client->unary(method("Echo"), asking(std::string(50'000, 'x')), response));
  EXPECT_EQ(response.echo().text().size(), 50'000u);
}

TEST_P(ClientForms, A_stream_hands_over_each_message_and_its_end) {
  auto client = open(settings());
  std::vector<int> indexes;
  const auto each = [&](const google::protobuf::Message& m) {
    indexes.push_back(dynamic_cast<const test::EchoResponse&>(m).index());
    return true;
  };
  EXPECT_TRUE(client->stream(method("Repeat"), asking(std::string(5'000, 'x'), 3), each));
  EXPECT_THAT(indexes, ElementsAre(0, 1, 2));
  EXPECT_EQ(client->trailers().find("x-after"), "done");
  EXPECT_TRUE(client->stream(method("Repeat"), asking("", 0), each));
  EXPECT_EQ(indexes.size(), 3u);
}

TEST_P(ClientForms, An_error_comes_back_with_code_text_and_details) {
  auto client = open(settings());
  test::EchoResponse response;
  int messages = 0;
  const auto unary = client->unary(method("Echo"), asking("fail"), response);
  const auto stream =
      client->stream(method("Repeat"), asking("fail", 2), [&](const auto&) { return ++messages, true; });
  EXPECT_EQ(messages, 2);
  for (const auto& result : {unary, stream}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::failed_precondition);
    EXPECT_EQ(result.error().message, "Not possible.");
    EXPECT_TRUE(result.error().from_server);
    const auto why = result.error().detail<test::Why>();
    ASSERT_TRUE(why);
    EXPECT_EQ(why->vi(), "Không được.");
    EXPECT_FALSE(result.error().detail<test::Part>());
  }
}

TEST(Client, A_stream_can_be_left_and_the_client_used_again) {
  EchoServer server;
  auto client = open({.base_url = url(server.port())});
  int messages = 0;
  EXPECT_TRUE(
      client->stream(method("Repeat"), asking("wait", 3), [&](const auto&) { return ++messages < 3; }));
  EXPECT_EQ(messages, 3);
  EXPECT_EQ(server.await_cancelled(), net::Cancelled::peer_gone);
  test::EchoResponse response;
  EXPECT_TRUE(client->unary(method("Echo"), asking("x"), response));
}

TEST(Client, A_deadline_is_told_to_the_server_and_kept_without_it) {
  EchoServer server;
  auto client = open({.base_url = url(server.port())});
  test::EchoResponse response;
  const auto unary = client->unary(method("Echo"), asking("wait"), response, {.timeout_ms = 30});
  ASSERT_FALSE(unary);
  EXPECT_EQ(unary.error().code, Code::deadline_exceeded);

  net::testing::Gate never;
  TestServer silent([&](Exchange&) { return never.wait(); });
  auto other = open({.base_url = url(silent.port())});
  const auto unanswered = other->unary(method("Echo"), asking("x"), response, {.timeout_ms = 30});
  ASSERT_FALSE(unanswered);
  EXPECT_EQ(unanswered.error().code, Code::deadline_exceeded);
  EXPECT_FALSE(unanswered.error().from_server);
}

TEST(Client, Another_thread_can_cancel_a_call_and_the_next_one_works) {
  EchoServer server;
  auto client = open({.base_url = url(server.port())});
  test::EchoResponse response;
  std::thread other([&] {
    server.await_waiting();
    client->cancel();
  });
  const auto result = client->unary(method("Echo"), asking("wait"), response);
  other.join();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::canceled);
  EXPECT_TRUE(client->unary(method("Echo"), asking("x"), response));
}

TEST(Client, A_cancellation_that_comes_early_is_not_lost) {
  EchoServer server;
  test::EchoResponse response;
  for (int i = 0; i < 200; ++i) {  // also while a name is looked up by a thread of its own
    auto client = open({.base_url = url(server.port())});
    client->cancel();
    const auto result = client->unary(method("Echo"), asking("wait"), response);
    ASSERT_FALSE(result);
    ASSERT_EQ(result.error().code, Code::canceled) << i;
    ASSERT_TRUE(client->unary(method("Echo"), asking("x"), response)) << i;
  }
}

TEST(Client, TLS_with_a_given_authority) {
  const net::testing::TemporaryDirectory directory;
  const auto files = net::testing::make_certificate(directory, "server");
  const auto other = net::testing::make_certificate(directory, "other");
  EchoServer server({}, {}, files);
  const auto https = "https://127.0.0.1:" + std::to_string(server.port());
  auto client = open({.base_url = https, .ca_file = files.certificate_chain});
  test::EchoResponse response;
  ASSERT_TRUE(client->unary(method("Echo"), asking("over TLS"), response));
  EXPECT_EQ(response.echo().text(), "over TLS");
  int messages = 0;
  EXPECT_TRUE(
      client->stream(method("Repeat"), asking("x", 2), [&](const auto&) { return ++messages, true; }));
  EXPECT_EQ(messages, 2);
  auto distrustful = open({.base_url = https, .ca_file = other.certificate_chain});
  EXPECT_EQ(distrustful->unary(method("Echo"), asking("x"), response).error().code, Code::unavailable);
}

TEST(Client, A_connection_that_the_server_has_closed_is_opened_anew) {
  net::Limits limits;
  limits.idle_max_ms = 1;
  EchoServer server({}, limits);
  auto client = open({.base_url = url(server.port())});
  test::EchoResponse response;
  for (int i = 0; i < 20; ++i) {
    const auto result = client->unary(method("Echo"), asking("x"), response);
    if (!result) EXPECT_EQ(result.error().code, Code::unavailable);  // closed in the very moment of asking
  }
  EXPECT_GT(server.calls(), 0);
}

TEST(Client, No_server_is_unavailable) {
  std::uint16_t port = 0;
  {
    EchoServer gone;
    port = gone.port();
  }
  test::EchoResponse response;
  const auto result = open({.base_url = url(port)})->unary(method("Echo"), asking("x"), response);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::unavailable);
  EXPECT_FALSE(result.error().from_server);
}

TEST(Client, An_address_must_be_one) {
  for (const auto* bad : {"", "127.0.0.1:80", "ftp://x", "http://", "http://x:port", "http://x:99999",
                          "http://x/path", "https://u@x"})
    EXPECT_FALSE(Client::open({.base_url = bad})) << bad;
  for (const auto* good : {"http://x", "https://x:1/", "http://[::1]:80", "https://[::1]"})
    EXPECT_TRUE(Client::open({.base_url = good})) << good;
}

struct OddAnswer {
  unsigned status;
  std::string type, body;
  Code expected;
};

TEST(Client, An_answer_that_is_not_Connect_is_an_error_by_its_status) {
  const auto end = [](std::string_view json) {
    std::string out;
    append_envelope_head(out, flag_end_stream, json.size());
    return out.append(json);
  };
  const OddAnswer for_unary[] = {
      {200, "text/html", "<html>", Code::unknown},
      {200, "application/json", "{}", Code::internal},
      {200, "application/proto", "\x0a\x05xy", Code::internal},
      {404, "text/plain", "no", Code::unimplemented},
      {503, "text/html", "<html>", Code::unavailable},
      {418, "text/plain", "", Code::unknown},
      {400, "application/json", "{\"code\":\"nonsense\"}", Code::internal},
      {500, "application/json", "{\"code\":\"not_found\",\"details\":[{\"type\":\"x\",\"value\":\"***\"},1]}",
       Code::not_found},
  };
  const OddAnswer for_stream[] = {
      {200, "application/proto", "", Code::internal},
      {200, "application/connect+proto", "", Code::internal},
      {200, "application/connect+proto", end("{"), Code::internal},
      {200, "application/connect+proto", end(R"({"error":{}})"), Code::unknown},
      {200, "text/html", "<html>", Code::unknown},
      {200, "application/connect+proto", std::string("\1\0\0\0\0", 5), Code::internal},
      {200, "application/connect+proto", std::string("\0\xff\xff\xff\xff", 5), Code::resource_exhausted},
      {429, "text/plain", "slow down", Code::unavailable},
  };
  OddAnswer now;
  TestServer server([&](Exchange& exchange) -> asio::awaitable<void> {
    Response response;
    response.status = now.status;
    response.headers.add("Content-Type", now.type);
    response.body = now.body;
    exchange.respond(std::move(response));
    co_return;
  });
  auto client = open({.base_url = url(server.port())});
  test::EchoResponse response;
  for (const auto& odd : for_unary) {
    now = odd;
    const auto result = client->unary(method("Echo"), asking("x"), response);
    EXPECT_EQ(result ? Code{} : result.error().code, odd.expected) << odd.status << odd.body;
  }
  for (const auto& odd : for_stream) {
    now = odd;
    const auto result = client->stream(method("Repeat"), asking("x"), [](const auto&) { return true; });
    EXPECT_EQ(result ? Code{} : result.error().code, odd.expected) << odd.status << odd.body;
  }
}

TEST(Client, Fields_that_a_newer_server_sends_are_let_through) {
  TestServer server([](Exchange& exchange) -> asio::awaitable<void> {
    Response response;
    response.headers.add("Content-Type", "application/json");
    response.body = R"({"index":3,"newField":{"a":[1]},"echo":{"kind":"KIND_NEW"}})";
    exchange.respond(std::move(response));
    co_return;
  });
  auto client = open({.base_url = url(server.port()), .codec = Codec::json});
  test::EchoResponse response;
  ASSERT_TRUE(client->unary(method("Echo"), asking("x"), response));
  EXPECT_EQ(response.index(), 3);
}

TEST(Client, An_answer_over_the_limit_is_refused) {
  EchoServer server;
  auto client = open({.base_url = url(server.port()), .message_max_bytes = 1'000});
  test::EchoResponse response;
  EXPECT_EQ(client->unary(method("Echo"), asking(std::string(2'000, 'x')), response).error().code,
            Code::resource_exhausted);
}

}  // namespace
}  // namespace hotline::rpc::testing
