// SQLite alone: the rows of floor_rows.h written into the tables of the store by bare statements, in
// transactions of a given size, with the same settings.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "bench/floor_rows.h"
#include "store_sqlite/log_vfs.h"

struct sqlite3;
struct sqlite3_stmt;

namespace hotline::bench {

/// Page by page as it lies, also while the service is using it; `to` is replaced.
void copy_database(const std::filesystem::path& from, const std::filesystem::path& to);

/// Cases of a database, also while the service is using it: how many there are, and the ids of `count` of
/// them, as a client writes them, evenly from the oldest to the newest.
std::size_t case_count(const std::filesystem::path& database);
std::vector<std::string> case_ids(const std::filesystem::path& database, std::size_t count);

/// How the write-ahead log is written: by SQLite itself, or in few large writes, as the store has it
/// (log_vfs.h).
enum class LogWrites : std::uint8_t { of_sqlite, gathered };

class SqliteFloor {
 public:
  /// A database of the store that nobody else has open.
  SqliteFloor(const std::filesystem::path& file, LogWrites writes);
  ~SqliteFloor();
  SqliteFloor(const SqliteFloor&) = delete;
  SqliteFloor& operator=(const SqliteFloor&) = delete;

  std::uint64_t next_log_index() const;
  /// One durable transaction.
  void write(std::span<const IntakeRows> intakes);
  void write(std::span<const SilentRows> calls);

 private:
  void put(const IntakeRows& rows);
  void put(const SilentRows& rows);
  void put(const store::Entry& entry);
  void put(const store::ContactRow& contact);
  void put(const store::AnswerRow& answer);
  sqlite3_stmt* prepare(const char* sql);

  std::unique_ptr<store_sqlite::LogVfs> vfs_;
  sqlite3* database_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
  sqlite3_stmt *begin_, *commit_, *entry_, *node_, *key_, *case_, *sight_, *contact_, *tally_again_,
      *tally_first_, *reason_, *fact_, *answer_;
};

}  // namespace hotline::bench
