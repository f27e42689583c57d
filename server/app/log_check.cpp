#include "app/log_check.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <vector>

#include "app/commands.h"
#include "app/installation.h"

namespace hotline::app {
namespace {

constexpr std::uint64_t entries_a_read = 2'000;

class LogCheck {
 public:
  LogCheck(store::Store& store, evidence::CheckpointVerifier key,
           std::span<const store_sqlite::Erasure> erasures)
      : store_(store), verifier_(std::move(key)) {
    for (const auto& erasure : erasures) erased_[erasure.subject] |= erasure.parts;
  }

  std::expected<CheckedLog, int> run(const std::filesystem::path& checkpoints) {
    if (auto size = store_.read_and_wait([&](store::Reader& db) -> Result<> {
          auto found = db.log_size();
          if (!found) return fail(found.error());
          size_ = *found;
          return {};
        });
        !size)
      return std::unexpected(say(size.error()));
    if (const int wrong = checkpoints.empty() ? 0 : add_checkpoints(checkpoints); wrong != 0)
      return std::unexpected(wrong);
    if (auto nodes = add_nodes(); !nodes) return std::unexpected(say(nodes.error()));
    if (auto entries = add_entries(); !entries)
      return std::unexpected(found_ ? tell(*found_) : say(entries.error()));
    auto verified = verifier_.finish();
    if (!verified) return std::unexpected(tell(verified.error()));
    return CheckedLog{*verified, checkpoints_};
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

  store::Store& store_;
  evidence::LogVerifier verifier_;
  std::map<evidence::StreamId, std::uint32_t> erased_;
  std::optional<evidence::Finding> found_;
  std::uint64_t size_ = 0;
  std::size_t checkpoints_ = 0;
};

}  // namespace

std::expected<CheckedLog, int> check_log(store::Store& store, evidence::CheckpointVerifier key,
                                         std::span<const store_sqlite::Erasure> erasures,
                                         const std::filesystem::path& checkpoints) {
  return LogCheck(store, std::move(key), erasures).run(checkpoints);
}

}  // namespace hotline::app
