// The server side on real sockets, by hand-written requests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include "rpc/envelope.h"
#include "rpc/gzip.h"
#include "rpc_fixture.h"

namespace hotline::rpc::testing {
namespace {

using net::testing::body_of;
using net::testing::field_of;
using net::testing::Gate;
using net::testing::RawConnection;
using net::testing::status_of;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr auto echo_path = "/hotline.rpc.test.EchoService/Echo";
constexpr auto repeat_path = "/hotline.rpc.test.EchoService/Repeat";

std::string request(std::string_view path, std::string_view fields, std::string_view body) {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + std::string(fields) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::string json_call(std::string_view body, std::string_view fields = "") {
  return request(echo_path, "Content-Type: application/json\r\n" + std::string(fields), body);
}

std::string enveloped(std::string_view payload, std::uint8_t flags = 0) {
  std::string out;
  append_envelope_head(out, flags, payload.size());
  return out.append(payload);
}

std::string stream_call(std::string_view body, std::string_view fields = "") {
  return request(repeat_path, "Content-Type: application/connect+json\r\n" + std::string(fields), body);
}

std::string ask(EchoServer& server, const std::string& bytes) {
  RawConnection client(server.port());
  client.send(bytes);
  return client.read_answer();
}

TEST(Router, A_unary_call_in_JSON_needs_nothing_but_a_content_type) {
  EchoServer server;
  const auto answer = ask(server, json_call(R"({"text":"xã Tam Dị"})"));
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(body_of(answer), R"({"echo":{"text":"xã Tam Dị"}})");
  EXPECT_EQ(field_of(answer, "Content-Type"), "application/json");
  EXPECT_EQ(field_of(answer, "Cache-Control"), "no-store");
  EXPECT_EQ(field_of(answer, "X-Content-Type-Options"), "nosniff");
}

TEST(Router, Wrong_path_verb_and_type_get_404_405_and_415) {
  EchoServer server;
  for (const auto* path :
       {"/", "/hotline.rpc.test.EchoService", "/hotline.rpc.test.EchoService/",
        "/hotline.rpc.test.EchoService/None", "/hotline.rpc.test.EchoService/Echo/", "/echoservice/echo"})
    EXPECT_EQ(status_of(ask(server, request(path, "Content-Type: application/json\r\n", "{}"))), 404) << path;
  for (const auto* verb : {"GET", "PUT", "DELETE", "OPTIONS"}) {
    const auto answer =
        ask(server, std::string(verb) + " " + echo_path + "?message={} HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(status_of(answer), 405) << verb;
    EXPECT_EQ(field_of(answer, "Allow"), "POST");
  }
  for (const auto* type : {"text/plain", "application/connect+json", "application/json; charset=latin1",
                           "application/jsonx", "application/x-www-form-urlencoded"}) {
    const auto answer = ask(server, request(echo_path, "Content-Type: " + std::string(type) + "\r\n", "{}"));
    EXPECT_EQ(status_of(answer), 415) << type;
    EXPECT_THAT(field_of(answer, "Accept-Post"), HasSubstr("application/json"));
  }
  EXPECT_EQ(status_of(ask(server, request(echo_path, "", "{}"))), 415);
  EXPECT_EQ(status_of(ask(server, request(repeat_path, "Content-Type: application/json\r\n", "{}"))), 415);
}

TEST(Router, An_error_has_code_text_and_details) {
  EchoServer server;
  const auto answer = ask(server, json_call(R"({"text":"fail"})"));
  EXPECT_EQ(status_of(answer), 400);
  EXPECT_EQ(field_of(answer, "Content-Type"), "application/json");
  test::Why why;
  why.set_reason("asked_to_fail");
  why.set_vi("Không được.");
  why.set_en("Not possible.");
  EXPECT_EQ(
      body_of(answer),
      R"({"code":"failed_precondition","message":"Not possible.","details":[{"type":"hotline.rpc.test.Why","value":")" +
          base64(why.SerializeAsString()) + "\"}]}");
}

TEST(Router, A_bad_body_is_refused_before_the_dispatcher_and_never_quoted) {
  EchoServer server;
  for (const auto* body : {"", "{", R"({"beLan":1})", R"({"kind":"beLan"})", R"({"flag":"beLan"})",
                           R"({"text":"a","text":"b"})"}) {
    const auto answer = ask(server, json_call(body));
    EXPECT_EQ(status_of(answer), 400) << body;
    EXPECT_THAT(std::string(body_of(answer)),
                AllOf(StartsWith(R"({"code":"invalid_argument")"), Not(HasSubstr("beLan"))));
  }
  EXPECT_EQ(server.calls(), 0);
}

TEST(Router, Protocol_version_and_timeout_must_be_understood) {
  EchoServer server;
  EXPECT_EQ(
      status_of(
          ask(server, json_call("{}", "Connect-Protocol-Version: 1\r\nConnect-Timeout-Ms: 9999999999\r\n"))),
      200);
  EXPECT_EQ(status_of(ask(server, json_call("{}", "Connect-Protocol-Version: 2\r\n"))), 400);
  for (const auto* timeout : {"-1", "1.5", "abc", "", "12345678901", "5 "})
    if (const std::string fields = "Connect-Timeout-Ms: " + std::string(timeout) + "\r\n";
        std::string_view(timeout) != "5 ")
      EXPECT_EQ(status_of(ask(server, json_call("{}", fields))), 400) << timeout;
}

TEST(Router, A_call_past_its_deadline_is_answered_with_deadline_exceeded) {
  RouterOptions clamped;
  clamped.handler_max_ms = 20;
  EchoServer patient, impatient(clamped);
  const auto by_client = ask(patient, json_call(R"({"text":"wait"})", "Connect-Timeout-Ms: 20\r\n"));
  const auto by_server = ask(impatient, json_call(R"({"text":"wait"})", "Connect-Timeout-Ms: 3600000\r\n"));
  for (const auto& answer : {by_client, by_server}) {
    EXPECT_EQ(status_of(answer), 504);
    EXPECT_THAT(std::string(body_of(answer)), StartsWith(R"({"code":"deadline_exceeded")"));
  }
}

TEST(Router, Gzip_is_taken_and_given_when_it_is_asked_for_and_worth_it) {
  EchoServer server;
  const std::string text(5'000, 'x');
  const auto body = gzip(R"({"text":")" + text + "\"}");
  const auto plain = ask(server, json_call(body, "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(field_of(plain, "Content-Encoding"), "");
  EXPECT_THAT(std::string(body_of(plain)), HasSubstr(text));
  const auto zipped = ask(server, json_call(body, "Content-Encoding: gzip\r\nAccept-Encoding: br, gzip\r\n"));
  EXPECT_EQ(field_of(zipped, "Content-Encoding"), "gzip");
  EXPECT_EQ(gunzip(body_of(zipped), 1 << 20).value(), body_of(plain));
  EXPECT_EQ(field_of(ask(server, json_call("{}", "Accept-Encoding: gzip\r\n")), "Content-Encoding"), "");
  EXPECT_EQ(status_of(ask(server, json_call("{}", "Content-Encoding: br\r\n"))), 501);
  EXPECT_EQ(status_of(ask(server, json_call("{}", "Content-Encoding: gzip\r\n"))), 400);
}

TEST(Router, A_bomb_and_an_oversized_body_are_resource_exhausted) {
  RouterOptions options;
  options.message_max_bytes = 10'000;
  net::Limits limits;
  limits.body_max_bytes = 20'000;
  EchoServer server(options, limits);
  const auto bomb = gzip(R"({"text":")" + std::string(10'000, 'x') + "\"}");
  const std::string over(10'001, ' '), way_over(30'000, ' ');
  EXPECT_EQ(status_of(ask(server, json_call(bomb, "Content-Encoding: gzip\r\n"))), 429);
  EXPECT_EQ(status_of(ask(server, json_call(over))), 429);
  const auto cut = ask(server, json_call(way_over));
  EXPECT_EQ(status_of(cut), 429);
  EXPECT_EQ(field_of(cut, "Connection"), "close");
  EXPECT_EQ(server.calls(), 0);
  const auto stream = ask(server, stream_call(enveloped(way_over)));
  EXPECT_EQ(status_of(stream), 200);
  EXPECT_THAT(std::string(body_of(stream)), HasSubstr("resource_exhausted"));
}

TEST(Router, Whoever_is_not_admitted_by_the_header_has_nothing_decompressed_or_decoded) {
  EchoServer server;
  for (const auto* fields : {"X-Stranger: 1\r\n", "X-Stranger: 1\r\nContent-Encoding: gzip\r\n"})
    EXPECT_EQ(status_of(ask(server, json_call("no gzip, and no JSON", fields))), 401);
  EXPECT_THAT(std::string(body_of(ask(server, stream_call("no envelope", "X-Stranger: 1\r\n")))),
              HasSubstr("unauthenticated"));
}

TEST(Router, A_body_that_protobuf_cannot_read_is_refused_in_binary_too) {
  EchoServer server;
  const auto answer = ask(server, request(echo_path, "Content-Type: application/proto\r\n", "\x0a\x05xy"));
  EXPECT_EQ(status_of(answer), 400);
  EXPECT_EQ(field_of(answer, "Content-Type"), "application/json");
}

TEST(Router, Headers_and_trailers_of_the_call_reach_the_client) {
  EchoServer server;
  const auto answer = ask(server, json_call(R"({"text":"metadata"})", "Cookie: session=abc\r\n"));
  EXPECT_EQ(field_of(answer, "X-Cookie"), "abc");
  EXPECT_EQ(field_of(answer, "X-Peer"), "127.0.0.1");
  EXPECT_EQ(field_of(answer, "trailer-X-After"), "done");
}

TEST(Router, An_exception_is_internal_and_only_the_name_of_its_type_is_told) {
  EchoServer server;
  const auto answer = ask(server, json_call(R"({"text":"throw"})"));
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_THAT(std::string(body_of(answer)),
              AllOf(StartsWith(R"({"code":"internal")"), Not(HasSubstr("beLan"))));
  EXPECT_THAT(server.last_exception(), HasSubstr("runtime_error"));
}

TEST(Router, A_message_that_cannot_be_written_is_internal) {
  EchoServer server;
  EXPECT_EQ(status_of(ask(server, json_call(R"({"text":"unwritable"})"))), 500);
}

TEST(Router, A_stream_sends_its_messages_and_then_its_end) {
  EchoServer server;
  RawConnection client(server.port());
  client.send(stream_call(enveloped(R"({"count":2})")));
  const auto all = client.read_to_end();
  EXPECT_THAT(all, HasSubstr("Content-Type: application/connect+json\r\n"));
  EXPECT_THAT(all, HasSubstr(enveloped(R"({"echo":{"count":2}})")));
  EXPECT_THAT(all, HasSubstr(enveloped(R"({"echo":{"count":2},"index":1})")));
  EXPECT_THAT(all,
              EndsWith(enveloped(R"({"metadata":{"X-After":["done"]}})", flag_end_stream) + "\r\n0\r\n\r\n"));
}

TEST(Router, Messages_that_belong_together_leave_in_one_chunk_and_in_order) {
  EchoServer server;
  RawConnection client(server.port());
  client.send(stream_call(enveloped(R"({"text":"together","count":3})")));
  std::string envelopes;
  for (const auto* index : {"", R"(,"index":1)", R"(,"index":2)"})
    envelopes += enveloped(R"({"echo":{"text":"together","count":3})" + std::string(index) + "}");
  EXPECT_THAT(client.read_to_end(), HasSubstr("\r\n" + envelopes + "\r\n"));
}

TEST(Router, Messages_that_belong_together_are_parted_before_they_grow_without_end) {
  EchoServer server;
  RawConnection client(server.port());
  const std::string data(12'000, 'A');  // base64
  client.send(stream_call(enveloped(R"({"text":"together","count":5,"data":")" + data + R"("})")));
  const auto all = client.read_to_end();
  std::size_t messages = 0;
  for (auto at = all.find("\"echo\""); at != std::string::npos; at = all.find("\"echo\"", at + 1)) ++messages;
  EXPECT_EQ(messages, 5U);
  for (std::size_t at = all.find("\r\n\r\n") + 4; at < all.size();) {  // chunk by chunk
    const auto size = std::stoul(all.substr(at), nullptr, 16);
    EXPECT_LE(size, 32U << 10);
    at = all.find("\r\n", at) + 4 + size;
  }
}

TEST(Router, A_stream_that_fails_at_once_is_one_envelope_and_keeps_the_connection) {
  EchoServer server;
  RawConnection client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.send(stream_call(enveloped(R"({"bad":2})")));
    const auto answer = client.read_answer();
    EXPECT_EQ(status_of(answer), 200);
    EXPECT_EQ(static_cast<std::uint8_t>(body_of(answer).at(0)), flag_end_stream);
    EXPECT_THAT(std::string(body_of(answer)), HasSubstr(R"({"error":{"code":"invalid_argument")"));
  }
}

TEST(Router, Bad_envelopes_are_refused) {
  EchoServer server;
  const auto code = [&](const std::string& body, std::string_view fields = "") {
    const auto answer = ask(server, stream_call(body, fields));
    const auto json = body_of(answer).substr(5);
    const auto from = json.find("\"code\":\"") + 8;
    return std::string(json.substr(from, json.find('"', from) - from));
  };
  EXPECT_EQ(code(""), "unimplemented");
  EXPECT_EQ(code(enveloped("{}") + enveloped("{}")), "unimplemented");
  EXPECT_EQ(code(enveloped("{}").substr(0, 6)), "invalid_argument");
  EXPECT_EQ(code("{}"), "invalid_argument");
  EXPECT_EQ(code(enveloped(gzip("{}"), flag_compressed)), "internal");
  EXPECT_EQ(code(enveloped("{}"), "Connect-Content-Encoding: br\r\n"), "unimplemented");
  EXPECT_EQ(code(enveloped("{}", flag_compressed), "Connect-Content-Encoding: gzip\r\n"), "invalid_argument");
  EXPECT_EQ(server.calls(), 0);
}

TEST(Router, Client_streams_are_unimplemented) {
  EchoServer server;
  const auto answer = ask(server, request("/hotline.rpc.test.EchoService/Collect",
                                          "Content-Type: application/connect+json\r\n", enveloped("{}")));
  EXPECT_THAT(std::string(body_of(answer)), HasSubstr(R"("code":"unimplemented")"));
}

TEST(Router, A_stream_has_its_clients_deadline_and_no_other) {
  RouterOptions options;
  options.handler_max_ms = 1;
  EchoServer limiting(options), server(options);
  RawConnection limited(limiting.port()), endless(server.port());
  endless.send(stream_call(enveloped(R"({"text":"wait","count":1})")));
  server.await_waiting();
  limited.send(stream_call(enveloped(R"({"text":"wait","count":1})"), "Connect-Timeout-Ms: 20\r\n"));
  EXPECT_THAT(limited.read_to_end(), HasSubstr(R"({"error":{"code":"deadline_exceeded")"));
  server.stop();
  EXPECT_THAT(endless.read_to_end(), HasSubstr(R"({"error":{"code":"unavailable")"));
}

TEST(Router, When_the_server_stops_streams_end_with_unavailable) {
  EchoServer server;
  RawConnection client(server.port());
  client.send(stream_call(enveloped(R"({"text":"wait","count":1})")));
  client.read_until(R"("text":"wait")");
  server.await_waiting();
  server.stop();
  EXPECT_THAT(client.read_to_end(),
              AllOf(HasSubstr(R"({"error":{"code":"unavailable")"), EndsWith("\r\n0\r\n\r\n")));
  client.close();
  server.wait();
}

TEST(Router, When_its_reader_leaves_a_stream_is_cancelled) {
  EchoServer server;
  {
    RawConnection client(server.port());
    client.send(stream_call(enveloped(R"({"text":"wait","count":1})")));
    client.read_until(R"("text":"wait")");
    server.await_waiting();
  }
  EXPECT_EQ(server.await_cancelled(), net::Cancelled::peer_gone);
}

TEST(Router, Calls_are_counted_by_method_and_code) {
  EchoServer server;
  RawConnection client(server.port());
  client.send(json_call("{}") + json_call("{}") + json_call("{"));
  for (int i = 0; i < 3; ++i) client.read_answer();
  client.send(request("/none", "", ""));
  client.read_answer();
  const auto text = server.metrics();
  EXPECT_THAT(
      text,
      HasSubstr(R"(hotline_rpc_requests_total{method="hotline.rpc.test.EchoService/Echo",code="ok"} 2)"));
  EXPECT_THAT(
      text,
      HasSubstr(
          R"(hotline_rpc_requests_total{method="hotline.rpc.test.EchoService/Echo",code="invalid_argument"} 1)"));
  EXPECT_THAT(
      text,
      HasSubstr(
          R"(hotline_rpc_duration_seconds_bucket{method="hotline.rpc.test.EchoService/Echo",le="+Inf"} 3)"));
  EXPECT_THAT(
      text, HasSubstr(R"(hotline_rpc_duration_seconds_count{method="hotline.rpc.test.EchoService/Echo"} 3)"));
}

}  // namespace
}  // namespace hotline::rpc::testing
