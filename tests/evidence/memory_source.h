// A log's hashes in memory, as a store would keep them: leaves, and the nodes that the appender reports.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "evidence/merkle_proof.h"

namespace hotline::evidence {

class MemorySource final : public HashSource {
 public:
  void append(const Hash& leaf) {
    std::vector<TreeNode> completed;
    tree.append(leaf, completed);
    all_leaves.push_back(leaf);
    for (const auto& node : completed) {
      nodes.emplace(std::pair{node.level, node.index}, node.hash);
    }
  }

  Result<std::vector<Hash>> leaves(std::uint64_t first, std::uint64_t count) override {
    HOTLINE_CHECK(count <= stored_subtree_leaves && first + count <= all_leaves.size());
    const auto from = all_leaves.begin() + static_cast<std::ptrdiff_t>(first);
    return std::vector<Hash>(from, from + static_cast<std::ptrdiff_t>(count));
  }
  Result<Hash> node(std::uint8_t level, std::uint64_t index) override { return nodes.at({level, index}); }

  TreeAppender tree;
  std::vector<Hash> all_leaves;
  std::map<std::pair<std::uint8_t, std::uint64_t>, Hash> nodes;
};

}  // namespace hotline::evidence
