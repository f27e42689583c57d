#include "app/commands.h"

#include <unistd.h>

#include <iostream>

#include "app/act_notes.h"
#include "app/installation.h"
#include "service/act.h"

namespace hotline::app {

void add_commands(CLI::App& cli, Run& run) {
  for (const auto add :
       {add_check_config, add_check_report, add_init, add_serve, add_backup, add_restore, add_verify,
        add_rebuild, add_recount, add_recover, add_rotate_key, add_erase, add_notify_test, add_simulate})
    add(cli, run);
}

void add_config_option(CLI::App& command, std::string& file) {
  file = "config/hotlined.toml";
  command.add_option("--config,-c", file, "Configuration file")
      ->capture_default_str()
      ->check(CLI::ExistingFile);
}

std::expected<Config, int> config_or_exit_code(const std::string& file) {
  auto config = load_config(file);
  if (config) return std::move(*config);
  for (const auto& problem : config.error()) {
    std::cerr << file;
    if (problem.line > 0) std::cerr << ":" << problem.line;
    std::cerr << ": " << problem.text << "\n";
  }
  return std::unexpected(1);
}

Run with_config(const std::string& file, std::function<int(const Config&)> command) {
  return [&file, command = std::move(command)] {
    auto config = config_or_exit_code(file);
    return config ? command(*config) : config.error();
  };
}

int say(const Error& error) {
  std::cerr << error.text.vi << "\n" << error.text.en << " [" << error.reason << "]\n";
  for (const auto& field : error.fields)
    std::cerr << "  " << field.path << ": " << field.text.vi << " / " << field.text.en << "\n";
  return 1;
}

Progress progress_of(Text what) {
  return {std::string(what.vi) + " / " + std::string(what.en),
          ::isatty(STDERR_FILENO) == 1 ? Progress::Look::bar : Progress::Look::lines};
}

namespace {

Result<> write_act(const Config& config, const Clock& clock, std::string_view what,
                   std::string_view subject_id) {
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::open);
  if (!installation) return fail(installation.error());
  auto& world = (*installation)->world();
  auto written = world.store.write_and_wait([&](store::Writer& db) {
    return service::record_administration(world, db, clock.now(), nullptr, what, subject_id);
  });
  if (!written) return written;
  if (auto signed_now = (*installation)->sign_checkpoint(); !signed_now) say(signed_now.error());
  return {};  // in the log, signed or not
}

Result<> leave_note(const Config& config, const Clock& clock, std::string_view what,
                    std::string_view subject_id) {
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::read_only);
  if (!installation) return fail(installation.error());
  return leave_act_note(config.database, (*installation)->world(), what, subject_id);
}

void say_unrecorded(const Error& error) {
  std::cerr << "Không ghi được việc này vào nhật ký lúc này. / This act could not be put into the log now. ["
            << error.reason << "]\n";
}

}  // namespace

void record_act(const Config& config, std::string_view what, std::string_view subject_id) {
  const SystemClock clock;
  auto recorded = write_act(config, clock, what, subject_id);
  if (!recorded && recorded.error().reason == "database_in_use")
    recorded = leave_note(config, clock, what, subject_id);
  if (!recorded) say_unrecorded(recorded.error());
}

void note_act(const Config& config, std::string_view what) {
  const SystemClock clock;
  if (auto noted = leave_note(config, clock, what, {}); !noted) say_unrecorded(noted.error());
}

}  // namespace hotline::app
