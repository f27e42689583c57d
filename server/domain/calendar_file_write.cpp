// A calendar as a file that read_calendar() reads to the same.
#include <toml++/toml.h>

#include <sstream>
#include <string>

#include "domain/calendar_kept.h"
#include "domain/toml_day.h"

namespace hotline {
namespace {

std::string clock_text(std::chrono::minutes time) {
  const auto two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(time.count() / 60) + ":" + two(time.count() % 60);
}

toml::array hours_of(const std::vector<WorkingHours>& hours) {
  toml::array out;
  for (const auto& span : hours) out.push_back(clock_text(span.from) + "-" + clock_text(span.to));
  return out;
}

toml::array weekend_of(const Week& week) {
  constexpr const char* names[] = {"sunday",   "monday", "tuesday", "wednesday",
                                   "thursday", "friday", "saturday"};
  toml::array out;
  for (const auto day : week.weekend) out.push_back(names[day]);
  return out;
}

toml::array years_of(const std::vector<YearNotice>& years) {
  toml::array out;
  for (const auto& notice : years) {
    toml::array holidays, worked;
    for (const Date day : notice.holidays) holidays.push_back(toml::table{{"from", toml_day(day)}});
    for (const Date day : notice.exchanged) worked.push_back(toml_day(day));
    toml::table one{{"year", notice.year}, {"source", "kept"}};
    if (notice.known_from) one.insert("known_from", toml_day(*notice.known_from));
    one.insert("holidays", std::move(holidays));
    one.insert("worked", std::move(worked));
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

std::string write_calendar(const CalendarData& data) {
  toml::array weeks, offices;
  for (const auto& later : data.later_weeks)
    weeks.push_back(toml::table{{"from", toml_day(later.from)},
                                {"hours", hours_of(later.week.hours)},
                                {"weekend", weekend_of(later.week)}});
  for (const auto& office : data.offices)
    offices.push_back(toml::table{
        {"unit", office.unit.text()}, {"from", toml_day(office.from)}, {"hours", hours_of(office.hours)}});
  const toml::table file{{"hours", hours_of(data.week.hours)},
                         {"weekend", weekend_of(data.week)},
                         {"week", std::move(weeks)},
                         {"year", years_of(data.years)},
                         {"office", std::move(offices)}};
  std::ostringstream text;
  text << file;
  return text.str();
}

}  // namespace hotline
