#include "evidence/verifier.h"

#include <algorithm>

namespace hotline::evidence {
namespace {

std::optional<Fault> check_part(const Hash& named, const FoundPart& part) {
  if (named == no_part) {
    if (part.state == FoundPart::State::none) return std::nullopt;
    return Fault::part_unexpected;
  }
  if (part.state == FoundPart::State::none) return Fault::part_missing;
  if (part.state == FoundPart::State::given && part_hash(part.sealed) != named) return Fault::part_changed;
  return std::nullopt;
}

}  // namespace

std::optional<Finding> check_parts(const EntryHeader& header,
                                   const std::array<FoundPart, part_count>& parts) {
  for (const auto part : all_parts) {
    const auto i = static_cast<std::size_t>(part);
    if (const auto fault = check_part(header.parts[i], parts[i])) {
      return Finding{*fault, header.index, header.index, part};
    }
  }
  return std::nullopt;
}

std::optional<Finding> LogVerifier::add_checkpoint(std::string_view note) {
  HOTLINE_CHECK(size() == 0);
  if (found_) return found_;
  const auto checkpoint = key_.open(note);
  if (!checkpoint) return found_ = Finding{checkpoint_fault(checkpoint.error())};
  roots_.emplace(checkpoint->size, checkpoint->root);
  return check_roots();
}

void LogVerifier::add_node(const TreeNode& node) {
  HOTLINE_CHECK(size() == 0);
  nodes_.emplace(std::pair{node.level, node.index}, node.hash);
}

std::optional<Finding> LogVerifier::add(const FoundEntry& entry) {
  if (!found_) found_ = check(entry);
  return found_;
}

std::optional<Finding> LogVerifier::check(const FoundEntry& entry) {
  const std::uint64_t expected = tree_.size();
  const auto header = parse_header(entry.header);
  if (!header) return Finding{Fault::header_malformed, expected, expected};
  const Hash leaf = leaf_hash(entry.header);
  // Before the index: a changed byte of the index is a changed header, not a gap.
  if (leaf != entry.leaf) return Finding{Fault::header_changed, expected, expected};
  if (header->index > expected) return Finding{Fault::entry_missing, expected, header->index - 1};
  if (header->index < expected) return Finding{Fault::entry_repeated, header->index, header->index};
  if (auto finding = check_sequence(*header)) return finding;
  if (auto finding = check_parts(*header, entry.parts)) return finding;
  withheld_parts_ += static_cast<std::uint64_t>(
      std::ranges::count(entry.parts, FoundPart::State::withheld, &FoundPart::state));
  completed_.clear();
  tree_.append(leaf, completed_);
  if (auto finding = check_nodes()) return finding;
  return check_roots();
}

std::optional<Finding> LogVerifier::check_sequence(const EntryHeader& header) {
  auto& last = sequences_[header.stream];
  if (header.sequence != last + 1) return Finding{Fault::sequence_broken, header.index, header.index};
  last = header.sequence;
  return std::nullopt;
}

std::optional<Finding> LogVerifier::check_nodes() {
  for (const auto& node : completed_) {
    const auto stored = nodes_.find({node.level, node.index});
    if (stored == nodes_.end()) continue;
    const std::uint64_t first = node.index << node.level;
    if (stored->second != node.hash) return Finding{Fault::node_changed, first, tree_.size() - 1};
    nodes_.erase(stored);
  }
  return std::nullopt;
}

std::optional<Finding> LogVerifier::check_roots() {
  const auto [from, to] = roots_.equal_range(tree_.size());
  if (from == to) return std::nullopt;
  const Hash root = tree_.root();
  const bool same =
      std::all_of(from, to, [&](const auto& signed_root) { return signed_root.second == root; });
  if (!same) {
    const std::uint64_t last = std::max(tree_.size(), signed_entries_ + 1) - 1;
    return found_ = Finding{Fault::root_differs, signed_entries_, last};
  }
  signed_entries_ = tree_.size();
  return std::nullopt;
}

std::expected<VerifiedLog, Finding> LogVerifier::finish() {
  const std::uint64_t entries = tree_.size();
  if (!found_ && !roots_.empty() && roots_.rbegin()->first > entries) {
    found_ = Finding{Fault::tail_cut, entries, roots_.rbegin()->first - 1};
  }
  if (!found_ &&
      !nodes_.empty()) {  // a node over entries that are not there, or at a place where none belongs
    found_ = Finding{Fault::node_changed, entries, entries};
  }
  if (found_) return std::unexpected(*found_);
  return VerifiedLog{entries, sequences_.size(), withheld_parts_, signed_entries_, tree_.root()};
}

}  // namespace hotline::evidence
