// What SQLite appends to its write-ahead log, handed to the operating system in few large writes.
//
// SQLite writes each page of a commit by two calls, the frame's head of 24 bytes and the page itself
// (fileformat2.html, "WAL File Format"): at thirty intakes a commit four hundred calls, a fifth of the
// writer's work. This VFS (sqlite.org/vfs.html) stands before another one and keeps what is appended until it
// is synced, read, or no longer follows on. A commit with synchronous = FULL is synced before SQLite shows it
// to anybody, so nobody ever looks for a frame that is still kept here; with any other setting that does not
// hold, and this is not to be used. A write that fails then fails the sync before which it was put off, or
// the call that came between: before the commit, too.
//
// Files other than the log are opened by the VFS behind, which knows nothing of this one.
//
// Thread rule: registered while it lives; the connections that use it are closed before. Each file belongs to
// the thread of its connection.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace hotline::store_sqlite {

class LogVfs {
 public:
  static constexpr std::size_t gathered_max_bytes = 0x1ffff;  // as much as os_unix.c writes at once

  /// `behind`: name of a registered VFS; empty: SQLite's default.
  explicit LogVfs(const std::string& behind);
  ~LogVfs();
  LogVfs(const LogVfs&) = delete;
  LogVfs& operator=(const LogVfs&) = delete;

  const std::string& name() const;

 private:
  struct Registered;
  std::unique_ptr<Registered> registered_;
};

}  // namespace hotline::store_sqlite
