// A database file looked at, or meddled with, by SQLite alone, behind the back of the store.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <string>

#include "base/status.h"

namespace hotline::store_test {

class SqliteFile {
 public:
  explicit SqliteFile(const std::filesystem::path& path) {
    HOTLINE_CHECK(sqlite3_open(path.c_str(), &database_) == SQLITE_OK);
  }
  ~SqliteFile() { sqlite3_close(database_); }
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  void run(const std::string& sql) {
    HOTLINE_CHECK(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  /// How a statement would run, a step a line.
  std::string plan_of(const std::string& sql) { return ask("EXPLAIN QUERY PLAN " + sql); }
  /// The last column of all rows, a line each.
  std::string ask(const std::string& sql) {
    std::string lines;
    const auto add = [](void* out, int count, char** columns, char**) {
      const char* last = columns[count - 1];
      static_cast<std::string*>(out)->append(last ? last : "NULL").append("\n");
      return 0;
    };
    HOTLINE_CHECK(sqlite3_exec(database_, sql.c_str(), add, &lines, nullptr) == SQLITE_OK);
    if (!lines.empty()) lines.pop_back();
    return lines;
  }

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace hotline::store_test
