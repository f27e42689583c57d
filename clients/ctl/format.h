// Text for a terminal: times of Vietnam, spans, and tables aligned by what a character takes on the screen.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace hotline::ctl {

/// Without control characters, so that no text of a record can steer the terminal; line breaks stay.
std::string clean(std::string_view text);
/// Columns on the screen; combining marks take none. Needs a UTF-8 locale (main sets it).
std::size_t display_width(std::string_view text);

/// "23/11/2026 17:24", in English "2026-11-23 17:24"; the time of Vietnam.
std::string time_text(Time at);
/// "còn 2 g 15 p", "quá hạn 3 ngày 4 g".
std::string countdown(Time due, Time now);
/// "2026-11-23T17:24", "2026-11-23 17:24", "2026-11-23", "17:24" (today): of Vietnam. With "Z" at the end: of
/// UTC.
std::optional<Time> parse_time(std::string_view text, Time now);

using Cells = std::vector<std::string>;
/// The heads, then the rows; two spaces apart. Cells are one line.
std::string table(const Cells& heads, const std::vector<Cells>& rows);

}  // namespace hotline::ctl
