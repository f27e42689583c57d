// The Merkle tree over all entries (RFC 6962 §2.1, RFC 9162 §2.1.1), grown leaf by leaf.
//
// In memory stays only the compact range: the roots of the complete subtrees, one for each bit of the size.
// What a store keeps is the leaf hashes and the nodes that append() reports: those of level 8 (over 256
// leaves) and above. From these every proof is built (merkle_proof.h) and the compact range is restored at
// the start.
//
// Thread rule: TreeAppender is a value of about 2 KiB for one thread; copy it before a batch that may be
// rolled back, and put the copy back if it is.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "evidence/sha256.h"

namespace hotline::evidence {

/// SHA-256(0x00 | data).
Hash merkle_leaf_hash(std::string_view data);
/// SHA-256(0x01 | left | right).
Hash merkle_node_hash(const Hash& left, const Hash& right);
/// The root of a tree without leaves: SHA-256 of nothing.
Hash merkle_empty_root();

/// Nodes of lower levels are not stored: they are computed from at most 256 leaf hashes.
inline constexpr std::uint8_t stored_level_min = 8;
inline constexpr std::uint64_t stored_subtree_leaves = 1U << stored_level_min;

/// The root over leaves [index << level, (index + 1) << level).
struct TreeNode {
  std::uint8_t level = 0;
  std::uint64_t index = 0;
  Hash hash{};

  bool operator==(const TreeNode&) const = default;
};

class TreeAppender {
 public:
  TreeAppender() = default;
  /// From the size and subtrees() of an earlier appender. Error: tree_state_damaged (data_loss) when their
  /// number does not fit the size. Whether the hashes are right only the comparison with a checkpoint tells.
  static Result<TreeAppender> restore(std::uint64_t size, std::span<const Hash> subtrees);

  /// Adds to `completed` the nodes of stored_level_min and above that this leaf completes, lowest first.
  /// About 0.2 µs.
  void append(const Hash& leaf, std::vector<TreeNode>& completed);

  std::uint64_t size() const { return size_; }
  Hash root() const;
  /// The roots of the complete subtrees, largest first: one for each bit of size() that is set.
  std::span<const Hash> subtrees() const { return std::span{subtrees_}.first(count_); }

 private:
  std::uint64_t size_ = 0;
  std::size_t count_ = 0;
  std::array<Hash, 64> subtrees_{};
};

}  // namespace hotline::evidence
