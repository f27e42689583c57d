// Lists of cases: newest first, the longest overdue first, the prominent ones.
#include "store_sqlite/case_rows.h"
#include "store_sqlite/sorted_merge.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::CaseFilter;
using store::CaseRow;
using store::Page;
using store::Rows;

constexpr std::uint32_t status_closed = 9;  // record.v1.CaseStatus

constexpr Query next_status = {"next_status", "SELECT min(status) FROM case_row WHERE status > ?"};
constexpr Query next_status_of_unit = {"next_status_of_unit",
                                       "SELECT min(status) FROM case_sight WHERE unit = ? AND status > ?"};
constexpr Query select_status_keys = {
    "select_status_keys",
    "SELECT received_at, case_id FROM case_row WHERE status = ? AND (received_at, case_id) < (?, ?) "
    "ORDER BY received_at DESC, case_id DESC LIMIT ?"};
constexpr Query select_unit_keys = {"select_unit_keys",
                                    "SELECT received_at, case_id FROM case_sight WHERE unit = ? AND status = "
                                    "? AND (received_at, case_id) < (?, ?) "
                                    "ORDER BY received_at DESC, case_id DESC LIMIT ?"};
constexpr Query select_prominent_keys = {
    "select_prominent_keys",
    "SELECT received_at, case_id FROM case_row WHERE prominent = 1 AND (received_at, case_id) < (?, ?) "
    "ORDER BY received_at DESC, case_id DESC"};
constexpr Query select_due_keys = {
    "select_due_keys",
    "SELECT due, case_id, status, responsible_unit, receiving_unit FROM case_row "
    "WHERE due < 9223372036854775807 AND due < ? AND (due, case_id) > (?, ?) ORDER BY due, case_id"};

bool allows(const CaseFilter& filter, std::uint32_t status) {
  return filter.statuses.empty() || std::ranges::find(filter.statuses, status) != filter.statuses.end();
}

NewestKey read_key(const Columns& row) { return {row.integer(0), row.bytes<16>(1)}; }

/// The longest overdue first.
struct DueKey {
  std::int64_t due = -1;
  IdBytes id{};
  std::string token() const { return NewestKey{due, id}.token(); }
  static Result<DueKey> parse(std::string_view token) {
    if (token.empty()) return DueKey{};
    auto key = NewestKey::parse(token);
    if (!key) return fail(key.error());
    return DueKey{key->at, key->id};
  }
};

/// A sorted run of cases: those of one status, in all units or in one.
struct Stream {
  std::uint32_t status;
  const std::string* unit;  // null: all
};

/// Which statuses occur, found by skipping from one to the next.
Result<std::vector<Stream>> streams_of(Connection& connection, const CaseFilter& filter,
                                       const std::string* unit) {
  std::vector<Stream> streams;
  std::int64_t last = -1;
  while (true) {
    const auto read = [](const Columns& row) { return row.null(0) ? std::int64_t{-1} : row.integer(0); };
    auto status = unit ? connection.one(next_status_of_unit, read, std::string_view(*unit), last)
                       : connection.one(next_status, read, last);
    if (!status) return fail(status.error());
    last = status->value_or(-1);
    if (last < 0) return streams;
    if (allows(filter, static_cast<std::uint32_t>(last)))
      streams.push_back({static_cast<std::uint32_t>(last), unit});
  }
}

Result<std::vector<Stream>> all_streams(Connection& connection, const CaseFilter& filter) {
  if (filter.scope.all) return streams_of(connection, filter, nullptr);
  std::vector<Stream> streams;
  for (const auto& unit : filter.scope.units) {
    auto more = streams_of(connection, filter, &unit);
    if (!more) return more;
    streams.insert(streams.end(), more->begin(), more->end());
  }
  return streams;
}

