#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <span>

#include "evidence/encoding.h"
#include "evidence/memory_source.h"
#include "evidence/merkle_proof.h"

namespace hotline::evidence {
namespace {

using Leaves = std::span<const Hash>;

std::size_t split(std::size_t n) {
  std::size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/// The definitions of RFC 6962 §2.1, word for word: what the fast code is held against. Remembers roots it
/// has made.
class Definition {
 public:
  explicit Definition(Leaves leaves) : leaves_(leaves) {}

  /// Of the leaves d[first, first + n).
  Hash mth(std::size_t first, std::size_t n) {
    if (n == 0) return sha256({});
    if (n == 1) return leaves_[first];
    const auto known = roots_.find({first, n});
    if (known != roots_.end()) return known->second;
    const auto k = split(n);
    return roots_[{first, n}] = merkle_node_hash(mth(first, k), mth(first + k, n - k));
  }
  Proof path(std::size_t m, std::size_t first, std::size_t n) {
    if (n == 1) return {};
    const auto k = split(n);
    auto proof = m < k ? path(m, first, k) : path(m - k, first + k, n - k);
    proof.push_back(m < k ? mth(first + k, n - k) : mth(first, k));
    return proof;
  }
  Proof subproof(std::size_t m, std::size_t first, std::size_t n, bool whole) {
    if (m == n) return whole ? Proof{} : Proof{mth(first, n)};
    const auto k = split(n);
    auto proof = m <= k ? subproof(m, first, k, whole) : subproof(m - k, first + k, n - k, false);
    proof.push_back(m <= k ? mth(first + k, n - k) : mth(first, k));
    return proof;
  }

 private:
  Leaves leaves_;
  std::map<std::pair<std::size_t, std::size_t>, Hash> roots_;
};

Hash numbered_leaf(std::uint64_t number) { return merkle_leaf_hash("leaf " + std::to_string(number)); }
MemorySource log_of(std::uint64_t size) {
  MemorySource source;
  for (std::uint64_t i = 0; i < size; ++i) source.append(numbered_leaf(i));
  return source;
}
Hash hash_of_hex(std::string_view hex) {
  Hash hash;
  std::ranges::copy(*hex_bytes(hex), hash.begin());
  return hash;
}

// The inputs and results that implementations of RFC 6962 share, from Certificate Transparency's own tests.
const std::array<std::string, 8> known_inputs = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::array<std::string_view, 9> known_roots = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

MemorySource known_log() {
  MemorySource source;
  for (const auto& input : known_inputs) source.append(merkle_leaf_hash(*hex_bytes(input)));
  return source;
}

TEST(Sha256, IsSha256) {
  EXPECT_EQ(hex_text(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(MerkleTree, HasTheKnownRoots) {
  auto source = known_log();
  for (std::size_t size = 0; size <= 8; ++size)
    EXPECT_EQ(hex_text(*tree_root(size, source)), known_roots[size]);
}

TEST(MerkleTree, HasTheKnownProofs) {
  auto source = known_log();
  EXPECT_EQ(*inclusion_proof(0, 8, source),
            (Proof{hash_of_hex("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
                   hash_of_hex("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                   hash_of_hex("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")}));
  EXPECT_EQ(*inclusion_proof(5, 8, source),
            (Proof{hash_of_hex("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
                   hash_of_hex("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                   hash_of_hex("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")}));
  EXPECT_EQ(*consistency_proof(6, 8, source),
            (Proof{hash_of_hex("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
                   hash_of_hex("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                   hash_of_hex("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")}));
}

TEST(MerkleTree, LeavesLongerThanOneBlockAreHashedTheSameWay) {
  for (const std::size_t length : {0, 1, 171, 172, 254, 255, 256, 257, 1000}) {
    const std::string data(length, 'x');
    EXPECT_EQ(merkle_leaf_hash(data), sha256(std::string(1, '\0') + data)) << length;
  }
}

TEST(MerkleProof, OfEveryLeafOfEverySizeUpTo300IsTheOneOfTheDefinitionAndVerifies) {
  auto source = log_of(300);
  Definition definition{source.all_leaves};
  for (std::size_t size = 0; size <= 300; ++size) {
    const Hash root = definition.mth(0, size);
    ASSERT_EQ(*tree_root(size, source), root) << size;
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, source);
      ASSERT_EQ(*proof, definition.path(index, 0, size)) << index << " of " << size;
      ASSERT_TRUE(verify_inclusion(source.all_leaves[index], index, size, *proof, root))
          << index << " of " << size;
    }
  }
}

TEST(MerkleProof, BetweenEveryTwoSizesUpTo300IsTheOneOfTheDefinitionAndVerifies) {
  auto source = log_of(300);
  Definition definition{source.all_leaves};
  for (std::size_t size = 0; size <= 300; ++size) {
    const Hash root = definition.mth(0, size);
    for (std::size_t old_size = 0; old_size <= size; ++old_size) {
      const Hash old_root = definition.mth(0, old_size);
      const auto proof = consistency_proof(old_size, size, source);
      if (old_size > 0)
        ASSERT_EQ(*proof, definition.subproof(old_size, 0, size, true)) << old_size << " to " << size;
      ASSERT_TRUE(verify_consistency(old_size, old_root, size, root, *proof)) << old_size << " to " << size;
    }
  }
}

TEST(MerkleProof, OfInclusionHoldsForNothingElse) {
  auto source = log_of(70);
  const Leaves all = source.all_leaves;
  for (std::size_t size = 1; size <= 70; ++size) {
    const Hash root = *tree_root(size, source);
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = *inclusion_proof(index, size, source);
      ASSERT_FALSE(verify_inclusion(numbered_leaf(1000), index, size, proof, root));
      ASSERT_FALSE(verify_inclusion(all[index], index, size, proof, numbered_leaf(1000)));
      ASSERT_FALSE(verify_inclusion(all[index], size, size, proof, root));
      for (std::size_t other = 0; other < size; ++other) {
        if (other != index) ASSERT_FALSE(verify_inclusion(all[index], other, size, proof, root));
      }
      for (std::size_t i = 0; i < proof.size(); ++i) {
        auto changed = proof;
        changed[i][i % 32] ^= 1;
        ASSERT_FALSE(verify_inclusion(all[index], index, size, changed, root));
      }
      auto longer = proof, shorter = proof;
      longer.push_back(root);
      ASSERT_FALSE(verify_inclusion(all[index], index, size, longer, root));
      if (proof.empty()) continue;
      shorter.pop_back();
      ASSERT_FALSE(verify_inclusion(all[index], index, size, shorter, root));
    }
  }
}

TEST(MerkleProof, OfConsistencyHoldsForNothingElse) {
  auto source = log_of(70);
  for (std::size_t size = 1; size <= 70; ++size) {
    const Hash root = *tree_root(size, source);
    for (std::size_t old_size = 1; old_size < size; ++old_size) {
      const auto proof = *consistency_proof(old_size, size, source);
      const Hash old_root = *tree_root(old_size, source);
      ASSERT_FALSE(verify_consistency(old_size, numbered_leaf(1000), size, root, proof));
      ASSERT_FALSE(verify_consistency(old_size, old_root, size, numbered_leaf(1000), proof));
      ASSERT_FALSE(verify_consistency(size, root, old_size, old_root, proof));
      ASSERT_FALSE(verify_consistency(old_size, old_root, size, root, {}));
      for (std::size_t i = 0; i < proof.size(); ++i) {
        auto changed = proof;
        changed[i][i % 32] ^= 1;
        ASSERT_FALSE(verify_consistency(old_size, old_root, size, root, changed));
      }
      auto longer = proof;
      longer.push_back(root);
      ASSERT_FALSE(verify_consistency(old_size, old_root, size, root, longer));
    }
  }
}

TEST(MerkleProof, OfALargeLogIsBuiltFromStoredNodesAndFewLeaves) {
  auto source = log_of(70'000);
  std::mt19937_64 random{20261123};
  for (int round = 0; round < 300; ++round) {
    const auto size = 1 + random() % 70'000, index = random() % size, old_size = random() % (size + 1);
    const Hash root = *tree_root(size, source);
    ASSERT_TRUE(
        verify_inclusion(source.all_leaves[index], index, size, *inclusion_proof(index, size, source), root));
    ASSERT_TRUE(verify_consistency(old_size, *tree_root(old_size, source), size, root,
                                   *consistency_proof(old_size, size, source)));
  }
  EXPECT_EQ(*tree_root(70'000, source), source.tree.root());
}

TEST(MerkleProof, OutOfRangeIsRefused) {
  auto source = log_of(5);
  EXPECT_EQ(inclusion_proof(5, 5, source).error().reason, "proof_out_of_range");
  EXPECT_EQ(inclusion_proof(0, 0, source).error().reason, "proof_out_of_range");
  EXPECT_EQ(consistency_proof(5, 4, source).error().reason, "proof_out_of_range");
}

/// Fails the n-th read.
class FailingSource final : public HashSource {
 public:
  FailingSource(HashSource& source, int fail_at) : source_(source), left_(fail_at) {}
  Result<std::vector<Hash>> leaves(std::uint64_t first, std::uint64_t count) override {
    if (left_-- == 0) return fail(Code::unavailable, "disk", {"", ""});
    return source_.leaves(first, count);
  }
  Result<Hash> node(std::uint8_t level, std::uint64_t index) override {
    if (left_-- == 0) return fail(Code::unavailable, "disk", {"", ""});
    return source_.node(level, index);
  }
  bool failed() const { return left_ < 0; }

 private:
  HashSource& source_;
  int left_;
};

TEST(MerkleProof, EveryFailedReadIsHandedOn) {
  auto source = log_of(3'000);
  for (int fail_at = 0;; ++fail_at) {
    FailingSource inclusion{source, fail_at}, consistency{source, fail_at};
    FailingSource restoring{source, fail_at};
    ASSERT_EQ(restore_tree(3'000, restoring).has_value(), !restoring.failed());
    const auto included = inclusion_proof(2'999, 3'000, inclusion);
    const auto consistent = consistency_proof(2'001, 3'000, consistency);
    ASSERT_EQ(included.has_value(), !inclusion.failed());
    ASSERT_EQ(consistent.has_value(), !consistency.failed());
    if (included && consistent) {
      EXPECT_GT(fail_at, 5);
      return;
    }
  }
}

TEST(TreeAppender, ReportsEachCompleteSubtreeOf256LeavesAndMoreOnce) {
  const auto source = log_of(2'048 + 100);
  EXPECT_EQ(source.nodes.size(), 8U + 4 + 2 + 1);
  Definition definition{source.all_leaves};
  for (const auto& [place, hash] : source.nodes) {
    const auto [level, index] = place;
    EXPECT_EQ(hash, definition.mth(index << level, std::size_t{1} << level));
  }
}

TEST(TreeAppender, GoesOnFromWhatWasKept) {
  TreeAppender whole, kept;
  std::vector<TreeNode> ignored;
  for (std::uint64_t i = 0; i < 600; ++i) {
    const auto restored = TreeAppender::restore(kept.size(), kept.subtrees());
    ASSERT_TRUE(restored);
    kept = *restored;
    whole.append(numbered_leaf(i), ignored);
    kept.append(numbered_leaf(i), ignored);
    ASSERT_EQ(whole.root(), kept.root());
    ASSERT_EQ(whole.size(), kept.size());
  }
}

TEST(TreeAppender, GoesOnFromWhatAStoreKept) {
  MemorySource source;
  for (std::uint64_t size = 0; size <= 1'100; ++size) {
    const auto restored = restore_tree(size, source);
    ASSERT_TRUE(restored);
    ASSERT_EQ(restored->size(), size);
    ASSERT_TRUE(std::ranges::equal(restored->subtrees(), source.tree.subtrees())) << size;
    source.append(numbered_leaf(size));
  }
}

/// Returns one leaf less than asked for.
class ShortSource final : public HashSource {
 public:
  Result<std::vector<Hash>> leaves(std::uint64_t, std::uint64_t count) override {
    return std::vector<Hash>(count - 1);
  }
  Result<Hash> node(std::uint8_t, std::uint64_t) override { return Hash{}; }
};

TEST(MerkleProof, IsNeverBuiltFromMissingLeaves) {
  ShortSource source;
  EXPECT_EQ(tree_root(3, source).error().reason, "tree_source_short");
  EXPECT_EQ(restore_tree(3, source).error().reason, "tree_source_short");
  EXPECT_EQ(inclusion_proof(0, 3, source).error().reason, "tree_source_short");
  EXPECT_EQ(consistency_proof(2, 3, source).error().reason, "tree_source_short");
}

TEST(TreeAppender, RefusesAStateThatDoesNotFitTheSize) {
  const std::vector<Hash> two(2);
  EXPECT_TRUE(TreeAppender::restore(3, two));
  EXPECT_EQ(TreeAppender::restore(4, two).error().reason, "tree_state_damaged");
  EXPECT_EQ(TreeAppender::restore(0, two).error().reason, "tree_state_damaged");
}

TEST(TreeAppender, ACopyTakesABatchBack) {
  auto source = log_of(300);
  TreeAppender before = source.tree;
  for (std::uint64_t i = 0; i < 300; ++i) source.append(numbered_leaf(1'000 + i));
  EXPECT_EQ(before.size(), 300U);
  EXPECT_EQ(before.root(), *tree_root(300, source));
}

}  // namespace
}  // namespace hotline::evidence
