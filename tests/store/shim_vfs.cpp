#include "store/shim_vfs.h"

#include <new>

#include "base/status.h"

namespace hotline::store_test {

/// What SQLite calls; each finds its way back to the shim.
struct ShimVfs::Calls {
  static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return of(file).real; }
  static ShimVfs& shim(sqlite3_vfs* vfs) { return *static_cast<ShimVfs*>(vfs->pAppData); }

  static int close(sqlite3_file* file) {
    const int code = real(file)->pMethods->xClose(real(file));
    delete of(file).path;
    return code;
  }
  static int read(sqlite3_file* f, void* out, int size, sqlite3_int64 at) {
    return of(f).shim->read(of(f), out, size, at);
  }
  static int write(sqlite3_file* f, const void* bytes, int size, sqlite3_int64 at) {
    return of(f).shim->write(of(f), bytes, size, at);
  }
  static int truncate(sqlite3_file* f, sqlite3_int64 size) { return of(f).shim->truncate(of(f), size); }
  static int sync(sqlite3_file* f, int flags) { return of(f).shim->sync(of(f), flags); }

  static int size(sqlite3_file* f, sqlite3_int64* out) { return real(f)->pMethods->xFileSize(real(f), out); }
  static int lock(sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); }
  static int unlock(sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
  static int check_lock(sqlite3_file* f, int* out) {
    return real(f)->pMethods->xCheckReservedLock(real(f), out);
  }
  static int control(sqlite3_file* f, int op, void* arg) {
    return real(f)->pMethods->xFileControl(real(f), op, arg);
  }
  static int sector_size(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
  static int device(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
  static int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
  }
  static int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
    return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
  }
  static void shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
  static int shm_unmap(sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    static const sqlite3_io_methods methods = {
        2,       close,       read,   write,   truncate, sync,        size,      lock,    unlock, check_lock,
        control, sector_size, device, shm_map, shm_lock, shm_barrier, shm_unmap, nullptr, nullptr};
    File& mine = of(file);
    mine.base.pMethods = nullptr;  // nothing to close where this fails
    mine.shim = &shim(vfs);
    mine.real = reinterpret_cast<sqlite3_file*>(&mine + 1);
    const int code = mine.shim->open(path, mine, flags, out_flags);
    if (code != SQLITE_OK) {
      if (mine.real->pMethods) mine.real->pMethods->xClose(mine.real);
      return code;
    }
    mine.path = new std::string(path ? path : "");
    mine.base.pMethods = &methods;
    return code;
  }
  static int remove(sqlite3_vfs* vfs, const char* path, int sync_directory) {
    return shim(vfs).remove(path, sync_directory);
  }
  static int access(sqlite3_vfs* vfs, const char* path, int flags, int* out) {
    return shim(vfs).real_->xAccess(shim(vfs).real_, path, flags, out);
  }
  static int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
    return shim(vfs).real_->xFullPathname(shim(vfs).real_, path, size, out);
  }
};

ShimVfs::ShimVfs(std::string name) : real_(sqlite3_vfs_find(nullptr)), name_(std::move(name)), vfs_(*real_) {
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = Calls::open;
  vfs_.xDelete = Calls::remove;
  vfs_.xAccess = Calls::access;
  vfs_.xFullPathname = Calls::full_path;
  HOTLINE_CHECK(sqlite3_vfs_register(&vfs_, 0) == SQLITE_OK);
}

ShimVfs::~ShimVfs() { sqlite3_vfs_unregister(&vfs_); }

int ShimVfs::open(const char* path, File& file, int flags, int* out_flags) {
  return real_->xOpen(real_, path, file.real, flags, out_flags);
}
int ShimVfs::read(File& file, void* out, int size, std::int64_t offset) {
  return file.real->pMethods->xRead(file.real, out, size, offset);
}
int ShimVfs::write(File& file, const void* bytes, int size, std::int64_t offset) {
  return file.real->pMethods->xWrite(file.real, bytes, size, offset);
}
int ShimVfs::truncate(File& file, std::int64_t size) {
  return file.real->pMethods->xTruncate(file.real, size);
}
int ShimVfs::sync(File& file, int flags) { return file.real->pMethods->xSync(file.real, flags); }
int ShimVfs::remove(const char* path, int sync_directory) {
  return real_->xDelete(real_, path, sync_directory);
}

}  // namespace hotline::store_test
