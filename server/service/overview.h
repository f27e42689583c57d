// The supervisor's board in numbers: what waits, what is late and where, how often each office was in time,
// and today's contacts beside the usual day.
//
// Promises: nothing of a case leaves but that it is counted, and a case is counted only where the caller's
// lists would show it. The cost follows the number of open cases and of those of the past year, not the size
// of the tables.
#pragma once

#include "hotline/v1/supervision.pb.h"
#include "service/act.h"

namespace hotline::service {

inline constexpr std::chrono::days overview_shares_days{365};  // today is one of them
/// Offices told of, what is late first; all are counted.
inline constexpr std::size_t overview_units_max = 400;

/// Of a unit and all below it, within the caller's scope; of the whole scope where `unit` is empty.
Result<v1::GetOverviewResponse> overview(Reading& reading, std::string_view unit);

/// Of that only what is counted from the open cases, and no instant: the same for the same numbers.
Result<v1::GetOverviewResponse> overview_counts(Reading& reading, std::string_view unit);

}  // namespace hotline::service
