// E-mail to a real mail server (Debian's python3-aiosmtpd) on the loopback interface: with STARTTLS and a
// password, and with one that refuses, puts off, or offers no encryption.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "net/testing/certificates.h"
#include "notify/curl_transport.h"

extern char** environ;

namespace hotline::notify {
namespace {

using testing::HasSubstr;

/// smtp_server.py, until the end of the test.
class MailServer {
 public:
  explicit MailServer(const std::string& mode, const net::TlsFiles& files = {}) {
    std::array<int, 2> in{}, out{};
    EXPECT_EQ(pipe2(in.data(), O_CLOEXEC) + pipe2(out.data(), O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    const std::string script = HOTLINE_SOURCE_DIR "/tests/notify/smtp_server.py";
    const char* const arguments[] = {DEBIAN_PYTHON,
                                     script.c_str(),
                                     mode.c_str(),
                                     files.certificate_chain.c_str(),
                                     files.private_key.c_str(),
                                     nullptr};
    EXPECT_EQ(
        posix_spawn(&pid_, DEBIAN_PYTHON, &actions, nullptr, const_cast<char* const*>(arguments), environ),
        0);
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    in_ = in[1];
    out_ = out[0];
    port_ = static_cast<std::uint16_t>(std::stoi("0" + line()));
    EXPECT_NE(port_, 0) << "python3-aiosmtpd is needed (scripts/packages test)";
  }
  ~MailServer() {
    close(in_);
    close(out_);
    waitpid(pid_, nullptr, 0);
  }
  std::uint16_t port() const { return port_; }
  /// The next mail that it took, as JSON.
  std::string line() {
    std::string text;
    for (char c = 0; read(out_, &c, 1) == 1 && c != '\n';) text += c;
    return text;
  }

 private:
  pid_t pid_ = -1;
  int in_ = -1, out_ = -1;
  std::uint16_t port_ = 0;
};

Letter letter(const std::vector<std::string>& to = {"truc@tamdi.example"}) {
  Letter out{.id = store::MessageId{{1, 2, 3}},
             .channel = v1::MESSAGE_CHANNEL_EMAIL,
             .created = from_unix_ms(1427331600000),
             .now = from_unix_ms(1427331600000),
             .content = {}};
  for (const auto& address : to) out.content.add_to(address);
  out.content.set_subject("Ca LN-2015-000147: sắp đến hạn xác nhận đã nhận (hạn 08:30 ngày 26/03/2015).");
  out.content.set_body("Ca LN-2015-000147: sắp đến hạn.\n.\nhttps://hotline.example/cases/LN-2015-000147\n");
  return out;
}

std::string said(const SmtpSettings& settings, const Letter& one = letter()) {
  CurlTransport transport(Channels{.smtp = settings, .webhook = {}});
  transport.begin(one);
  for (int tries = 0; tries < 100; ++tries)
    for (const auto& outcome : transport.wait(std::chrono::minutes{1}))
      return (outcome.verdict == Verdict::delivered ? "delivered "
              : outcome.verdict == Verdict::again   ? "again "
                                                    : "never ") +
             v1::MessageFailure_Name(outcome.failure);
  return "no outcome";
}

SmtpSettings to(const MailServer& server, Encryption encryption) {
  return {.host = "127.0.0.1",
          .port = server.port(),
          .encryption = encryption,
          .from = "tong-dai@hotline.example"};
}

class SecureMail : public testing::Test {
 protected:
  SmtpSettings settings() {
    auto out = to(server_, Encryption::starttls);
    out.user = "tong-dai";
    out.password = "mật khẩu";
    out.ca_file = files_.certificate_chain;
    return out;
  }
  net::testing::TemporaryDirectory directory_;
  const net::TlsFiles files_ = net::testing::make_certificate(directory_, "mail");
  MailServer server_{"secure", files_};
};

TEST_F(SecureMail, ArrivesWholeUnderEncryption) {
  EXPECT_EQ(said(settings()), "delivered MESSAGE_FAILURE_UNSPECIFIED");
  const auto mail = server_.line();
  EXPECT_THAT(mail, HasSubstr(R"("from": "tong-dai@hotline.example", "to": ["truc@tamdi.example"])"));
  EXPECT_THAT(mail, HasSubstr(R"(Ca LN-2015-000147: s\u1eafp \u0111\u1ebfn h\u1ea1n x\u00e1c nh\u1eadn )"
                              R"(\u0111\u00e3 nh\u1eadn (h\u1ea1n 08:30 ng\u00e0y 26/03/2015).)"));
  EXPECT_THAT(mail, HasSubstr(R"("id": "<01020300-0000-0000-0000-000000000000@hotline.example>")"));
  EXPECT_THAT(mail, HasSubstr(R"(h\u1ea1n.\n.\nhttps://hotline.example/cases/LN-2015-000147\n)"));
  EXPECT_THAT(mail, HasSubstr(R"("auto": "auto-generated", "encrypted": true, "signed_in": true)"));
}

TEST_F(SecureMail, IsNotSentWithAPasswordThatIsNotTaken) {
  auto wrong = settings();
  wrong.password = "khác";
  EXPECT_EQ(said(wrong), "again MESSAGE_FAILURE_NOT_SIGNED_IN");
}

TEST_F(SecureMail, IsNotSentToAServerThatNobodyVouchesFor) {
  auto unknown = settings();
  unknown.ca_file = net::testing::make_certificate(directory_, "other").certificate_chain;
  EXPECT_EQ(said(unknown), "again MESSAGE_FAILURE_NOT_TRUSTED");
}

TEST(Mail, IsNotSentWhereEncryptionIsNotOffered) {
  MailServer server("plain");
  EXPECT_EQ(said(to(server, Encryption::starttls)), "again MESSAGE_FAILURE_NOT_TRUSTED");
  EXPECT_EQ(said(to(server, Encryption::none)), "delivered MESSAGE_FAILURE_UNSPECIFIED");
  EXPECT_THAT(server.line(), HasSubstr(R"("encrypted": false)")) << "the first mail that it got";
}

TEST(Mail, ThatIsRefusedForGoodIsGivenUpAndThatIsPutOffIsTriedAgain) {
  const std::pair<const char*, const char*> answers[] = {{"refuse", "never MESSAGE_FAILURE_REFUSED"},
                                                         {"full", "never MESSAGE_FAILURE_REFUSED"},
                                                         {"later", "again MESSAGE_FAILURE_PUT_OFF"}};
  for (const auto& [mode, expected] : answers) {
    MailServer server(mode);
    EXPECT_EQ(said(to(server, Encryption::none)), expected) << mode;
  }
}

TEST(Mail, ReachesTheOtherAddressesOfAnOfficeWhereOneIsRefused) {
  MailServer server("one");
  EXPECT_EQ(said(to(server, Encryption::none), letter({"bad@tamdi.example", "truc@tamdi.example"})),
            "delivered MESSAGE_FAILURE_UNSPECIFIED");
  EXPECT_THAT(server.line(), HasSubstr(R"("to": ["truc@tamdi.example"])"));
  EXPECT_EQ(said(to(server, Encryption::none), letter({"bad@tamdi.example"})),
            "never MESSAGE_FAILURE_REFUSED");
}

TEST(Mail, ToAServerThatIsNotThereIsTriedAgain) {
  std::uint16_t closed = 0;
  {
    closed = MailServer("plain").port();
  }
  EXPECT_EQ(
      said({.host = "127.0.0.1", .port = closed, .encryption = Encryption::none, .from = "a@b.example"}),
      "again MESSAGE_FAILURE_UNREACHABLE");
}

}  // namespace
}  // namespace hotline::notify
