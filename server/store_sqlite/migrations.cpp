#include "store_sqlite/migrations.h"

#include <string>

#include "evidence/sha256.h"
#include "store_sqlite/errors.h"

namespace hotline::store_sqlite {
namespace {

constexpr Query select_migrations = {"select_migrations",
                                     "SELECT number, name, checksum FROM migration ORDER BY number"};
constexpr Query insert_migration = {"insert_migration", "INSERT INTO migration VALUES (?, ?, ?, ?)"};

constexpr auto migration_table =
    "CREATE TABLE IF NOT EXISTS migration ("
    "  number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum BLOB NOT NULL, applied_at INTEGER NOT NULL) "
    "STRICT";

Result<std::uint32_t> recorded_version(Connection& connection) {
  auto version = connection.ask("PRAGMA user_version");
  if (!version) return fail(version.error());
  return static_cast<std::uint32_t>(std::stoul(*version));
}

/// How many of `migrations` are recorded, after comparing each with its record.
Result<std::uint32_t> compare(Connection& connection, std::span<const Migration> migrations) {
  auto version = recorded_version(connection);
  if (!version || *version == 0) return version;
  if (*version > migrations.size()) return fail(schema_too_new());
  std::uint32_t count = 0;
  bool same = true;
  auto read = connection.each(select_migrations, [&](const Columns& row) {
    same = count < migrations.size() && row.number(0) == migrations[count].number &&
           row.text(1) == migrations[count].name &&
           row.bytes<32>(2) == evidence::sha256(migrations[count].sql);
    ++count;
    return same;
  });
  if (!read) return fail(read.error());
  if (!same || count != *version) return fail(schema_changed());
  return count;
}

Result<> apply(Connection& connection, const Migration& migration, Time now) {
  const std::string version = "PRAGMA user_version = " + std::to_string(migration.number);
  auto done = connection.script(migration_table);
  if (done) done = connection.script(migration.sql);
  if (done)
    done = connection.run(insert_migration, migration.number, std::string_view(migration.name),
                          evidence::sha256(migration.sql), now);
  if (done) done = connection.script(version.c_str());
  return done;
}

}  // namespace

Result<> migrate(Connection& connection, std::span<const Migration> migrations, Time now) {
  auto count = compare(connection, migrations);
  if (!count) return fail(count.error());
  for (const auto& migration : migrations.subspan(*count)) {
    if (auto begun = connection.script("BEGIN IMMEDIATE"); !begun) return begun;
    auto done = apply(connection, migration, now);
    if (done) done = connection.script("COMMIT");
    if (!done) {
      if (!connection.autocommit()) (void)connection.script("ROLLBACK");
      return done;
    }
  }
  return {};
}

Result<> check_schema(Connection& connection, std::span<const Migration> migrations) {
  auto count = compare(connection, migrations);
  if (!count) return fail(count.error());
  if (*count < migrations.size()) return fail(schema_too_old());
  return {};
}

}  // namespace hotline::store_sqlite
