// The real program reads its certificates again when it gets SIGHUP, and keeps the old ones where the new are
// of no use.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "fault/served_process.h"
#include "net/http_client.h"
#include "net/testing/certificates.h"

namespace hotline::test {
namespace {
namespace fs = std::filesystem;

class Certificates : public ::testing::Test {
 protected:
  void install(const net::TlsFiles& files) {
    fs::copy_file(files.certificate_chain, installed_ / "server.pem", fs::copy_options::overwrite_existing);
    fs::copy_file(files.private_key, installed_ / "server.key", fs::copy_options::overwrite_existing);
  }
  bool serves(std::uint16_t port, const net::TlsFiles& trusted) {
    net::HttpClient client(
        {.host = "127.0.0.1", .port = port, .tls = true, .ca_file = trusted.certificate_chain});
    return client.post("/healthz", {}, "", {}, [](const auto&, std::string_view) { return true; })
        .has_value();
  }
  /// The signal is taken some time after it was sent.
  bool will_serve(std::uint16_t port, const net::TlsFiles& trusted) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!serves(port, trusted)) {
      if (std::chrono::steady_clock::now() > patience) return false;
      std::this_thread::yield();
    }
    return true;
  }

  net::testing::TemporaryDirectory directory_;
  const fs::path installed_ = directory_.path();
};

TEST_F(Certificates, AreReadAgainOnAHangUpOfTheRealProgram) {
  const auto first = net::testing::make_certificate(directory_, "first");
  const auto second = net::testing::make_certificate(directory_, "second");
  const auto third = net::testing::make_certificate(directory_, "third");
  install(first);
  ServedProcess process(directory_.path(),
                        "[server]\ncertificate = \"server.pem\"\ncertificate_key = \"server.key\"\n");
  ASSERT_TRUE(process.start());
  EXPECT_TRUE(serves(process.port(), first));
  EXPECT_FALSE(serves(process.port(), second));

  install(second);
  process.hang_up();
  EXPECT_TRUE(will_serve(process.port(), second));
  EXPECT_FALSE(serves(process.port(), first));

  fs::copy_file(third.private_key, installed_ / "server.key", fs::copy_options::overwrite_existing);
  process.hang_up();  // a key that fits no certificate: the old ones stay
  install(third);
  process.hang_up();
  EXPECT_TRUE(will_serve(process.port(), third)) << "and it still listens to the next signal";
  EXPECT_EQ(process.stop(), 0);
}

}  // namespace
}  // namespace hotline::test
