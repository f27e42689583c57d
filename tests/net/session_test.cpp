// What one connection may send, and what it then gets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "net/testing/raw_connection.h"
#include "net/testing/test_server.h"

namespace hotline::net::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Session, A_connection_carries_one_request_after_another) {
  TestServer server(echo);
  RawConnection client(server.port());
  for (const auto* body : {"first", "", "third"}) {
    ASSERT_TRUE(client.send(post("/a?b=c", body)));
    EXPECT_EQ(body_of(client.read_answer()), "POST /a " + std::string(body));
  }
  EXPECT_EQ(server->stats().connections_accepted, 1u);
  EXPECT_EQ(server->stats().requests, 3u);
}

TEST(Session, Requests_sent_ahead_are_answered_in_order) {
  TestServer server(echo);
  RawConnection client(server.port());
  client.send(post("/1", "x") + post("/2", "y") + get("/3"));
  EXPECT_EQ(body_of(client.read_answer()), "POST /1 x");
  EXPECT_EQ(body_of(client.read_answer()), "POST /2 y");
  EXPECT_EQ(body_of(client.read_answer()), "OTHER /3 ");
}

TEST(Session, A_request_that_comes_in_single_bytes_is_whole) {
  TestServer server(echo);
  RawConnection client(server.port());
  for (const char c : post("/slow", "but in time")) ASSERT_TRUE(client.send({&c, 1}));
  EXPECT_EQ(body_of(client.read_answer()), "POST /slow but in time");
}

TEST(Session, A_chunked_body_is_put_together_and_its_trailer_is_no_header) {
  TestServer server([](Exchange& exchange) -> asio::awaitable<void> {
    const auto& request = exchange.request();
    exchange.respond(
        plain_text(200, request.body + "|" + std::string(request.headers.find("x-person").value_or("none"))));
    co_return;
  });
  RawConnection client(server.port());
  client.send(
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n"
      "X-Person: chairman\r\n\r\n");
  EXPECT_EQ(body_of(client.read_answer()), "abcde|none");
}

TEST(Session, Ambiguous_or_broken_requests_are_refused_and_the_connection_closed) {
  TestServer server(echo);
  for (const auto* head : {
           "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
           "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
           "POST / HTTP/1.1\r\n\r\n",
           "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
           "GET /\r\n\r\n",
           "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
           "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 this is a TLS handshake\r\n\r\n",
       }) {
    RawConnection client(server.port());
    client.send(head);
    client.half_close();
    EXPECT_EQ(status_of(client.read_to_end()), 400) << head;
  }
  EXPECT_EQ(server->stats().requests, 0u);
}