Result<std::vector<NewestKey>> newest_keys(Connection& connection, const CaseFilter& filter,
                                           const NewestKey& after, std::uint32_t count) {
  auto streams = all_streams(connection, filter);
  if (!streams) return fail(streams.error());
  return merge_first(
      streams->size(), after, count, [&](std::size_t i, const NewestKey& from, std::uint32_t chunk) {
        const auto& [status, unit] = (*streams)[i];
        return unit ? connection.many(select_unit_keys, read_key, std::string_view(*unit), status, from.at,
                                      from.id, chunk)
                    : connection.many(select_status_keys, read_key, status, from.at, from.id, chunk);
      });
}

Result<bool> sees(Transaction& transaction, const CaseFilter& filter, const CaseRow& row) {
  if (contains(filter.scope, row.responsible_unit) || contains(filter.scope, row.receiving_unit)) return true;
  auto past = transaction.past_units(row.case_id);
  if (!past) return fail(past.error());
  return std::ranges::any_of(*past, [&](const auto& left) { return contains(filter.scope, left.unit); });
}

/// Prominent cases are few: they are looked through one by one.
Result<std::vector<NewestKey>> prominent_keys(Connection& connection, Transaction& transaction,
                                              const CaseFilter& filter, const NewestKey& after,
                                              std::uint32_t count) {
  std::vector<NewestKey> keys;
  Result<> checked;
  const auto keep = [&](const Columns& columns) -> bool {
    const auto key = read_key(columns);
    auto row = transaction.case_row(CaseId{key.id});
    if (!row) return checked = fail(row.error()), false;
    if (!*row || !allows(filter, (*row)->status)) return true;
    auto seen = sees(transaction, filter, **row);
    if (!seen) return checked = fail(seen.error()), false;
    if (*seen) keys.push_back(key);
    return keys.size() < count;
  };
  auto read = connection.each(select_prominent_keys, keep, after.at, after.id);
  if (!read) return fail(read.error());
  if (!checked) return fail(checked.error());
  return keys;
}

/// Overdue cases are looked through in order of due time: what is overdue is meant to be few, too.
Result<std::vector<DueKey>> overdue_keys(Connection& connection, Transaction& transaction,
                                         const CaseFilter& filter, const DueKey& after, std::uint32_t count) {
  std::vector<DueKey> keys;
  Result<> checked;
  const auto keep = [&](const Columns& columns) -> bool {
    const auto status = columns.number(2);
    if (status == status_closed || !allows(filter, status)) return true;
    if (!contains(filter.scope, columns.text(3)) && !contains(filter.scope, columns.text(4))) return true;
    const DueKey key{columns.integer(0), columns.bytes<16>(1)};
    if (filter.prominent_only) {
      auto row = transaction.case_row(CaseId{key.id});
      if (!row) return checked = fail(row.error()), false;
      if (!*row || !(*row)->prominent) return true;
    }
    keys.push_back(key);
    return keys.size() < count;
  };
  auto read = connection.each(select_due_keys, keep, *filter.overdue_at, after.due, after.id);
  if (!read) return fail(read.error());
  if (!checked) return fail(checked.error());
  return keys;
}

}  // namespace

Result<Rows<CaseRow>> Transaction::cases(const CaseFilter& filter, const Page& page) {
  const auto load = [this](const auto& key) { return case_row(CaseId{key.id}); };
  if (filter.overdue_at) {
    auto after = DueKey::parse(page.after);
    if (!after) return fail(after.error());
    auto keys = overdue_keys(connection_, *this, filter, *after, wanted(page));
    if (!keys) return fail(keys.error());
    return page_of<CaseRow>(std::move(*keys), page, load);
  }
  auto after = NewestKey::parse(page.after);
  if (!after) return fail(after.error());
  auto keys = filter.prominent_only ? prominent_keys(connection_, *this, filter, *after, wanted(page))
                                    : newest_keys(connection_, filter, *after, wanted(page));
  if (!keys) return fail(keys.error());
  return page_of<CaseRow>(std::move(*keys), page, load);
}

}  // namespace hotline::store_sqlite
