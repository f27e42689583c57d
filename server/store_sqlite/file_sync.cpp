#include "store_sqlite/file_sync.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "store_sqlite/errors.h"

namespace hotline::store_sqlite {
namespace {

Result<> sync(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) return fail(store_not_writable());
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!synced) return fail(error_of(SQLITE_IOERR_FSYNC));
  return {};
}

}  // namespace

Result<> sync_file(const std::filesystem::path& file) { return sync(file, O_RDWR); }

Result<> sync_directory_of(const std::filesystem::path& file) {
  return sync(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."),
              O_RDONLY | O_DIRECTORY);
}

}  // namespace hotline::store_sqlite
