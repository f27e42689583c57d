// verify: the whole log against its own hashes, its stored tree, and every checkpoint that was signed over
// it. Needs no secret where the verifier key is given.
#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "app/log_check.h"

namespace hotline::app {
namespace {

Result<std::unique_ptr<store::Store>> open_store(const Config& config) {
  store_sqlite::SqliteOptions options;
  options.mode = store_sqlite::OpenMode::read_only;
  return store_sqlite::open_sqlite(config.database, options);
}

/// As given, or from the keys of this installation.
Result<evidence::CheckpointVerifier> verifier_key(const Config& config, store::Store& store,
                                                  const std::string& given) {
  if (!given.empty()) return evidence::CheckpointVerifier::parse(given);
  auto master = evidence::MasterKey::load(config.master_key);
  if (!master) return fail(master.error());
  std::optional<std::string> wrapped;
  auto read = store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto blob = db.blob("vault");
    if (!blob) return fail(blob.error());
    wrapped = std::move(*blob);
    return {};
  });
  if (!read) return fail(read.error());
  if (!wrapped)
    return fail(Code::failed_precondition, "not_initialised",
                {"Cơ sở dữ liệu chưa được khởi tạo. Hãy chạy: hotlined init",
                 "The database was not initialised. Run: hotlined init"});
  auto vault = evidence::Vault::unwrap(*master, *wrapped);
  if (!vault) return fail(vault.error());
  return evidence::CheckpointSigner(config.origin, vault->key(evidence::VaultKey::checkpoint)).verifier();
}

int verify(const Config& config, const std::string& checkpoints, const std::string& key_text) {
  auto store = open_store(config);
  if (!store) return say(store.error());
  auto key = verifier_key(config, **store, key_text);
  if (!key) return say(key.error());
  const auto kept = read_kept_proofs(
      config.database, checkpoints.empty() ? config.checkpoints : std::filesystem::path(checkpoints));
  if (!kept) return say(kept.error());
  if (kept->checkpoints.empty())
    std::cerr << "Không có điểm kiểm chứng nào: chỉ kiểm tra được nhật ký khớp với chính nó.\n"
                 "There is no checkpoint: the log can only be held against itself.\n";
  const auto checked = check_log(**store, std::move(*key), *kept);
  (*store)->stop();
  if (!checked) return checked.error();
  const auto& log = *checked;
  std::cout << "Nhật ký nguyên vẹn. / The log is whole: " << log.entries << " mục / entries, " << log.streams
            << " streams, " << log.withheld_parts << " phần đã xóa / parts erased, "
            << kept->checkpoints.size() << " điểm kiểm chứng / checkpoints, " << log.signed_entries
            << " mục đã ký / entries signed.\n";
  return 0;
}

}  // namespace

void add_verify(CLI::App& cli, Run& run) {
  auto* command =
      cli.add_subcommand("verify", "Check the whole log; names the first entry that is wrong, exit code 1");
  static std::string file, checkpoints, key;
  add_config_option(*command, file);
  command
      ->add_option("--checkpoints", checkpoints, "Directory of signed checkpoints; else the configured one")
      ->check(CLI::ExistingDirectory);
  command->add_option("--key", key, "Verifier key, as `hotlined init` printed it; else from the master key");
  command->footer(
      "Changes nothing; also while the service runs. Example:\n  hotlined verify -c hotlined.toml "
      "--checkpoints /mnt/other-disk/checkpoints");
  command->callback([&run] {
    run = with_config(file, [](const Config& config) { return verify(config, checkpoints, key); });
  });
}

}  // namespace hotline::app
