#include "service/log_check.h"

#include <algorithm>

namespace hotline::service {
namespace {

constexpr std::uint64_t entries_a_step = 20'000, nodes_a_step = 5'000;

}  // namespace

std::optional<evidence::Finding> LogCheck::add_checkpoint(std::string_view note) {
  return found_ = verifier_.add_checkpoint(note);
}

Result<> LogCheck::step(store::Reader& db) {
  if (!size_) {
    auto size = db.log_size();
    if (!size) return fail(size.error());
    size_ = *size;
  }
  return *size_ >> level_ > 0 ? add_nodes(db) : add_entries(db);
}

Result<> LogCheck::add_nodes(store::Reader& db) {
  for (std::uint64_t read = 0; read < nodes_a_step && *size_ >> level_ > 0; ++read) {
    auto node = db.tree_node(level_, node_);
    if (!node) return fail(node.error());
    // One that is gone stands as none that any entries have, so that it is found in its place among them.
    verifier_.add_node({level_, node_, node->value_or(evidence::Hash{})});
    if (++node_ == *size_ >> level_) {
      ++level_;
      node_ = 0;
    }
  }
  return {};
}

Result<> LogCheck::add_entries(store::Reader& db) {
  const auto stop =
      fail(Code::data_loss, "log_wrong", {"Nhật ký có mục sai.", "An entry of the log is wrong."});
  const auto to = std::min(*size_, checked_ + entries_a_step);
  auto read = db.entries(checked_, to, [&](const store::Entry& entry) -> Result<> {
    add(entry);
    return found_ ? Result<>(stop) : Result<>{};
  });
  if (!read && !found_) return read;
  checked_ = found_ ? verifier_.size() : to;
  return {};
}

void LogCheck::add(const store::Entry& entry) {
  evidence::FoundEntry found{.header = entry.header, .leaf = entry.leaf_hash, .parts = {}};
  const auto header = evidence::parse_header(entry.header);
  // Of the stream in the header, whose hash is checked: a column can be written.
  const auto erased = header ? erased_.find(header->stream) : erased_.end();
  for (std::size_t i = 0; i < evidence::part_count; ++i) {
    if (!entry.sealed[i].empty())
      found.parts[i] = {evidence::FoundPart::State::given, entry.sealed[i]};
    else if (erased != erased_.end() && header->parts[i] != evidence::no_part &&
             (erased->second >> i & 1) != 0)
      found.parts[i] = {evidence::FoundPart::State::withheld, {}};
  }
  found_ = verifier_.add(found);
}

}  // namespace hotline::service
