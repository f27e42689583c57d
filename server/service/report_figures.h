// What a report is filled in with: contacts and cases of its days, of the office that owes it and all below
// it, as the tree of units stood on its last day in time.
//
// Promises: the same for whoever asks, so that what was signed can be held against what is counted later. Of
// restricted cases a report says nothing, for those who sign it may be barred from them; that of the helpline
// counts them. Thread rule: one transaction.
#pragma once

#include <span>
#include <vector>

#include "domain/report_duty.h"
#include "hotline/v1/filled_report.pb.h"
#include "hotline/v1/report_content.pb.h"
#include "service/cases_behind.h"
#include "service/world.h"

namespace hotline::service {

/// The dimensions that a rule names, in its order; none of one that names a form.
std::vector<v1::Dimension> dimensions_of(const record::v1::ReportDuty& duty);

/// Both totals, then each dimension in its order, and the keys in theirs; those that are known beforehand
/// also where there is none.
Result<std::vector<v1::ReportFigure>> count_report(const World& world, store::Reader& db,
                                                   const Directory& directory, const OwedReport& report,
                                                   std::span<const v1::Dimension> by, Time now);

/// The same by a form: its cells, and the form whole, with its tables.
Result<v1::FilledReport> fill_owed(const World& world, store::Reader& db, const Directory& directory,
                                   const OwedReport& report, const v1::ReportForm& form, Time now);

/// Which cases of its days such a report counts; `directory` outlives it.
Counts cases_of_report(const Directory& directory, const OwedReport& report);

}  // namespace hotline::service
