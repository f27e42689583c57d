// What is read of the files and settings that say where messages go, and what is put into the headers of an
// e-mail: whatever it is, no second header, recipient or address comes of it.
#include <string>
#include <string_view>

#include "notify/mail.h"
#include "notify/settings.h"

using namespace hotline;

namespace {

void read_settings(std::string_view input) {
  if (const auto secrets = notify::parse_secrets(input))
    for (const auto& secret : *secrets) HOTLINE_CHECK(secret.size() >= 24 && secret.size() <= 64);
  if (const auto credentials = notify::parse_credentials(input))
    HOTLINE_CHECK((credentials->user + credentials->password).find_first_of("\r\n") == std::string::npos);
  const std::string text(input);
  if (notify::is_safe_url(text))
    HOTLINE_CHECK(text.find('@') == std::string::npos || text.find('/') != std::string::npos);
}

void write_mail(std::string_view input) {
  notify::Mail mail{.from = "a@b.example",
                    .to = {"c@d.example"},
                    .subject = std::string(input),
                    .text = std::string(input),
                    .message_id = "1",
                    .created = from_unix_ms(1427331600000)};
  if (notify::is_mail_address(input)) mail.to.emplace_back(input);
  const auto text = notify::mail_text(mail);
  const auto head = text.substr(0, text.find("\r\n\r\n") + 2);
  std::size_t headers = 0;
  for (std::size_t at = 0; at < head.size();) {
    const auto end = head.find("\r\n", at);
    HOTLINE_CHECK(end != std::string::npos && head.find_first_of("\r\n", at) == end);
    headers += head[at] != ' ' ? 1 : 0;
    at = end + 2;
  }
  HOTLINE_CHECK(headers == 9);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  read_settings(input);
  write_mail(input);
  return 0;
}
