// The command line: from the tables to CLI11 and back to one task.
#pragma once

#include <string>

namespace hotline::ctl {

/// Runs what the arguments say; returns the exit code (outcome.h).
int run_command_line(int argc, char** argv);

/// The script for bash's completion, made from the same tables.
std::string bash_completion();

}  // namespace hotline::ctl
