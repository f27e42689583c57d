// Single cases: reading and writing the row, who may see it (case_sight), and the units that it has left.
#include <set>

#include "store_sqlite/case_rows.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using store::CaseRow;
using store::PastUnitRow;

constexpr Query insert_case = {
    "insert_case",
    "INSERT INTO case_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?) "
    "ON CONFLICT (case_id) DO NOTHING"};
constexpr Query update_case = {
    "update_case",
    "UPDATE case_row SET number = ?2, status = ?3, version = ?4, responsible_unit = ?5, receiving_unit = ?6, "
    "referral_id = ?7, proof_level = ?8, calm = ?9, restricted = ?10, prominent = ?11, risk = ?12, "
    "received_at = ?13, "
    "due = ?14, due_kind = ?15, queue_unit = ?16, author = ?17, similar = ?18, changed = ?19, sealed_summary "
    "= ?20, next_step = ?21, call_since = ?22, rung = ?23, rung_at = ?24, claim_since = ?25 "
    "WHERE case_id = ?1"};
constexpr Query select_sight_keys = {
    "select_sight_keys",
    "SELECT list, received_at, responsible_unit, receiving_unit FROM case_row WHERE case_id = ?"};
constexpr Query insert_sight = {"insert_sight", "INSERT OR IGNORE INTO case_sight VALUES (?, ?, ?, ?)"};
constexpr Query delete_sight = {
    "delete_sight", "DELETE FROM case_sight WHERE unit = ? AND list = ? AND received_at = ? AND case_id = ?"};
constexpr Query select_past_units = {
    "select_past_units",
    "SELECT case_id, unit, up_to_version, left_at FROM past_unit WHERE case_id = ? ORDER BY unit"};
constexpr Query insert_past_unit = {
    "insert_past_unit",
    "INSERT INTO past_unit VALUES (?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET up_to_version = excluded.up_to_version, left_at = excluded.left_at"};
constexpr Query select_similar = {
    "select_similar",
    "SELECT case_id, number, status, version, responsible_unit, receiving_unit, referral_id, proof_level, "
    "calm, "
    "restricted, prominent, risk, received_at, due, due_kind, queue_unit, author, similar, changed, "
    "sealed_summary, next_step, call_since, rung, rung_at, claim_since "
    "FROM case_row WHERE similar = ? AND case_id < ? ORDER BY case_id DESC LIMIT ?"};
constexpr Query select_case_of_number = {"select_case_of_number",
                                         "SELECT case_id FROM case_row WHERE number = ?"};
constexpr Query select_last_number = {
    "select_last_number",
    "SELECT max(CAST(substr(number, ?1) AS INTEGER)) FROM case_row WHERE number >= ?2 AND number < ?3"};
constexpr Query delete_cases = {"delete_cases", "DELETE FROM case_row"};
constexpr Query delete_sights = {"delete_sights", "DELETE FROM case_sight"};
constexpr Query delete_past_units = {"delete_past_units", "DELETE FROM past_unit"};
constexpr Query delete_contacts = {"delete_contacts", "DELETE FROM contact_row"};
constexpr Query delete_accesses = {"delete_accesses", "DELETE FROM access_row"};
constexpr Query delete_contact_tallies = {"delete_contact_tallies", "DELETE FROM contact_tally"};
constexpr Query delete_reason_tallies = {"delete_reason_tallies", "DELETE FROM reason_tally"};
constexpr Query delete_facts = {"delete_case_facts", "DELETE FROM case_fact"};

std::set<std::string> units_now(std::string responsible, std::string receiving) {
  std::set<std::string> units = {std::move(responsible), std::move(receiving)};
  units.erase("");
  return units;
}

PastUnitRow read_past_unit(const Columns& row) {
  return {row.id<CaseId>(0), std::string(row.text(1)), row.number(2), row.index(3)};
}

}  // namespace

struct Transaction::SightKeys {
  std::uint32_t list;
  Time received_at;
  std::set<std::string> units;

  bool operator==(const SightKeys&) const = default;
};

CaseRow read_case(const Columns& row) {
  CaseRow out;
  out.case_id = row.id<CaseId>(0);
  out.number = row.text(1);
  out.status = row.number(2);
  out.version = row.number(3);
  out.responsible_unit = row.text(4);
  out.receiving_unit = row.text(5);
  out.referral_id = row.id<ReferralId>(6);
  out.proof_level = row.number(7);
  out.emergency = !row.flag(8);
  out.restricted = row.flag(9);
  out.prominent = row.flag(10);
  out.risk = row.number(11);
  out.received_at = row.time(12);
  if (row.integer(13) != never) out.next_due = row.time(13);
  out.next_due_kind = row.number(14);
  out.queue_unit = row.text(15);
  out.author = row.id<PersonId>(16);
  if (!row.null(17)) out.similar = row.bytes<16>(17);
  out.changed = row.index(18);
  out.sealed_summary = row.blob(19);
  if (row.integer(20) != never) out.next_step = row.time(20);
  if (row.integer(21) != never) out.call_since = row.time(21);
  out.rung = row.number(22);
  if (row.integer(23) != never) out.rung_at = row.time(23);
  if (row.integer(24) != never) out.claim_since = row.time(24);
  return out;
}

Result<std::optional<CaseRow>> Transaction::case_row(const CaseId& id) {
  return connection_.one(select_case, read_case, id);
}

