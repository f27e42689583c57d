// Drafts of contacts, and the answers kept for retries.
#include "store_sqlite/case_rows.h"
#include "store_sqlite/sorted_merge.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::AnswerRow;
using store::DraftKind;
using store::DraftRow;

constexpr Query select_draft = {
    "select_draft", "SELECT id, owner, unit, updated_at, version, call, sealed FROM draft WHERE id = ?"};
constexpr Query select_call_draft = {
    "select_call_draft",
    "SELECT id, owner, unit, updated_at, version, call, sealed FROM draft WHERE call = ?"};
constexpr Query select_owner_draft_keys = {
    "select_owner_draft_keys",
    "SELECT updated_at, id FROM draft WHERE owner = ? AND (updated_at, id) < (?, ?) "
    "ORDER BY updated_at DESC, id DESC LIMIT ?"};
constexpr Query select_unit_draft_keys = {
    "select_unit_draft_keys",
    "SELECT updated_at, id FROM draft WHERE unit = ? AND (updated_at, id) < (?, ?) "
    "ORDER BY updated_at DESC, id DESC LIMIT ?"};
// DraftRow::kind(), as the index draft_left has it.
constexpr Query count_typed_drafts = {
    "count_typed_drafts",
    "SELECT count(*) FROM draft WHERE owner = ? AND NOT (call IS NOT NULL AND version = 1)"};
constexpr Query select_left_drafts = {
    "select_left_drafts",
    "SELECT id, owner, unit, updated_at, version, call, sealed FROM draft "
    "WHERE (call IS NOT NULL AND version = 1) = ? AND updated_at < ? ORDER BY updated_at, id LIMIT ?"};
constexpr Query count_left_drafts = {
    "count_left_drafts",
    "SELECT count(*) FROM draft WHERE (call IS NOT NULL AND version = 1) = ? AND updated_at < ?"};
constexpr Query insert_draft = {
    "insert_draft",
    "INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, "
    "unit = excluded.unit, updated_at = excluded.updated_at, version = excluded.version, call = "
    "excluded.call, "
    "sealed = excluded.sealed"};
constexpr Query delete_draft = {"delete_draft", "DELETE FROM draft WHERE id = ?"};
constexpr Query select_answer = {"select_answer", "SELECT key, digest, at, sealed FROM answer WHERE key = ?"};
constexpr Query insert_answer = {"insert_answer",
                                 "INSERT INTO answer VALUES (NULL, ?, ?, ?, ?) ON CONFLICT DO NOTHING"};
constexpr Query delete_answers = {
    "delete_answers",
    "DELETE FROM answer WHERE ordinal IN (SELECT ordinal FROM answer ORDER BY ordinal LIMIT ?) AND at < ?"};

DraftRow read_draft(const Columns& row) {
  DraftRow out;
  out.id = row.bytes<16>(0);
  out.owner = row.id<PersonId>(1);
  out.unit = row.text(2);
  out.updated_at = row.time(3);
  out.version = row.number(4);
  if (!row.null(5)) out.call = row.bytes<16>(5);
  out.sealed = row.blob(6);
  return out;
}

std::uint64_t read_count(const Columns& row) { return static_cast<std::uint64_t>(row.integer(0)); }

Result<std::uint64_t> counted(Result<std::optional<std::uint64_t>> count) {
  if (!count) return fail(count.error());
  return count->value_or(0);
}

}  // namespace

Result<std::optional<AnswerRow>> Transaction::answer(const store::Hash16& key) {
  return connection_.one(
      select_answer,
      [](const Columns& row) {
        return AnswerRow{row.bytes<16>(0), row.bytes<32>(1), row.time(2), std::string(row.blob(3))};
      },
      key);
}

Result<> Transaction::insert(const AnswerRow& row) {
  auto inserted = change(insert_answer, row.key, row.digest, row.at, Blob{row.sealed});
  if (inserted && connection_.changes() == 0)
    return fail(Code::already_exists, "answer_exists",
                {"Yêu cầu này đã được trả lời.", "This request has been answered already."});
  return inserted;
}

Result<> Transaction::erase_answers_before(Time at, std::uint32_t count_max) {
  return change(delete_answers, count_max, at);
}

Result<std::optional<DraftRow>> Transaction::draft(const IdBytes& id) {
  return connection_.one(select_draft, read_draft, id);
}

Result<std::optional<DraftRow>> Transaction::draft_of_call(const store::Hash16& call) {
  return connection_.one(select_call_draft, read_draft, call);
}

Result<store::Rows<DraftRow>> Transaction::drafts(std::optional<PersonId> owner,
                                                  std::span<const std::string> units,
                                                  const store::Page& page) {
  auto after = NewestKey::parse(page.after);
  if (!after) return fail(after.error());
  const auto read = [](const Columns& row) { return NewestKey{row.integer(0), row.bytes<16>(1)}; };
  auto keys =
      owner ? connection_.many(select_owner_draft_keys, read, *owner, after->at, after->id, wanted(page))
            : merge_first(units.size(), *after, wanted(page),
                          [&](std::size_t i, const NewestKey& from, std::uint32_t count) {
                            return connection_.many(select_unit_draft_keys, read, std::string_view(units[i]),
                                                    from.at, from.id, count);
                          });
  if (!keys) return fail(keys.error());
  return page_of<DraftRow>(std::move(*keys), page, [this](const NewestKey& key) { return draft(key.id); });
}

Result<std::uint64_t> Transaction::typed_drafts(PersonId owner) {
  return counted(connection_.one(count_typed_drafts, read_count, owner));
}

Result<std::vector<DraftRow>> Transaction::drafts_left_before(DraftKind kind, Time at,
                                                              std::uint32_t count_max) {
  return connection_.many(select_left_drafts, read_draft, kind == DraftKind::untouched_call, at, count_max);
}

Result<std::uint64_t> Transaction::count_drafts_left_before(DraftKind kind, Time at) {
  return counted(connection_.one(count_left_drafts, read_count, kind == DraftKind::untouched_call, at));
}

Result<> Transaction::put(const DraftRow& row) {
  return change(insert_draft, row.id, row.owner, std::string_view(row.unit), row.updated_at, row.version,
                row.call, Blob{row.sealed});
}

Result<> Transaction::erase_draft(const IdBytes& id) { return change(delete_draft, id); }

Result<> Transaction::erase_left_draft(const IdBytes& id) {
  marks_.erased = true;
  return erase_draft(id);
}

}  // namespace hotline::store_sqlite
