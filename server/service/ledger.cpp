#include "service/ledger.h"

#include <spdlog/fmt/fmt.h>

#include <utility>

#include "domain/case_number.h"
#include "evidence/entry.h"
#include "evidence/seal.h"

namespace hotline::service {
namespace {

constexpr std::size_t shared_streams_max = 8;

Result<std::optional<Time>> newest_recorded_at(store::Reader& db, std::uint64_t size) {
  std::optional<Time> at;
  if (size == 0) return at;
  auto read = db.entries(size - 1, size, [&](const store::Entry& entry) -> Result<> {
    auto header = evidence::parse_header(entry.header);
    if (!header) return fail(header.error());
    at = header->recorded_at;
    return {};
  });
  if (!read) return fail(read.error());
  return at;
}

}  // namespace

Result<std::vector<evidence::Hash>> StoredHashes::leaves(std::uint64_t first, std::uint64_t count) {
  return db_.leaf_hashes(first, first + count);
}

Result<evidence::Hash> StoredHashes::node(std::uint8_t level, std::uint64_t index) {
  auto node = db_.tree_node(level, index);
  if (!node) return fail(node.error());
  if (!*node)
    return fail(Code::data_loss, "log_damaged",
                {"Nhật ký thiếu một phần của cây băm. Hãy chạy lệnh kiểm tra.",
                 "The log lacks a part of its hash tree. Run verify."});
  return **node;
}

Result<std::unique_ptr<Ledger>> Ledger::restore(store::Reader& db, std::string case_number_prefix) {
  auto size = db.log_size();
  if (!size) return fail(size.error());
  StoredHashes hashes(db);
  auto tree = evidence::restore_tree(*size, hashes);
  if (!tree) return fail(tree.error());
  auto ledger = std::unique_ptr<Ledger>(new Ledger(std::move(case_number_prefix)));
  ledger->stood_at_ = newest_recorded_at(db, *size);
  ledger->now_.tree = *tree;
  ledger->batch_ = ledger->job_ = ledger->now_;
  ledger->head_ = {ledger->now_.tree.size(), ledger->now_.tree.root()};
  return ledger;
}

Result<std::uint64_t> Ledger::append(store::Writer& db, const evidence::SubjectKeys& keys, const Draft& draft,
                                     std::uint64_t stream_sequence) {
  store::Entry entry;
  entry.log_index = now_.tree.size();
  entry.stream = draft.stream;
  entry.stream_sequence = stream_sequence;
  evidence::EntryHeader header{.index = entry.log_index,
                               .stream = draft.stream,
                               .sequence = stream_sequence,
                               .recorded_at = draft.recorded_at,
                               .actor = draft.actor,
                               .session = draft.session,
                               .kind = static_cast<std::uint16_t>(draft.kind)};
  for (const auto part : evidence::all_parts) {
    const auto i = static_cast<std::size_t>(part);
    if (draft.parts[i].empty()) continue;
    auto key = keys.key(part);
    if (!key) return fail(key.error());
    evidence::seal(*key, draft.stream, stream_sequence, part, draft.parts[i], entry.sealed[i]);
    header.parts[i] = evidence::part_hash(entry.sealed[i]);
  }
  const auto bytes = evidence::encode(header);
  entry.header.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  entry.leaf_hash = evidence::leaf_hash(bytes);
  if (auto stored = db.append(entry); !stored) return fail(stored.error());

  completed_.clear();
  now_.tree.append(entry.leaf_hash, completed_);
  for (const auto& node : completed_)
    if (auto stored = db.put(store::TreeNode{node.level, node.index, node.hash}); !stored)
      return fail(stored.error());
  return entry.log_index;
}

Result<std::uint64_t> Ledger::next_sequence(store::Reader& db, const evidence::StreamId& stream) {
  auto known = now_.sequences.find(stream);
  if (known == now_.sequences.end()) {
    auto size = db.stream_size(stream);
    if (!size) return fail(size.error());
    if (now_.sequences.size() >= shared_streams_max) now_.sequences.clear();
    known = now_.sequences.emplace(stream, *size).first;
  }
  return ++known->second;
}

Result<std::string> Ledger::next_case_number(store::Reader& db, int year) {
  const std::string year_prefix = fmt::format("{}-{}-", prefix_, year);
  if (now_.year != year) {
    auto last = db.last_case_number(year_prefix);
    if (!last) return fail(last.error());
    now_.year = year;
    now_.last_number = last->value_or(0);
  }
  return case_number(prefix_, year, ++now_.last_number);
}

Head Ledger::newest() const {
  const std::lock_guard lock(head_guard_);
  return head_;
}

void Ledger::savepoint() { job_ = now_; }
void Ledger::rollback_job() { now_ = job_; }
void Ledger::rollback_all() { now_ = batch_; }

void Ledger::committed() {
  batch_ = now_;
  const Head head{now_.tree.size(), now_.tree.root()};
  const std::lock_guard lock(head_guard_);
  head_ = head;
}

}  // namespace hotline::service
