// Calendar days. Vietnam keeps UTC+7 all year and has no summer time (the IANA zone Asia/Ho_Chi_Minh since
// 1975), so a local day is plain arithmetic and needs no zone database.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace hotline {

using Date = std::chrono::year_month_day;

inline constexpr Duration vietnam_offset = std::chrono::hours{7};

/// "2025-07-01", and nothing else: ten characters, a day that exists.
std::optional<Date> parse_date(std::string_view text);
std::string date_text(Date date);

/// The day in Vietnam at this instant, and the instant at which that day begins.
Date local_date(Time at);
Time start_of(Date date);

}  // namespace hotline
