#include "store_sqlite/log_vfs.h"

#include <sqlite3.h>

#include <atomic>
#include <memory>
#include <new>

#include "base/status.h"

namespace hotline::store_sqlite {
namespace {

/// The log, and behind it in the same memory the file of the VFS behind.
struct LogFile {
  sqlite3_file base;  // first: SQLite's view of it
  sqlite3_file* behind;
  std::string gathered;  // to be written
  sqlite3_int64 at;      // there

  sqlite3_int64 end() const { return at + static_cast<sqlite3_int64>(gathered.size()); }

  /// What could not be written is given up: SQLite takes back what it belonged to.
  int write_out() {
    if (gathered.empty()) return SQLITE_OK;
    const int code = behind->pMethods->xWrite(behind, gathered.data(), static_cast<int>(gathered.size()), at);
    gathered.clear();
    return code;
  }
};

LogFile& of(sqlite3_file* file) { return *reinterpret_cast<LogFile*>(file); }

/// A call of the file behind, once it holds everything.
template <auto Method, class... Arguments>
int pass_on(sqlite3_file* file, Arguments... arguments) {
  auto& log = of(file);
  if (const int code = log.write_out(); code != SQLITE_OK) return code;
  return (log.behind->pMethods->*Method)(log.behind, arguments...);
}

/// A question about the disk, whatever the file holds.
template <auto Method>
int ask(sqlite3_file* file) {
  return (of(file).behind->pMethods->*Method)(of(file).behind);
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  auto& log = of(file);
  const auto count = static_cast<std::size_t>(size);
  if (at != log.end() || log.gathered.size() + count > LogVfs::gathered_max_bytes) {
    if (const int code = log.write_out(); code != SQLITE_OK) return code;
    log.at = at;
  }
  log.gathered.append(static_cast<const char*>(bytes), count);
  return SQLITE_OK;
}

int close(sqlite3_file* file) {
  auto& log = of(file);
  const int written = log.write_out();
  const int closed = log.behind->pMethods->xClose(log.behind);
  std::destroy_at(&log);
  return written == SQLITE_OK ? closed : written;
}

/// Of version 1: a log is neither locked, nor shared, nor mapped.
constexpr sqlite3_io_methods log_methods = {
    .iVersion = 1,
    .xClose = close,
    .xRead = pass_on<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>,
    .xWrite = write,
    .xTruncate = pass_on<&sqlite3_io_methods::xTruncate, sqlite3_int64>,
    .xSync = pass_on<&sqlite3_io_methods::xSync, int>,
    .xFileSize = pass_on<&sqlite3_io_methods::xFileSize, sqlite3_int64*>,
    .xLock = pass_on<&sqlite3_io_methods::xLock, int>,
    .xUnlock = pass_on<&sqlite3_io_methods::xUnlock, int>,
    .xCheckReservedLock = pass_on<&sqlite3_io_methods::xCheckReservedLock, int*>,
    .xFileControl = pass_on<&sqlite3_io_methods::xFileControl, int, void*>,
    .xSectorSize = ask<&sqlite3_io_methods::xSectorSize>,
    .xDeviceCharacteristics = ask<&sqlite3_io_methods::xDeviceCharacteristics>,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr};

std::string next_name() {
  static std::atomic<unsigned> made = 0;
  return "hotline-log-" + std::to_string(++made);
}

}  // namespace

struct LogVfs::Registered {
  std::string name = next_name();
  sqlite3_vfs* behind;
  sqlite3_vfs vfs;

  static sqlite3_vfs* behind_of(sqlite3_vfs* vfs) { return static_cast<Registered*>(vfs->pAppData)->behind; }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    auto* behind = behind_of(vfs);
    if ((flags & SQLITE_OPEN_WAL) == 0) return behind->xOpen(behind, path, file, flags, out_flags);
    file->pMethods = nullptr;  // nothing to close where this fails
    auto* after = reinterpret_cast<sqlite3_file*>(&of(file) + 1);
    const int code = behind->xOpen(behind, path, after, flags, out_flags);
    if (code == SQLITE_OK)
      new (file) LogFile{.base = {&log_methods}, .behind = after, .gathered = {}, .at = 0};
    else if (after->pMethods)
      after->pMethods->xClose(after);
    return code;
  }
  static int remove(sqlite3_vfs* vfs, const char* path, int sync_directory) {
    return behind_of(vfs)->xDelete(behind_of(vfs), path, sync_directory);
  }
  static int access(sqlite3_vfs* vfs, const char* path, int flags, int* out) {
    return behind_of(vfs)->xAccess(behind_of(vfs), path, flags, out);
  }
  static int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
    return behind_of(vfs)->xFullPathname(behind_of(vfs), path, size, out);
  }

  explicit Registered(sqlite3_vfs& of) : behind(&of), vfs(of) {
    vfs.szOsFile = static_cast<int>(sizeof(LogFile)) + behind->szOsFile;
    vfs.pNext = nullptr;
    vfs.zName = name.c_str();
    vfs.pAppData = this;
    vfs.xOpen = open;
    vfs.xDelete = remove;
    vfs.xAccess = access;
    vfs.xFullPathname = full_path;
    HOTLINE_CHECK(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
  }
  ~Registered() { sqlite3_vfs_unregister(&vfs); }
};

LogVfs::LogVfs(const std::string& behind) {
  auto* found = sqlite3_vfs_find(behind.empty() ? nullptr : behind.c_str());
  HOTLINE_CHECK(found != nullptr);
  registered_ = std::make_unique<Registered>(*found);
}

LogVfs::~LogVfs() = default;

const std::string& LogVfs::name() const { return registered_->name; }

}  // namespace hotline::store_sqlite
