#include "store_sqlite/backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <ranges>
#include <utility>

#include "store_sqlite/errors.h"
#include "store_sqlite/file_sync.h"
#include "store_sqlite/open.h"
#include "store_sqlite/transaction.h"

namespace hotline::store_sqlite {
namespace {

constexpr int pages_a_step = 512;
constexpr int operations_between_progress = 200'000;

constexpr Query select_erasures = {
    "select_erasures", "SELECT subject_kind, subject_id, parts, key_too FROM erasure ORDER BY ordinal"};
constexpr Query select_copy_mark = {"select_copy_mark", "SELECT taken_at, log_size FROM copy_mark"};
constexpr Query insert_copy_mark = {
    "insert_copy_mark", "INSERT INTO copy_mark SELECT ?, ifnull(max(log_index) + 1, 0) FROM entry"};
constexpr Query delete_copy_mark = {"delete_copy_mark", "DELETE FROM copy_mark"};

Error stopped() {
  return {Code::canceled,
          "stopped",
          {"Đã dừng theo yêu cầu; không có gì thay đổi.", "Stopped on request; nothing has changed."}};
}

/// A file under a temporary name that goes away unless it gets its real one.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& target)
      : target_(target), partial_(target.string() + ".partial") {}
  ~NewFile() {
    for (const char* suffix : {"", "-journal", "-wal", "-shm"})
      ::unlink((partial_.string() + suffix).c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  const std::filesystem::path& path() const { return partial_; }
  Result<> make() {
    ::unlink(partial_.c_str());
    const int descriptor = ::open(partial_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return fail(store_not_writable());
    ::close(descriptor);
    return {};
  }
  Result<> keep() {
    if (auto synced = sync_file(partial_); !synced) return synced;
    if (::rename(partial_.c_str(), target_.c_str()) != 0) return fail(store_not_writable());
    return sync_directory_of(target_);
  }

 private:
  std::filesystem::path target_, partial_;
};

Result<> copy_pages(Connection& from, Connection& to, const OnProgress& on_progress) {
  const auto finish = [](sqlite3_backup* copying) { sqlite3_backup_finish(copying); };
  std::unique_ptr<sqlite3_backup, decltype(finish)> copying(
      sqlite3_backup_init(to.handle(), "main", from.handle(), "main"), finish);
  if (!copying) return fail(error_of(sqlite3_errcode(to.handle())));
  while (true) {
    const int code = sqlite3_backup_step(copying.get(), pages_a_step);
    if (code != SQLITE_OK && code != SQLITE_DONE) return fail(error_of(code));
    const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(copying.get()));
    const auto left = static_cast<std::uint64_t>(sqlite3_backup_remaining(copying.get()));
    if (on_progress && !on_progress(total - left, total)) return fail(stopped());
    if (code == SQLITE_DONE) return {};
  }
}

/// A copy of one state of `from` as a file of its own without a write-ahead log.
Result<Connection> copy_database(const std::filesystem::path& from, const std::filesystem::path& to,
                                 const CopyOptions& options) {
  auto source = open_reader(from, {.mode = OpenMode::read_only, .vfs = options.vfs});
  if (!source) return source;
  // A transaction held open: otherwise every commit of the service would make the copy begin anew.
  auto held = source->script("BEGIN; SELECT count(*) FROM sqlite_schema");
  if (!held) return fail(held.error());
  auto target = Connection::open(to, Access::read_write, options.vfs);
  if (!target) return target;
  if (auto copied = copy_pages(*source, *target, options.on_progress); !copied) return fail(copied.error());
  // Out of write-ahead mode; and what a restore erases must not go through a journal on the disk.
  auto mode = target->ask("PRAGMA journal_mode = MEMORY");
  if (!mode) return fail(mode.error());
  return target;
}

Result<> check(Connection& connection) {
  auto verdict = connection.ask("PRAGMA integrity_check(1)");
  if (!verdict) return fail(verdict.error());
  if (*verdict != "ok") return fail(store_damaged());
  return {};
}

Result<std::vector<Erasure>> read_erasures(Connection& connection) {
  return connection.many(select_erasures, [](const Columns& row) {
    return Erasure{
        {static_cast<evidence::StreamKind>(row.integer(0)), row.bytes<16>(1)}, row.number(2), row.flag(3)};
  });
}

Result<> erase_again(Connection& connection, std::span<const Erasure> erasures) {
  if (auto set = connection.script("PRAGMA secure_delete = ON; BEGIN IMMEDIATE"); !set) return set;
  Transaction transaction(connection);
  Redo unused;
  transaction.begin_job(&unused);
  auto known = read_erasures(connection);
  if (!known) return fail(known.error());
  const auto fresh = std::ranges::mismatch(erasures, *known).in1;
  for (const auto& erasure : std::ranges::subrange(fresh, erasures.end())) {
    Result<> done;
    if (erasure.parts != 0) done = transaction.erase_parts(erasure.subject, erasure.parts);
    if (done && erasure.keys) done = transaction.erase_subject_key(erasure.subject);
    if (!done) return done;
  }
  if (!erasures.empty())
    if (auto gone = transaction.erase_rows_without_keys(); !gone) return gone;
  auto unmarked = connection.run(delete_copy_mark);
  return unmarked ? connection.script("COMMIT") : unmarked;
}

}  // namespace

Result<> backup(const std::filesystem::path& database, const std::filesystem::path& copy,
                const CopyOptions& options) {
  if (!options.replace && std::filesystem::exists(copy)) return fail(database_exists());
  NewFile file(copy);
  if (auto made = file.make(); !made) return made;
  {
    auto target = copy_database(database, file.path(), options);
    if (!target) return fail(target.error());
    if (auto marked = target->run(insert_copy_mark, options.now); !marked) return marked;
  }
  return file.keep();
}

Result<CopyInfo> copy_info(const std::filesystem::path& copy) {
  auto connection = open_reader(copy, {.mode = OpenMode::read_only});
  if (!connection) return fail(connection.error());
  auto mark = connection->one(select_copy_mark,
                              [](const Columns& row) { return CopyInfo{row.time(0), row.index(1), 0}; });
  if (!mark) return fail(mark.error());
  if (!*mark)
    return fail(Code::failed_precondition, "not_a_copy",
                {"Tệp này không phải là bản sao lưu.", "This file is not a copy made by backup."});
  (*mark)->bytes = std::filesystem::file_size(copy);
  return **mark;
}

Result<std::vector<Erasure>> erasures_of(const std::filesystem::path& database) {
  auto connection = open_reader(database, {.mode = OpenMode::read_only});
  if (!connection) return fail(connection.error());
  return read_erasures(*connection);
}

Result<> restore(const std::filesystem::path& copy, const std::filesystem::path& database,
                 std::span<const Erasure> erasures, const CopyOptions& options) {
  for (const char* suffix : {"", "-wal", "-lock"})
    if (std::filesystem::exists(database.string() + suffix)) return fail(database_exists());
  NewFile file(database);
  if (auto made = file.make(); !made) return made;
  {
    auto target = copy_database(copy, file.path(), options);
    if (!target) return fail(target.error());
    if (auto whole = check(*target); !whole) return whole;
    if (auto erased = erase_again(*target, erasures); !erased) return erased;
  }
  return file.keep();
}

Result<> check_integrity(const std::filesystem::path& database, const OnProgress& on_progress) {
  auto connection = open_reader(database, {.mode = OpenMode::read_only});
  if (!connection) return fail(connection.error());
  auto pages = connection->ask("PRAGMA page_count");
  if (!pages) return fail(pages.error());
  struct Watch {
    sqlite3* handle;
    const OnProgress& on_progress;
    std::uint64_t total;
  } watch{connection->handle(), on_progress, std::stoull(*pages)};
  if (on_progress)
    sqlite3_progress_handler(
        watch.handle, operations_between_progress,
        [](void* of) {
          const auto& [handle, report, total] = *static_cast<Watch*>(of);
          int read = 0, highest = 0;
          sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_MISS, &read, &highest, 0);
          return report(std::min(static_cast<std::uint64_t>(read), total), total) ? 0 : 1;
        },
        &watch);
  auto whole = check(*connection);
  if (!whole && whole.error().reason == read_too_long().reason) return fail(stopped());
  if (whole && on_progress) on_progress(watch.total, watch.total);
  return whole;
}

}  // namespace hotline::store_sqlite
