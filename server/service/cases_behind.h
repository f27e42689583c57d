// The cases behind a figure, in whichever report it stands: a page of those that the caller's lists hold.
//
// Promises: what decides whether a case stands behind a figure is what counts it there, so that number and
// list cannot differ but by what was erased, or is in no list of the caller's; each row is held against the
// caller's relation to its case, and noted as shown. Thread rule: one transaction.
#pragma once

#include <functional>
#include <string>

#include "hotline/history/v1/statistics.pb.h"
#include "service/lists.h"
#include "service/statistics.h"

namespace hotline::service {

/// Whether a case of the period counts for the figure.
using Counts = std::function<bool(const history::v1::CaseFact&)>;

/// By day of receipt, the newest first.
Result<CaseList> list_counted(Reading& reading, const Days& days, const Counts& counts,
                              const store::Page& page);

/// invalid_argument dimension_without_cases, of that field of the request.
std::unexpected<Error> counts_no_cases(std::string field);

}  // namespace hotline::service
