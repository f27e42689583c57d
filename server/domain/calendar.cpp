#include "domain/calendar.h"

#include <algorithm>

namespace hotline {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

constexpr int working_days_max = 10'000;
constexpr Duration working_time_max = std::chrono::hours{10 * 366 * 24};
/// A week always has a working day, but a year of holidays could be written down: looking further is a
/// mistake.
constexpr int days_searched_max = 100'000;

template <class List>
bool holds(const List& sorted, const auto& value) {
  return std::ranges::binary_search(sorted, value);
}

Date next(Date date) { return Date{sys_days{date} + days{1}}; }

Result<> checked(const CalendarData& data) {
  minutes before{0};
  for (const WorkingHours& span : data.hours) {
    if (span.from < before || span.to <= span.from || span.to > std::chrono::hours{24})
      return fail(Code::invalid_argument, "hours_malformed",
                  {"Giờ làm việc phải theo thứ tự, không chồng lên nhau và nằm trong một ngày.",
                   "Working hours must be in order, apart, and within a day."});
    before = span.to;
  }
  if (data.hours.empty())
    return fail(Code::invalid_argument, "hours_missing",
                {"Thiếu giờ làm việc.", "There are no working hours."});
  const bool days_of_week = std::ranges::all_of(data.weekend, [](unsigned day) { return day < 7; });
  if (!days_of_week || data.weekend.size() > 6)
    return fail(Code::invalid_argument, "weekend_malformed",
                {"Mỗi tuần phải có ít nhất một ngày làm việc.", "A week must have a working day."});
  return {};
}

}  // namespace

Result<Calendar> Calendar::make(CalendarData data) {
  const auto unique = [](auto& list) {
    std::ranges::sort(list);
    const auto rest = std::ranges::unique(list);
    list.erase(rest.begin(), rest.end());
  };
  unique(data.weekend);
  unique(data.holidays);
  unique(data.exchanged);
  unique(data.years);
  if (auto good = checked(data); !good) return fail(good.error());
  return Calendar{std::move(data)};
}

bool Calendar::is_working_day(Date date) const {
  if (holds(data_.holidays, date)) return false;
  const std::chrono::weekday day{sys_days{date}};
  return !holds(data_.weekend, day.c_encoding()) || holds(data_.exchanged, date);
}

bool Calendar::is_working_time(Time at) const {
  const Date date = local_date(at);
  const Duration in_day = at - start_of(date);
  return is_working_day(date) && std::ranges::any_of(data_.hours, [&](const WorkingHours& span) {
           return span.from <= in_day && in_day < span.to;
         });
}

bool Calendar::covers(Date from, Date to) const {
  for (int year = static_cast<int>(from.year()); year <= static_cast<int>(to.year()); ++year)
    if (!holds(data_.years, year)) return false;
  return true;
}

Time Calendar::add_working_days(Time from, int n) const {
  HOTLINE_CHECK(n >= 0 && n <= working_days_max);
  Date date = local_date(from);
  int left = n;
  if (left == 0 && !is_working_day(date)) left = 1;
  for (int looked = 0; left > 0; ++looked) {
    HOTLINE_CHECK(looked < days_searched_max);
    date = next(date);
    if (is_working_day(date)) --left;
  }
  return start_of(next(date));
}

Time Calendar::add_working_time(Time from, Duration amount) const {
  HOTLINE_CHECK(amount >= Duration{0} && amount <= working_time_max);
  Duration left = amount;
  Date date = local_date(from);
  for (int looked = 0;; ++looked, date = next(date)) {
    HOTLINE_CHECK(looked < days_searched_max);
    if (!is_working_day(date)) continue;
    for (const WorkingHours& span : data_.hours) {
      const Time begin = std::max(from, start_of(date) + span.from), end = start_of(date) + span.to;
      if (begin >= end) continue;
      // An amount that ends with the span ends there, not at the next beginning of work; zero needs a working
      // instant.
      if (left <= end - begin) return begin + left;
      left -= end - begin;
    }
  }
}

}  // namespace hotline
