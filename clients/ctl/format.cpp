#include "format.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cwchar>

#include "base/date.h"
#include "language.h"

namespace hotline::ctl {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::optional<int> number(std::string_view text, int max) {
  int out = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (ec != std::errc() || end != text.data() + text.size() || out < 0 || out > max) return std::nullopt;
  return out;
}

/// "17:24" or "17:24:05".
std::optional<Duration> time_of_day(std::string_view text) {
  if (text.size() != 5 && text.size() != 8) return std::nullopt;
  if (text[2] != ':' || (text.size() == 8 && text[5] != ':')) return std::nullopt;
  const auto h = number(text.substr(0, 2), 23), m = number(text.substr(3, 2), 59);
  const auto s = text.size() == 8 ? number(text.substr(6), 59) : 0;
  if (!h || !m || !s) return std::nullopt;
  return hours{*h} + minutes{*m} + std::chrono::seconds{*s};
}

std::string span(Duration length) {
  const bool en = language() == Language::en;
  const auto all = std::chrono::floor<minutes>(length).count();
  const auto d = all / 1440, h = all / 60 % 24, m = all % 60;
  const auto part = [](long n, const char* unit) { return std::to_string(n) + " " + unit; };
  if (d > 0) return part(d, en ? "d" : "ngày") + " " + part(h, en ? "h" : "g");
  if (h > 0) return part(h, en ? "h" : "g") + " " + part(m, en ? "min" : "p");
  return part(m, en ? "min" : "p");
}

void append_padded(std::string& out, const std::string& cell, std::size_t width, bool last) {
  out += cell;
  if (!last) out.append(width - display_width(cell) + 2, ' ');
}

}  // namespace

std::string clean(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool c1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) ++i;
    out += c1 || (c < 0x20 && c != '\n') || c == 0x7F ? ' ' : text[i];
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  std::mbstate_t state{};
  for (std::size_t i = 0; i < text.size();) {
    wchar_t c = 0;
    const auto bytes = std::mbrtowc(&c, text.data() + i, text.size() - i, &state);
    if (bytes == 0 || bytes > text.size()) {
      ++i, ++width, state = {};
      continue;
    }
    const int columns = wcwidth(c);
    width += columns < 0 ? 1 : static_cast<std::size_t>(columns);
    i += bytes;
  }
  return width;
}

std::string time_text(Time at) {
  const auto day = local_date(at);
  const auto of_day = std::chrono::floor<minutes>(at - start_of(day)).count();
  char out[48];
  const auto y = static_cast<int>(day.year());
  const auto mo = static_cast<unsigned>(day.month()), d = static_cast<unsigned>(day.day());
  const auto h = static_cast<int>(of_day / 60), mi = static_cast<int>(of_day % 60);
  if (language() == Language::en)
    std::snprintf(out, sizeof out, "%04d-%02u-%02u %02d:%02d", y, mo, d, h, mi);
  else
    std::snprintf(out, sizeof out, "%02u/%02u/%04d %02d:%02d", d, mo, y, h, mi);
  return out;
}

std::string countdown(Time due, Time now) {
  const bool en = language() == Language::en;
  if (due > now) return en ? span(due - now) + " left" : "còn " + span(due - now);
  return (en ? "overdue " : "quá hạn ") + span(now - due);
}

std::optional<Time> parse_time(std::string_view text, Time now) {
  const bool utc = text.ends_with('Z');
  if (utc) text.remove_suffix(1);
  Date day = local_date(now);
  if (text.size() >= 10) {
    const auto parsed = parse_date(text.substr(0, 10));
    if (!parsed) return std::nullopt;
    day = *parsed;
    text.remove_prefix(10);
    if (!text.empty() && text[0] != 'T' && text[0] != ' ') return std::nullopt;
    if (!text.empty()) text.remove_prefix(1);
    if (text.empty()) return start_of(day) + (utc ? vietnam_offset : Duration{});
  }
  const auto of_day = time_of_day(text);
  if (!of_day) return std::nullopt;
  return start_of(day) + *of_day + (utc ? vietnam_offset : Duration{});
}

std::string table(const Cells& heads, const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& head : heads) widths.push_back(display_width(head));
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  std::string out;
  const auto append_row = [&](const Cells& row) {
    for (std::size_t i = 0; i < row.size(); ++i) append_padded(out, row[i], widths[i], i + 1 == row.size());
    while (out.ends_with(' ')) out.pop_back();
    out += '\n';
  };
  append_row(heads);
  for (const auto& row : rows) append_row(row);
  return out;
}

}  // namespace hotline::ctl
