// Where messages go, as the operator of the machine configured it; and what of it cannot be right.
//
// Promises: an address to send to comes from the configuration alone, never from a record or a request.
// Encryption may be missing on the loopback interface alone.
//
// Thread rule: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/status.h"

namespace hotline::notify {

enum class Encryption : std::uint8_t { starttls, tls, none };
std::optional<Encryption> encryption_of(std::string_view name);

struct SmtpSettings {
  std::string host;
  std::uint16_t port = 587;
  Encryption encryption = Encryption::starttls;
  std::string from = {};                 // "tong-dai@hotline.example"
  std::string user = {}, password = {};  // both or none
  std::string ca_file = {};              // PEM; empty: the system's authorities
};

struct WebhookSettings {
  std::string url;
  std::vector<std::string> secrets = {};  // bytes; the newest first
  std::string ca_file = {};
};

struct Channels {
  std::optional<SmtpSettings> smtp;
  std::optional<WebhookSettings> webhook;
  Duration attempt_max{20'000};  // then an attempt counts as failed
};

/// "truc@tamdi.example": printable ASCII, one '@', nothing that could begin another header or recipient.
bool is_mail_address(std::string_view text);

/// https, or http to 127.0.0.1 or [::1]; without user, password and fragment.
bool is_safe_url(const std::string& text);

/// Two lines: name and password. failed_precondition smtp_credentials_malformed.
struct Credentials {
  std::string user, password;
};
Result<Credentials> parse_credentials(std::string_view text);

/// One or two lines "whsec_" and base64 of 24 to 64 bytes: the newest first, the one before it behind, while
/// the receiver changes over. failed_precondition webhook_secret_malformed.
Result<std::vector<std::string>> parse_secrets(std::string_view text);

/// Errors, all failed_precondition: smtp_from_malformed, smtp_unencrypted, smtp_host_malformed,
/// webhook_url_malformed (is_safe_url), webhook_secret_missing.
Result<> check(const SmtpSettings& smtp);
Result<> check(const WebhookSettings& webhook);

}  // namespace hotline::notify
