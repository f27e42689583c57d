// The commands of hotlined. Each adds itself to the command line and returns its exit code: 0 done, 1 failed with a
// sentence on standard error, 2 wrong use.
#pragma once

#include <CLI/CLI.hpp>

#include <expected>
#include <functional>
#include <string>

#include "app/config.h"
#include "base/status.h"

namespace hotline::app {

/// What the chosen command will do, set while the line is read.
using Run = std::function<int()>;

void add_serve(CLI::App& cli, Run& run);
void add_init(CLI::App& cli, Run& run);

/// --config FILE, for every command.
void add_config_option(CLI::App& command, std::string& file);
/// Reads it; on problems says them all, with their lines, on standard error.
std::expected<Config, int> config_or_exit_code(const std::string& file);
/// The sentence in both languages, and the fields, on standard error; returns 1.
int say(const Error& error);

}  // namespace hotline::app
