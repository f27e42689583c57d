// Opening the file as ours: what is checked before anything is changed, and the settings of each connection.
#pragma once

#include <filesystem>

#include "store_sqlite/connection.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_sqlite {

/// Makes the file with mode 0600, empty, where there is none and the mode allows it. Errors:
/// database_missing, store_not_writable.
Result<> ensure_file(const std::filesystem::path& file, OpenMode mode);

/// The only connection that writes: structure up to date, WAL, settings read back. A file that is not ours is
/// left as it was.
Result<Connection> open_writer(const std::filesystem::path& file, const SqliteOptions& options);

/// A connection that cannot write.
Result<Connection> open_reader(const std::filesystem::path& file, const SqliteOptions& options);

/// One that only folds the log into the file, as durably as the writer does.
Result<Connection> open_checkpointer(const std::filesystem::path& file, const SqliteOptions& options);

}  // namespace hotline::store_sqlite
