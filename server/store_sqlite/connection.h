// One connection to the database file, its prepared statements, and typed access to parameters and columns.
//
// A statement is a named Query beside the code that runs it; it is prepared once a connection and kept.
// Values are bound in the order of the question marks. Every failure comes back as the Error of errors.h, and
// is remembered until the next begin_job(), so that a job that swallows one does not pass for a success.
//
// Thread rule: one thread at a time. sqlite3.h is included by the .cpp files only.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/status.h"
#include "store_sqlite/log_vfs.h"
#include "store_sqlite/value.h"

struct sqlite3;
struct sqlite3_stmt;

namespace hotline::store_sqlite {

/// A statement with a name, so that a plan or a trace can be told by it. Lives as long as the program.
struct Query {
  const char* name;
  const char* sql;
};

class Connection;

/// The columns of the current row. Views are good until the next step.
class Columns {
 public:
  Columns(Connection& connection, sqlite3_stmt* statement) : connection_(connection), statement_(statement) {}
  std::int64_t integer(int column) const;
  std::uint64_t index(int column) const { return static_cast<std::uint64_t>(integer(column)); }
  std::uint32_t number(int column) const { return static_cast<std::uint32_t>(integer(column)); }
  bool flag(int column) const { return integer(column) != 0; }
  Time time(int column) const { return from_unix_ms(integer(column)); }
  bool null(int column) const;
  std::string_view text(int column) const;
  std::string_view blob(int column) const;
  /// A blob of exactly N bytes; any other length marks the file as damaged.
  template <std::size_t N>
  std::array<std::uint8_t, N> bytes(int column) const {
    std::array<std::uint8_t, N> out{};
    copy(column, out);
    return out;
  }
  template <class IdType>
  IdType id(int column) const {
    return IdType{bytes<16>(column)};
  }

 private:
  void copy(int column, std::span<std::uint8_t> out) const;
  Connection& connection_;
  sqlite3_stmt* statement_;
};

enum class Access : std::uint8_t { read_write, read_only };

class Connection {
 public:
  /// How long a statement waits for a lock that another process holds.
  static constexpr int foreign_lock_wait_ms = 1000;

  /// `vfs`: name of a registered VFS; empty: the default one. The file must exist.
  static Result<Connection> open(const std::filesystem::path& file, Access access, const std::string& vfs);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();
  void close();
  /// The VFS by whose name it was opened, where that is its own: it ends after the connection.
  void keep(std::unique_ptr<LogVfs> vfs) { vfs_ = std::move(vfs); }

  /// One or more statements without parameters, not kept.
  Result<> script(const char* sql);
  /// The single integer or text that a pragma or a one-off query answers; empty without a row.
  Result<std::string> ask(const std::string& sql);

  /// Runs a statement to its end.
  template <class... Values>
  Result<> run(const Query& query, const Values&... values) {
    return each(query, [](const Columns&) { return true; }, values...);
  }
  Result<> run_bound(const Query& query, std::span<const Value> values) {
    return each_bound(query, [](const Columns&) { return true; }, values);
  }
  /// Calls `on_row` for each row until it returns false.
  template <class OnRow, class... Values>
  Result<> each(const Query& query, OnRow&& on_row, const Values&... values) {
    const std::array<Value, sizeof...(Values)> bound{value_of(values)...};
    return each_bound(query, on_row, bound);
  }
  template <class Read, class... Values>
  auto one(const Query& query, Read&& read, const Values&... values)
      -> Result<std::optional<decltype(read(std::declval<const Columns&>()))>> {
    std::optional<decltype(read(std::declval<const Columns&>()))> found;
    auto ran =
        each(query, [&](const Columns& columns) { return found.emplace(read(columns)), false; }, values...);
    if (!ran) return fail(ran.error());
    return found;
  }
  template <class Read, class... Values>
  auto many(const Query& query, Read&& read, const Values&... values)
      -> Result<std::vector<decltype(read(std::declval<const Columns&>()))>> {
    std::vector<decltype(read(std::declval<const Columns&>()))> found;
    auto ran =
        each(query, [&](const Columns& columns) { return found.push_back(read(columns)), true; }, values...);
    if (!ran) return fail(ran.error());
    return found;
  }

  /// Rows that the last statement inserted, updated or deleted.
  std::int64_t changes() const;
  /// True outside a transaction: also after SQLite rolled it back by itself (full disk, I/O error, no
  /// memory).
  bool autocommit() const;
  /// Statements fail with read_too_long from this instant of the steady clock on.
  void set_deadline(std::optional<std::chrono::steady_clock::time_point> deadline);

  /// Forgets an earlier failure.
  void begin_job();
  /// The first failure since begin_job(), if any.
  const std::optional<Error>& failure() const { return failure_; }

  sqlite3* handle() const { return handle_; }

 private:
  friend class Columns;
  struct Reset {
    sqlite3_stmt* statement;
    ~Reset();
  };

  Connection() = default;
  template <class OnRow>
  Result<> each_bound(const Query& query, OnRow&& on_row, std::span<const Value> values) {
    auto statement = start(query, values);
    if (!statement) return fail(statement.error());
    const Reset reset{*statement};
    while (true) {
      auto more = step(*statement);
      if (!more) return fail(more.error());
      if (!*more || !on_row(Columns(*this, *statement))) break;
    }
    return damaged_ ? Result<>(damage()) : Result<>();
  }
  Result<sqlite3_stmt*> start(const Query& query, std::span<const Value> values);
  Result<bool> step(sqlite3_stmt* statement);
  std::unexpected<Error> fail_with(int code);
  std::unexpected<Error> damage();
  bool past_deadline() const;

  std::unique_ptr<LogVfs> vfs_;
  sqlite3* handle_ = nullptr;
  std::unordered_map<const Query*, sqlite3_stmt*> statements_;
  std::unique_ptr<std::optional<std::chrono::steady_clock::time_point>>
      deadline_;  // SQLite keeps its address
  std::optional<Error> failure_;
  bool damaged_ = false;
};

}  // namespace hotline::store_sqlite
