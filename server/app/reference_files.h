// Reads config/categories, config/forms and config/reports.
#pragma once

#include "app/config.h"
#include "domain/reference.h"

namespace hotline::app {

/// Every *.toml of the directories, in the order of their names, and the duties that name reports. A problem
/// names the file and the line: "forms/01.toml:12: lines[2].label". failed_precondition config_unreadable
/// where a directory or a file cannot be read. An installation from before there were reports has no
/// directory "reports" beside the deadlines, and none of them.
Result<Reference> read_reference(const Config& config);

}  // namespace hotline::app
