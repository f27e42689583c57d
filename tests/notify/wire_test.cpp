// What goes over the wire: the signature of the Standard Webhooks specification, e-mail headers, and the
// settings that say where to.
#include <gmock/gmock.h>
#include <sodium.h>

#include "notify/backoff.h"
#include "notify/mail.h"
#include "notify/settings.h"
#include "notify/signature.h"

namespace hotline::notify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Signature, IsThatOfTheSpecificationsOwnExample) {
  const auto secrets = parse_secrets("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").value();
  EXPECT_EQ(
      webhook_signature(secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", R"({"test": 2432232314})"),
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  EXPECT_EQ(webhook_timestamp(from_unix_ms(1614265330999)), "1614265330");
}

TEST(Signature, WithTwoSecretsIsOneOfEach) {
  const auto two = parse_secrets(
                       "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\r\n"
                       "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
                       .value();
  const auto both = webhook_signature(two, "a", "1", "b");
  EXPECT_EQ(both, webhook_signature({{two[0]}}, "a", "1", "b") + " " +
                      webhook_signature({{two[1]}}, "a", "1", "b"));
}

TEST(Settings, RefuseSecretsAndCredentialsThatAreNotWhole) {
  for (const auto* text :
       {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZI",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa!w", "-", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\nwhsec_short",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\nwhsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    EXPECT_EQ(parse_secrets(text).error().reason, "webhook_secret_malformed") << text;
  for (const auto* text : {"", "name", "name\n", "\npassword", "name\npassword\nmore", "na\tme\npassword"})
    EXPECT_EQ(parse_credentials(text).error().reason, "smtp_credentials_malformed") << text;
  const auto read = parse_credentials("tong-dai\r\nmật khẩu: dài\r\n").value();
  EXPECT_EQ(read.user + "/" + read.password, "tong-dai/mật khẩu: dài");
}

TEST(Settings, SendOnlyEncryptedOrToThisMachine) {
  for (const auto* url : {"https://gateway.example/hook", "https://10.0.0.7:8443/a?b=c",
                          "http://127.0.0.1:8080/", "http://[::1]/x"})
    EXPECT_TRUE(is_safe_url(url)) << url;
  for (const auto* url :
       {"", "gateway.example", "http://gateway.example/", "http://localhost/", "ftp://a/",
        "file:///etc/passwd", "https://user:word@a.example/", "https://a.example/#x",
        "http://127.0.0.1.example/", "http://0x7f000001.example/", "https://", "javascript:1"})
    EXPECT_FALSE(is_safe_url(url)) << url;
  SmtpSettings smtp{.host = "mail.example", .from = "a@b.example"};
  EXPECT_TRUE(check(smtp));
  smtp.encryption = Encryption::none;
  EXPECT_EQ(check(smtp).error().reason, "smtp_unencrypted");
  smtp.host = "127.0.0.1";
  EXPECT_TRUE(check(smtp));
  smtp.host = "a/b";
  EXPECT_EQ(check(smtp).error().reason, "smtp_host_malformed");
  EXPECT_EQ(check(WebhookSettings{.url = "https://a.example/"}).error().reason, "webhook_secret_missing");
}

TEST(Settings, TakeNoAddressThatCouldBecomeTwo) {
  for (const auto* address : {"truc@tamdi.example", "a.b+c@x.y"}) EXPECT_TRUE(is_mail_address(address));
  for (const auto* address : {"", "@", "a@", "@b", "a b@c", "a@b\r\nBcc: x@y", "a@b,c@d", "<a@b>", "a@b@c",
                              "trực@tamdi.example", "a@b>"})
    EXPECT_FALSE(is_mail_address(address)) << address;
}

TEST(Mail, WordsOfAHeaderAreWholeCharactersAndShort) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += i % 3 == 0 ? "ệ" : i % 3 == 1 ? "a" : "đ";
  std::string decoded;
  std::string_view rest;
  const auto words = encoded_words(text);
  for (rest = words; !rest.empty();) {
    const auto end = rest.find("\r\n ");
    const auto word = rest.substr(0, end);
    rest = end == std::string_view::npos ? "" : rest.substr(end + 3);
    ASSERT_LE(word.size(), 75u);
    ASSERT_TRUE(word.starts_with("=?UTF-8?B?") && word.ends_with("?="));
    std::string bytes(word.size(), '\0');
    std::size_t length = 0;
    ASSERT_EQ(
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), word.data() + 10,
                          word.size() - 12, nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL),
        0);
    EXPECT_NE(static_cast<unsigned char>(bytes[0]) & 0xc0, 0x80) << "begins inside a character";
    decoded += bytes.substr(0, length);
  }
  EXPECT_EQ(decoded, text);
}

TEST(Mail, LinesAreShortAndEndAsTheyMust) {
  const auto text = mail_text({.from = "tong-dai@hotline.example",
                               .to = {"a@x.example", "b@x.example"},
                               .subject = std::string(300, 'x'),
                               .text = std::string(500, 'x'),
                               .message_id = "018f",
                               .created = from_unix_ms(1427331600000)});
  EXPECT_THAT(text, HasSubstr("To: <a@x.example>,\r\n <b@x.example>\r\n"));
  EXPECT_THAT(text, HasSubstr("Date: Thu, 26 Mar 2015 08:00:00 +0700\r\n"));
  EXPECT_THAT(text, HasSubstr("Message-ID: <018f@hotline.example>\r\n"));
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 78u);
    EXPECT_EQ(text.substr(at, end - at).find_first_of("\r\n"), std::string::npos);
    at = end + 2;
  }
}

TEST(Backoff, DoublesUpToItsBoundAndIsNeverTheSameForAll) {
  const Backoff backoff{.first = Duration{1'000}, .max = Duration{10'000}};
  std::vector<std::int64_t> shortest, longest;
  for (std::uint32_t attempts = 1; attempts <= 6; ++attempts) {
    shortest.push_back(backoff.after(attempts, 0).count());
    longest.push_back(backoff.after(attempts, 0.999999).count());
  }
  EXPECT_THAT(shortest, ElementsAre(500, 1'000, 2'000, 4'000, 5'000, 5'000));
  EXPECT_THAT(longest, ElementsAre(999, 1'999, 3'999, 7'999, 9'999, 9'999));
  EXPECT_EQ(backoff.after(4'000'000'000u, 0).count(), 5'000) << "and costs nothing";
}

}  // namespace
}  // namespace hotline::notify