Result<> Transaction::put(const CaseRow& row) {
  const SightKeys now{list_of(row.status, row.prominent), row.received_at,
                      units_now(row.responsible_unit, row.receiving_unit)};
  if (row.version == 1) {
    // Almost always a case that is not there yet: asking first would be one statement more for every intake.
    if (auto written = write_case(insert_case, row); !written) return written;
    if (connection_.changes() == 1) return put_sights(row.case_id, now);  // it has left no unit yet
  }
  auto before = connection_.one(
      select_sight_keys,
      [](const Columns& old) {
        return SightKeys{old.number(0), old.time(1),
                         units_now(std::string(old.text(2)), std::string(old.text(3)))};
      },
      row.case_id);
  if (!before) return fail(before.error());
  if (auto written = write_case(*before ? update_case : insert_case, row); !written) return written;
  return *before == now ? Result<>() : move_sights(row.case_id, *before ? &**before : nullptr, now);
}

Result<> Transaction::write_case(const Query& query, const CaseRow& row) {
  return change(query, row.case_id, std::string_view(row.number), row.status, row.version,
                std::string_view(row.responsible_unit), std::string_view(row.receiving_unit), row.referral_id,
                row.proof_level, !row.emergency, row.restricted, row.prominent, row.risk, row.received_at,
                row.next_due ? to_unix_ms(*row.next_due) : never, row.next_due_kind,
                std::string_view(row.queue_unit), row.author, row.similar, row.changed,
                Blob{row.sealed_summary}, row.next_step ? to_unix_ms(*row.next_step) : never,
                row.call_since ? to_unix_ms(*row.call_since) : never, row.rung,
                row.rung_at ? to_unix_ms(*row.rung_at) : never,
                row.claim_since ? to_unix_ms(*row.claim_since) : never);
}

Result<> Transaction::move_sights(const CaseId& id, const SightKeys* before, const SightKeys& now) {
  auto past = past_units(id);
  if (!past) return fail(past.error());
  std::set<std::string> old_units, new_units = now.units;
  if (before) old_units = before->units;
  for (const auto& left : *past) {
    if (before) old_units.insert(left.unit);
    new_units.insert(left.unit);
  }
  for (const auto& unit : old_units)
    if (auto gone = change(delete_sight, std::string_view(unit), before->list, before->received_at, id);
        !gone)
      return gone;
  return put_sights(id, {now.list, now.received_at, std::move(new_units)});
}

Result<> Transaction::put_sights(const CaseId& id, const SightKeys& keys) {
  for (const auto& unit : keys.units)
    if (auto seen = put_sight(unit, keys.list, keys.received_at, id); !seen) return seen;
  return {};
}

Result<> Transaction::put_sight(std::string_view unit, std::uint32_t list, Time received_at,
                                const CaseId& id) {
  return change(insert_sight, unit, list, received_at, id);
}

Result<> Transaction::put(const PastUnitRow& row) {
  auto written =
      change(insert_past_unit, row.case_id, std::string_view(row.unit), row.up_to_version, row.left);
  if (!written) return written;
  auto sight = connection_.one(
      select_sight_keys, [](const Columns& of) { return std::pair(of.number(0), of.time(1)); }, row.case_id);
  if (!sight) return fail(sight.error());
  return *sight ? put_sight(row.unit, (*sight)->first, (*sight)->second, row.case_id) : Result<>();
}

Result<std::vector<CaseRow>> Transaction::similar_cases(const store::Hash16& similar, std::uint32_t count_max,
                                                        const std::optional<CaseId>& before) {
  return connection_.many(select_similar, read_case, similar, before ? before->bytes : NewestKey{}.id,
                          count_max);
}

Result<std::optional<CaseRow>> Transaction::case_of_number(std::string_view number) {
  auto id =
      connection_.one(select_case_of_number, [](const Columns& row) { return row.id<CaseId>(0); }, number);
  if (!id) return fail(id.error());
  return *id ? case_row(**id) : std::optional<CaseRow>();
}

Result<std::vector<PastUnitRow>> Transaction::past_units(const CaseId& id) {
  return connection_.many(select_past_units, read_past_unit, id);
}

Result<std::optional<std::uint64_t>> Transaction::last_case_number(std::string_view prefix) {
  const std::string from = std::string(prefix) + '0', to = std::string(prefix) + ':';  // ':' follows '9'
  auto last = connection_.one(
      select_last_number,
      [](const Columns& row) { return row.null(0) ? std::nullopt : std::optional(row.index(0)); },
      static_cast<std::uint64_t>(prefix.size() + 1), std::string_view(from), std::string_view(to));
  if (!last) return fail(last.error());
  return *last ? **last : std::nullopt;
}

Result<> Transaction::clear_projections() {
  for (const auto* query :
       {&delete_cases, &delete_sights, &delete_past_units, &delete_contacts, &delete_accesses})
    if (auto cleared = change(*query); !cleared) return cleared;
  if (auto cleared = clear_reports(); !cleared) return cleared;
  return clear_statistics();
}

Result<> Transaction::clear_statistics() {
  for (const auto* query : {&delete_contact_tallies, &delete_reason_tallies, &delete_facts})
    if (auto cleared = change(*query); !cleared) return cleared;
  return {};
}

}  // namespace hotline::store_sqlite
