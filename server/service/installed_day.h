// Since when this installation counts: the day of the first entry of its log. Nothing lies before it, and
// nothing is owed for periods that ended before it.
#pragma once

#include "base/date.h"
#include "base/status.h"
#include "store/store.h"

namespace hotline::service {

/// In Vietnam; `today` while the log is empty. One row is read.
Result<Date> installed_day(store::Reader& db, Date today);

}  // namespace hotline::service
