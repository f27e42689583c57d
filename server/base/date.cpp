#include "base/date.h"

#include "base/status.h"

namespace hotline {
namespace {

std::optional<unsigned> digits(std::string_view text) {
  unsigned value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)),
             day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const Date date{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                  std::chrono::day{*day}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string date_text(Date date) {
  // By hand: it stands in the name of every unit, and snprintf took two hundredths of an intake.
  std::string text = "0000-00-00";
  const auto put = [&](std::size_t end, unsigned value) {
    for (; value != 0; value /= 10) text[--end] = static_cast<char>('0' + value % 10);
  };
  const int year = static_cast<int>(date.year());
  HOTLINE_CHECK(year >= 0 && year <= 9999);  // as parse_date reads it
  put(4, static_cast<unsigned>(year));
  put(7, static_cast<unsigned>(date.month()));
  put(10, static_cast<unsigned>(date.day()));
  return text;
}

Date local_date(Time at) { return Date{std::chrono::floor<std::chrono::days>(at + vietnam_offset)}; }

Time start_of(Date date) { return Time{std::chrono::sys_days{date}} - vietnam_offset; }

}  // namespace hotline
