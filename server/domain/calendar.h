// The working calendar: which days and hours count when a deadline is given in working days or working hours
// (Decree 56/2017 art. 28: five working days for the plan). Clock-time deadlines (the twelve hours of
// art. 26.3) never pass through here.
//
// Days and hours are those of Vietnam (UTC+7). Weekends and public holidays do not count, except where a
// weekend day was made a working day in exchange (hoán đổi). Data, not code: config/calendar/vietnam.toml,
// which an administrator edits each year. A year that the data does not list has its weekends and nothing
// else; missing_years() says so. What is announced later never moves the end of a span that had begun; what
// is edited where it stands neither, once the service has counted with it (calendar_kept.h). Immutable: safe
// from any thread.
#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "base/status.h"
#include "domain/unit.h"

namespace hotline {

/// A span of working time within a day, from midnight: [from, to).
struct WorkingHours {
  std::chrono::minutes from{0};
  std::chrono::minutes to{0};

  bool operator==(const WorkingHours&) const = default;
};

/// The holidays of a year as they were announced. A year may be announced again: from the day on which that
/// is known it counts for every span that begins then; spans that began before keep what they were given.
struct YearNotice {
  int year = 0;
  std::optional<Date> known_from;  // nothing in the first notice of a year
  std::vector<Date> holidays;      // with the days off in lieu
  std::vector<Date> exchanged;     // weekend days that were worked

  bool operator==(const YearNotice&) const = default;
};

/// The hours of one office, for spans that begin on or after `from`, until the next of the same office.
struct OfficeHours {
  UnitKey unit;
  Date from{};
  std::vector<WorkingHours> hours;

  bool operator==(const OfficeHours&) const = default;
};

/// The hours of whoever has none of its own, and the weekend.
struct Week {
  std::vector<WorkingHours> hours;         // in order, apart, within the day; at least one
  std::vector<unsigned> weekend = {0, 6};  // days of the week, Sunday = 0

  bool operator==(const Week&) const = default;
};

/// Another week, for spans that begin on or after `from`.
struct LaterWeek {
  Date from{};
  Week week;

  bool operator==(const LaterWeek&) const = default;
};

struct CalendarData {
  Week week;
  std::vector<LaterWeek> later_weeks;  // in the order of time
  std::vector<YearNotice> years;       // those of one year in the order in which they became known
  std::vector<OfficeHours> offices;    // those of one office in the order of time

  bool operator==(const CalendarData&) const = default;
};

class Calendar {
 public:
  /// Refused: hours that overlap, are empty or leave the day; a week without a working day.
  static Result<Calendar> make(CalendarData data);

  /// What it was made of, days in order and each once.
  const CalendarData& data() const { return data_; }

  /// As is known by now.
  bool is_working_day(Date date) const;
  bool is_working_time(Time at) const;
  /// Of the year of that day and the next, those whose holidays nobody has written down: their weekdays all
  /// count as working days, Tết too.
  std::vector<int> missing_years(Date on) const;

  /// The end of the n-th working day after the day of `from` (the day of the event itself does not count:
  /// Civil Code 91/2015 arts. 147.2, 148.6): midnight, when the next day begins. 0 ≤ n ≤ 10,000; n = 0 ends
  /// the first day, from that of `from` on, that is a working day.
  Time add_working_days(Time from, int n) const;

  /// The instant by which this much working time has passed since `from`. 0 ≤ amount ≤ 10 years of working
  /// time; for 0, `from` itself where that is working time, else the next beginning of working time.
  /// `office`: by the hours of that office, where it has its own.
  Time add_working_time(Time from, Duration amount, const UnitKey* office = nullptr) const;

 private:
  /// All holidays as they were known from a day on, and the week that held then.
  struct Edition {
    Date known_from{};
    std::vector<Date> holidays, exchanged;  // sorted
    Week week;
  };
  explicit Calendar(CalendarData data);
  const Edition& edition(Date known) const;
  bool is_working_day(Date date, const Edition& as_known) const;
  const std::vector<WorkingHours>& hours_of(const UnitKey* office, Date on) const;

  CalendarData data_;
  std::vector<Edition> editions_;  // by known_from; never empty
};

}  // namespace hotline
