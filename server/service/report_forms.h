// A report of config/reports filled with figures: counted as statistics are (statistics.h), or for others
// read off the figures that may be handed on, and off nothing else.
#pragma once

#include <string>

#include "hotline/v1/report_form.pb.h"
#include "service/act.h"
#include "service/lists.h"

namespace hotline::service {

/// Nothing beyond the caller's scope is in it, no person and no case. A form that is made for others is
/// filled for others, of the caller's own office where none is named; exact only where that is asked for by
/// name, and marked so. Errors: exact_for_others; those of statistics().
Result<v1::FilledReport> fill_report(Reading& reading, const v1::ReportForm& form,
                                     const v1::FillReportRequest& request);

/// As reports name an office: the helpline by its name alone; one that is none of the directory by its key.
std::string office_name(const Directory& directory, const std::string& unit);

/// The cases behind a cell of it. Errors: those of ReportSheet::case_cell() and statistics().
Result<CaseList> cases_of_cell(Reading& reading, const v1::ReportForm& form,
                               const v1::ListCasesOfCellRequest& request, const store::Page& page);

/// That figures leave as a file or on paper: an access entry, for the list of those. To be durable before
/// they do.
Result<> record_report_export(World& world, store::Writer& db, Time now, const Caller& caller,
                              const Acting& acting, const history::v1::ReportExport& what);

}  // namespace hotline::service
