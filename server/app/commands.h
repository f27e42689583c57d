// The commands of hotlined. Each adds itself to the command line and returns its exit code: 0 done, 1 failed
// with a sentence on standard error, 2 wrong use.
//
// A new command is a file command_<name>.cpp with one function add_<name>, named here and in the list in
// commands.cpp.
#pragma once

#include <CLI/CLI.hpp>
#include <expected>
#include <functional>
#include <string>

#include "app/config.h"
#include "base/progress.h"
#include "base/status.h"

namespace hotline::app {

/// What the chosen command will do, set while the line is read.
using Run = std::function<int()>;

void add_check_config(CLI::App& cli, Run& run);
void add_check_report(CLI::App& cli, Run& run);
void add_init(CLI::App& cli, Run& run);
void add_serve(CLI::App& cli, Run& run);
void add_backup(CLI::App& cli, Run& run);
void add_restore(CLI::App& cli, Run& run);
void add_verify(CLI::App& cli, Run& run);
void add_rebuild(CLI::App& cli, Run& run);
void add_recount(CLI::App& cli, Run& run);
void add_recover(CLI::App& cli, Run& run);
void add_rotate_key(CLI::App& cli, Run& run);
void add_erase(CLI::App& cli, Run& run);
void add_notify_test(CLI::App& cli, Run& run);
void add_simulate(CLI::App& cli, Run& run);

/// All of them.
void add_commands(CLI::App& cli, Run& run);

/// --config FILE, for every command.
void add_config_option(CLI::App& command, std::string& file);
/// Reads it; on problems says them all, with their lines, on standard error.
std::expected<Config, int> config_or_exit_code(const std::string& file);
/// What `command` does with its configuration, once that is read.
Run with_config(const std::string& file, std::function<int(const Config&)> command);
/// The sentence in both languages, and the fields, on standard error; returns 1.
int say(const Error& error);
/// The act of a command on the machine, into the log; while the service holds the log, as a note that the
/// service takes in within seconds (act_notes.h). Says so on standard error where neither could be done:
/// without the keys, or on a disk that is full.
void record_act(const Config& config, std::string_view what, std::string_view subject_id = {});
/// The same, always as a note: for a database that no service has begun to use, whose log may turn out to be
/// a trial beside the living one. The first service on it takes the note in.
void note_act(const Config& config, std::string_view what);
/// A bar on a terminal, lines for a log file or a timer's journal.
Progress progress_of(Text what);

}  // namespace hotline::app
