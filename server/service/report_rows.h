// A report as lists show it, and what happened to it, out of its history.
#pragma once

#include "domain/report.h"
#include "hotline/v1/report.pb.h"
#include "service/report_file.h"

namespace hotline::service {

v1::ReportRow report_row(const OwedReport& report, const ReportState& state, Time now);
v1::ReportEntry report_entry(const ReportFile::Entry& entry);

}  // namespace hotline::service
