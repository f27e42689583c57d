// Verification of a whole log, in one pass and off line: fed with every entry in order, it names the first
// that is wrong. It trusts nothing but the verifier key and needs no secret, so it never sees content.
//
// What it proves, up to the newest checkpoint given: no header and no sealed part was changed, none is
// missing, repeated or moved, each stream is numbered without a gap, the stored tree fits the entries, and
// the tree is the one that was signed. Entries after the newest checkpoint are only consistent in themselves.
//
// Use: add_checkpoint() and add_node() for everything stored, then add() for each entry, then finish(). The
// first finding is final: every later call returns it again.
//
// Speed: well above 100,000 entries/s on one core. Memory: about 80 bytes for each stream and each stored
// node. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evidence/checkpoint.h"
#include "evidence/entry.h"
#include "evidence/finding.h"
#include "evidence/merkle_tree.h"

namespace hotline::evidence {

/// A part as the caller found it.
struct FoundPart {
  enum class State : std::uint8_t {
    none,      // nothing stored
    given,     // `sealed` is what is stored
    withheld,  // not shown, or erased by an act of the log; right only if the header names the part
  };
  State state = State::none;
  std::string_view sealed = {};
};

/// Checks the parts of one entry against its header: the first fault and the part it concerns.
std::optional<Finding> check_parts(const EntryHeader& header, const std::array<FoundPart, part_count>& parts);

struct FoundEntry {
  std::string_view header;  // as stored
  Hash leaf{};              // the stored leaf hash
  std::array<FoundPart, part_count> parts{};
};

struct VerifiedLog {
  std::uint64_t entries = 0;
  std::uint64_t streams = 0;
  std::uint64_t withheld_parts = 0;
  /// Entries below this are covered by a signed checkpoint; 0 without any.
  std::uint64_t signed_entries = 0;
  Hash root{};
};

class LogVerifier {
 public:
  explicit LogVerifier(CheckpointVerifier key) : key_(std::move(key)) {}

  /// Before the first entry; in any order. A note that is not a checkpoint of this log is itself a finding.
  std::optional<Finding> add_checkpoint(std::string_view note);
  /// Before the first entry. A stored node narrows a rewritten history down to its 256 entries.
  void add_node(const TreeNode& node);

  std::optional<Finding> add(const FoundEntry& entry);
  /// After the last entry.
  std::expected<VerifiedLog, Finding> finish();

  /// Entries that were added and found right.
  std::uint64_t size() const { return tree_.size(); }

 private:
  std::optional<Finding> check(const FoundEntry& entry);
  std::optional<Finding> check_sequence(const EntryHeader& header);
  std::optional<Finding> check_nodes();
  std::optional<Finding> check_roots();

  CheckpointVerifier key_;
  std::multimap<std::uint64_t, Hash> roots_;  // by size, as signed
  std::map<std::pair<std::uint8_t, std::uint64_t>, Hash> nodes_;
  std::vector<TreeNode> completed_;
  TreeAppender tree_;
  std::unordered_map<StreamId, std::uint64_t> sequences_;  // the last of each stream
  std::uint64_t withheld_parts_ = 0;
  std::uint64_t signed_entries_ = 0;
  std::optional<Finding> found_;
};

}  // namespace hotline::evidence
