#include "bench/floor_sqlite.h"

#include <sqlite3.h>

#include <cstring>
#include <limits>
#include <string_view>

namespace hotline::bench {
namespace {

constexpr std::uint64_t node_level = 8, entries_a_node = 1 << node_level;

/// Binds in the order of the calls.
class Binder {
 public:
  explicit Binder(sqlite3_stmt* statement) : statement_(statement) {}
  Binder& integer(std::uint64_t value) {
    HOTLINE_CHECK(sqlite3_bind_int64(statement_, ++at_, static_cast<std::int64_t>(value)) == SQLITE_OK);
    return *this;
  }
  Binder& time(Time value) { return integer(static_cast<std::uint64_t>(to_unix_ms(value))); }
  Binder& text(std::string_view value) {
    HOTLINE_CHECK(sqlite3_bind_text64(statement_, ++at_, value.data(), value.size(), SQLITE_STATIC,
                                      SQLITE_UTF8) == SQLITE_OK);
    return *this;
  }
  Binder& blob(const void* bytes, std::size_t size) {
    HOTLINE_CHECK(sqlite3_bind_blob64(statement_, ++at_, bytes, size, SQLITE_STATIC) == SQLITE_OK);
    return *this;
  }
  Binder& blob(const std::string& bytes) { return blob(bytes.data(), bytes.size()); }
  /// NULL where there is nothing, as an absent part is.
  Binder& part(const std::string& bytes) {
    if (!bytes.empty()) return blob(bytes);
    ++at_;
    return *this;
  }
  template <std::size_t N>
  Binder& blob(const std::array<std::uint8_t, N>& bytes) {
    return blob(bytes.data(), N);
  }
  void run() {
    HOTLINE_CHECK(sqlite3_step(statement_) == SQLITE_DONE);
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3_stmt* statement_;
  int at_ = 0;
};

std::uint64_t day_of(Time at) {
  return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::days>(at).time_since_epoch().count());
}

sqlite3* opened(const std::filesystem::path& file, int flags, const char* vfs = nullptr) {
  sqlite3* database = nullptr;
  HOTLINE_CHECK(sqlite3_open_v2(file.c_str(), &database, flags | SQLITE_OPEN_NOMUTEX, vfs) == SQLITE_OK);
  return database;
}

}  // namespace

void copy_database(const std::filesystem::path& from, const std::filesystem::path& to) {
  for (const char* of : {"", "-wal", "-shm"}) std::filesystem::remove(to.string() + of);
  auto* source = opened(from, SQLITE_OPEN_READONLY);
  auto* target = opened(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  auto* copying = sqlite3_backup_init(target, "main", source, "main");
  HOTLINE_CHECK(copying != nullptr);
  HOTLINE_CHECK(sqlite3_backup_step(copying, -1) == SQLITE_DONE);
  HOTLINE_CHECK(sqlite3_backup_finish(copying) == SQLITE_OK);
  sqlite3_close(target);
  sqlite3_close(source);
}

std::vector<std::string> all_case_ids(const std::filesystem::path& database) {
  auto* file = opened(database, SQLITE_OPEN_READONLY);
  sqlite3_stmt* each = nullptr;
  HOTLINE_CHECK(sqlite3_prepare_v2(file, "SELECT case_id FROM case_row ORDER BY case_id", -1, &each,
                                   nullptr) == SQLITE_OK);
  std::vector<std::string> ids;
  while (sqlite3_step(each) == SQLITE_ROW) {
    IdBytes id{};
    HOTLINE_CHECK(sqlite3_column_bytes(each, 0) == static_cast<int>(id.size()));
    std::memcpy(id.data(), sqlite3_column_blob(each, 0), id.size());
    ids.push_back(id_text(id));
  }
  sqlite3_finalize(each);
  sqlite3_close(file);
  return ids;
}

std::size_t case_count(const std::filesystem::path& database) { return all_case_ids(database).size(); }

std::vector<std::string> case_ids(const std::filesystem::path& database, std::size_t count) {
  auto all = all_case_ids(database);
  if (all.size() <= count || count < 2) return all;
  std::vector<std::string> some;
  for (std::size_t i = 0; i < count; ++i) some.push_back(all[i * (all.size() - 1) / (count - 1)]);
  return some;
}

SqliteFloor::SqliteFloor(const std::filesystem::path& file, LogWrites writes) {
  if (writes == LogWrites::gathered) vfs_ = std::make_unique<store_sqlite::LogVfs>("");
  database_ = opened(file, SQLITE_OPEN_READWRITE, vfs_ ? vfs_->name().c_str() : nullptr);
  HOTLINE_CHECK(
      sqlite3_exec(
          database_,
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
          "PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; "
          "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 10000",
          nullptr, nullptr, nullptr) == SQLITE_OK);
  begin_ = prepare("BEGIN IMMEDIATE");
  commit_ = prepare("COMMIT");
  entry_ = prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  node_ = prepare("INSERT INTO tree_node VALUES (?, ?, ?)");
  key_ = prepare("INSERT INTO subject_key VALUES (?, ?, ?)");
  case_ = prepare(
      "INSERT INTO case_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "9223372036854775807, 0, 9223372036854775807, 9223372036854775807)");
  sight_ = prepare("INSERT INTO case_sight VALUES (?, ?, ?, ?)");
  contact_ = prepare("INSERT INTO contact_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  tally_again_ = prepare(
      "UPDATE contact_tally SET h9 = h9 + 1 WHERE day = ? AND unit = ? AND contact_class = ? AND channel = ? "
      "AND call_type = ?");
  tally_first_ = prepare(
      "INSERT INTO contact_tally (day, unit, contact_class, channel, call_type, h9) VALUES (?, ?, ?, ?, ?, "
      "1)");
  reason_ =
      prepare("INSERT INTO reason_tally VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1");
  fact_ = prepare("INSERT INTO case_fact VALUES (?, ?, ?)");
  answer_ = prepare("INSERT INTO answer VALUES (NULL, ?, ?, ?, ?)");
}

SqliteFloor::~SqliteFloor() {
  for (auto* statement : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

sqlite3_stmt* SqliteFloor::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  HOTLINE_CHECK(sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) ==
                SQLITE_OK);
  return statements_.emplace_back(statement);
}

std::uint64_t SqliteFloor::next_log_index() const {
  sqlite3_stmt* newest = nullptr;
  HOTLINE_CHECK(sqlite3_prepare_v2(database_, "SELECT coalesce(max(log_index) + 1, 0) FROM entry", -1,
                                   &newest, nullptr) == SQLITE_OK);
  HOTLINE_CHECK(sqlite3_step(newest) == SQLITE_ROW);
  const auto next = static_cast<std::uint64_t>(sqlite3_column_int64(newest, 0));
  sqlite3_finalize(newest);
  return next;
}

void SqliteFloor::write(std::span<const IntakeRows> intakes) {
  Binder(begin_).run();
  for (const auto& rows : intakes) put(rows);
  Binder(commit_).run();
}

void SqliteFloor::write(std::span<const SilentRows> calls) {
  Binder(begin_).run();
  for (const auto& rows : calls) put(rows);
  Binder(commit_).run();
}

void SqliteFloor::put(const store::Entry& entry) {
  Binder(entry_)
      .integer(entry.log_index)
      .integer(static_cast<std::uint64_t>(entry.stream.kind))
      .blob(entry.stream.id)
      .integer(entry.stream_sequence)
      .blob(entry.leaf_hash)
      .blob(entry.header)
      .part(entry.sealed[0])
      .part(entry.sealed[1])
      .part(entry.sealed[2])
      .run();
  if ((entry.log_index + 1) % entries_a_node == 0)
    Binder(node_).integer(node_level).integer(entry.log_index / entries_a_node).blob(entry.leaf_hash).run();
}

void SqliteFloor::put(const store::ContactRow& contact) {
  Binder binder(contact_);
  binder.blob(contact.contact_id.bytes)
      .blob(contact.case_id.bytes)
      .integer(static_cast<std::uint64_t>(contact.stream.kind))
      .blob(contact.stream.id)
      .time(contact.received_at)
      .blob(contact.recorded_by.bytes)
      .text(contact.unit)
      .integer(contact.channel)
      .integer(contact.call_type)
      .integer(contact.contact_class);
  if (contact.number) binder.blob(*contact.number);
  binder.run();
  for (auto* tally : {tally_again_, tally_first_}) {
    Binder(tally)
        .integer(day_of(contact.received_at))
        .text(contact.unit)
        .integer(contact.contact_class)
        .integer(contact.channel)
        .integer(contact.call_type)
        .run();
    if (sqlite3_changes(database_) > 0) break;
  }
}

void SqliteFloor::put(const store::AnswerRow& answer) {
  Binder(answer_).blob(answer.key).blob(answer.digest).time(answer.at).blob(answer.sealed).run();
}

void SqliteFloor::put(const SilentRows& rows) {
  put(rows.entry);
  put(rows.contact_row);
  put(rows.answer);
}

void SqliteFloor::put(const IntakeRows& rows) {
  put(rows.entry);
  Binder(key_)
      .blob(rows.key.subject.id)
      .integer(static_cast<std::uint64_t>(rows.key.subject.kind))
      .blob(rows.key.wrapped)
      .run();
  const auto& row = rows.case_row;
  Binder(case_)
      .blob(row.case_id.bytes)
      .text(row.number)
      .integer(row.status)
      .integer(row.version)
      .text(row.responsible_unit)
      .text(row.receiving_unit)
      .blob(row.referral_id.bytes)
      .integer(row.proof_level)
      .integer(!row.emergency)
      .integer(row.restricted)
      .integer(row.prominent)
      .integer(row.risk)
      .time(row.received_at)
      .time(*row.next_due)
      .integer(row.next_due_kind)
      .text(row.queue_unit)
      .blob(row.author.bytes)
      .blob(*row.similar)
      .integer(row.changed)
      .blob(row.sealed_summary)
      .time(row.next_step.value_or(*row.next_due))
      .run();
  for (const auto* unit : {&row.responsible_unit, &row.receiving_unit})
    Binder(sight_).text(*unit).integer(row.status).time(row.received_at).blob(row.case_id.bytes).run();
  put(rows.contact_row);
  Binder(reason_)
      .integer(day_of(row.received_at))
      .text(rows.contact_row.unit)
      .integer(rows.contact_row.contact_class)
      .blob(rows.reason)
      .run();
  Binder(fact_).integer(day_of(row.received_at)).blob(row.case_id.bytes).blob(rows.sealed_fact).run();
  put(rows.answer);
}

}  // namespace hotline::bench
