// How a case row lies in its columns, shared by the files that read cases; and who is in a scope.
#pragma once

#include <algorithm>
#include <functional>
#include <string_view>

#include "store/store.h"
#include "store_sqlite/connection.h"
#include "store_sqlite/list_key.h"

namespace hotline::store_sqlite {

inline constexpr Query select_case = {
    "select_case",
    "SELECT case_id, number, status, version, responsible_unit, "
    "receiving_unit, referral_id, proof_level, calm, "
    "restricted, prominent, risk, received_at, due, due_kind, queue_unit, "
    "author, similar, changed, sealed_summary, next_step, call_since, rung, "
    "rung_at, claim_since "
    "FROM case_row WHERE case_id = ?"};

store::CaseRow read_case(const Columns& row);

/// Cases lie in lists, sorted by time: one for each status, and again one for each for the prominent. A
/// filter picks whole lists, so that nothing is read that is not shown. Stored numbers; schema.cpp has the
/// same formula.
inline std::uint32_t list_of(std::uint32_t status, bool prominent) {
  HOTLINE_CHECK(status < 16);
  return status + (prominent ? 16 : 0);
}
inline std::uint32_t status_of(std::uint32_t list) { return list % 16; }
inline bool is_prominent(std::uint32_t list) { return list >= 16; }

inline bool contains(const store::Scope& scope, std::string_view unit) {
  return scope.all || std::binary_search(scope.units.begin(), scope.units.end(), unit, std::less<>{});
}

/// The rows of these keys, in their order; the last one beyond the page becomes the token of the next.
template <class Row, class Key, class Load>
Result<store::Rows<Row>> page_of(std::vector<Key> keys, const store::Page& page, Load&& load) {
  store::Rows<Row> rows;
  const std::size_t size_max = std::max<std::size_t>(1, page.size_max);
  if (keys.size() > size_max) {
    keys.resize(size_max);
    rows.after = keys.back().token();
  }
  rows.rows.reserve(keys.size());
  for (const auto& key : keys) {
    auto row = load(key);
    if (!row) return fail(row.error());
    if (*row) rows.rows.push_back(std::move(**row));
  }
  return rows;
}

/// One more than the page holds: its presence tells that there is a next page.
inline std::uint32_t wanted(const store::Page& page) { return std::max(1u, page.size_max) + 1; }

}  // namespace hotline::store_sqlite
