// Reads config/calendar/vietnam.toml.
#pragma once

#include <cstddef>
#include <expected>
#include <string_view>
#include <vector>

#include "domain/calendar.h"

namespace hotline {

/// Something wrong in the file; `line` from 1, 0 for the file as a whole. The texts do not quote the file.
struct CalendarProblem {
  std::size_t line = 0;
  std::string_view reason;  // stable, for programs: "holiday_malformed"
  Text text;
};

/// All problems at once.
std::expected<Calendar, std::vector<CalendarProblem>> read_calendar(std::string_view toml);

}  // namespace hotline
