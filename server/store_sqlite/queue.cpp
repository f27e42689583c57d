// The queues, and what changed in them since a reader last looked.
#include <map>

#include "store_sqlite/case_rows.h"
#include "store_sqlite/sorted_merge.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::CaseRow;
using store::QueueChange;

constexpr Query select_queue_all = {
    "select_queue_all",
    "SELECT calm, due, received_at, case_id FROM case_row "
    "WHERE queue_unit <> '' AND (calm, due, received_at, case_id) > (?, ?, ?, ?) "
    "ORDER BY calm, due, received_at, case_id LIMIT ?"};
constexpr Query select_queue_unit = {
    "select_queue_unit",
    "SELECT calm, due, received_at, case_id FROM case_row "
    "WHERE queue_unit <> '' AND queue_unit = ? AND (calm, due, received_at, case_id) > (?, ?, ?, ?) "
    "ORDER BY calm, due, received_at, case_id LIMIT ?"};
constexpr Query select_changed = {
    "select_changed",
    "SELECT changed, case_id, queue_unit, responsible_unit, receiving_unit FROM case_row WHERE changed > ? "
    "ORDER BY changed, case_id"};
constexpr Query select_left = {
    "select_left", "SELECT left_at, case_id, unit FROM past_unit WHERE left_at > ? ORDER BY left_at"};

QueueKey read_key(const Columns& row) {
  return {row.integer(0), row.integer(1), row.integer(2), row.bytes<16>(3)};
}

/// Log index of the change and the case: the order of changes.
using Found = std::map<std::pair<std::uint64_t, CaseId>, QueueChange>;

/// Cases that are in the scope now. Those that share a log index are never parted: a cursor could not stand
/// between.
Result<> find_changed(Connection& connection, Transaction& transaction, const store::Scope& scope,
                      std::uint64_t after, std::uint32_t count_max, Found& found) {
  std::vector<std::pair<std::uint64_t, CaseId>> keys;
  auto read = connection.each(
      select_changed,
      [&](const Columns& row) {
        if (keys.size() >= count_max && keys.back().first != row.index(0)) return false;
        if (contains(scope, row.text(2)) || contains(scope, row.text(3)) || contains(scope, row.text(4)))
          keys.emplace_back(row.index(0), row.id<CaseId>(1));
        return true;
      },
      after);
  if (!read) return read;
  for (const auto& key : keys) {
    auto row = transaction.case_row(key.second);
    if (!row) return fail(row.error());
    if (!*row) continue;
    const bool waits = !(*row)->queue_unit.empty() && contains(scope, (*row)->queue_unit);
    found.emplace(key, QueueChange{std::move(**row), waits, key.first});
  }
  return {};
}

/// Cases that no unit of the scope has any more, at the moment when the last of them lost it.
Result<> find_left(Connection& connection, Transaction& transaction, const store::Scope& scope,
                   std::uint64_t after, std::uint32_t count_max, Found& found) {
  std::uint32_t count = 0;
  std::uint64_t last = 0;
  Result<> checked;
  const auto keep = [&](const Columns& columns) -> bool {
    const auto left = columns.index(0);
    if (count >= count_max && left != last) return false;
    if (!contains(scope, columns.text(2))) return true;
    const auto id = columns.id<CaseId>(1);
    auto row = transaction.case_row(id);
    auto past = transaction.past_units(id);
    if (!row || !past) return checked = fail(row ? past.error() : row.error()), false;
    if (!*row || contains(scope, (*row)->queue_unit) || contains(scope, (*row)->responsible_unit) ||
        contains(scope, (*row)->receiving_unit))
      return true;
    for (const auto& other : *past)
      if (other.left > left && contains(scope, other.unit)) return true;
    last = left;
    if (found.emplace(std::pair(left, id), QueueChange{std::move(**row), false, left}).second) ++count;
    return true;
  };
  auto read = connection.each(select_left, keep, after);
  return read ? checked : read;
}

}  // namespace

Result<store::Rows<CaseRow>> Transaction::queue(const store::Scope& scope, const store::Page& page) {
  auto after = QueueKey::parse(page.after);
  if (!after) return fail(after.error());
  const auto fetch = [&](std::size_t i, const QueueKey& from, std::uint32_t count) {
    return scope.all ? connection_.many(select_queue_all, read_key, from.calm, from.due, from.received_at,
                                        from.id, count)
                     : connection_.many(select_queue_unit, read_key, std::string_view(scope.units[i]),
                                        from.calm, from.due, from.received_at, from.id, count);
  };
  auto keys = merge_first(scope.all ? 1 : scope.units.size(), *after, wanted(page), fetch);
  if (!keys) return fail(keys.error());
  return page_of<CaseRow>(std::move(*keys), page,
                          [this](const QueueKey& key) { return case_row(CaseId{key.id}); });
}

Result<std::vector<QueueChange>> Transaction::queue_changes(const store::Scope& scope, std::uint64_t after,
                                                            std::uint32_t count_max) {
  Found found;
  if (auto read = find_changed(connection_, *this, scope, after, count_max, found); !read)
    return fail(read.error());
  if (!scope.all)
    if (auto read = find_left(connection_, *this, scope, after, count_max, found); !read)
      return fail(read.error());
  std::vector<QueueChange> changes;
  for (auto& [key, change] : found) {
    if (changes.size() >= count_max && changes.back().at != key.first) break;
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace hotline::store_sqlite
