// verify: the whole log against its own hashes, its stored tree, and every checkpoint that was signed over
// it. Needs no secret where the verifier key is given.
#include <algorithm>
#include <iostream>
#include <map>

#include "app/commands.h"
#include "app/installation.h"
#include "evidence/verifier.h"
#include "store_sqlite/backup.h"

namespace hotline::app {
namespace {

constexpr std::uint64_t entries_a_read = 2'000;

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

class Verification {
 public:
  Verification(store::Store& store, evidence::CheckpointVerifier key,
               std::span<const store_sqlite::Erasure> erasures)
      : store_(store), verifier_(std::move(key)) {
    for (const auto& erasure : erasures) erased_[erasure.subject] |= erasure.parts;
  }

  int run(const std::filesystem::path& checkpoints) {
    if (auto size = store_.read_and_wait([&](store::Reader& db) -> Result<> {
          auto found = db.log_size();
          if (!found) return fail(found.error());
          size_ = *found;
          return {};
        });
        !size)
      return say(size.error());
    if (const int wrong = add_checkpoints(checkpoints); wrong != 0) return wrong;
    if (auto nodes = add_nodes(); !nodes) return say(nodes.error());
    if (auto entries = add_entries(); !entries) return found_ ? tell(*found_) : say(entries.error());
    auto verified = verifier_.finish();
    return verified ? tell(*verified) : tell(verified.error());
  }

 private:
  int add_checkpoints(const std::filesystem::path& directory) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(directory, error), end; !error && at != end;
         at.increment(error))
      if (at->path().extension() == ".checkpoint") files.push_back(at->path());
    std::ranges::sort(files);
    for (const auto& file : files) {
      auto note = read_text_file(file, evidence::checkpoint_max_bytes);
      if (!note) return say(note.error());
      if (const auto finding = verifier_.add_checkpoint(*note)) {
        std::cerr << file.filename().string() << ":\n";
        return tell(*finding);
      }
    }
    checkpoints_ = files.size();
    if (files.empty())
      std::cerr << "Không có điểm kiểm chứng nào: chỉ kiểm tra được nhật ký khớp với chính nó.\n"
                   "There is no checkpoint: the log can only be held against itself.\n";
    return 0;
  }

  Result<> add_nodes() {
    for (unsigned level = evidence::stored_level_min; size_ >> level > 0; ++level)
      for (std::uint64_t from = 0; from < size_ >> level; from += entries_a_read) {
        const auto to = std::min(size_ >> level, from + entries_a_read);
        auto read = store_.read_and_wait([&](store::Reader& db) -> Result<> {
          for (auto i = from; i < to; ++i) {
            auto node = db.tree_node(level, i);
            if (!node) return fail(node.error());
            if (!*node)
              return fail(evidence::to_error(
                  {evidence::Fault::node_changed, i << level, ((i + 1) << level) - 1, {}}));
            verifier_.add_node({static_cast<std::uint8_t>(level), i, **node});
          }
          return {};
        });
        if (!read) return read;
      }
    return {};
  }

  Result<> add_entries() {
    auto progress = progress_of({"Đang kiểm tra", "verifying"});
    for (std::uint64_t from = 0; from < size_; from += entries_a_read) {
      const auto to = std::min(size_, from + entries_a_read);
      auto read = store_.read_and_wait([&](store::Reader& db) {
        return db.entries(from, to, [&](const store::Entry& entry) -> Result<> { return add(entry); });
      });
      if (!read) return read;
      progress.show(to, size_);
    }
    return {};
  }

  /// A part may be gone only where an erasure took it.
  Result<> add(const store::Entry& entry) {
    evidence::FoundEntry found{.header = entry.header, .leaf = entry.leaf_hash, .parts = {}};
    const auto header = evidence::parse_header(entry.header);
    const auto erased = erased_.find(entry.stream);
    for (std::size_t i = 0; i < evidence::part_count; ++i) {
      if (!entry.sealed[i].empty())
        found.parts[i] = {evidence::FoundPart::State::given, entry.sealed[i]};
      else if (header && header->parts[i] != evidence::no_part && erased != erased_.end() &&
               (erased->second >> i & 1) != 0)
        found.parts[i] = {evidence::FoundPart::State::withheld, {}};
    }
    found_ = verifier_.add(found);
    return found_ ? Result<>(fail(evidence::to_error(*found_))) : Result<>{};
  }

  static int tell(const evidence::Finding& finding) {
    const auto text = evidence::text(finding.fault);
    std::cerr << "Mục / entry " << finding.first;
    if (finding.last != finding.first) std::cerr << "–" << finding.last;
    if (finding.part) std::cerr << " (" << evidence::name(*finding.part) << ")";
    std::cerr << ": " << text.vi << " / " << text.en << " [" << evidence::name(finding.fault) << "]\n";
    return 1;
  }
  int tell(const evidence::VerifiedLog& log) const {
    std::cout << "Nhật ký nguyên vẹn. / The log is whole: " << log.entries << " mục / entries, "
              << log.streams << " streams, " << log.withheld_parts << " phần đã xóa / parts erased, "
              << checkpoints_ << " điểm kiểm chứng / checkpoints, " << log.signed_entries
              << " mục đã ký / entries signed.\n";
    return 0;
  }

  store::Store& store_;
  evidence::LogVerifier verifier_;
  std::map<evidence::StreamId, std::uint32_t> erased_;
  std::optional<evidence::Finding> found_;
  std::uint64_t size_ = 0;
  std::size_t checkpoints_ = 0;
};

int verify(const Config& config, const std::string& checkpoints, const std::string& key_text) {
  auto store = open_store(config);
  if (!store) return say(store.error());
  auto key = verifier_key(config, **store, key_text);
  if (!key) return say(key.error());
  auto erasures = store_sqlite::erasures_of(config.database);
  if (!erasures) return say(erasures.error());
  const int code = Verification(**store, std::move(*key), *erasures)
                       .run(checkpoints.empty() ? config.checkpoints : std::filesystem::path(checkpoints));
  (*store)->stop();
  return code;
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
