// recover: the master key file is lost, the paper in the safe is not.
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "evidence/key_file.h"
#include "evidence/recovery.h"
#include "evidence/vault.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::app {
namespace {

Result<evidence::MasterKey> recovered(const Config& config, const std::string& typed) {
  auto key = evidence::RecoveryKey::parse(typed);
  if (!key) return fail(key.error());
  evidence::WipedBytes<evidence::key_file_max_bytes> file;
  auto length = evidence::read_key_file(config.recovery_file, file.bytes);
  if (!length) return fail(length.error());
  return evidence::recover(*key, {reinterpret_cast<const char*>(file.bytes.data()), *length});
}

/// That it opens this database, where there is one.
Result<> fits(const Config& config, const evidence::MasterKey& master) {
  std::error_code ignored;
  if (!std::filesystem::exists(config.database, ignored)) return {};
  store_sqlite::SqliteOptions options;
  options.mode = store_sqlite::OpenMode::read_only;
  auto store = store_sqlite::open_sqlite(config.database, options);
  if (!store) return fail(store.error());
  auto read = (*store)->read_and_wait([&](store::Reader& db) -> Result<> {
    auto blob = db.blob("vault");
    if (!blob) return fail(blob.error());
    if (!*blob) return {};
    auto vault = evidence::Vault::unwrap(master, **blob);
    return vault ? Result<>{} : Result<>(fail(vault.error()));
  });
  (*store)->stop();
  return read;
}

int recover(const Config& config) {
  if (::isatty(STDIN_FILENO) == 1)
    std::cerr << "Gõ khóa khôi phục (14 nhóm, 5 ký tự), rồi Enter:\nType the recovery key (14 groups of 5), "
                 "then Enter:\n";
  std::string typed;
  std::getline(std::cin, typed);
  auto master = recovered(config, typed);
  evidence::wipe({reinterpret_cast<std::uint8_t*>(typed.data()), typed.size()});
  if (!master) return say(master.error());
  if (auto opens = fits(config, *master); !opens) return say(opens.error());
  if (auto saved = master->save(config.master_key); !saved) return say(saved.error());
  std::cout << "Đã ghi lại khóa chính " << master->id_text()
            << ". / The master key is back: " << master->id_text() << ".\n";
  record_act(config, "master_key_recovered");
  return 0;
}

}  // namespace

void add_recover(CLI::App& cli, Run& run) {
  auto* command =
      cli.add_subcommand("recover", "Write the master key file again, with the recovery key from the safe");
  static std::string file;
  add_config_option(*command, file);
  command->footer(
      "The key is read from standard input, never from the command line. An existing key file is not "
      "overwritten. Example:\n"
      "  hotlined recover -c hotlined.toml");
  command->callback([&run] { run = with_config(file, recover); });
}

}  // namespace hotline::app
