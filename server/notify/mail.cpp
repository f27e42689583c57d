#include "notify/mail.h"

#include <spdlog/fmt/fmt.h>

#include <array>

#include "base/date.h"
#include "notify/signature.h"

namespace hotline::notify {
namespace {

constexpr std::size_t word_bytes_max = 39;  // 52 characters in base64, 12 around them, and "Subject: "
constexpr std::size_t line_bytes = 57;      // 76 characters in base64

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// "Thu, 26 Mar 2015 08:00:00 +0700"
std::string date_header(Time at) {
  static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = local_date(at);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at - start_of(day)).count();
  const std::chrono::weekday weekday{std::chrono::sys_days{day}};
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0700", days[weekday.c_encoding()],
                     static_cast<unsigned>(day.day()), months[static_cast<unsigned>(day.month()) - 1],
                     static_cast<int>(day.year()), seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    auto length = std::min(word_bytes_max, text.size());
    while (length < text.size() && length > word_bytes_max - 4 && continues(text[length])) --length;
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(text.substr(0, length)) + "?=";
    text.remove_prefix(length);
  }
  return out;
}

std::string mail_text(const Mail& mail) {
  std::string to;
  for (const auto& address : mail.to) to += (to.empty() ? "<" : ",\r\n <") + address + ">";
  const auto host = std::string_view(mail.from).substr(mail.from.find('@') + 1);
  std::string out = fmt::format(
      "From: <{}>\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}@{}>\r\n"
      "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n",
      mail.from, to, encoded_words(mail.subject), date_header(mail.created), mail.message_id, host);
  for (std::string_view rest = mail.text; !rest.empty();) {
    const auto line = rest.substr(0, line_bytes);
    out += base64(line) + "\r\n";
    rest.remove_prefix(line.size());
  }
  return out;
}

}  // namespace hotline::notify
