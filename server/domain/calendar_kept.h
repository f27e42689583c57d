// What was due stays due, as for the deadlines (rules_kept.h): the calendar that a file names counts for what
// begins on the day after it was first read, or later. What began before keeps the days and hours that held
// then, whatever the file says of them now. A year that nobody had written down yet is the one exception:
// where its holidays were not known, it is better to know them late.
//
// Pure; safe from any thread.
#pragma once

#include <string>

#include "domain/calendar.h"

namespace hotline {

struct KeptCalendar {
  CalendarData data;
  bool changed = false;  // it will not be what it was
  bool held = false;     // the file says otherwise about what began on days that are over
};

/// Both as Calendar::data() has them.
KeptCalendar keep_past(const CalendarData& before, const CalendarData& file, Date first_new_day);

/// As a file that read_calendar() reads to the same.
std::string write_calendar(const CalendarData& data);

}  // namespace hotline
