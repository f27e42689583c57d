// Verbs of the log: entries, the tree over them, the keys that open them, and erasure.
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::Entry;

constexpr Query select_log_size = {"select_log_size", "SELECT ifnull(max(log_index) + 1, 0) FROM entry"};
constexpr Query select_entries = {"select_entries",
                                  "SELECT log_index, stream_kind, stream_id, stream_sequence, leaf_hash, "
                                  "header, part_0, part_1, part_2 FROM entry "
                                  "WHERE log_index >= ? AND log_index < ? ORDER BY log_index"};
constexpr Query select_stream_entries = {
    "select_stream_entries",
    "SELECT log_index, stream_kind, stream_id, stream_sequence, leaf_hash, header, part_0, part_1, part_2 "
    "FROM entry "
    "WHERE stream_id = ? AND stream_kind = ? AND stream_sequence >= ? ORDER BY stream_sequence LIMIT ?"};
constexpr Query select_stream_size = {
    "select_stream_size",
    "SELECT ifnull(max(stream_sequence), 0) FROM entry WHERE stream_id = ? AND stream_kind = ?"};
constexpr Query select_leaf_hashes = {
    "select_leaf_hashes",
    "SELECT leaf_hash FROM entry WHERE log_index >= ? AND log_index < ? ORDER BY log_index"};
constexpr Query select_tree_node = {"select_tree_node",
                                    "SELECT hash FROM tree_node WHERE level = ? AND position = ?"};
constexpr Query select_subject_key = {
    "select_subject_key", "SELECT wrapped FROM subject_key WHERE subject_id = ? AND subject_kind = ?"};
constexpr Query insert_entry = {"insert_entry", "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr Query insert_tree_node = {
    "insert_tree_node",
    "INSERT INTO tree_node VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash"};
constexpr Query insert_subject_key = {"insert_subject_key",
                                      "INSERT INTO subject_key VALUES (?, ?, ?) ON CONFLICT DO NOTHING"};
constexpr Query update_subject_key = {
    "update_subject_key", "UPDATE subject_key SET wrapped = ?3 WHERE subject_id = ?1 AND subject_kind = ?2"};
constexpr Query delete_subject_key = {"delete_subject_key",
                                      "DELETE FROM subject_key WHERE subject_id = ? AND subject_kind = ?"};
constexpr Query erase_entry_parts = {
    "erase_entry_parts",
    "UPDATE entry SET part_0 = iif(?3 & 1, NULL, part_0), part_1 = iif(?3 & 2, NULL, part_1), "
    "part_2 = iif(?3 & 4, NULL, part_2) WHERE stream_id = ?1 AND stream_kind = ?2"};
constexpr Query insert_erasure = {
    "insert_erasure",
    "INSERT INTO erasure SELECT NULL, ?, ?, ?, ?, ifnull(max(log_index) + 1, 0) FROM entry"};

#define HOTLINE_ERASED_CASE \
  "case_id IN (SELECT subject_id FROM erasure WHERE key_too = 1 AND subject_kind = ?)"
constexpr Query delete_erased_contacts = {"delete_erased_contacts",
                                          "DELETE FROM contact_row WHERE (stream_kind, stream_id) IN "
                                          "(SELECT subject_kind, subject_id FROM erasure WHERE key_too = 1)"};
constexpr Query delete_erased_sights = {"delete_erased_sights",
                                        "DELETE FROM case_sight WHERE " HOTLINE_ERASED_CASE};
constexpr Query delete_erased_past_units = {"delete_erased_past_units",
                                            "DELETE FROM past_unit WHERE " HOTLINE_ERASED_CASE};
constexpr Query delete_erased_cases = {"delete_erased_cases",
                                       "DELETE FROM case_row WHERE " HOTLINE_ERASED_CASE};
constexpr Query delete_erased_facts = {"delete_erased_facts",
                                       "DELETE FROM case_fact WHERE " HOTLINE_ERASED_CASE};
#undef HOTLINE_ERASED_CASE

std::uint32_t kind_of(const evidence::StreamId& stream) { return static_cast<std::uint32_t>(stream.kind); }

Entry read_entry(const Columns& row) {
  Entry entry;
  entry.log_index = row.index(0);
  entry.stream = {static_cast<evidence::StreamKind>(row.integer(1)), row.bytes<16>(2)};
  entry.stream_sequence = row.index(3);
  entry.leaf_hash = row.bytes<32>(4);
  entry.header = row.blob(5);
  for (std::size_t part = 0; part < evidence::part_count; ++part)
    entry.sealed[part] = row.blob(6 + static_cast<int>(part));
  return entry;
}

std::optional<Blob> part_blob(const std::string& sealed) {
  if (sealed.empty()) return std::nullopt;
  return Blob{sealed};
}

}  // namespace

Result<std::uint64_t> Transaction::log_size() {
  auto size = connection_.one(select_log_size, [](const Columns& row) { return row.index(0); });
  if (!size) return fail(size.error());
  return size->value_or(0);
}

