// A report that an office owes, on the terminal.
#pragma once

#include "command.h"

namespace hotline::ctl {

/// A GetReportResponse.
void print_owed_report(Task& task, const Message& answer);

}  // namespace hotline::ctl
