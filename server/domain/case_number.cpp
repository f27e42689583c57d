#include "domain/case_number.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace hotline {
namespace {

constexpr std::size_t parts_max = 3, year_digits = 4, count_digits = 6, count_digits_max = 9;
constexpr std::uint64_t year_min = 1000;  // written with four digits, as it is read

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// What stands between the marks; nothing where something else is in it, or too much.
std::optional<std::vector<std::string>> parts_of(std::string_view said) {
  std::vector<std::string> parts;
  bool between = true;
  for (const char raw : said) {
    const char c = upper(raw);
    if (is_digit(c) || (c >= 'A' && c <= 'Z')) {
      if (between) parts.emplace_back();
      parts.back() += c;
      between = false;
    } else if (c == '-' || c == '/' || c == '.' || c == ' ') {
      between = true;
    } else {
      return std::nullopt;
    }
  }
  const auto last = said.find_last_not_of(' ');
  const bool broken_off = last != said.npos && (said[last] == '-' || said[last] == '/' || said[last] == '.');
  if (parts.empty() || parts.size() > parts_max || broken_off) return std::nullopt;
  return parts;
}

std::optional<std::uint64_t> number_of(std::string_view text, std::size_t digits_max) {
  if (text.size() > digits_max || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::string case_number(std::string_view prefix, int year, std::uint64_t count) {
  auto digits = std::to_string(count);
  if (digits.size() < count_digits) digits.insert(0, count_digits - digits.size(), '0');
  return std::string(prefix) + "-" + std::to_string(year) + "-" + digits;
}

std::optional<std::string> spoken_case_number(std::string_view said, std::string_view prefix, int year) {
  auto parts = parts_of(said);
  if (!parts) return std::nullopt;
  const auto count = number_of(parts->back(), count_digits_max);
  if (!count || *count == 0) return std::nullopt;
  parts->pop_back();
  if (!parts->empty() && parts->back().size() == year_digits) {
    if (const auto said_year = number_of(parts->back(), year_digits); said_year && *said_year >= year_min) {
      year = static_cast<int>(*said_year);
      parts->pop_back();
    }
  }
  // What is left is a prefix, which is not of digits alone: that would be a year badly heard.
  if (parts->size() > 1 || (!parts->empty() && std::ranges::all_of(parts->front(), is_digit)))
    return std::nullopt;
  return case_number(parts->empty() ? prefix : std::string_view(parts->front()), year, *count);
}

}  // namespace hotline
