// What is served besides RPC: files, probes, metrics, and the choice between them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "net/negotiation.h"
#include "net/probes.h"
#include "net/routes.h"
#include "net/static_files.h"
#include "net/testing/certificates.h"
#include "net/testing/raw_connection.h"
#include "net/testing/test_server.h"

namespace hotline::net::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(root_ / "assets");
    write("index.html", "<!doctype html><title>Tổng đài 111</title>");
    write("assets/app-1a2b.js", std::string(500, 'x'));
    write("assets/app-1a2b.js.gz", std::string(90, 'g'));
    write("assets/app-1a2b.js.br", std::string(80, 'b'));
    write("assets/tiny.css", "a{}");
    write("assets/tiny.css.gz", std::string(30, 'g'));  // larger than the plain form
    write("orphan.js.gz", "without a plain form");
    write(".secret", "hidden");
    write("../outside.txt", "outside");
    std::filesystem::create_symlink(root_ / "../outside.txt", root_ / "link.txt");
    auto loaded = StaticFiles::load({.directory = root_});
    ASSERT_TRUE(loaded);
    files_ = std::move(*loaded);
    server_ = std::make_unique<TestServer>([this](Exchange& exchange) { return files_->handle(exchange); });
  }

  void write(const std::string& name, std::string_view content) { std::ofstream(root_ / name) << content; }

  std::string ask(std::string_view target, std::string_view fields = "") {
    RawConnection client(server_->port());
    client.send(get(target, fields));
    return client.read_answer();
  }

  TemporaryDirectory directory_;
  std::filesystem::path root_ = directory_.path() / "dist";
  std::unique_ptr<StaticFiles> files_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(Files, A_file_is_sent_with_its_type_and_what_guards_the_browser) {
  const auto answer = ask("/assets/app-1a2b.js");
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(body_of(answer), std::string(500, 'x'));
  EXPECT_EQ(field_of(answer, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(field_of(answer, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(field_of(answer, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(field_of(answer, "Referrer-Policy"), "no-referrer");
  EXPECT_EQ(field_of(answer, "X-Frame-Options"), "DENY");
  const auto policy = field_of(answer, "Content-Security-Policy");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'; script-src 'self'; style-src 'self';"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe-")));
}

TEST_F(Files, The_root_and_the_views_of_the_client_get_the_index_which_is_asked_for_anew_each_time) {
  for (const auto* path : {"/", "/index.html", "/queue", "/cases/018f6b0e", "/?x=1"}) {
    const auto answer = ask(path);
    EXPECT_THAT(answer, HasSubstr("Tổng đài 111")) << path;
    EXPECT_EQ(field_of(answer, "Cache-Control"), "no-cache");
  }
}

TEST_F(Files, Nothing_but_the_files_of_the_directory_can_be_had) {
  for (const auto* path :
       {"/../outside.txt", "/assets/../../outside.txt", "/%2e%2e/outside.txt", "//etc/passwd.txt", "/.secret",
        "/link.txt", "/assets/none", "/none.js", "/orphan.js", "/assets/app-1a2b.js.gz"}) {
    const auto answer = ask(path);
    EXPECT_EQ(status_of(answer), 404) << path;
    EXPECT_THAT(answer, Not(HasSubstr("outside")));
  }
}

TEST_F(Files, The_smallest_form_that_the_client_takes_is_sent) {
  const auto encoding = [&](std::string_view target, const std::string& accepted) {
    return field_of(ask(target, "Accept-Encoding: " + accepted + "\r\n"), "Content-Encoding");
  };
  EXPECT_EQ(encoding("/assets/app-1a2b.js", "gzip, deflate, br"), "br");
  EXPECT_EQ(encoding("/assets/app-1a2b.js", "gzip"), "gzip");
  EXPECT_EQ(encoding("/assets/app-1a2b.js", "br;q=0, gzip;q=0.5"), "gzip");
  EXPECT_EQ(encoding("/assets/app-1a2b.js", "identity"), "");
  EXPECT_EQ(encoding("/assets/tiny.css", "gzip, br"), "");
}

TEST_F(Files, An_unchanged_file_is_not_sent_again_and_each_form_has_its_own_tag) {
  const auto plain = field_of(ask("/assets/app-1a2b.js"), "ETag");
  const auto brotli = field_of(ask("/assets/app-1a2b.js", "Accept-Encoding: br\r\n"), "ETag");
  EXPECT_NE(plain, brotli);
  for (const auto& tags : {plain, "W/" + plain, "\"other\", " + plain, std::string("*")}) {
    const auto answer = ask("/assets/app-1a2b.js", "If-None-Match: " + tags + "\r\n");
    EXPECT_EQ(status_of(answer), 304) << tags;
    EXPECT_EQ(body_of(answer), "");
    EXPECT_EQ(field_of(answer, "ETag"), plain);
  }
  EXPECT_EQ(status_of(ask("/assets/app-1a2b.js", "If-None-Match: " + brotli + "\r\n")), 200);
}

TEST_F(Files, Only_GET_and_HEAD_are_answered) {
  RawConnection client(server_->port());
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" + post("/", ""));
  EXPECT_EQ(status_of(client.read_answer(true)), 200);
  const auto refused = client.read_answer();
  EXPECT_EQ(status_of(refused), 405);
  EXPECT_EQ(field_of(refused, "Allow"), "GET, HEAD");
}

TEST_F(Files, A_directory_that_is_not_there_or_too_large_is_an_error) {
  EXPECT_FALSE(StaticFiles::load({.directory = root_ / "none"}));
  EXPECT_FALSE(StaticFiles::load({.directory = root_, .files_max = 3}));
  EXPECT_FALSE(StaticFiles::load({.directory = root_, .total_max_bytes = 100}));
}

TEST(Routes, The_longest_prefix_answers) {
  const auto named = [](std::string_view name) {
    return [name](Exchange& exchange) -> asio::awaitable<void> {
      exchange.respond(plain_text(200, name));
      co_return;
    };
  };
  FunctionHandler service(named("service")), method(named("method")), exact(named("exact"));
  Routes routes;
  routes.add("/pkg.Service/", service);
  routes.add("/pkg.Service/Special/", method);
  routes.add("/healthz", exact);
  TestServer server([&](Exchange& exchange) { return routes.handle(exchange); });
  RawConnection client(server.port());
  const auto ask = [&](std::string_view path) {
    client.send(get(path));
    return std::string(body_of(client.read_answer()));
  };
  EXPECT_EQ(ask("/pkg.Service/Method"), "service");
  EXPECT_EQ(ask("/pkg.Service/Special/x"), "method");
  EXPECT_EQ(ask("/healthz?verbose"), "exact");
  EXPECT_EQ(ask("/healthz/x"), "Not found.\n");
  EXPECT_EQ(ask("/"), "Not found.\n");
}

TEST(Probes, Ready_is_what_every_check_says) {
  std::atomic<bool> store_ok = true;
  Probes probes([&] { return std::vector<ReadyCheck>{{"store", store_ok}, {"keys", true}}; },
                [](MetricsText& text) { text.counter("hotline_contacts_total", "Contacts.", 7); });
  TestServer server([&](Exchange& exchange) { return probes.handle(exchange); });
  RawConnection client(server.port());
  const auto ask = [&](std::string_view path) {
    client.send(get(path));
    return client.read_answer();
  };
  EXPECT_EQ(body_of(ask("/healthz")), "ok\n");
  EXPECT_EQ(status_of(ask("/readyz")), 200);
  store_ok = false;
  const auto not_ready = ask("/readyz");
  EXPECT_EQ(status_of(not_ready), 503);
  EXPECT_EQ(body_of(not_ready), "store failed\nkeys ok\n");
  EXPECT_EQ(status_of(ask("/healthz")), 200);
  EXPECT_EQ(body_of(ask("/metrics")),
            "# HELP hotline_contacts_total Contacts.\n# TYPE hotline_contacts_total "
            "counter\nhotline_contacts_total 7\n");
  EXPECT_EQ(status_of(ask("/other")), 404);
}

TEST(MetricsText, Labels_are_escaped) {
  MetricsText text;
  text.family("f", "gauge", "Help.");
  text.sample("f", {{"a", "x\"y\\z\n"}, {"b", ""}}, 0.25);
  EXPECT_EQ(text.text(), "# HELP f Help.\n# TYPE f gauge\nf{a=\"x\\\"y\\\\z\\n\",b=\"\"} 0.25\n");
}

TEST(Negotiation, Weights_and_wildcards_are_heeded) {
  EXPECT_TRUE(accepts("gzip", "gzip"));
  EXPECT_TRUE(accepts(" br , GZIP ;q=0.1", "gzip"));
  EXPECT_TRUE(accepts("*", "gzip"));
  EXPECT_FALSE(accepts("", "gzip"));
  EXPECT_FALSE(accepts("xgzip, gzip2", "gzip"));
  EXPECT_FALSE(accepts("gzip;q=0.0", "gzip"));
  EXPECT_FALSE(accepts("*, gzip; q=0", "gzip"));
}

}  // namespace
}  // namespace hotline::net::testing
