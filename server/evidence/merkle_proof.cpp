#include "evidence/merkle_proof.h"

#include <bit>
#include <optional>

namespace hotline::evidence {
namespace {

/// The largest power of two below n (n > 1): where RFC 6962 splits a tree of n leaves.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

std::unexpected<Error> out_of_range() {
  return fail(Code::out_of_range, "proof_out_of_range",
              {"Vị trí nằm ngoài cây lịch sử.", "The position lies outside of the history tree."});
}

/// MTH(D[first, first + count)), for the ranges that occur in proofs: first is a multiple of bit_ceil(count).
Result<Hash> subtree(std::uint64_t first, std::uint64_t count, HashSource& source) {
  if (count <= stored_subtree_leaves) {
    const auto leaves = source.leaves(first, count);
    if (!leaves) return fail(leaves.error());
    if (leaves->size() != count) {
      return fail(Code::internal, "tree_source_short",
                  {"Thiếu dữ liệu của cây lịch sử.", "Leaves of the history tree are missing."});
    }
    TreeAppender tree;
    std::vector<TreeNode> completed;
    for (const auto& leaf : *leaves) tree.append(leaf, completed);
    return tree.root();
  }
  if (std::has_single_bit(count)) {
    const auto level = static_cast<std::uint8_t>(std::countr_zero(count));
    return source.node(level, first >> level);
  }
  const std::uint64_t left_count = split(count);
  const auto left = subtree(first, left_count, source);
  if (!left) return left;
  const auto right = subtree(first + left_count, count - left_count, source);
  if (!right) return right;
  return merkle_node_hash(*left, *right);
}

/// Goes down from the whole tree to the range that a proof is for, noting the sibling at each level.
class Descent {
 public:
  Descent(std::uint64_t size, HashSource& source) : count_(size), source_(source) {}

  /// One level down, to the side that holds `position`.
  Result<> step(std::uint64_t position) {
    const std::uint64_t left = split(count_);
    const bool go_right = position >= first_ + left;
    const auto sibling =
        go_right ? subtree(first_, left, source_) : subtree(first_ + left, count_ - left, source_);
    if (!sibling) return fail(sibling.error());
    siblings_.push_back(*sibling);
    first_ += go_right ? left : 0;
    count_ = go_right ? count_ - left : left;
    return {};
  }

  std::uint64_t first() const { return first_; }
  std::uint64_t count() const { return count_; }
  std::uint64_t end() const { return first_ + count_; }
  /// The siblings from the bottom up, after `lowest` when there is one.
  Proof proof(std::optional<Hash> lowest = std::nullopt) const {
    Proof out;
    if (lowest) out.push_back(*lowest);
    out.insert(out.end(), siblings_.rbegin(), siblings_.rend());
    return out;
  }

 private:
  std::uint64_t first_ = 0, count_;
  HashSource& source_;
  std::vector<Hash> siblings_;
};

/// The way up of RFC 9162's verification: fn and sn are the positions of the node and of the last node of its
/// level.
struct Climb {
  std::uint64_t fn, sn;

  bool sibling_is_left() const { return (fn & 1) != 0 || fn == sn; }
  /// Past the levels at which the node is the lone last one and so has no sibling.
  void skip_lone() {
    while ((fn & 1) == 0 && fn != 0) up();
  }
  void up() {
    fn >>= 1;
    sn >>= 1;
  }
};

}  // namespace

Result<Hash> tree_root(std::uint64_t size, HashSource& source) {
  if (size == 0) return merkle_empty_root();
  return subtree(0, size, source);
}

Result<TreeAppender> restore_tree(std::uint64_t size, HashSource& source) {
  std::vector<Hash> subtrees;
  std::uint64_t first = 0;
  for (std::uint64_t left = size; left > 0;) {
    const std::uint64_t count = std::bit_floor(left);
    const auto root = subtree(first, count, source);
    if (!root) return fail(root.error());
    subtrees.push_back(*root);
    first += count;
    left -= count;
  }
  return TreeAppender::restore(size, subtrees);
}

Result<Proof> inclusion_proof(std::uint64_t index, std::uint64_t size, HashSource& source) {
  if (index >= size) return out_of_range();
  Descent descent{size, source};
  while (descent.count() > 1) {
    if (auto stepped = descent.step(index); !stepped) return fail(stepped.error());
  }
  return descent.proof();
}

Result<Proof> consistency_proof(std::uint64_t old_size, std::uint64_t size, HashSource& source) {
  if (old_size > size) return out_of_range();
  if (old_size == 0 || old_size == size) return Proof{};
  Descent descent{size, source};
  // Down to the subtree that ends where the old tree ends.
  while (descent.end() != old_size) {
    if (auto stepped = descent.step(old_size - 1); !stepped) return fail(stepped.error());
  }
  // The old root itself is known to whoever verifies.
  if (descent.first() == 0) return descent.proof();
  const auto lowest = subtree(descent.first(), descent.count(), source);
  if (!lowest) return fail(lowest.error());
  return descent.proof(*lowest);
}

bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root) {
  if (index >= size) return false;
  Climb climb{index, size - 1};
  Hash hash = leaf;
  for (const auto& sibling : proof) {
    if (climb.sn == 0) return false;
    if (climb.sibling_is_left()) {
      hash = merkle_node_hash(sibling, hash);
      climb.skip_lone();
    } else {
      hash = merkle_node_hash(hash, sibling);
    }
    climb.up();
  }
  return climb.sn == 0 && hash == root;
}

bool verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t size, const Hash& root,
                        std::span<const Hash> proof) {
  if (old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == merkle_empty_root();
  Climb climb{old_size - 1, size - 1};
  while ((climb.fn & 1) != 0) climb.up();
  // A whole old tree is the first node itself; any other proof begins with its last complete subtree.
  const bool whole = std::has_single_bit(old_size);
  if (!whole && proof.empty()) return false;
  Hash old_hash = whole ? old_root : proof.front();
  Hash hash = old_hash;
  for (const auto& sibling : proof.subspan(whole ? 0 : 1)) {
    if (climb.sn == 0) return false;
    if (climb.sibling_is_left()) {
      old_hash = merkle_node_hash(sibling, old_hash);
      hash = merkle_node_hash(sibling, hash);
      climb.skip_lone();
    } else {
      hash = merkle_node_hash(hash, sibling);
    }
    climb.up();
  }
  return climb.sn == 0 && old_hash == old_root && hash == root;
}

}  // namespace hotline::evidence
