// Reads config/categories, config/forms and config/reports.
#pragma once

#include <vector>

#include "app/config.h"
#include "domain/reference.h"
#include "hotline/v1/report_form.pb.h"

namespace hotline::app {

/// Every *.toml of both directories, in the order of their names. A problem names the file and the line:
/// "forms/01.toml:12: lines[2].label". failed_precondition config_unreadable where a directory or a file
/// cannot be read.
Result<Reference> read_reference(const Config& config);

/// The reports of "reports" beside the deadlines, by the lists of `reference`; none where an installation
/// from before there were any has no such directory. Problems as above, and a report that is there twice.
Result<std::vector<v1::ReportForm>> read_reports(const Config& config, const Reference& reference);

}  // namespace hotline::app
