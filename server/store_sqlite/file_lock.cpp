#include "store_sqlite/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <string>

#include "store_sqlite/errors.h"

namespace hotline::store_sqlite {

Result<FileLock> FileLock::take(const std::filesystem::path& database) {
  const std::string name = database.string() + "-lock";
  const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return fail(store_not_writable());
  FileLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return fail(database_in_use());
  return lock;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace hotline::store_sqlite
