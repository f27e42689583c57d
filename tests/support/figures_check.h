// The figures that the service answers with, held against a plain recount of all histories.
#pragma once

#include <string>

#include "support/running_service.h"

namespace hotline::test {

/// Everything that is stored for statistics, cell by cell.
void expect_stored_as_recounted(RunningService& service);

/// Reports of random units, trees, periods and dimensions, by a supervisor of the helpline: each figure is
/// the sum of the recounted cells that belong to it, found in the simplest way.
void expect_reports_as_recounted(RunningService& service, unsigned seed, int reports);
/// The same of any office of any day that the list of units has.
void expect_reports_of_every_office_as_recounted(RunningService& service, unsigned seed, int reports);

/// Random reports of those that are owed, by a supervisor of the helpline: the numbers of the letter, and of
/// the helpline's months, are what was recounted of the office and all below it as they stood on its last day
/// in time. For stories without restricted cases.
void expect_owed_reports_as_recounted(RunningService& service, unsigned seed, int reports);

}  // namespace hotline::test
