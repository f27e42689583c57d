// Copies of the database: made while the service runs, brought back, and looked through for damage.
//
// Promises: a copy is one consistent state and one file of mode 0600; it has its name only when it is whole
// and synced. A restore makes a new file and never writes over one, erases again what was erased after the
// copy was taken, and checks the result. Keys are not in the database: a copy without the master key opens
// nothing.
//
// While a copy is made the write-ahead log of the source grows: it cannot be folded past the state being
// copied.
//
// Thread rule: any thread but those of the store; each call opens connections of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/status.h"
#include "evidence/stream.h"

namespace hotline::store_sqlite {

/// In pages; `total` may grow. Returning false stops the work with `stopped` (canceled).
using OnProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// What was erased, for doing it again on an older copy: sealed parts (bit 0 to 2) and, with `keys`, the
/// wrapped keys.
struct Erasure {
  evidence::StreamId subject;
  std::uint32_t parts = 0;
  bool keys = false;

  bool operator==(const Erasure&) const = default;
};

struct CopyInfo {
  Time taken_at{};
  std::uint64_t log_size = 0;  // entries in it
  std::uint64_t bytes = 0;
};

struct CopyOptions {
  Time now{};
  bool replace = false;  // an older copy of that name, in one step
  std::string vfs = {};  // empty: SQLite's default
  OnProgress on_progress = {};
};

/// Errors: those of opening `database` (sqlite_store.h), database_exists without `replace`, store_full,
/// store_io.
Result<> backup(const std::filesystem::path& database, const std::filesystem::path& copy,
                const CopyOptions& options);

/// Which state a copy holds; its age is now - taken_at. Errors: those of opening; not_a_copy.
Result<CopyInfo> copy_info(const std::filesystem::path& copy);

/// What was erased in this database so far, the oldest first.
Result<std::vector<Erasure>> erasures_of(const std::filesystem::path& database);

/// Errors: as backup(); database_exists always where `database` or its lock is there; store_damaged where the
/// copy does not pass the check.
Result<> restore(const std::filesystem::path& copy, const std::filesystem::path& database,
                 std::span<const Erasure> erasures, const CopyOptions& options);

/// Every page, row and index entry (PRAGMA integrity_check). Error: store_damaged. Progress is by pages read
/// and comes in leaps.
Result<> check_integrity(const std::filesystem::path& database, const OnProgress& on_progress);

}  // namespace hotline::store_sqlite
