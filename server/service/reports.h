// Reports that offices owe: who has reported and who is late, one report with its figures, and the acts on
// it.
//
// Promises: a report exists for those in whose scope its office is, and for the office that gets it; for
// everybody else it is not_found report_unknown. Thread rule: one transaction.
#pragma once

#include <string>

#include "hotline/v1/report.pb.h"
#include "service/act.h"

namespace hotline::service {

struct ReportList {
  v1::ListReportsResponse response;  // without its page token
  std::string after;                 // empty: there is no more
};
/// Of spans that have begun. Errors: period_invalid, unit_unknown.
Result<ReportList> list_reports(Reading& reading, const v1::ListReportsRequest& request,
                                const store::Page& page);

Result<v1::GetReportResponse> get_report(Reading& reading, const v1::GetReportRequest& request);

/// Errors of these: not_found report_unknown; aborted report_version_changed; those of domain/report.h.
Result<v1::ReportRow> save_report_draft(Writing& writing, const v1::SaveReportDraftRequest& request);
Result<v1::ReportRow> sign_report(Writing& writing, const v1::SignReportRequest& request);
Result<v1::ReportRow> return_report(Writing& writing, const v1::ReturnReportRequest& request);
Result<v1::ReportRow> accept_report(Writing& writing, const v1::AcceptReportRequest& request);

}  // namespace hotline::service
