// Limits of number and of time, and how a server stops.
#include "net/server.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/system/system_error.hpp>
#include <thread>

#include "net/testing/raw_connection.h"
#include "net/testing/test_server.h"

namespace hotline::net::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t far_ms = 3'600'000;

/// All deadlines out of the way but the one that a test is about.
Limits patient_limits() {
  Limits limits;
  limits.read_max_ms = limits.idle_max_ms = limits.write_max_ms = limits.drain_max_ms = far_ms;
  limits.sweep_ms = 5;
  return limits;
}

void allow_many_descriptors() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

/// Sends one piece every few milliseconds until the server ends the connection.
void trickle_until_cut(RawConnection& client, std::string_view piece) {
  for (int i = 0; i < 5'000; ++i)
    if (client.is_readable_within(2) || !client.send(piece)) return;
  FAIL() << "never cut";
}

TEST(ServerDeadlines, A_slow_header_is_cut_at_the_read_deadline) {
  auto limits = patient_limits();
  limits.read_max_ms = 40;
  TestServer server(echo, limits);
  RawConnection client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nX: ");
  trickle_until_cut(client, "y");
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_EQ(server->stats().connections_cut, 1u);
}

TEST(ServerDeadlines, A_slow_body_is_cut_at_the_same_absolute_deadline) {
  auto limits = patient_limits();
  limits.read_max_ms = 40;
  TestServer server(echo, limits);
  RawConnection client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
  trickle_until_cut(client, "y");
  EXPECT_EQ(client.read_to_end(), "");
  EXPECT_EQ(server->stats().connections_cut, 1u);
  EXPECT_EQ(server->stats().requests, 0u);
}

TEST(ServerDeadlines, An_idle_connection_is_closed_and_not_before_it_is_idle) {
  auto limits = patient_limits();
  limits.idle_max_ms = 40;
  TestServer server(echo, limits);
  RawConnection silent(server.port()), used(server.port());
  used.send(post("/", "x"));
  EXPECT_THAT(used.read_to_end(), EndsWith("POST / x"));
  EXPECT_EQ(silent.read_to_end(), "");
}

TEST(ServerDeadlines, A_handler_past_its_deadline_is_cancelled_and_the_connection_lives_on) {
  Gate never;
  TestServer server(
      [&](Exchange& exchange) -> asio::awaitable<void> {
        if (exchange.request().path() != "/wait") co_return co_await echo(exchange);
        exchange.set_deadline(Steady::now() + std::chrono::milliseconds(10));
        Cancelled told = Cancelled::no;
        exchange.on_cancel([&] { told = exchange.cancelled(); });
        try {
          co_await never.wait();
        } catch (const boost::system::system_error&) {
          exchange.respond(plain_text(504, told == Cancelled::deadline ? "told" : "not told"));
        }
      },
      patient_limits());
  RawConnection client(server.port());
  client.send(get("/wait") + get("/again"));
  const auto answer = client.read_answer();
  EXPECT_EQ(status_of(answer), 504);
  EXPECT_EQ(body_of(answer), "told");
  EXPECT_EQ(body_of(client.read_answer()), "OTHER /again ");
}

TEST(ServerDeadlines, A_reader_that_does_not_read_is_cut_at_the_write_deadline) {
  auto limits = patient_limits();
  limits.write_max_ms = 40;
  std::promise<Code> failed_with;
  TestServer server(
      [&](Exchange& exchange) -> asio::awaitable<void> {
        (void)co_await exchange.start_stream(Response{});
        const std::string piece(1 << 20, 'x');
        for (;;)
          if (auto ok = co_await exchange.write(piece); !ok) co_return failed_with.set_value(ok.error().code);
      },
      limits);
  RawConnection client(server.port());
  client.send(get("/"));
  EXPECT_EQ(failed_with.get_future().get(), Code::unavailable);
  EXPECT_EQ(server->stats().connections_cut, 1u);
}

TEST(ServerLimits, A_thousand_idle_connections_do_not_disturb_the_next) {
  allow_many_descriptors();
  TestServer server(echo, patient_limits());
  std::vector<RawConnection> idle;
  for (int i = 0; i < 1'000; ++i) {
    idle.emplace_back(server.port());
    idle.back().send(post("/", "hello"));
    ASSERT_EQ(status_of(idle.back().read_answer()), 200);
  }
  EXPECT_EQ(server->stats().connections_open, 1'000u);
  RawConnection next(server.port());
  next.send(post("/", "hello"));
  EXPECT_EQ(status_of(next.read_answer()), 200);
  for (auto& connection : idle) {
    connection.send(post("/", "again"));
    ASSERT_EQ(status_of(connection.read_answer()), 200);
  }
}

TEST(ServerLimits, A_connection_over_the_limit_is_turned_away_and_a_freed_place_is_used_again) {
  for (const auto& limits : {Limits{.connections_max = 2}, Limits{.connections_per_address_max = 2}}) {
    TestServer server(echo, limits);
    RawConnection one(server.port()), two(server.port());
    for (auto* client : {&one, &two}) {
      client->send(post("/", "x"));
      EXPECT_EQ(status_of(client->read_answer()), 200);
    }
    EXPECT_THAT(RawConnection(server.port()).read_to_end(), HasSubstr(" 503 "));
    EXPECT_EQ(server->stats().connections_refused, 1u);
    one.close();
    for (int status = 503; status != 200;) {
      RawConnection again(server.port());
      again.send(post("/", "x"));
      status = status_of(again.read_answer());
    }
  }
}

TEST(ServerLimits, A_person_has_so_many_connections_and_no_more) {
  Limits limits;
  limits.connections_per_person_max = 2;
  TestServer server(
      [](Exchange& exchange) -> asio::awaitable<void> {
        const auto bound = exchange.bind_person(exchange.request().path());
        exchange.respond(plain_text(bound ? 200 : 429, bound ? "" : bound.error().text.en));
        co_return;
      },
      limits);
  RawConnection one(server.port()), two(server.port()), three(server.port());
  const auto ask = [](RawConnection& client, std::string_view person) {
    client.send(get(person));
    return status_of(client.read_answer());
  };
  EXPECT_EQ(ask(one, "/lan"), 200);
  EXPECT_EQ(ask(one, "/lan"), 200);
  EXPECT_EQ(ask(two, "/lan"), 200);
  EXPECT_EQ(ask(three, "/lan"), 429);
  EXPECT_EQ(ask(three, "/hoa"), 200);
  EXPECT_EQ(ask(two, "/hoa"), 200);
  EXPECT_EQ(ask(three, "/lan"), 200);
}

TEST(ServerLimits, Without_a_free_descriptor_the_server_waits_and_then_accepts_again) {
  Limits limits = patient_limits();
  limits.accept_backoff_ms = 5;
  TestServer server(echo, limits);
  RawConnection client;  // its descriptor, before there are none
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  rlimit few = before;
  few.rlim_cur = std::min<rlim_t>(before.rlim_cur, 4'096);
  setrlimit(RLIMIT_NOFILE, &few);
  std::vector<int> fillers;
  for (int fd = 0; (fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;) fillers.push_back(fd);
  ASSERT_EQ(errno, EMFILE);

  client.connect(server.port());
  client.send(post("/", "patience"));
  EXPECT_FALSE(client.is_readable_within(100));
  for (const int fd : fillers) ::close(fd);
  EXPECT_EQ(body_of(client.read_answer()), "POST / patience");
  setrlimit(RLIMIT_NOFILE, &before);
}

TEST(ServerStreams, Pieces_arrive_as_they_are_sent_and_the_end_is_marked) {
  Gate gate;
  TestServer server(
      [&](Exchange& exchange) -> asio::awaitable<void> {
        Response head;
        head.headers.add("X-Kind", "stream");
        EXPECT_TRUE(co_await exchange.start_stream(std::move(head)));
        EXPECT_TRUE(co_await exchange.write("first"));
        co_await gate.wait();
        EXPECT_TRUE(co_await exchange.write("second"));
      },
      patient_limits());
  RawConnection client(server.port());
  client.send(get("/"));
  EXPECT_THAT(client.read_until("first\r\n"), HasSubstr("X-Kind: stream\r\nTransfer-Encoding: chunked\r\n"));
  gate.await_arrival();
  gate.open();
  EXPECT_EQ(client.read_to_end(), "6\r\nsecond\r\n0\r\n\r\n");
}

TEST(ServerStreams, A_stream_that_fails_is_cut_without_its_end) {
  TestServer server([](Exchange& exchange) -> asio::awaitable<void> {
    (void)co_await exchange.start_stream(Response{});
    (void)co_await exchange.write("half");
    throw std::runtime_error("the other half is missing");
  });
  RawConnection client(server.port());
  client.send(get("/"));
  EXPECT_THAT(client.read_to_end(), EndsWith("4\r\nhalf\r\n"));
}

TEST(ServerStreams, A_peer_that_leaves_cancels_its_stream) {
  std::promise<Cancelled> cancelled;
  Gate never;
  TestServer server(
      [&](Exchange& exchange) -> asio::awaitable<void> {
        exchange.set_open_ended();
        exchange.on_cancel([&] { cancelled.set_value(exchange.cancelled()); });
        (void)co_await exchange.start_stream(Response{});
        co_await never.wait();
      },
      patient_limits());
  {
    RawConnection client(server.port());
    client.send(get("/"));
    client.read_until("\r\n\r\n");
    never.await_arrival();
  }
  EXPECT_EQ(cancelled.get_future().get(), Cancelled::peer_gone);
}

TEST(ServerStop, A_running_request_is_answered_and_then_everything_is_closed) {
  Gate gate;
  TestServer server(
      [&](Exchange& exchange) -> asio::awaitable<void> {
        if (exchange.request().path() == "/idle") co_return co_await echo(exchange);
        co_await gate.wait();
        exchange.respond(plain_text(200, "finished"));
      },
      patient_limits());
  RawConnection idle(server.port()), fresh(server.port()), busy(server.port());
  idle.send(get("/idle"));
  EXPECT_EQ(status_of(idle.read_answer()), 200);
  busy.send(get("/"));
  gate.await_arrival();
  server->stop();
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_EQ(fresh.read_to_end(), "");
  gate.open();
  const auto answer = busy.read_to_end();
  EXPECT_EQ(body_of(answer), "finished");
  EXPECT_EQ(field_of(answer, "Connection"), "close");
  busy.close();
  server->wait();
  EXPECT_EQ(server->stats().connections_open, 0u);
}

TEST(ServerStop, A_stream_is_cancelled_and_can_say_why) {
  Gate never;
  TestServer server(
      [&](Exchange& exchange) -> asio::awaitable<void> {
        exchange.set_open_ended();
        (void)co_await exchange.start_stream(Response{});
        try {
          co_await never.wait();
        } catch (const boost::system::system_error&) {
        }
        co_await asio::this_coro::throw_if_cancelled(false);
        (void)co_await exchange.write(exchange.cancelled() == Cancelled::stopping ? "stopping"
                                                                                  : "something else");
      },
      patient_limits());
  RawConnection client(server.port());
  client.send(get("/"));
  never.await_arrival();
  server->stop();
  EXPECT_THAT(client.read_to_end(), EndsWith("8\r\nstopping\r\n0\r\n\r\n"));
  client.close();
  server->wait();
}

TEST(ServerStop, A_request_that_is_still_coming_in_is_answered) {
  TestServer server(echo, patient_limits());
  RawConnection client(server.port()), idle(server.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  client.read_until("\r\n\r\n");
  server->stop();
  EXPECT_EQ(idle.read_to_end(), "");
  client.send("late");
  EXPECT_EQ(body_of(client.read_to_end()), "POST / late");
  client.close();
  server->wait();
}

TEST(ServerStop, The_second_stop_waits_for_nobody) {
  Gate never;
  TestServer server([&](Exchange&) -> asio::awaitable<void> { co_await never.wait(); }, patient_limits());
  RawConnection client(server.port());
  client.send(get("/"));
  never.await_arrival();
  server->stop();
  server->stop();
  EXPECT_EQ(client.read_to_end(), "");
  server->wait();
}

TEST(ServerStop, A_stopped_server_has_left_its_port) {
  TestServer server(echo);
  server->stop();
  server->wait();
  ServerOptions options;
  options.listen = {{.port = server.port()}};
  FunctionHandler handler(echo);
  EXPECT_TRUE(Server::start(options, handler));
}

TEST(ServerStart, An_address_that_cannot_be_used_is_an_error) {
  TestServer server(echo);
  FunctionHandler handler(echo);
  for (const Listen& listen : {Listen{.port = server.port()}, Listen{.address = "nowhere"},
                               Listen{.address = "192.0.2.1"}, Listen{.tls = true}}) {
    ServerOptions options;
    options.listen = {listen};
    const auto started = Server::start(options, handler);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, Code::failed_precondition);
  }
}

TEST(ServerStart, Several_addresses_are_served_at_once) {
  FunctionHandler handler(echo);
  ServerOptions options;
  options.listen = {{}, {}};
  const auto server = Server::start(options, handler);
  ASSERT_TRUE(server);
  for (const auto port : (*server)->ports()) {
    RawConnection client(port);
    client.send(post("/", "x"));
    EXPECT_EQ(status_of(client.read_answer()), 200);
  }
}

}  // namespace
}  // namespace hotline::net::testing
