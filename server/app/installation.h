// The files of one installation, opened: what `serve` and the commands that work on a stopped service share.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "app/config.h"
#include "base/id.h"
#include "domain/calendar.h"
#include "domain/reference.h"
#include "domain/rules.h"
#include "evidence/checkpoint.h"
#include "service/kept_rules.h"
#include "service/keyring.h"
#include "service/ledger.h"
#include "service/world.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::app {

/// Rules and calendar as the files of the configuration say; the first problem of a file as an error that
/// names the line.
struct RuleFiles {
  Rules rules;
  Calendar calendar;
  Reference reference;
};
Result<RuleFiles> read_rule_files(const Config& config);
/// One file alone; a table that it leaves out is as in `otherwise`.
Result<Rules> read_deadlines(const std::filesystem::path& file, const Rules& otherwise);
Result<Calendar> read_days(const std::filesystem::path& file);

class Installation {
 public:
  /// Opens database and keys and restores the log. With `exclusive`, for writing; else read-only.
  static Result<std::unique_ptr<Installation>> open(const Config& config, const Clock& clock,
                                                    store_sqlite::OpenMode mode);
  ~Installation();

  service::World& world() { return *world_; }
  store::Store& store() { return *store_; }
  const evidence::CheckpointSigner& signer() const { return signer_; }
  const Config& config() const { return config_; }
  /// By which world() counts.
  const service::RulesInForce& rules() const { return rules_; }
  /// Made by `init --demo`: everything in it is invented.
  bool demonstration() const { return demonstration_; }

  /// Signs the committed log and puts the checkpoint outside the database, durably. Nothing where it has not
  /// grown. failed_precondition checkpoints_of_another_log: the newest one kept is of a log that this one
  /// does not go on from (another's, or this one before its tail was lost); nothing is signed over that
  /// proof.
  Result<> sign_checkpoint();

 private:
  Installation(const Config& config, const Clock& clock, service::RulesInForce rules, Reference reference,
               std::unique_ptr<store::Store> store, service::Keyring keys,
               std::unique_ptr<service::Ledger> ledger);
  Result<> load();
  Result<> check_newest_kept(const service::Head& head);

  Config config_;
  const Clock& clock_;
  const service::RulesInForce rules_;
  const Reference reference_;
  std::unique_ptr<store::Store> store_;
  service::Keyring keys_;
  std::unique_ptr<service::Ledger> ledger_;
  evidence::CheckpointSigner signer_;
  IdMaker ids_;
  std::unique_ptr<service::World> world_;
  std::uint64_t signed_size_ = 0;
  bool demonstration_ = false;
};

/// The newest signed head of the log that was put outside the database.
std::filesystem::path newest_checkpoint(const Config& config);

/// The whole of a small file; config_unreadable where it cannot be read.
Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace hotline::app
