#include "domain/calendar.h"

#include <algorithm>
#include <map>
#include <string_view>

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

std::unexpected<Error> refused(std::string_view reason, Text text) {
  return fail(Code::invalid_argument, reason, text);
}

Result<> check_hours(const std::vector<WorkingHours>& hours) {
  minutes before{0};
  for (const WorkingHours& span : hours) {
    if (span.from < before || span.to <= span.from || span.to > std::chrono::hours{24})
      return refused("hours_malformed",
                     {"Giờ làm việc phải theo thứ tự, không chồng lên nhau và nằm trong một ngày.",
                      "Working hours must be in order, apart, and within a day."});
    before = span.to;
  }
  if (hours.empty()) return refused("hours_missing", {"Thiếu giờ làm việc.", "There are no working hours."});
  return {};
}

Result<> check_week(const Week& week) {
  if (auto good = check_hours(week.hours); !good) return good;
  const bool days_of_week = std::ranges::all_of(week.weekend, [](unsigned day) { return day < 7; });
  if (!days_of_week || week.weekend.size() > 6)
    return refused("weekend_malformed",
                   {"Mỗi tuần phải có ít nhất một ngày làm việc.", "A week must have a working day."});
  return {};
}

Result<> checked(const CalendarData& data) {
  if (auto good = check_week(data.week); !good) return good;
  for (const auto& later : data.later_weeks)
    if (auto good = check_week(later.week); !good) return good;
  for (const auto& office : data.offices)
    if (auto good = check_hours(office.hours); !good) return good;
  return {};
}

void sort_unique(auto& list) {
  std::ranges::sort(list);
  const auto rest = std::ranges::unique(list);
  list.erase(rest.begin(), rest.end());
}

}  // namespace

Result<Calendar> Calendar::make(CalendarData data) {
  sort_unique(data.week.weekend);
  for (auto& later : data.later_weeks) sort_unique(later.week.weekend);
  for (auto& notice : data.years)
    for (auto* days : {&notice.holidays, &notice.exchanged}) sort_unique(*days);
  if (auto good = checked(data); !good) return fail(good.error());
  return Calendar{std::move(data)};
}

Calendar::Calendar(CalendarData data) : data_(std::move(data)) {
  std::vector<Date> days = {std::chrono::year{1} / 1 / 1};
  for (const auto& notice : data_.years)
    if (notice.known_from) days.push_back(*notice.known_from);
  for (const auto& later : data_.later_weeks) days.push_back(later.from);
  sort_unique(days);
  for (const Date day : days) {
    std::map<int, const YearNotice*> known;
    for (const auto& notice : data_.years)
      if (!notice.known_from || *notice.known_from <= day) known[notice.year] = &notice;
    Edition made{day, {}, {}, data_.week};
    for (const auto& later : data_.later_weeks)
      if (later.from <= day) made.week = later.week;
    for (const auto& [year, notice] : known) {
      made.holidays.insert(made.holidays.end(), notice->holidays.begin(), notice->holidays.end());
      made.exchanged.insert(made.exchanged.end(), notice->exchanged.begin(), notice->exchanged.end());
    }
    sort_unique(made.holidays);
    sort_unique(made.exchanged);
    editions_.push_back(std::move(made));
  }
}

const Calendar::Edition& Calendar::edition(Date known) const {
  const auto later = std::ranges::upper_bound(editions_, known, {}, &Edition::known_from);
  return later == editions_.begin() ? editions_.front() : *std::prev(later);
}

const std::vector<WorkingHours>& Calendar::hours_of(const UnitKey* office, Date on) const {
  const std::vector<WorkingHours>* hours = &edition(on).week.hours;
  if (office != nullptr)
    for (const auto& own : data_.offices)
      if (own.unit == *office && own.from <= on) hours = &own.hours;
  return *hours;
}

bool Calendar::is_working_day(Date date) const { return is_working_day(date, editions_.back()); }

bool Calendar::is_working_day(Date date, const Edition& as_known) const {
  if (holds(as_known.holidays, date)) return false;
  const std::chrono::weekday day{sys_days{date}};
  return !holds(as_known.week.weekend, day.c_encoding()) || holds(as_known.exchanged, date);
}

bool Calendar::is_working_time(Time at) const {
  const Date date = local_date(at);
  const Duration in_day = at - start_of(date);
  return is_working_day(date) &&
         std::ranges::any_of(editions_.back().week.hours, [&](const WorkingHours& span) {
           return span.from <= in_day && in_day < span.to;
         });
}

std::vector<int> Calendar::missing_years(Date on) const {
  std::vector<int> missing;
  const int of_day = static_cast<int>(on.year());
  for (const int year : {of_day, of_day + 1})
    if (std::ranges::find(data_.years, year, &YearNotice::year) == data_.years.end()) missing.push_back(year);
  return missing;
}

Time Calendar::add_working_days(Time from, int n) const {
  HOTLINE_CHECK(n >= 0 && n <= working_days_max);
  Date date = local_date(from);
  const auto& as_known = edition(date);
  int left = n;
  if (left == 0 && !is_working_day(date, as_known)) left = 1;
  for (int looked = 0; left > 0; ++looked) {
    HOTLINE_CHECK(looked < days_searched_max);
    date = next(date);
    if (is_working_day(date, as_known)) --left;
  }
  return start_of(next(date));
}

Time Calendar::add_working_time(Time from, Duration amount, const UnitKey* office) const {
  HOTLINE_CHECK(amount >= Duration{0} && amount <= working_time_max);
  Duration left = amount;
  Date date = local_date(from);
  const auto& as_known = edition(date);
  const auto& hours = hours_of(office, date);
  for (int looked = 0;; ++looked, date = next(date)) {
    HOTLINE_CHECK(looked < days_searched_max);
    if (!is_working_day(date, as_known)) continue;
    for (const WorkingHours& span : hours) {
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
