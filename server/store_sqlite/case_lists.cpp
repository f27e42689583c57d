// Lists of cases: newest first, the longest overdue first, the prominent ones.
#include <limits>

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

constexpr std::uint32_t no_list = 1000;  // above all

// The last row of the last list before another one: which list it is, and its newest key, in one step.
constexpr Query last_list = {"last_list",
                             "SELECT list, received_at, case_id FROM case_row WHERE list < ? "
                             "ORDER BY list DESC, received_at DESC, case_id DESC LIMIT 1"};
constexpr Query last_list_of_unit = {
    "last_list_of_unit",
    "SELECT list, received_at, case_id FROM case_sight WHERE unit = ?2 AND list < ?1 "
    "ORDER BY list DESC, received_at DESC, case_id DESC LIMIT 1"};
constexpr Query select_list_keys = {
    "select_list_keys",
    "SELECT received_at, case_id FROM case_row WHERE list = ?1 AND (received_at, case_id) < (?2, ?3) "
    "ORDER BY received_at DESC, case_id DESC LIMIT ?4"};
constexpr Query select_unit_keys = {"select_unit_keys",
                                    "SELECT received_at, case_id FROM case_sight WHERE unit = ?5 AND list = "
                                    "?1 AND (received_at, case_id) < (?2, ?3) "
                                    "ORDER BY received_at DESC, case_id DESC LIMIT ?4"};
// Emergencies, and cases in which nothing runs, are few: the rest of a list is looked through.
constexpr Query select_list_some = {
    "select_list_some",
    "SELECT received_at, case_id FROM case_row WHERE list = ?1 AND (received_at, case_id) < (?2, ?3) "
    "AND +calm <= ?5 AND +due >= ?6 ORDER BY received_at DESC, case_id DESC LIMIT ?4"};
constexpr Query select_unit_some = {
    "select_unit_some",
    "SELECT s.received_at, s.case_id FROM case_sight AS s JOIN case_row AS c ON c.case_id = s.case_id "
    "WHERE s.unit = ?7 AND s.list = ?1 AND (s.received_at, s.case_id) < (?2, ?3) AND +c.calm <= ?5 "
    "AND +c.due >= ?6 ORDER BY s.received_at DESC, s.case_id DESC LIMIT ?4"};
constexpr std::int64_t due_never = std::numeric_limits<std::int64_t>::max();
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

/// A sorted run of cases: a list, of all units or of one.
struct Stream {
  std::uint32_t list;
  NewestKey newest;
  const std::string* unit;  // null: all
};

/// The lists that are not empty, found by skipping from one to the next.
Result<> find_streams(Connection& connection, const CaseFilter& filter, const std::string* unit,
                      std::vector<Stream>& streams) {
  std::uint32_t last = no_list;
  while (true) {
    const auto read = [&](const Columns& row) {
      return Stream{row.number(0), {row.integer(1), row.bytes<16>(2)}, unit};
    };
    auto stream = unit ? connection.one(last_list_of_unit, read, last, std::string_view(*unit))
                       : connection.one(last_list, read, last);
    if (!stream) return fail(stream.error());
    if (!*stream) return {};
    last = (*stream)->list;
    if (filter.prominent_only && !is_prominent(last)) return {};  // nor are those that follow
    if (allows(filter, status_of(last))) streams.push_back(**stream);
  }
}

Result<std::vector<NewestKey>> newest_keys(Connection& connection, const CaseFilter& filter,
                                           const NewestKey& after, std::uint32_t count) {
  std::vector<Stream> streams;
  Result<> found;
  if (filter.scope.all) found = find_streams(connection, filter, nullptr, streams);
  for (const auto& unit : filter.scope.units)
    if (!filter.scope.all && found) found = find_streams(connection, filter, &unit, streams);
  if (!found) return fail(found.error());
  return merge_first(
      streams.size(), after, count,
      [&](std::size_t i, const NewestKey& from, std::uint32_t chunk) -> Result<std::vector<NewestKey>> {
        const auto& [list, newest, unit] = streams[i];
        if (!filter.emergency_only && !filter.without_due) {
          if (chunk == 1 && from < newest) return std::vector{newest};
          return unit ? connection.many(select_unit_keys, read_key, list, from.at, from.id, chunk,
                                        std::string_view(*unit))
                      : connection.many(select_list_keys, read_key, list, from.at, from.id, chunk);
        }
        const std::int64_t calm_max = filter.emergency_only ? 0 : 1;
        const std::int64_t due_min =
            filter.without_due ? due_never : std::numeric_limits<std::int64_t>::min();
        return unit ? connection.many(select_unit_some, read_key, list, from.at, from.id, chunk, calm_max,
                                      due_min, std::string_view(*unit))
                    : connection.many(select_list_some, read_key, list, from.at, from.id, chunk, calm_max,
                                      due_min);
      });
}

