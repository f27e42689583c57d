// Proofs over the tree: that an entry is in it (inclusion), and that a newer tree only added to an older one
// (consistency). Built as in RFC 9162 §2.1.3.1 and §2.1.4.1, verified as in §2.1.3.2 and §2.1.4.2; other
// implementations of RFC 6962 accept them.
//
// Thread rule: pure functions over a HashSource, which has its own rule.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/status.h"
#include "evidence/merkle_tree.h"

namespace hotline::evidence {

/// Where the hashes lie that a proof is made of; a store implements it.
class HashSource {
 public:
  virtual ~HashSource() = default;
  /// The leaf hashes [first, first + count), at most 256 of them.
  virtual Result<std::vector<Hash>> leaves(std::uint64_t first, std::uint64_t count) = 0;
  /// A node that TreeAppender::append reported: level >= stored_level_min, complete.
  virtual Result<Hash> node(std::uint8_t level, std::uint64_t index) = 0;
};

using Proof = std::vector<Hash>;

/// A proof never has more hashes, whatever the size of the tree.
inline constexpr std::size_t proof_max_hashes = 64;

/// Root of the tree that the first `size` leaves make. Errors: the source's; tree_source_short (internal)
/// when it returns another number of leaves than asked for.
Result<Hash> tree_root(std::uint64_t size, HashSource& source);

/// The appender that goes on after the first `size` leaves: what a store does at its start. Errors: those of
/// tree_root.
Result<TreeAppender> restore_tree(std::uint64_t size, HashSource& source);

/// That leaf `index` is in the tree of `size` leaves. Errors: proof_out_of_range (out_of_range) unless index
/// < size; those of tree_root. Reads a few short ranges of leaves and O(log size) nodes.
Result<Proof> inclusion_proof(std::uint64_t index, std::uint64_t size, HashSource& source);

/// That the tree of `old_size` leaves is the beginning of the tree of `size` leaves; empty when old_size is 0
/// or size. Errors: proof_out_of_range unless old_size <= size; those of tree_root.
Result<Proof> consistency_proof(std::uint64_t old_size, std::uint64_t size, HashSource& source);

bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root);

bool verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t size, const Hash& root,
                        std::span<const Hash> proof);

}  // namespace hotline::evidence
