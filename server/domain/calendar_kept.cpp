#include "domain/calendar_kept.h"

#include <functional>
#include <set>
#include <utility>

namespace hotline {
namespace {

bool same_days(YearNotice a, const YearNotice& b) {
  a.known_from = b.known_from;
  return a == b;
}

/// Each in its order.
template <class Item>
std::vector<Item> those_of(const std::vector<Item>& all, auto of, const auto& whose) {
  std::vector<Item> out;
  for (const auto& item : all)
    if (std::invoke(of, item) == whose) out.push_back(item);
  return out;
}

/// What is known, or holds, from a day on: `before` for days that are over, then what `file` has. `day_of`:
/// that day of an item, a reference; `same`: whether two say the same, but for that day.
template <class Item>
std::vector<Item> join(const std::vector<Item>& before, const std::vector<Item>& file, Date first_new_day,
                       auto day_of, auto same) {
  std::vector<Item> out;
  const auto add = [&](Item item, Date from) {
    if (!out.empty() && same(item, out.back())) return;
    day_of(item) = from;
    out.push_back(std::move(item));
  };
  for (auto item : before)
    if (const Date from = day_of(item); from < first_new_day) add(item, from);
  const Item* on_the_day = nullptr;
  for (const auto& item : file)
    if (auto copy = item; day_of(copy) <= first_new_day) on_the_day = &item;
  if (on_the_day) add(*on_the_day, first_new_day);
  for (auto item : file)
    if (const Date from = day_of(item); from > first_new_day) add(item, from);
  return out;
}

/// The days on which what is always known is known: before all others.
constexpr Date always = std::chrono::year{1} / 1 / 1;

std::vector<YearNotice> join_year(std::vector<YearNotice> before, std::vector<YearNotice> file,
                                  Date first_new_day) {
  if (before.empty()) return file;
  for (auto* notices : {&before, &file})
    if (!notices->empty()) notices->front().known_from = always;
  auto out = join(
      before, file, first_new_day, [](YearNotice& notice) -> Date& { return *notice.known_from; }, same_days);
  out.front().known_from.reset();
  return out;
}

std::vector<LaterWeek> all_weeks(const CalendarData& data) {
  std::vector<LaterWeek> weeks{{always, data.week}};
  weeks.insert(weeks.end(), data.later_weeks.begin(), data.later_weeks.end());
  return weeks;
}

CalendarData join(const CalendarData& before, const CalendarData& file, Date first_new_day) {
  CalendarData out;
  auto weeks = join(
      all_weeks(before), all_weeks(file), first_new_day, [](LaterWeek& week) -> Date& { return week.from; },
      [](const LaterWeek& a, const LaterWeek& b) { return a.week == b.week; });
  out.week = std::move(weeks.front().week);
  weeks.erase(weeks.begin());
  out.later_weeks = std::move(weeks);

  std::set<int> years;
  std::set<UnitKey> units;
  for (const auto* data : {&before, &file}) {
    for (const auto& notice : data->years) years.insert(notice.year);
    for (const auto& office : data->offices) units.insert(office.unit);
  }
  for (const int year : years)
    for (auto& notice : join_year(those_of(before.years, &YearNotice::year, year),
                                  those_of(file.years, &YearNotice::year, year), first_new_day))
      out.years.push_back(std::move(notice));
  for (const auto& unit : units)
    for (auto& office : join(
             those_of(before.offices, &OfficeHours::unit, unit),
             those_of(file.offices, &OfficeHours::unit, unit), first_new_day,
             [](OfficeHours& hours) -> Date& { return hours.from; },
             [](const OfficeHours& a, const OfficeHours& b) { return a.hours == b.hours; }))
      out.offices.push_back(std::move(office));
  return out;
}

}  // namespace

KeptCalendar keep_past(const CalendarData& before, const CalendarData& file, Date first_new_day) {
  KeptCalendar kept{.data = join(before, file, first_new_day)};
  // The same words in the same order, without what only repeats the one before it.
  kept.changed = kept.data != join(before, before, first_new_day);
  kept.held = kept.data != join(file, file, first_new_day);
  return kept;
}

}  // namespace hotline
