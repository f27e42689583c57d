// Reads config/categories and config/forms.
#pragma once

#include "app/config.h"
#include "domain/reference.h"

namespace hotline::app {

/// Every *.toml of both directories, in the order of their names. A problem names the file and the line:
/// "forms/01.toml:12: lines[2].label". failed_precondition config_unreadable where a directory or a file
/// cannot be read.
Result<Reference> read_reference(const Config& config);

}  // namespace hotline::app