Result<> Transaction::entries(std::uint64_t from, std::uint64_t to,
                              const std::function<Result<>(const Entry&)>& each) {
  Result<> answer;
  auto read = connection_.each(
      select_entries, [&](const Columns& row) { return (answer = each(read_entry(row))).has_value(); }, from,
      to);
  return read ? answer : read;
}

Result<std::vector<Entry>> Transaction::entries_of(const evidence::StreamId& stream,
                                                   std::uint64_t from_sequence, std::uint32_t count_max) {
  return connection_.many(select_stream_entries, read_entry, stream.id, kind_of(stream), from_sequence,
                          count_max);
}

Result<> Transaction::each_of(const evidence::StreamId& stream, std::uint64_t from_sequence,
                              const std::function<Result<>(const Entry&)>& each) {
  constexpr std::int64_t all = -1;  // SQLite: a negative LIMIT is none
  Result<> answer;
  auto read = connection_.each(
      select_stream_entries, [&](const Columns& row) { return (answer = each(read_entry(row))).has_value(); },
      stream.id, kind_of(stream), from_sequence, all);
  return read ? answer : read;
}

Result<std::uint64_t> Transaction::stream_size(const evidence::StreamId& stream) {
  auto size = connection_.one(
      select_stream_size, [](const Columns& row) { return row.index(0); }, stream.id, kind_of(stream));
  if (!size) return fail(size.error());
  return size->value_or(0);
}

Result<std::vector<store::Hash32>> Transaction::leaf_hashes(std::uint64_t from, std::uint64_t to) {
  return connection_.many(select_leaf_hashes, [](const Columns& row) { return row.bytes<32>(0); }, from, to);
}

Result<std::optional<store::Hash32>> Transaction::tree_node(std::uint32_t level, std::uint64_t index) {
  return connection_.one(select_tree_node, [](const Columns& row) { return row.bytes<32>(0); }, level, index);
}

Result<std::optional<std::string>> Transaction::subject_key(const evidence::StreamId& subject) {
  return connection_.one(
      select_subject_key, [](const Columns& row) { return std::string(row.blob(0)); }, subject.id,
      kind_of(subject));
}

Result<> Transaction::append(const Entry& entry) {
  if (!next_index_) {
    auto size = log_size();
    if (!size) return fail(size.error());
    next_index_ = *size;
  }
  HOTLINE_CHECK(entry.log_index == *next_index_);
  if (entry.stream_sequence > 1) {  // that a first one is the first, entry_stream sees
    auto stream = stream_size(entry.stream);
    if (!stream) return fail(stream.error());
    HOTLINE_CHECK(entry.stream_sequence == *stream + 1);
  }
  auto written = change(insert_entry, entry.log_index, kind_of(entry.stream), entry.stream.id,
                        entry.stream_sequence, entry.leaf_hash, Blob{entry.header},
                        part_blob(entry.sealed[0]), part_blob(entry.sealed[1]), part_blob(entry.sealed[2]));
  if (written) ++*next_index_;
  return written;
}

Result<> Transaction::erase_parts(const evidence::StreamId& stream, std::uint32_t part_mask) {
  auto erased = change(erase_entry_parts, stream.id, kind_of(stream), part_mask);
  return erased ? record_erasure(stream, part_mask, false) : erased;
}

Result<> Transaction::put(const store::TreeNode& node) {
  return change(insert_tree_node, node.level, node.index, node.hash);
}

Result<> Transaction::put(const store::SubjectKeyRow& row) {
  auto put = change(insert_subject_key, row.subject.id, kind_of(row.subject), Blob{row.wrapped});
  if (!put || connection_.changes() == 1) return put;
  marks_.erased = true;  // what stood there before may have had a key more
  return change(update_subject_key, row.subject.id, kind_of(row.subject), Blob{row.wrapped});
}

Result<> Transaction::erase_subject_key(const evidence::StreamId& subject) {
  auto erased = change(delete_subject_key, subject.id, kind_of(subject));
  return erased ? record_erasure(subject, 0, true) : erased;
}

Result<> Transaction::erase_rows_without_keys() {
  marks_.erased = true;  // hashes of numbers and of children, sealed summaries
  if (auto gone = change(delete_erased_contacts); !gone) return gone;
  const auto kind = static_cast<std::uint32_t>(evidence::StreamKind::case_);
  for (const auto* query :
       {&delete_erased_sights, &delete_erased_past_units, &delete_erased_facts, &delete_erased_cases})
    if (auto gone = change(*query, kind); !gone) return gone;
  return {};
}

Result<> Transaction::record_erasure(const evidence::StreamId& subject, std::uint32_t parts, bool key_too) {
  marks_.erased = true;
  return change(insert_erasure, kind_of(subject), subject.id, parts, key_too);
}

}  // namespace hotline::store_sqlite
