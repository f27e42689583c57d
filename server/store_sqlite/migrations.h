// The structure of the database, as numbered steps that are never edited after a release: each runs in a
// transaction of its own that also records its number, name, SHA-256 and time. The number of the newest is
// PRAGMA user_version.
#pragma once

#include <cstdint>
#include <span>

#include "base/clock.h"
#include "base/status.h"
#include "store_sqlite/connection.h"

namespace hotline::store_sqlite {

struct Migration {
  std::uint32_t number;  // 1, 2, 3, … without a gap
  const char* name;
  const char* sql;
};

/// All that this program knows, in order (schema.cpp).
std::span<const Migration> all_migrations();

/// Brings the database to the newest of `migrations`. Errors: schema_too_new where it knows later ones;
/// schema_changed where a recorded step is not the one in `migrations`; those of the store. What was done
/// stays done: each step is whole.
Result<> migrate(Connection& connection, std::span<const Migration> migrations, Time now);

/// The same checks without changing anything. Further error: schema_too_old.
Result<> check_schema(Connection& connection, std::span<const Migration> migrations);

}  // namespace hotline::store_sqlite
