// Today's contacts, by class and by hour, beside the usual day.
#pragma once

#include "hotline/v1/supervision.pb.h"
#include "service/act.h"

namespace hotline::service {

inline constexpr std::size_t usual_days_max = 28;

/// Those of the whole helpline, for one among a day's hundreds says nothing of a case that the caller may not
/// know of; in a commune, where there is one a week, it would.
///
/// Fills in `classes`, `hours` and `usual_days`. Days are those of Vietnam. Usual are the days before today,
/// at most usual_days_max of them, from the first that had any contact; for the classes their median up to
/// this time of the day, for an hour the span from the tenth to the ninetieth part of them.
Result<> count_contact_day(Reading& reading, v1::GetOverviewResponse& out);

}  // namespace hotline::service
