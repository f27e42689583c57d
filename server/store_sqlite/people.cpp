// Small tables that are read whole: people, sessions, units, delegations, duties; and the named blobs.
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

using namespace store;

constexpr Query select_people = {"select_people", "SELECT person, login, sealed FROM person ORDER BY person"};
constexpr Query select_login = {"select_login", "SELECT person FROM person WHERE login = ?"};
constexpr Query insert_person = {
    "insert_person",
    "INSERT INTO person VALUES (?, ?, ?) ON CONFLICT (person) DO UPDATE SET login = excluded.login, "
    "sealed = excluded.sealed"};
constexpr Query select_sessions = {
    "select_sessions",
    "SELECT token, session, person, started_at, seen_at, expires_at FROM session ORDER BY token"};
constexpr Query insert_session = {
    "insert_session",
    "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET session = excluded.session, "
    "person = excluded.person, started_at = excluded.started_at, seen_at = excluded.seen_at, "
    "expires_at = excluded.expires_at"};
constexpr Query delete_session = {"delete_session", "DELETE FROM session WHERE token = ?"};
constexpr Query select_units = {"select_units", "SELECT unit, csv FROM unit ORDER BY unit"};
constexpr Query delete_units = {"delete_units", "DELETE FROM unit"};
constexpr Query insert_unit = {"insert_unit",
                               "INSERT INTO unit VALUES (?, ?) ON CONFLICT DO UPDATE SET csv = excluded.csv"};
constexpr Query select_delegations = {
    "select_delegations",
    "SELECT id, unit, chairman, deputy, from_time, until_time, revoked FROM delegation ORDER BY id"};
constexpr Query insert_delegation = {
    "insert_delegation",
    "INSERT INTO delegation VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET unit = excluded.unit, "
    "chairman = excluded.chairman, deputy = excluded.deputy, from_time = excluded.from_time, "
    "until_time = excluded.until_time, revoked = excluded.revoked"};
constexpr Query select_duties = {
    "select_duties",
    "SELECT id, unit, kind, person, for_person, from_time, until_time, revoked FROM duty ORDER BY id"};
constexpr Query insert_duty = {
    "insert_duty",
    "INSERT INTO duty VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET unit = excluded.unit, "
    "kind = excluded.kind, person = excluded.person, for_person = excluded.for_person, "
    "from_time = excluded.from_time, until_time = excluded.until_time, revoked = excluded.revoked"};
constexpr Query select_blob = {"select_blob", "SELECT value FROM named_blob WHERE name = ?"};
constexpr Query insert_blob = {
    "insert_blob", "INSERT INTO named_blob VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"};

Error login_taken() {
  return {
      Code::already_exists,
      "login_taken",
      {"Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.", "This login is taken. Choose another one."}};
}

}  // namespace

Result<std::vector<PersonRow>> Transaction::people() {
  return connection_.many(select_people, [](const Columns& row) {
    return PersonRow{row.id<PersonId>(0), row.bytes<16>(1), std::string(row.blob(2))};
  });
}

Result<> Transaction::put(const PersonRow& row) {
  auto holder =
      connection_.one(select_login, [](const Columns& found) { return found.id<PersonId>(0); }, row.login);
  if (!holder) return fail(holder.error());
  if (*holder && **holder != row.person) return fail(login_taken());
  return change(insert_person, row.person, row.login, Blob{row.sealed});
}

Result<std::vector<SessionRow>> Transaction::sessions() {
  return connection_.many(select_sessions, [](const Columns& row) {
    return SessionRow{row.bytes<32>(0), row.id<SessionId>(1), row.id<PersonId>(2),
                      row.time(3),      row.time(4),          row.time(5)};
  });
}

Result<> Transaction::put(const SessionRow& row) {
  return change(insert_session, row.token, row.session, row.person, row.started_at, row.seen_at,
                row.expires_at);
}

Result<> Transaction::erase_session(const Hash32& token) { return change(delete_session, token); }

Result<std::vector<UnitRow>> Transaction::units() {
  return connection_.many(select_units, [](const Columns& row) {
    return UnitRow{std::string(row.text(0)), std::string(row.text(1))};
  });
}

Result<> Transaction::replace_units(std::span<const UnitRow> rows) {
  if (auto cleared = change(delete_units); !cleared) return cleared;
  for (const auto& row : rows)
    if (auto stored = put(row); !stored) return stored;
  return {};
}

Result<> Transaction::put(const UnitRow& row) {
  return change(insert_unit, std::string_view(row.unit), std::string_view(row.csv));
}

Result<std::vector<DelegationRow>> Transaction::delegations() {
  return connection_.many(select_delegations, [](const Columns& row) {
    return DelegationRow{row.bytes<16>(0),    std::string(row.text(1)),
                         row.id<PersonId>(2), row.id<PersonId>(3),
                         row.time(4),         row.time(5),
                         row.flag(6)};
  });
}

Result<> Transaction::put(const DelegationRow& row) {
  return change(insert_delegation, row.id, std::string_view(row.unit), row.chairman, row.deputy, row.from,
                row.until, row.revoked);
}

Result<std::vector<DutyRow>> Transaction::duties() {
  return connection_.many(select_duties, [](const Columns& row) {
    return DutyRow{row.bytes<16>(0),    std::string(row.text(1)),
                   row.number(2),       row.id<PersonId>(3),
                   row.id<PersonId>(4), row.time(5),
                   row.time(6),         row.flag(7)};
  });
}

Result<> Transaction::put(const DutyRow& row) {
  return change(insert_duty, row.id, std::string_view(row.unit), row.kind, row.person, row.for_person,
                row.from, row.until, row.revoked);
}

Result<std::optional<std::string>> Transaction::blob(std::string_view name) {
  return connection_.one(select_blob, [](const Columns& row) { return std::string(row.blob(0)); }, name);
}

Result<> Transaction::put_blob(std::string_view name, std::string_view value) {
  return change(insert_blob, name, Blob{value});
}

}  // namespace hotline::store_sqlite
