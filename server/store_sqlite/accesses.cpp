// Who read what, newest first: of a case, of a person, of a period.
#include "store_sqlite/case_rows.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::AccessFilter;
using store::AccessRow;

constexpr Query insert_access = {
    "insert_access",
    "INSERT INTO access_row VALUES (?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET case_id = excluded.case_id, person = excluded.person"};
constexpr Query select_accesses = {
    "select_accesses",
    "SELECT place, case_id, person, at FROM access_row WHERE (at, place) < (?, ?) AND at >= ? "
    "ORDER BY at DESC, place DESC LIMIT ?"};
constexpr Query select_case_accesses = {
    "select_case_accesses",
    "SELECT place, case_id, person, at FROM access_row WHERE case_id = ?5 AND (at, place) < (?1, ?2) "
    "AND at >= ?3 ORDER BY at DESC, place DESC LIMIT ?4"};
constexpr Query select_person_accesses = {
    "select_person_accesses",
    "SELECT place, case_id, person, at FROM access_row WHERE person = ?5 AND (at, place) < (?1, ?2) "
    "AND at >= ?3 ORDER BY at DESC, place DESC LIMIT ?4"};
constexpr Query select_case_person_accesses = {
    "select_case_person_accesses",
    "SELECT place, case_id, person, at FROM access_row WHERE case_id = ?5 AND person = ?6 "
    "AND (at, place) < (?1, ?2) AND at >= ?3 ORDER BY at DESC, place DESC LIMIT ?4"};

AccessRow read_access(const Columns& row) {
  const std::uint64_t place = row.index(0);
  return {place >> 8, static_cast<std::uint8_t>(place & 255), row.id<CaseId>(1), row.id<PersonId>(2),
          row.time(3)};
}

std::uint64_t place_of(const AccessRow& row) { return row.log_index << 8 | row.position; }

/// A place in the place of an id.
NewestKey key_of(const AccessRow& row) {
  NewestKey key{to_unix_ms(row.at), {}};
  for (std::size_t i = 0; i < 8; ++i) key.id[15 - i] = static_cast<std::uint8_t>(place_of(row) >> (8 * i));
  return key;
}
std::uint64_t place_of(const NewestKey& key) {
  std::uint64_t index = 0;
  for (std::size_t i = 8; i < 16; ++i) index = index << 8 | key.id[i];
  return index;
}

}  // namespace

Result<store::Rows<AccessRow>> Transaction::accesses(const AccessFilter& filter, const store::Page& page) {
  auto after = NewestKey::parse(page.after);
  if (!after) return fail(after.error());
  if (filter.to) after = std::max(*after, NewestKey{to_unix_ms(*filter.to), {}});
  const std::int64_t from = filter.from ? to_unix_ms(*filter.from) : -never;
  const std::int64_t index = static_cast<std::int64_t>(place_of(*after) & static_cast<std::uint64_t>(never));
  const auto many = [&](const Query& query, const auto&... values) {
    return connection_.many(query, read_access, after->at, index, from, wanted(page), values...);
  };
  auto found = filter.case_id && filter.person
                   ? many(select_case_person_accesses, *filter.case_id, *filter.person)
               : filter.case_id ? many(select_case_accesses, *filter.case_id)
               : filter.person  ? many(select_person_accesses, *filter.person)
                                : many(select_accesses);
  if (!found) return fail(found.error());
  store::Rows<AccessRow> rows{std::move(*found), {}};
  if (rows.rows.size() == wanted(page)) {
    rows.rows.pop_back();
    rows.after = key_of(rows.rows.back()).token();
  }
  return rows;
}

Result<> Transaction::put(const AccessRow& row) {
  return change(insert_access, row.at, place_of(row), row.case_id, row.person);
}

}  // namespace hotline::store_sqlite
