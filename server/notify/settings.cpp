#include "notify/settings.h"

#include <curl/curl.h>
#include <sodium.h>

#include <algorithm>
#include <memory>

namespace hotline::notify {
namespace {

constexpr std::size_t address_max = 254;  // RFC 5321 4.5.3.1.3, without the brackets
constexpr std::string_view secret_prefix = "whsec_";
constexpr std::size_t secret_bytes_min = 24, secret_bytes_max = 64;  // Standard Webhooks, "Signature scheme"

bool is_loopback(std::string_view host) { return host == "127.0.0.1" || host == "::1" || host == "[::1]"; }

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == ':';
  });
}

/// Takes a line off the front, without its end.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  auto line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::unexpected<Error> malformed_secret() {
  return fail(Code::failed_precondition, "webhook_secret_malformed",
              {"Tệp khóa webhook phải có một hoặc hai dòng whsec_…, mỗi khóa từ 24 đến 64 byte.",
               "The file of webhook secrets has one or two lines whsec_…, each of 24 to 64 bytes."});
}

struct UrlCleanup {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string out = text;
  curl_free(text);
  return out;
}

}  // namespace

bool is_safe_url(const std::string& text) {
  const std::unique_ptr<CURLU, UrlCleanup> url(curl_url());
  if (!url || text.find('\0') != std::string::npos ||
      curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
    return false;
  const auto scheme = part_of(url.get(), CURLUPART_SCHEME), host = part_of(url.get(), CURLUPART_HOST);
  return !host.empty() && part_of(url.get(), CURLUPART_FRAGMENT).empty() &&
         (scheme == "https" || (scheme == "http" && is_loopback(host)));
}

std::optional<Encryption> encryption_of(std::string_view name) {
  if (name == "starttls") return Encryption::starttls;
  if (name == "tls") return Encryption::tls;
  if (name == "none") return Encryption::none;
  return std::nullopt;
}

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.size() <= address_max &&
         text.find('@', at + 1) == std::string_view::npos && std::ranges::all_of(text, [](unsigned char c) {
           return c > 0x20 && c < 0x7f &&
                  std::string_view("<>()[],;:\\\"").find(static_cast<char>(c)) == std::string_view::npos;
         });
}

Result<Credentials> parse_credentials(std::string_view text) {
  Credentials out;
  out.user = take_line(text);
  out.password = take_line(text);
  const auto plain = [](std::string_view line) {
    return !line.empty() && std::ranges::none_of(line, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  };
  if (!plain(out.user) || !plain(out.password) || !text.empty())
    return fail(Code::failed_precondition, "smtp_credentials_malformed",
                {"Tệp tài khoản thư phải có đúng hai dòng: tên và mật khẩu.",
                 "The file of mail credentials has two lines: the name, and the password."});
  return out;
}

Result<std::vector<std::string>> parse_secrets(std::string_view text) {
  std::vector<std::string> secrets;
  while (!text.empty() && secrets.size() < 2) {
    const auto line = take_line(text);
    std::string bytes(secret_bytes_max, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    if (!line.starts_with(secret_prefix)) break;
    const auto encoded = line.substr(secret_prefix.size());
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), encoded.data(),
                          encoded.size(), nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != encoded.data() + encoded.size() || length < secret_bytes_min)
      return malformed_secret();
    bytes.resize(length);
    secrets.push_back(std::move(bytes));
  }
  if (secrets.empty() || !text.empty()) return malformed_secret();
  return secrets;
}

Result<> check(const SmtpSettings& smtp) {
  if (!is_host(smtp.host))
    return fail(Code::failed_precondition, "smtp_host_malformed",
                {"[notify] smtp_host: không phải tên máy.", "[notify] smtp_host: not the name of a host."});
  if (!is_mail_address(smtp.from))
    return fail(
        Code::failed_precondition, "smtp_from_malformed",
        {"[notify] smtp_from: không phải địa chỉ thư.", "[notify] smtp_from: not an e-mail address."});
  if (smtp.encryption == Encryption::none && !is_loopback(smtp.host))
    return fail(Code::failed_precondition, "smtp_unencrypted",
                {"[notify] smtp_encryption: chỉ được bỏ mã hóa với 127.0.0.1 hoặc ::1.",
                 "[notify] smtp_encryption: none is for 127.0.0.1 or ::1 alone."});
  return {};
}

Result<> check(const WebhookSettings& webhook) {
  if (!is_safe_url(webhook.url))
    return fail(Code::failed_precondition, "webhook_url_malformed",
                {"[notify] webhook_url: cần https://…, hoặc http://127.0.0.1…; không kèm tài khoản.",
                 "[notify] webhook_url: https://…, or http://127.0.0.1…; without user and fragment."});
  if (webhook.secrets.empty())
    return fail(Code::failed_precondition, "webhook_secret_missing",
                {"[notify] webhook_secret: cần tệp khóa để ký.",
                 "[notify] webhook_secret: a file with the secret to sign with is needed."});
  return {};
}

}  // namespace hotline::notify
