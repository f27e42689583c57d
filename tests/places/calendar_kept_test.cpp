// What began on days that are over keeps the days and hours that held then, whatever a calendar says of them
// later.
#include "domain/calendar_kept.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <random>

#include "domain/calendar_file.h"
#include "luc_nam.h"

namespace hotline::places {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

const Date first = std::chrono::year{2020} / 1 / 1;
const UnitKey office = UnitKey::parse("07456@2004-07-08").value(),
              other_office = UnitKey::parse("07459@2004-07-08").value();

CalendarData vietnam() {
  return read_calendar(file_text(HOTLINE_SOURCE_DIR "/config/calendar/vietnam.toml")).value().data();
}

Date after(Date day, int count) { return Date{sys_days{day} + days{count}}; }

/// Weeks, holidays announced twice, and hours of offices, all at random, from 2020 to 2023.
class Drawn {
 public:
  explicit Drawn(unsigned seed) : random_(seed) {}

  unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
  Date some_day() { return after(first, static_cast<int>(below(4 * 365))); }

  CalendarData calendar() {
    CalendarData data;
    data.week = week();
    data.later_weeks = in_time<LaterWeek>([&](Date from) { return LaterWeek{from, week()}; });
    for (int year = 2020; year <= 2023; ++year) {
      data.years.push_back({year, std::nullopt, holidays(year), {}});
      for (auto& again :
           in_time<YearNotice>([&](Date from) { return YearNotice{year, from, holidays(year), {}}; }))
        data.years.push_back(std::move(again));
    }
    for (const auto& unit : {office, other_office})
      for (auto& own : in_time<OfficeHours>([&](Date from) { return OfficeHours{unit, from, hours()}; }))
        data.offices.push_back(std::move(own));
    return data;
  }

 private:
  std::vector<WorkingHours> hours() {
    const auto from = 60 * (6 + below(4));
    return {{minutes{from}, minutes{from + 60 * (2 + below(8))}}};
  }
  Week week() { return {hours(), below(2) == 0 ? std::vector<unsigned>{0} : std::vector<unsigned>{0, 6}}; }
  std::vector<Date> holidays(int year) {
    std::vector<Date> out;
    for (unsigned i = below(8); i > 0; --i)
      out.push_back(after(std::chrono::year{year} / 1 / 1, static_cast<int>(below(365))));
    return out;
  }
  /// None to two, each later than the one before.
  template <class Item>
  std::vector<Item> in_time(const std::function<Item(Date)>& make) {
    std::vector<Item> out;
    Date from = first;
    for (unsigned i = below(3); i > 0; --i)
      out.push_back(make(from = after(from, 1 + static_cast<int>(below(500)))));
    return out;
  }

  std::mt19937 random_;
};

TEST(KeptCalendar, IsWrittenAsAFileThatReadsToTheSame) {
  EXPECT_TRUE(read_calendar(write_calendar(vietnam())).value().data() == vietnam());
  Drawn drawn(3);
  for (int i = 0; i < 200; ++i) {
    const auto data = Calendar::make(drawn.calendar()).value().data();
    const auto read = read_calendar(write_calendar(data));
    ASSERT_TRUE(read) << write_calendar(data);
    EXPECT_TRUE(read->data() == data) << write_calendar(data);
  }
}

TEST(KeptCalendar, IsThatOfTheFileWhereItChangesNothing) {
  const auto kept = keep_past(vietnam(), vietnam(), std::chrono::year{2026} / 11 / 30);
  EXPECT_FALSE(kept.changed);
  EXPECT_FALSE(kept.held);
}

TEST(KeptCalendar, TakesAYearThatNobodyHadWrittenDownAsItIs) {
  auto before = vietnam();
  std::erase_if(before.years, [](const YearNotice& notice) { return notice.year == 2026; });
  const auto kept = keep_past(before, vietnam(), std::chrono::year{2026} / 11 / 30);
  EXPECT_TRUE(kept.changed);
  EXPECT_FALSE(kept.held);
  EXPECT_FALSE(Calendar::make(kept.data).value().is_working_day(std::chrono::year{2026} / 9 / 2));
}

TEST(KeptCalendar, CountsForWhatBeganOnADayThatIsOverAsBeforeAndForAllElseAsTheFileSays) {
  Drawn drawn(11);
  for (int i = 0; i < 400; ++i) {
    const auto then = Calendar::make(drawn.calendar()).value(),
               later = Calendar::make(drawn.calendar()).value();
    const auto &before = then.data(), &file = later.data();
    const Date day = drawn.some_day();
    const auto kept = keep_past(before, file, day);
    const auto now = Calendar::make(kept.data).value();
    for (int j = 0; j < 30; ++j) {
      const Time from = start_of(drawn.some_day()) + minutes{drawn.below(24 * 60)};
      // An office that was written down keeps hours of its own until a file names others.
      const bool named = std::ranges::any_of(file.offices, [&](const OfficeHours& own) {
        return own.unit == office && own.from <= local_date(from);
      });
      const auto& counts = local_date(from) < day ? then : later;
      const int n = static_cast<int>(drawn.below(12));
      EXPECT_EQ(now.add_working_days(from, n), counts.add_working_days(from, n));
      const auto amount = minutes{drawn.below(3000)};
      EXPECT_EQ(now.add_working_time(from, amount), counts.add_working_time(from, amount));
      if (named || local_date(from) < day)
        EXPECT_EQ(now.add_working_time(from, amount, &office),
                  counts.add_working_time(from, amount, &office));
    }
    EXPECT_FALSE(keep_past(kept.data, file, day).changed);
    ASSERT_FALSE(HasFailure()) << "in round " << i << " of " << date_text(day);
  }
}

}  // namespace
}  // namespace hotline::places
