// The store in one SQLite file: the adapter that a single machine runs on.
//
// Promises, besides those of store/store.h:
//  * WAL with synchronous = FULL, read back at start: a commit is on the disk before `done`.
//  * One process at a time: a second one is told database_in_use (flock on "<file>-lock"; the lock dies with
//  its
//    holder). The file, and those that SQLite puts beside it, have mode 0600.
//  * A file of another program, of a newer version of this one, or with another structure is refused
//  untouched.
//  * Erased content leaves the file (secure_delete) and, before the next batch, the write-ahead log.
//  * The structure is brought up to date at open (migrations.h).
//
// Thread rule: as store::Store. Opening and stopping are for the thread that owns it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "store/store.h"

namespace hotline::store_sqlite {

/// PRAGMA application_id of our files: "HLvn".
inline constexpr std::int32_t application_id = 0x484c766e;

enum class OpenMode : std::uint8_t {
  open,            // must exist
  open_or_create,  // for init
  read_only,       // takes no lock, changes nothing; write jobs are refused with store_read_only
};

/// `off` is for showing that a test would notice, and for nothing else.
enum class Durability : std::uint8_t { full, off };

struct SqliteOptions {
  OpenMode mode = OpenMode::open;
  store::Limits limits = {};
  Durability durability = Durability::full;
  Time now{};                              // recorded with the migrations that opening runs
  std::string vfs = {};                    // name of a registered VFS; empty: SQLite's default
  std::uint32_t checkpoint_pages = 10000;  // pages of 4 KiB in the write-ahead log before it is folded in
  // Begun no job after that long in one commit. Long jobs, such as the access entries of a whole queue, share
  // a commit with few others: whoever is in the batch waits for all of it, and a child may be among them.
  Duration fill_max{10};
  std::uint32_t writer_cache_bytes_max = 16 << 20;
  std::uint32_t reader_cache_bytes_max = 4 << 20;  // of each reader
};

/// Errors: database_missing, database_in_use, not_our_database, schema_too_new, schema_too_old (read-only),
/// schema_changed, store_not_writable, store_full, store_io, store_damaged.
Result<std::unique_ptr<store::Store>> open_sqlite(const std::filesystem::path& file,
                                                  const SqliteOptions& options);

}  // namespace hotline::store_sqlite
