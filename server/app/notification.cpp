#include "app/notification.h"

#include <toml++/toml.h>

#include <algorithm>
#include <random>

#include "app/installation.h"
#include "evidence/key.h"
#include "evidence/key_file.h"
#include "notify/curl_transport.h"

namespace hotline::app {
namespace {

constexpr std::size_t contacts_file_max_bytes = 4 << 20;
constexpr std::size_t addresses_max = 8;  // StoredMessage.to

/// A file of mode 0600.
Result<std::string> read_secret(const std::filesystem::path& path) {
  evidence::WipedBytes<evidence::key_file_max_bytes> content;
  auto length = evidence::read_key_file(path, content.bytes);
  if (!length) return fail(length.error());
  return std::string(reinterpret_cast<const char*>(content.bytes.data()), *length);
}

Result<notify::SmtpSettings> smtp_of(const ConfigNotify& config) {
  notify::SmtpSettings smtp{.host = config.smtp_host,
                            .port = config.smtp_port,
                            .encryption = notify::encryption_of(config.smtp_encryption).value(),
                            .from = config.smtp_from,
                            .user = {},
                            .password = {},
                            .ca_file = config.smtp_ca_file};
  if (!config.smtp_credentials.empty()) {
    auto text = read_secret(config.smtp_credentials);
    if (!text) return fail(text.error());
    auto credentials = notify::parse_credentials(*text);
    if (!credentials) return fail(credentials.error());
    smtp.user = std::move(credentials->user);
    smtp.password = std::move(credentials->password);
  }
  if (auto sound = notify::check(smtp); !sound) return fail(sound.error());
  return smtp;
}

Result<notify::WebhookSettings> webhook_of(const ConfigNotify& config) {
  auto text = read_secret(config.webhook_secret);
  if (!text) return fail(text.error());
  auto secrets = notify::parse_secrets(*text);
  if (!secrets) return fail(secrets.error());
  notify::WebhookSettings webhook{
      .url = config.webhook_url, .secrets = std::move(*secrets), .ca_file = config.webhook_ca_file};
  if (auto sound = notify::check(webhook); !sound) return fail(sound.error());
  return webhook;
}

bool is_telephone(std::string_view text) {
  const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 3 && digits <= 15 && text.find_first_not_of("0123456789 +-.()") == std::string_view::npos;
}

/// One section of the file; the line of what is wrong in it, or 0.
std::uint32_t read_contact(const toml::table& section, service::DutyContact& contact) {
  for (const auto& [key, node] : section) {
    const bool emails = key.str() == "emails";
    const auto* list = node.as_array();
    if ((!emails && key.str() != "telephones") || !list || list->size() > addresses_max)
      return node.source().begin.line;
    for (const auto& item : *list) {
      const auto text = item.value<std::string>();
      if (!text || !(emails ? notify::is_mail_address(*text) : is_telephone(*text)))
        return item.source().begin.line;
      (emails ? contact.emails : contact.telephones).push_back(*text);
    }
  }
  return 0;
}

std::unexpected<Error> malformed_contacts(std::uint32_t line) {
  Error error{Code::failed_precondition,
              "contacts_malformed",
              {"Tệp địa chỉ liên hệ của đơn vị có chỗ sai; xem dòng được nêu.",
               "The file of duty contacts is wrong at the line that is named."}};
  error.fields.push_back({std::to_string(line),
                          "contacts_malformed",
                          {"[\"mã@ngày\"] với emails = […] và telephones = […]",
                           "[\"code@day\"] with emails = […] and telephones = […]"}});
  return fail(std::move(error));
}

}  // namespace

Result<notify::Channels> channels_of(const ConfigNotify& config) {
  notify::Channels channels{.smtp = {}, .webhook = {}, .attempt_max = Duration{config.attempt_max_ms}};
  if (config.email()) {
    auto smtp = smtp_of(config);
    if (!smtp) return fail(smtp.error());
    channels.smtp = std::move(*smtp);
  }
  if (config.webhook()) {
    auto webhook = webhook_of(config);
    if (!webhook) return fail(webhook.error());
    channels.webhook = std::move(*webhook);
  }
  return channels;
}

Result<std::map<std::string, service::DutyContact>> parse_contacts(std::string_view text) {
  std::map<std::string, service::DutyContact> contacts;
  try {
    const auto root = toml::parse(text);
    for (const auto& [key, node] : root) {
      const auto* section = node.as_table();
      const auto line = node.source().begin.line;
      if (!section || !UnitKey::parse(key.str())) return malformed_contacts(line);
      if (const auto wrong = read_contact(*section, contacts[std::string(key.str())]); wrong != 0)
        return malformed_contacts(wrong);
    }
  } catch (const toml::parse_error& error) {
    return malformed_contacts(error.source().begin.line);
  }
  return contacts;
}

Result<service::Reach> reach_of(const ConfigNotify& config) {
  service::Reach reach{.email = config.email(),
                       .webhook = config.webhook(),
                       .public_url = config.public_url,
                       .contacts = {},
                       .duty_link_life = std::chrono::hours{config.duty_link_hours}};
  if (!config.public_url.empty() &&
      (!notify::is_safe_url(config.public_url) || config.public_url.ends_with('/')))
    return fail(Code::failed_precondition, "public_url_malformed",
                {"[notify] public_url: cần https://… và không có dấu / ở cuối.",
                 "[notify] public_url: https://…, without a slash at its end."});
  if (config.contacts.empty()) return reach;
  auto text = read_text_file(config.contacts, contacts_file_max_bytes);
  if (!text) return fail(text.error());
  auto contacts = parse_contacts(*text);
  if (!contacts) return fail(contacts.error());
  reach.contacts = std::move(*contacts);
  return reach;
}

Result<std::unique_ptr<notify::Courier>> courier_of(const ConfigNotify& config, service::World& world,
                                                    std::unique_ptr<notify::Transport> way_out) {
  if (!config.email() && !config.webhook()) return nullptr;
  notify::CourierLimits limits;
  limits.at_once_max = static_cast<std::uint32_t>(config.at_once_max);
  limits.attempts_max = static_cast<std::uint32_t>(config.attempts_max);
  limits.backoff = {.first = Duration{config.retry_first_ms}, .max = Duration{config.retry_max_ms}};
  if (way_out)
    return std::make_unique<notify::Courier>(world, std::move(way_out), limits, [] { return 0.5; });
  auto channels = channels_of(config);
  if (!channels) return fail(channels.error());
  auto random = [engine = std::mt19937_64{std::random_device{}()}]() mutable {
    return std::uniform_real_distribution<double>(0, 1)(engine);
  };
  return std::make_unique<notify::Courier>(
      world, std::make_unique<notify::CurlTransport>(std::move(*channels)), limits, std::move(random));
}

}  // namespace hotline::app
