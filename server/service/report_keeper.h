// Takes the steps of reports that nobody has signed (domain/report_ladder.h): what the clock keeper does
// besides the clocks of cases.
//
// Promises: each step of a report once, whatever happens: whether it is still wanted is decided inside its
// transaction by the history of the report alone. A step that came while the service did not run is taken at
// the next start, unless it is a month old; one of a report that was returned, within a quarter of an hour.
// Whom it reaches is worked out inside that transaction too.
//
// Thread rule: one thread.
#pragma once

#include <optional>

#include "service/world.h"

namespace hotline::service {

/// Takes what is due, at most `report_steps_at_once`. When to come again: now, where more is due; nothing,
/// where no report is owed. Steps from before the first call are not taken.
Result<std::optional<Time>> take_report_steps(World& world);

inline constexpr std::size_t report_steps_at_once = 64;

}  // namespace hotline::service
