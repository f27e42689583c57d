// A seam in front of the operating system: an SQLite VFS (sqlite.org/vfs.html) that passes every call on to
// the default one, for tests to derive from and interfere. Registered under its name for as long as it lives;
// all connections that use it must be closed before.
//
// Shared memory and locks are passed on untouched: they do not survive a crash, and so cannot be damaged by
// one.
//
// Thread rule: calls come from every thread that uses a connection.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>

namespace hotline::store_test {

class ShimVfs {
 public:
  explicit ShimVfs(std::string name);
  virtual ~ShimVfs();
  ShimVfs(const ShimVfs&) = delete;
  ShimVfs& operator=(const ShimVfs&) = delete;

  const std::string& name() const { return name_; }

 protected:
  struct File {
    sqlite3_file base;  // first: SQLite's view of it
    ShimVfs* shim;
    sqlite3_file* real;
    std::string* path;
  };

  virtual int open(const char* path, File& file, int flags, int* out_flags);
  virtual int read(File& file, void* out, int size, std::int64_t offset);
  virtual int write(File& file, const void* bytes, int size, std::int64_t offset);
  virtual int truncate(File& file, std::int64_t size);
  virtual int sync(File& file, int flags);
  virtual int remove(const char* path, int sync_directory);

 private:
  struct Calls;
  sqlite3_vfs* real_;
  std::string name_;
  sqlite3_vfs vfs_;
};

/// Syncs nothing: for tests that would only wait for the real disk, which they do not trust anyway.
class UnsyncedVfs : public ShimVfs {
 public:
  using ShimVfs::ShimVfs;

 protected:
  int sync(File&, int) override { return SQLITE_OK; }
};

}  // namespace hotline::store_test
