// How often each office kept each kind of deadline, over any period: of the cases received in it, by the
// office that was to keep the deadline. The one count for every page that says how deadlines were kept: a
// deadline counts once for each time that it began, and a case may have begun one several times (an
// acknowledgement for each office that was asked), so that there may be more of them than cases.
//
// Promises: counted from what statistics count (domain/case_fact.h), so that it agrees with the figures of
// GetStatistics; nothing beyond the caller's scope is in it, and of restricted cases only those that the
// caller's lists hold. A deadline that is past due and still runs is late.
#pragma once

#include "hotline/v1/deadline.pb.h"
#include "service/act.h"
#include "service/lists.h"

namespace hotline::service {

inline constexpr std::size_t on_time_offices_max = 5000;  // as in the contract

/// Errors: period_invalid; those of CountedOffices::of.
Result<v1::GetOnTimeSharesResponse> on_time_shares(Reading& reading,
                                                   const v1::GetOnTimeSharesRequest& request);

/// The cases behind one of its numbers. Errors: the same.
Result<CaseList> cases_of_share(Reading& reading, const v1::ListCasesOfShareRequest& request,
                                const store::Page& page);

}  // namespace hotline::service
