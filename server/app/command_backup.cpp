// backup: a copy of the database, also while the service runs.
#include <iostream>

#include "app/commands.h"
#include "store_sqlite/backup.h"

namespace hotline::app {
namespace {

int backup(const Config& config, const std::string& to, bool replace) {
  const SystemClock clock;
  record_act(
      config,
      "backup_begun");  // first, so that the copy holds it: nothing that is signed is newer than the copy
  {
    auto progress = progress_of({"Đang sao lưu", "copying"});
    store_sqlite::CopyOptions options;
    options.now = clock.now();
    options.replace = replace;
    options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
      return progress.show(done, total), true;
    };
    if (auto copied = store_sqlite::backup(config.database, to, options); !copied) return say(copied.error());
  }
  auto info = store_sqlite::copy_info(to);
  if (!info) return say(info.error());
  std::cout << "Đã sao lưu. / Copied: " << info->log_size << " mục / entries, " << info->bytes << " byte.\n"
            << "Bản sao không chứa khóa: hãy giữ khóa chính và khóa khôi phục ở nơi khác.\n"
               "The copy holds no keys: keep the master key and the recovery key elsewhere.\n";
  return 0;
}

}  // namespace

void add_backup(CLI::App& cli, Run& run) {
  auto* command =
      cli.add_subcommand("backup", "Copy the database into one file, also while the service runs");
  static std::string file, to;
  static bool replace = false;
  add_config_option(*command, file);
  command->add_option("--to", to, "The copy; its name appears only when it is whole")->required();
  command->add_flag("--replace", replace, "Put it in the place of an older copy, in one step");
  command->footer(
      "The copy holds no keys and opens nothing without them. Example:\n  hotlined backup -c hotlined.toml "
      "--to /mnt/copies/hotline-2026-11-23.db");
  command->callback(
      [&run] { run = with_config(file, [](const Config& config) { return backup(config, to, replace); }); });
}

}  // namespace hotline::app
