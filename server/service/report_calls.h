// The call list of late reports: those that nobody signed although every step was taken, so that a person has
// to telephone the office. A report leaves the list when it is signed, and by nothing else.
//
// Promises: for those in whose scope the office is, as by the call list of cases (calls.h); for everybody
// else a report is not there. Thread rule: one transaction.
#pragma once

#include <cstdint>
#include <string>

#include "hotline/v1/report.pb.h"
#include "service/act.h"

namespace hotline::service {

struct ReportCallList {
  v1::ListReportCallsResponse response;  // without its page token
  std::string after;                     // empty: there is no more
};
/// The longest waiting first. Errors: unit_unknown.
Result<ReportCallList> list_report_calls(Reading& reading, const v1::ListReportCallsRequest& request,
                                         const store::Page& page);

/// How many of them a scope has.
Result<std::uint32_t> count_report_calls(Reading& reading, const store::Scope& scope);

/// Errors: not_found report_unknown; aborted report_version_changed, where somebody else telephoned
/// meanwhile; those of domain/report.h.
Result<v1::ReportCall> record_report_call(Writing& writing, const v1::RecordReportCallRequest& request);

}  // namespace hotline::service
