// The command line: from the tables to CLI11 and back to one task.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"

namespace hotline::ctl {

/// Runs what the arguments say; returns the exit code (outcome.h).
int run_command_line(int argc, char** argv);

/// What the commands under a beginning of several ("case emergency") are about; nothing where there is none.
std::optional<Text> group_words(std::string_view path);

/// The script for bash's completion, made from the same tables.
std::string bash_completion();

}  // namespace hotline::ctl
