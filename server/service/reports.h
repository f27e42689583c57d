// Reports that offices owe: who has reported and who is late, one report with its figures, and the acts on
// it.
//
// Promises: a report exists for those in whose scope its office is, and for the office that gets it; for
// everybody else it is not_found report_unknown. Thread rule: one transaction.
#pragma once

#include <optional>
#include <string>

#include "domain/report.h"
#include "hotline/v1/report.pb.h"
#include "service/act.h"
#include "service/lists.h"

namespace hotline::service {

struct ReportList {
  v1::ListReportsResponse response;  // without its page token
  std::string after;                 // empty: there is no more
};
/// Of spans that have begun. Errors: period_invalid, unit_unknown.
Result<ReportList> list_reports(Reading& reading, const v1::ListReportsRequest& request,
                                const store::Page& page);

/// With what the offices below say: at most so many, as in the contract.
inline constexpr std::size_t offices_below_max = 1'000;
Result<v1::GetReportResponse> get_report(Reading& reading, const v1::GetReportRequest& request);

/// The cases behind a line, or a cell of a form, as it is counted now. Errors: report_unknown;
/// dimension_without_cases; invalid_argument line_unknown; those of ReportSheet::case_cell().
Result<CaseList> cases_of_line(Reading& reading, const v1::ListCasesOfLineRequest& request,
                               const store::Page& page);

/// Errors of these: not_found report_unknown; aborted report_version_changed; those of domain/report.h.
Result<v1::ReportRow> save_report_draft(Writing& writing, const v1::SaveReportDraftRequest& request);
/// `figures`: what figures_to_sign() counted; where there are none and the report could be signed after all,
/// aborted report_version_changed.
using Figures = std::optional<SignReport>;
Result<v1::ReportRow> sign_report(Writing& writing, const v1::SignReportRequest& request, Figures figures);
/// The figures that signing would keep, counted in a reading before it, so that counting holds up no writer.
/// Nothing, and nothing is counted, where it would be refused: the writing says why, or has answered before.
Result<Figures> figures_to_sign(Reading& reading, const v1::SignReportRequest& request);
/// The office that owes it is told in the same transaction.
Result<v1::ReportRow> return_report(Writing& writing, const v1::ReturnReportRequest& request);
Result<v1::ReportRow> accept_report(Writing& writing, const v1::AcceptReportRequest& request);

}  // namespace hotline::service
