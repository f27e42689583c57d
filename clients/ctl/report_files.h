// Figures as files that the server makes, which notes in its log that they left: of a form, of statistics, of
// a report that an office owes.
#pragma once

#include "command.h"
#include "hotline/v1/report_form.pb.h"

namespace hotline::ctl {

/// The flags of every command that brings them: --xlsx and --csv; --json is the third.
std::vector<Flag> with_file_flags(std::vector<Flag> flags);

/// What was asked for of these, written or printed; whether anything was, and nothing else is to be shown
/// then. `wanted`: which report; the kind and the language are set here.
Outcome<bool> take_files(Task& task, v1::ExportReportRequest wanted);

/// What figures of that dimension are called on the terminal.
void add_words(v1::ExportReportRequest& request, v1::Dimension dimension, const std::string& key);

}  // namespace hotline::ctl
