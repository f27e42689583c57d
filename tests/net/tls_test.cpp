#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "net/http_client.h"
#include "net/testing/certificates.h"
#include "net/testing/raw_connection.h"
#include "net/testing/test_server.h"

namespace hotline::net::testing {
namespace {

class Tls : public ::testing::Test {
 protected:
  void SetUp() override {
    first_ = make_certificate(directory_, "first");
    second_ = make_certificate(directory_, "second");
    install(first_);
    ServerOptions options;
    options.listen = {{.tls = true}};
    options.tls_files = installed_;
    options.limits.idle_max_ms = 3'600'000;
    auto started = Server::start(options, handler_);
    ASSERT_TRUE(started);
    server_ = std::move(*started);
  }

  void install(const TlsFiles& files) {
    namespace fs = std::filesystem;
    fs::copy_file(files.certificate_chain, installed_.certificate_chain,
                  fs::copy_options::overwrite_existing);
    fs::copy_file(files.private_key, installed_.private_key, fs::copy_options::overwrite_existing);
  }

  HttpClient client(const TlsFiles& trusted, std::string host = "127.0.0.1") {
    return HttpClient({.host = std::move(host),
                       .port = server_->ports().front(),
                       .tls = true,
                       .ca_file = trusted.certificate_chain});
  }

  static Result<std::string> ask(HttpClient& client, std::string_view body) {
    std::string out;
    auto answer = client.post("/", {}, body, {}, [&](const auto&, std::string_view piece) {
      out += piece;
      return true;
    });
    if (!answer) return fail(answer.error());
    return out;
  }

  TemporaryDirectory directory_;
  TlsFiles installed_{directory_.path() / "installed.pem", directory_.path() / "installed.key"};
  TlsFiles first_, second_;
  FunctionHandler handler_{echo};
  std::unique_ptr<Server> server_;
};

TEST_F(Tls, Requests_of_every_size_pass_on_one_connection) {
  auto one = client(first_);
  for (const std::size_t size : {0, 1, 20'000, 1'000'000}) {
    const auto answer = ask(one, std::string(size, 'x'));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->size(), size + 7);
  }
  EXPECT_EQ(server_->stats().connections_accepted, 1u);
}

TEST_F(Tls, A_body_over_the_limit_is_answered) {
  auto one = client(first_);
  const auto answer = ask(one, std::string((1 << 20) + 1, 'x'));
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, "POST / ");
}

TEST_F(Tls, A_certificate_of_a_stranger_or_for_another_name_is_not_trusted) {
  auto wrong_authority = client(second_);
  auto wrong_name = client(first_, "localhost");
  for (auto* one : {&wrong_authority, &wrong_name}) {
    const auto answer = ask(*one, "x");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().reason, "not_trusted");
  }
}

TEST_F(Tls, After_a_reload_new_connections_get_the_new_certificate_and_old_ones_live_on) {
  auto old_one = client(first_);
  ASSERT_TRUE(ask(old_one, "before"));
  install(second_);
  ASSERT_TRUE(server_->reload_certificates());
  EXPECT_TRUE(ask(old_one, "still here"));
  auto new_one = client(second_), outdated = client(first_);
  EXPECT_TRUE(ask(new_one, "x"));
  EXPECT_FALSE(ask(outdated, "x"));
}

TEST_F(Tls, Files_that_do_not_fit_together_are_refused_and_the_old_ones_stay) {
  std::filesystem::copy_file(second_.private_key, installed_.private_key,
                             std::filesystem::copy_options::overwrite_existing);
  const auto reloaded = server_->reload_certificates();
  ASSERT_FALSE(reloaded);
  EXPECT_EQ(reloaded.error().reason, "tls_files_unusable");
  auto one = client(first_);
  EXPECT_TRUE(ask(one, "x"));
}

TEST_F(Tls, TLS_1_1_is_refused_and_1_2_accepted) {
  EXPECT_FALSE(can_shake_hands(server_->ports().front(), "TLSv1.1"));
  EXPECT_TRUE(can_shake_hands(server_->ports().front(), "TLSv1.2"));
  EXPECT_TRUE(can_shake_hands(server_->ports().front(), "TLSv1.3"));
}

TEST_F(Tls, A_client_that_speaks_plain_HTTP_or_leaves_does_no_harm) {
  RawConnection plain(server_->ports().front());
  plain.send(post("/", "x"));
  plain.read_to_end();
  {
    RawConnection leaving(server_->ports().front());
  }
  auto one = client(first_);
  EXPECT_TRUE(ask(one, "x"));
  EXPECT_EQ(server_->stats().requests, 1u);
}

TEST_F(Tls, A_stop_closes_idle_connections_and_those_in_the_middle_of_a_handshake) {
  auto one = client(first_);
  ASSERT_TRUE(ask(one, "x"));
  RawConnection halfway(server_->ports().front());
  halfway.send("\x16\x03\x01");
  server_->stop();
  server_->wait();
  EXPECT_EQ(server_->stats().connections_open, 0u);
}

}  // namespace
}  // namespace hotline::net::testing
