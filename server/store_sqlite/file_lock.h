// Keeps a second process away from the database: an flock(2) on a file beside it. SQLite's own locks would
// let two services write in turn, each with a tree in memory that the other makes wrong. The lock ends with
// the process, also after kill -9; the file stays. Reading tools (sqlite3, backups) are not kept away.
#pragma once

#include <filesystem>
#include <utility>

#include "base/status.h"

namespace hotline::store_sqlite {

class FileLock {
 public:
  /// Errors: database_in_use; store_not_writable where the lock file cannot be made.
  static Result<FileLock> take(const std::filesystem::path& database);
  FileLock() = default;
  FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace hotline::store_sqlite
