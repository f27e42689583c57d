// Which reports somebody may see, and what they may do with one.
//
// Promises: a report exists for those in whose scope its office is, or the office that acts for it by now,
// and for the office that gets it; for everybody else it is not_found report_unknown. One of a period that
// had ended before the service began is owed by nobody, and there only where somebody worked on it all the
// same. Thread rule: one transaction.
#pragma once

#include <vector>

#include "domain/report.h"
#include "hotline/v1/report.pb.h"
#include "service/act.h"
#include "service/report_file.h"

namespace hotline::service {

Result<OwedReport> find_report(Reading& reading, const v1::ReportKey& key);
bool is_in(const store::Scope& scope, const std::string& unit);
bool is_visible(const Reading& reading, const store::Scope& scope, const OwedReport& report);

/// The form that the rule of the report names; null: figures by dimension.
const v1::ReportForm* form_of_duty(const World& world, const OwedReport& report);

/// Without the hat that acts.
ReportContext context_of(const Reading& reading, const OwedReport& report);
/// Whether a method of ReportService would do that for the caller now.
bool may(const Reading& reading, const ReportFile& file, const char* method, const ReportCommand& command);

std::unexpected<Error> report_unknown();

}  // namespace hotline::service
