#include "domain/calendar.h"

#include <gmock/gmock.h>

#include <random>

#include "domain/calendar_file.h"
#include "luc_nam.h"

namespace hotline::places {
namespace {

using namespace std::chrono_literals;

const Calendar& vietnam() {
  static const auto read = read_calendar(file_text(HOTLINE_SOURCE_DIR "/config/calendar/vietnam.toml"));
  HOTLINE_CHECK(read.has_value());
  return *read;
}

/// "2025-07-01 08:30" in Vietnam.
Time at(std::string_view text) {
  const auto number = [&](std::size_t i) { return (text[i] - '0') * 10 + text[i + 1] - '0'; };
  return start_of(day(text.substr(0, 10))) + std::chrono::hours{number(11)} +
         std::chrono::minutes{number(14)};
}

TEST(Vietnam, ADayBeginsSevenHoursBeforeUtc) {
  EXPECT_EQ(start_of(day("2025-07-01")), Time{std::chrono::sys_days{day("2025-06-30")} + 17h});
  EXPECT_EQ(local_date(start_of(day("2025-07-01"))), day("2025-07-01"));
  EXPECT_EQ(local_date(start_of(day("2025-07-01")) - 1ms), day("2025-06-30"));
}

TEST(Vietnam, TetDaysInLieuAndExchangedDaysAreKnown) {
  EXPECT_FALSE(vietnam().is_working_day(day("2025-01-29")));  // first of Tết
  EXPECT_FALSE(vietnam().is_working_day(day("2023-01-26")));  // in lieu
  EXPECT_TRUE(vietnam().is_working_day(day("2025-02-03")));
  EXPECT_FALSE(vietnam().is_working_day(day("2025-05-02")));  // exchanged for …
  EXPECT_TRUE(vietnam().is_working_day(day("2025-04-26")));   // … this Saturday
  EXPECT_FALSE(vietnam().is_working_day(day("2025-04-27")));
  EXPECT_FALSE(vietnam().is_working_day(day("2026-04-27")));  // Hùng Kings' day on a Sunday
}

TEST(Vietnam, OfThisYearAndTheNextItSaysWhichItDoesNotKnow) {
  using testing::ElementsAre;
  EXPECT_THAT(vietnam().missing_years(day("2013-12-31")), ElementsAre(2013, 2014));
  EXPECT_THAT(vietnam().missing_years(day("2014-12-31")), ElementsAre(2014));
  for (int year = 2015; year <= 2026; ++year)
    EXPECT_THAT(vietnam().missing_years(Date{std::chrono::year{year} / 12 / 31}), testing::IsEmpty()) << year;
  EXPECT_THAT(vietnam().missing_years(day("2027-01-01")), ElementsAre(2028));
  EXPECT_THAT(vietnam().missing_years(day("2028-01-01")), ElementsAre(2028, 2029));
}

TEST(Vietnam, EveryYearHasItsElevenOrTwelvePublicHolidaysAsDaysOffOnWeekdays) {
  for (int year = 2015; year <= 2027; ++year) {
    int off = 0, worked = 0;
    for (std::chrono::sys_days d{Date{std::chrono::year{year} / 1 / 1}};
         Date{d}.year() == std::chrono::year{year}; d += std::chrono::days{1}) {
      const auto weekday = std::chrono::weekday{d}.c_encoding();
      const bool weekend = weekday == 0 || weekday == 6;
      off += !weekend && !vietnam().is_working_day(Date{d});
      worked += weekend && vietnam().is_working_day(Date{d});
    }
    // An exchange with a day of the next or the last year tips the balance by one.
    const int holidays = year < 2021 ? 10 : 11;
    const int across = year == 2015 || year == 2018 ? 1 : year == 2019 ? -1 : 0;
    EXPECT_EQ(off - worked, holidays + across) << year;
  }
}

TEST(Vietnam, FiveWorkingDaysForThePlanRunOverTet) {
  // Wednesday 22 January 2025: Thu, Fri; Tết from Mon 27 to Fri 31; Mon 3, Tue 4, Wed 5 February.
  EXPECT_EQ(vietnam().add_working_days(at("2025-01-22 15:00"), 5), start_of(day("2025-02-06")));
  EXPECT_EQ(vietnam().add_working_days(at("2025-07-01 00:00"), 5), start_of(day("2025-07-09")));
  EXPECT_EQ(vietnam().add_working_days(at("2025-07-05 10:00"), 1), start_of(day("2025-07-08")));
  EXPECT_EQ(vietnam().add_working_days(at("2025-07-01 23:59"), 0), start_of(day("2025-07-02")));
  EXPECT_EQ(vietnam().add_working_days(at("2025-07-05 10:00"), 0), start_of(day("2025-07-08")));
}

TEST(Vietnam, EightWorkingHoursAreOneOfficeDay) {
  EXPECT_EQ(vietnam().add_working_time(at("2025-07-01 08:00"), 8h), at("2025-07-02 08:00"));
  EXPECT_EQ(vietnam().add_working_time(at("2025-07-01 07:30"), 8h), at("2025-07-01 17:30"));
  EXPECT_EQ(vietnam().add_working_time(at("2025-07-04 16:30"), 2h), at("2025-07-07 08:30"));
  EXPECT_EQ(vietnam().add_working_time(at("2025-07-05 03:00"), 0h), at("2025-07-07 07:30"));
  EXPECT_EQ(vietnam().add_working_time(at("2025-07-01 11:45"), 30min), at("2025-07-01 14:00"));
}

Time random_time(std::mt19937& random) {
  const auto first = start_of(day("2015-01-01")), last = start_of(day("2027-01-01"));
  std::uniform_int_distribution<std::int64_t> any{0, (last - first).count()};
  return first + Duration{any(random)};
}

TEST(Property, DeadlinesAreMonotoneAndAddUp) {
  std::mt19937 random{111};
  for (int i = 0; i < 3000; ++i) {
    const Time a = random_time(random), b = a + Duration{random() % 864'000'000};
    const int n = 1 + static_cast<int>(random() % 20);
    const Duration amount{random() % 200'000'000}, more{1 + random() % 200'000'000};
    EXPECT_LE(vietnam().add_working_days(a, n), vietnam().add_working_days(b, n));
    EXPECT_LT(vietnam().add_working_days(a, n), vietnam().add_working_days(a, n + 1));
    EXPECT_LE(vietnam().add_working_time(a, amount), vietnam().add_working_time(b, amount));
    EXPECT_LE(vietnam().add_working_time(a, amount), vietnam().add_working_time(a, amount + more));
    EXPECT_EQ(vietnam().add_working_time(vietnam().add_working_time(a, amount), more),
              vietnam().add_working_time(a, amount + more));
  }
}

TEST(Property, NoDeadlineEndsOutsideWorkingTime) {
  std::mt19937 random{222};
  for (int i = 0; i < 3000; ++i) {
    const Time a = random_time(random);
    const Time by_days = vietnam().add_working_days(a, static_cast<int>(random() % 30));
    EXPECT_GT(by_days, a);
    EXPECT_TRUE(vietnam().is_working_day(local_date(by_days - 1ms)));
    EXPECT_EQ(by_days, start_of(local_date(by_days)));
    const Time by_hours = vietnam().add_working_time(a, Duration{1 + random() % 400'000'000});
    EXPECT_GT(by_hours, a);
    EXPECT_TRUE(vietnam().is_working_time(by_hours - 1ms));
  }
}

std::string reason_and_line(std::string_view toml) {
  const auto read = read_calendar(toml);
  if (read) return "good";
  std::string all;
  for (const auto& p : read.error()) all += std::string{p.reason} + ":" + std::to_string(p.line) + " ";
  return all;
}

TEST(CalendarFile, EveryErrorNamesItsLine) {
  EXPECT_EQ(reason_and_line("hours = [\"07:30-11:30\"]\nweekend = [\"sunday\"]\nyear = []\n"), "good");
  EXPECT_EQ(reason_and_line("hours = [\n"), "toml_malformed:1 ");
  EXPECT_EQ(reason_and_line("hours = [\"7-11\",\n \"25:00-26:00\"]\nweekend = [\"sunday\",\n \"funday\"]\n"
                            "[[year]]\nyear = 2025\nholidays = [\n { from = 2024-01-01 },\n { from = "
                            "2025-01-02, to = 2025-01-01 } ]\n"
                            "source = \"law\"\nholiday = 1\n"),
            "hours_malformed:1 hours_malformed:2 weekend_malformed:4 holiday_malformed:8 holiday_malformed:9 "
            "key_unknown:11 ");
  EXPECT_EQ(reason_and_line("hours = [\"07:30-11:30\", \"11:00-12:00\"]\nweekend = []\nyear = []\n"),
            "hours_malformed:0 ");
  EXPECT_EQ(reason_and_line("hours = []\nweekend = []\nyear = []\n"), "hours_missing:0 ");
}

TEST(CalendarFile, AYearAndAnOfficeAreGivenInTheOrderOfTime) {
  const std::string head = "hours = [\"07:30-11:30\"]\nweekend = [\"sunday\"]\n";
  const std::string year = "[[year]]\nyear = 2025\nsource = \"x\"\nholidays = []\n";
  EXPECT_EQ(reason_and_line(head + year + year + "known_from = 2024-12-01\n"), "good");
  EXPECT_EQ(reason_and_line(head + year + year), "year_overlap:7 ");
  EXPECT_EQ(reason_and_line(head + year + "known_from = 2024-12-01\n"), "year_gap:3 ");
  EXPECT_EQ(
      reason_and_line(head + year + year + "known_from = 2024-12-01\n" + year + "known_from = 2024-12-01\n"),
      "year_overlap:12 ");
  const std::string office = "[[office]]\nunit = \"07456@2004-07-08\"\nhours = [\"06:00-10:00\"]\nfrom = ";
  EXPECT_EQ(reason_and_line(head + year + office + "2025-01-01\n" + office + "2025-02-01\n"), "good");
  EXPECT_EQ(reason_and_line(head + year + office + "2025-01-01\n" + office + "2025-01-01\n"),
            "office_overlap:11 ");
  EXPECT_EQ(reason_and_line(head + year + office + "\"x\"\n"), "office_malformed:7 ");
}

}  // namespace
}  // namespace hotline::places
