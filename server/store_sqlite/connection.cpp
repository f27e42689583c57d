#include "store_sqlite/connection.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "store_sqlite/errors.h"

namespace hotline::store_sqlite {
namespace {

constexpr int operations_between_deadline_checks = 4000;

int bind(sqlite3_stmt* statement, int position, const Value& value) {
  // A null pointer would bind NULL; an empty text is a text.
  const char* bytes = value.bytes.empty() ? "" : value.bytes.data();
  switch (value.kind) {
    case Value::Kind::null:
      return sqlite3_bind_null(statement, position);
    case Value::Kind::integer:
      return sqlite3_bind_int64(statement, position, value.integer);
    case Value::Kind::text:
      return sqlite3_bind_text64(statement, position, bytes, value.bytes.size(), SQLITE_STATIC, SQLITE_UTF8);
    case Value::Kind::blob:
      break;
  }
  return sqlite3_bind_blob64(statement, position, bytes, value.bytes.size(), SQLITE_STATIC);
}

int stop_when_late(void* deadline) {
  const auto& at = *static_cast<std::optional<std::chrono::steady_clock::time_point>*>(deadline);
  return at && std::chrono::steady_clock::now() >= *at;
}

}  // namespace

std::int64_t Columns::integer(int column) const { return sqlite3_column_int64(statement_, column); }

bool Columns::null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::string_view Columns::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
              : std::string_view();
}

std::string_view Columns::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
               : std::string_view();
}

void Columns::copy(int column, std::span<std::uint8_t> out) const {
  const auto from = blob(column);
  if (from.size() != out.size()) {
    connection_.damaged_ = true;
    return;
  }
  std::ranges::copy(from, reinterpret_cast<char*>(out.data()));
}

Result<Connection> Connection::open(const std::filesystem::path& file, Access access,
                                    const std::string& vfs) {
  Connection connection;
  connection.deadline_ = std::make_unique<std::optional<std::chrono::steady_clock::time_point>>();
  const int flags = (access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code =
      sqlite3_open_v2(file.c_str(), &connection.handle_, flags, vfs.empty() ? nullptr : vfs.c_str());
  if (code != SQLITE_OK) return fail(error_of(code));
  sqlite3_busy_timeout(connection.handle_, foreign_lock_wait_ms);
  sqlite3_progress_handler(connection.handle_, operations_between_deadline_checks, stop_when_late,
                           connection.deadline_.get());
  return connection;
}

Connection::Connection(Connection&& other) noexcept
    : vfs_(std::move(other.vfs_)),
      handle_(std::exchange(other.handle_, nullptr)),
      statements_(std::exchange(other.statements_, {})),
      deadline_(std::move(other.deadline_)),
      failure_(std::move(other.failure_)),
      damaged_(other.damaged_) {}

Connection& Connection::operator=(Connection&& other) noexcept {
  if (this == &other) return *this;
  close();
  vfs_ = std::move(other.vfs_);
  handle_ = std::exchange(other.handle_, nullptr);
  statements_ = std::exchange(other.statements_, {});
  deadline_ = std::move(other.deadline_);
  failure_ = std::move(other.failure_);
  damaged_ = other.damaged_;
  return *this;
}

Connection::~Connection() { close(); }

void Connection::close() {
  for (const auto& [query, statement] : statements_) sqlite3_finalize(statement);
  statements_.clear();
  sqlite3_close(std::exchange(handle_, nullptr));
}

Connection::Reset::~Reset() {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
}

Result<> Connection::script(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return fail_with(code);
  return {};
}

Result<std::string> Connection::ask(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr);
  std::string answer;
  if (code == SQLITE_OK) {
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW) answer = Columns(*this, statement).text(0);
    code = sqlite3_finalize(statement);
  }
  if (code != SQLITE_OK) return fail_with(code);
  return answer;
}

std::int64_t Connection::changes() const { return sqlite3_changes64(handle_); }

bool Connection::autocommit() const { return sqlite3_get_autocommit(handle_) != 0; }

void Connection::set_deadline(std::optional<std::chrono::steady_clock::time_point> deadline) {
  *deadline_ = deadline;
}

bool Connection::past_deadline() const {
  return *deadline_ && std::chrono::steady_clock::now() >= **deadline_;
}

void Connection::begin_job() {
  failure_.reset();
  damaged_ = false;
}

Result<sqlite3_stmt*> Connection::start(const Query& query, std::span<const Value> values) {
  // Many short statements never reach the progress handler's count.
  if (past_deadline()) return fail_with(SQLITE_INTERRUPT);
  auto [place, is_new] = statements_.try_emplace(&query, nullptr);
  if (is_new) {
    const int code =
        sqlite3_prepare_v3(handle_, query.sql, -1, SQLITE_PREPARE_PERSISTENT, &place->second, nullptr);
    if (code != SQLITE_OK) {
      statements_.erase(place);
      return fail_with(code);
    }
  }
  HOTLINE_CHECK(!sqlite3_stmt_busy(place->second));
  int position = 0;
  for (const auto& value : values) HOTLINE_CHECK(bind(place->second, ++position, value) == SQLITE_OK);
  return place->second;
}

Result<bool> Connection::step(sqlite3_stmt* statement) {
  const int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return fail_with(code);
}

std::unexpected<Error> Connection::fail_with(int code) {
  auto error = error_of(code);
  if (!failure_) failure_ = error;
  return fail(std::move(error));
}

std::unexpected<Error> Connection::damage() {
  if (!failure_) failure_ = store_damaged();
  return fail(store_damaged());
}

}  // namespace hotline::store_sqlite
