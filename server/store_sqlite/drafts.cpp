// Drafts of contacts, and the answers kept for retries.
#include "store_sqlite/case_rows.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::AnswerRow;
using store::DraftRow;

constexpr Query select_draft = {
    "select_draft", "SELECT id, owner, unit, updated_at, version, call, sealed FROM draft WHERE id = ?"};
constexpr Query select_call_draft = {
    "select_call_draft",
    "SELECT id, owner, unit, updated_at, version, call, sealed FROM draft WHERE call = ?"};
constexpr Query select_owner_drafts = {"select_owner_drafts",
                                       "SELECT id, owner, unit, updated_at, version, call, sealed FROM draft "
                                       "WHERE owner = ? AND (updated_at, id) < (?, ?) "
                                       "ORDER BY updated_at DESC, id DESC LIMIT ?"};
constexpr Query select_unit_drafts = {"select_unit_drafts",
                                      "SELECT id, owner, unit, updated_at, version, call, sealed FROM draft "
                                      "WHERE unit = ? AND (updated_at, id) < (?, ?) "
                                      "ORDER BY updated_at DESC, id DESC LIMIT ?"};
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

Result<store::Rows<DraftRow>> Transaction::drafts(std::optional<PersonId> owner, std::string_view unit,
                                                  const store::Page& page) {
  auto after = NewestKey::parse(page.after);
  if (!after) return fail(after.error());
  auto found =
      owner ? connection_.many(select_owner_drafts, read_draft, *owner, after->at, after->id, wanted(page))
            : connection_.many(select_unit_drafts, read_draft, unit, after->at, after->id, wanted(page));
  if (!found) return fail(found.error());
  store::Rows<DraftRow> rows{std::move(*found), {}};
  if (rows.rows.size() == wanted(page)) {
    rows.rows.pop_back();
    rows.after = NewestKey{to_unix_ms(rows.rows.back().updated_at), rows.rows.back().id}.token();
  }
  return rows;
}

Result<> Transaction::put(const DraftRow& row) {
  return change(insert_draft, row.id, row.owner, std::string_view(row.unit), row.updated_at, row.version,
                row.call, Blob{row.sealed});
}

Result<> Transaction::erase_draft(const IdBytes& id) { return change(delete_draft, id); }

}  // namespace hotline::store_sqlite