TEST(Session, A_header_over_the_limit_gets_431) {
  Limits limits;
  limits.header_max_bytes = 2'000;
  TestServer server(echo, limits);
  RawConnection fits(server.port()), long_target(server.port()), many_fields(server.port()),
      endless(server.port());
  fits.send(get("/", "X: " + std::string(1'900, 'x') + "\r\n"));
  EXPECT_EQ(status_of(fits.read_answer()), 200);
  long_target.send(get("/" + std::string(100'000, 'x')));
  EXPECT_EQ(status_of(long_target.read_to_end()), 431);
  std::string fields;
  for (int i = 0; i < 500; ++i) fields += "X: y\r\n";
  many_fields.send(get("/", fields));
  EXPECT_EQ(status_of(many_fields.read_to_end()), 431);
  endless.send("GET / HTTP/1.1\r\nHost: x\r\nX: ");
  while (!endless.is_readable_within(0) && endless.send(std::string(100, 'x'))) {
  }
  EXPECT_EQ(status_of(endless.read_to_end()), 431);
}

TEST(Session, A_body_of_exactly_the_limit_passes_and_one_byte_more_is_answered_before_closing) {
  Limits limits;
  limits.body_max_bytes = 1'000;
  TestServer server(echo, limits);
  RawConnection exact(server.port()), over(server.port()), chunked(server.port());
  exact.send(post("/", std::string(1'000, 'x')));
  EXPECT_EQ(status_of(exact.read_answer()), 200);
  over.send(post("/", std::string(1'001, 'x')));
  const auto answer = over.read_to_end();
  EXPECT_EQ(status_of(answer), 413);
  EXPECT_EQ(body_of(answer), "POST / ");
  EXPECT_EQ(field_of(answer, "Connection"), "close");
  chunked.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 11; ++i) chunked.send("64\r\n" + std::string(100, 'x') + "\r\n");
  EXPECT_EQ(status_of(chunked.read_to_end()), 413);
}

TEST(Session, The_handler_says_by_the_header_how_much_body_may_come) {
  Limits limits;
  limits.body_max_bytes = 1'000;
  TestServer server(echo, limits);
  RawConnection stranger(server.port()), known(server.port()), over(server.port()), chunked(server.port());
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\n";
  stranger.send(head + "Content-Length: 3000\r\n\r\n");
  EXPECT_EQ(status_of(stranger.read_answer()), 413) << "before any of the body was sent";
  known.send(head + "X-Known: yes\r\nContent-Length: 3000\r\n\r\n" + std::string(3'000, 'x'));
  EXPECT_EQ(status_of(known.read_answer()), 200);
  over.send(head + "X-Known: yes\r\nContent-Length: 3001\r\n\r\n");
  EXPECT_EQ(status_of(over.read_answer()), 413);
  chunked.send(head + "X-Known: yes\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 31; ++i) chunked.send("64\r\n" + std::string(100, 'x') + "\r\n");
  EXPECT_EQ(status_of(chunked.read_to_end()), 413);
}

TEST(Session, All_bodies_together_have_a_budget_and_strangers_a_share_of_it) {
  Limits limits;
  limits.body_max_bytes = 1'000;
  limits.bodies_max_bytes = 2'500;
  limits.strangers_bodies_max_bytes = 1'500;
  TestServer server(echo, limits);
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n";
  const std::string most(900, 'x'), rest(100, 'x');
  RawConnection first(server.port()), second(server.port()), known(server.port()), late(server.port());
  const auto arrives = [&](std::size_t bytes) {
    while (server->stats().body_bytes < bytes) std::this_thread::yield();
  };
  first.send(head + "\r\n" + most);
  arrives(900);
  second.send(head + "\r\n" + most);
  EXPECT_EQ(status_of(second.read_answer()), 503) << "too much of strangers";
  known.send(head + "X-Known: yes\r\n\r\n" + most);
  arrives(1'800);
  late.send(head + "X-Known: yes\r\n\r\n" + most);
  EXPECT_EQ(status_of(late.read_answer()), 503) << "too much altogether";
  first.send(rest);
  EXPECT_EQ(status_of(first.read_answer()), 200);
  known.send(rest);
  EXPECT_EQ(status_of(known.read_answer()), 200);
  while (server->stats().body_bytes > 0) std::this_thread::yield();  // given back once the answer is out
  RawConnection again(server.port());
  again.send(head + "\r\n" + most + rest);
  EXPECT_EQ(status_of(again.read_answer()), 200) << "what was answered is given back";
}

TEST(Session, A_client_that_sends_a_refused_body_to_its_end_still_reads_the_answer) {
  Limits limits;
  limits.body_max_bytes = 1'000;
  TestServer server(echo, limits);
  RawConnection client(server.port());
  ASSERT_TRUE(client.send(post("/", std::string(3 << 20, 'x'))));
  EXPECT_EQ(status_of(client.read_to_end()), 413);
}

TEST(Session, What_is_drained_after_a_refusal_is_bounded) {
  Limits limits;
  limits.body_max_bytes = 1'000;
  limits.drain_max_bytes = 100'000;
  TestServer server(echo, limits);
  RawConnection client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n");
  const std::string piece(64 << 10, 'x');
  std::size_t sent = 0;
  while (client.send(piece)) ASSERT_LT(sent += piece.size(), std::size_t{64} << 20);
}

TEST(Session, The_body_waits_for_100_Continue_and_is_not_asked_for_when_it_is_too_large) {
  Limits limits;
  limits.body_max_bytes = 10;
  TestServer server(echo, limits);
  RawConnection small(server.port()), large(server.port());
  small.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(small.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  small.send("hi");
  EXPECT_EQ(body_of(small.read_answer()), "POST / hi");
  large.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(status_of(large.read_answer()), 413);
}

TEST(Session, A_client_that_closes_its_half_still_gets_its_answer) {
  Gate gate;
  TestServer server([&](Exchange& exchange) -> asio::awaitable<void> {
    co_await gate.wait();
    exchange.respond(plain_text(200, "late but whole"));
  });
  RawConnection client(server.port());
  client.send(post("/", "x"));
  client.half_close();
  gate.await_arrival();
  gate.open();
  EXPECT_THAT(client.read_to_end(), HasSubstr("late but whole"));
}

TEST(Session, HTTP_1_0_and_Connection_close_end_the_connection) {
  TestServer server(echo);
  RawConnection old(server.port()), closing(server.port());
  old.send("POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_EQ(body_of(old.read_to_end()), "POST / hi");
  closing.send("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_EQ(body_of(closing.read_to_end()), "POST / hi");
}

TEST(Session, HEAD_has_the_length_and_no_body) {
  TestServer server(echo);
  RawConnection client(server.port());
  client.send("HEAD /h HTTP/1.1\r\nHost: x\r\n\r\n" + get("/g"));
  EXPECT_EQ(field_of(client.read_answer(true), "Content-Length"), "9");
  EXPECT_EQ(body_of(client.read_answer()), "OTHER /g ");
}

TEST(Session, A_large_answer_arrives_whole) {
  const std::string large(5 << 20, 'x');
  TestServer server([&](Exchange& exchange) -> asio::awaitable<void> {
    exchange.respond(plain_text(200, large));
    co_return;
  });
  RawConnection client(server.port());
  client.send(get("/"));
  EXPECT_TRUE(body_of(client.read_answer()) == large);
}

TEST(Session, An_exception_becomes_500_and_its_text_stays_here) {
  TestServer server([](Exchange&) -> asio::awaitable<void> {
    throw std::runtime_error("bé Lan");
    co_return;
  });
  RawConnection client(server.port());
  client.send(get("/") + get("/"));
  const auto answer = client.read_answer();
  EXPECT_EQ(status_of(answer), 500);
  EXPECT_THAT(answer, Not(HasSubstr("Lan")));
  EXPECT_EQ(status_of(client.read_answer()), 500);
}

TEST(Session, A_header_value_cannot_start_a_new_line) {
  TestServer server([](Exchange& exchange) -> asio::awaitable<void> {
    auto response = plain_text(200, "");
    response.headers.add("X-Good", "yes");
    response.headers.add("X-Bad", "a\r\nSet-Cookie: b");
    response.headers.add("X Bad", "a");
    exchange.respond(std::move(response));
    co_return;
  });
  RawConnection client(server.port());
  client.send(get("/"));
  const auto answer = client.read_answer();
  EXPECT_EQ(field_of(answer, "X-Good"), "yes");
  EXPECT_THAT(answer, Not(HasSubstr("Bad")));
  EXPECT_THAT(answer, Not(HasSubstr("Set-Cookie")));
}

TEST(Session, Cookies_and_fields_are_found_by_name) {
  Request request;
  request.headers.add("Cookie", "a=1; session=xyz ;b=; session2=no");
  request.headers.add("X-Test", "one");
  request.headers.add("x-test", "two");
  EXPECT_EQ(request.cookie("session"), "xyz");
  EXPECT_EQ(request.cookie("b"), "");
  EXPECT_EQ(request.cookie("ession"), std::nullopt);
  EXPECT_EQ(request.headers.find("X-TEST"), "one");
  request.headers.set("X-TEST", "three");
  EXPECT_EQ(request.headers.find("x-test"), "three");
  EXPECT_EQ(request.headers.size(), 2u);
}

}  // namespace
}  // namespace hotline::net::testing