/// Overdue cases are looked through in order of due time: what is overdue is meant to be few, too.
Result<std::vector<DueKey>> overdue_keys(Connection& connection, Transaction& transaction,
                                         const CaseFilter& filter, const DueKey& after, std::uint32_t count) {
  std::vector<DueKey> keys;
  Result<> checked;
  if (filter.without_due) return keys;  // what has no due time is never past it
  const auto keep = [&](const Columns& columns) -> bool {
    const auto status = columns.number(2);
    if (status == status_closed || !allows(filter, status)) return true;
    if (!contains(filter.scope, columns.text(3)) && !contains(filter.scope, columns.text(4))) return true;
    const DueKey key{columns.integer(0), columns.bytes<16>(1)};
    if (filter.prominent_only || filter.emergency_only) {
      auto row = transaction.case_row(CaseId{key.id});
      if (!row) return checked = fail(row.error()), false;
      if (!*row || (filter.prominent_only && !(*row)->prominent) ||
          (filter.emergency_only && !(*row)->emergency))
        return true;
    }
    keys.push_back(key);
    return keys.size() < count;
  };
  auto read = connection.each(select_due_keys, keep, *filter.overdue_at, after.due, after.id);
  if (!read) return fail(read.error());
  if (!checked) return fail(checked.error());
  return keys;
}

constexpr Query select_next_step = {
    "select_next_step",
    "SELECT next_step FROM case_row WHERE next_step < 9223372036854775807 ORDER BY next_step LIMIT 1"};
constexpr Query select_steps_due = {
    "select_steps_due",
    "SELECT case_id FROM case_row WHERE next_step < 9223372036854775807 AND next_step <= ? "
    "ORDER BY next_step, case_id LIMIT ?"};
constexpr Query select_call_keys = {
    "select_call_keys",
    "SELECT call_since, case_id FROM case_row WHERE call_since < 9223372036854775807 "
    "AND (call_since, case_id) > (?, ?) ORDER BY call_since, case_id LIMIT ?"};
constexpr Query select_claim_keys = {
    "select_claim_keys",
    "SELECT claim_since, case_id FROM case_row WHERE claim_since < 9223372036854775807 "
    "AND (claim_since, case_id) > (?, ?) ORDER BY claim_since, case_id LIMIT ?"};

}  // namespace

Result<std::optional<Time>> Transaction::next_step() {
  return connection_.one(select_next_step, [](const Columns& row) { return row.time(0); });
}

Result<std::vector<CaseId>> Transaction::steps_due(Time until, std::uint32_t count_max) {
  return connection_.many(
      select_steps_due, [](const Columns& row) { return row.id<CaseId>(0); }, until, count_max);
}

Result<Rows<CaseRow>> Transaction::calls(const Page& page) { return waiting(select_call_keys, page); }
Result<Rows<CaseRow>> Transaction::claims(const Page& page) { return waiting(select_claim_keys, page); }

Result<Rows<CaseRow>> Transaction::waiting(const Query& query, const Page& page) {
  auto after = DueKey::parse(page.after);
  if (!after) return fail(after.error());
  auto keys = connection_.many(
      query, [](const Columns& row) { return DueKey{row.integer(0), row.bytes<16>(1)}; }, after->due,
      after->id, wanted(page));
  if (!keys) return fail(keys.error());
  return page_of<CaseRow>(std::move(*keys), page,
                          [this](const DueKey& key) { return case_row(CaseId{key.id}); });
}

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
  auto keys = newest_keys(connection_, filter, *after, wanted(page));
  if (!keys) return fail(keys.error());
  return page_of<CaseRow>(std::move(*keys), page, load);
}

}  // namespace hotline::store_sqlite
