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

}  // namespace hotline::test
