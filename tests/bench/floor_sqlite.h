// SQLite alone: the rows of floor_rows.h written into the tables of the store by bare statements, in
// transactions of a given size, with the same settings. What this reaches is the most that the store can
// reach.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "bench/floor_rows.h"

struct sqlite3;
struct sqlite3_stmt;

namespace hotline::bench {

class SqliteFloor {
 public:
  /// A database that the store has made and closed.
  explicit SqliteFloor(const std::filesystem::path& file);
  ~SqliteFloor();
  SqliteFloor(const SqliteFloor&) = delete;
  SqliteFloor& operator=(const SqliteFloor&) = delete;

  /// One durable transaction.
  void write(std::span<const IntakeRows> intakes);

 private:
  void put(const IntakeRows& rows);
  sqlite3_stmt* prepare(const char* sql);

  sqlite3* database_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
  sqlite3_stmt *begin_, *commit_, *entry_, *key_, *case_, *sight_, *contact_, *answer_;
};

}  // namespace hotline::bench
