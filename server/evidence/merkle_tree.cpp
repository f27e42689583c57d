#include "evidence/merkle_tree.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "evidence/encoding.h"

namespace hotline::evidence {

Hash merkle_leaf_hash(std::string_view data) {
  // One call over one buffer is faster than two updates; entries fit, anything larger takes the slower way.
  std::array<std::uint8_t, 256> buffer;
  if (data.size() < buffer.size()) {
    buffer[0] = 0;
    std::memcpy(buffer.data() + 1, data.data(), data.size());
    return sha256(text_view(std::span{buffer}.first(data.size() + 1)));
  }
  return sha256(std::string(1, '\0').append(data));
}

Hash merkle_node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 1 + 2 * sizeof(Hash)> buffer;
  buffer[0] = 1;
  std::ranges::copy(left, buffer.begin() + 1);
  std::ranges::copy(right, buffer.begin() + 1 + sizeof(Hash));
  return sha256(text_view(buffer));
}

Hash merkle_empty_root() { return sha256({}); }

Result<TreeAppender> TreeAppender::restore(std::uint64_t size, std::span<const Hash> subtrees) {
  if (static_cast<std::size_t>(std::popcount(size)) != subtrees.size()) {
    return fail(Code::data_loss, "tree_state_damaged",
                {"Trạng thái của cây lịch sử bị hỏng.", "The state of the history tree is damaged."});
  }
  TreeAppender tree;
  tree.size_ = size;
  tree.count_ = subtrees.size();
  std::ranges::copy(subtrees, tree.subtrees_.begin());
  return tree;
}

void TreeAppender::append(const Hash& leaf, std::vector<TreeNode>& completed) {
  Hash hash = leaf;
  std::uint64_t index = size_;
  for (std::uint8_t level = 1; (index & 1) != 0; ++level) {
    hash = merkle_node_hash(subtrees_[--count_], hash);
    index >>= 1;
    if (level >= stored_level_min) completed.push_back({level, index, hash});
  }
  subtrees_[count_++] = hash;
  ++size_;
}

Hash TreeAppender::root() const {
  if (count_ == 0) return merkle_empty_root();
  Hash root = subtrees_[count_ - 1];
  for (std::size_t i = count_ - 1; i-- > 0;) root = merkle_node_hash(subtrees_[i], root);
  return root;
}

}  // namespace hotline::evidence
