// What SQLite's result codes mean to a caller of the port: one place, fixed sentences, no path and no SQL in
// them.
#pragma once

#include "base/status.h"

namespace hotline::store_sqlite {

/// The error of a primary or extended result code (sqlite.org/rescode.html); SQLITE_OK, ROW and DONE are
/// none.
Error error_of(int sqlite_code);

Error not_our_database();
Error database_in_use();
Error database_missing();
Error database_exists();
Error schema_too_new();
Error schema_too_old();
Error schema_changed();
Error store_not_writable();
Error store_damaged();
Error store_stopping();
Error store_busy();
Error store_read_only();
Error read_too_long();
Error page_token_invalid();

}  // namespace hotline::store_sqlite
