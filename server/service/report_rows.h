// A report as lists show it, and what happened to it. How far it is stands in a row of its own, projected of
// its history (ReportFile::record), so that lists open no history.
#pragma once

#include "domain/report.h"
#include "hotline/v1/report.pb.h"
#include "service/report_file.h"
#include "store/rows.h"

namespace hotline::service {

store::ReportRow stored_row(const history::v1::ReportOwed& report, const ReportState& state);
/// Of one that nobody touched: an empty row.
v1::ReportRow report_row(const OwedReport& report, const store::ReportRow& row, Time now);
v1::ReportRow report_row(const OwedReport& report, const ReportState& state, Time now);
v1::ReportEntry report_entry(const ReportFile::Entry& entry);

}  // namespace hotline::service
