#include "store_sqlite/open.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <utility>

#include "store_sqlite/errors.h"
#include "store_sqlite/file_sync.h"
#include "store_sqlite/log_vfs.h"
#include "store_sqlite/migrations.h"

namespace hotline::store_sqlite {
namespace {

Result<> expect(Connection& connection, const char* pragma, const char* value) {
  auto answer = connection.ask(pragma);
  if (!answer) return fail(answer.error());
  if (*answer != value) return fail(store_not_writable());
  return {};
}

/// True for a file that nobody has put anything into yet.
Result<bool> check_ours(Connection& connection) {
  auto id = connection.ask("PRAGMA application_id");
  if (!id) return fail(id.error());
  if (*id == std::to_string(application_id)) return false;
  auto tables = connection.ask("SELECT count(*) FROM sqlite_schema");
  if (!tables) return fail(tables.error());
  if (*id != "0" || *tables != "0") return fail(not_our_database());
  return true;
}

Result<> set_up(Connection& connection, std::uint32_t cache_bytes_max) {
  const std::string cache = "PRAGMA cache_size = -" + std::to_string(cache_bytes_max / 1024);
  auto done = connection.script(
      "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store "
      "= MEMORY; "
      "PRAGMA wal_autocheckpoint = 0; PRAGMA secure_delete = ON");
  return done ? connection.script(cache.c_str()) : done;
}

Result<> make_ours(Connection& connection) {
  const std::string id = "PRAGMA application_id = " + std::to_string(application_id);
  return connection.script(id.c_str());
}

Result<> set_durability(Connection& connection, Durability durability) {
  const bool full = durability == Durability::full;
  auto set = connection.script(full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
  return set ? expect(connection, "PRAGMA synchronous", full ? "2" : "0") : set;
}

}  // namespace

Result<> ensure_file(const std::filesystem::path& file, OpenMode mode) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) return {};
  if (mode != OpenMode::open_or_create) return fail(database_missing());
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return fail(store_not_writable());
  ::close(descriptor);
  return sync_directory_of(file);
}

Result<Connection> open_writer(const std::filesystem::path& file, const SqliteOptions& options) {
  std::unique_ptr<LogVfs> vfs;
  if (options.durability == Durability::full) vfs = std::make_unique<LogVfs>(options.vfs);
  auto connection = Connection::open(file, Access::read_write, vfs ? vfs->name() : options.vfs);
  if (!connection) return connection;
  connection->keep(std::move(vfs));
  auto fresh = check_ours(*connection);
  if (!fresh) return fail(fresh.error());
  // A file copied from elsewhere may be readable by others.
  if (::chmod(file.c_str(), 0600) != 0) return fail(store_not_writable());
  auto done = set_up(*connection, options.writer_cache_bytes_max);
  if (done) done = set_durability(*connection, options.durability);
  if (done) done = expect(*connection, "PRAGMA journal_mode = WAL", "wal");
  if (done && *fresh) done = make_ours(*connection);
  if (done) done = migrate(*connection, all_migrations(), options.now);
  if (!done) return fail(done.error());
  return connection;
}

Result<Connection> open_reader(const std::filesystem::path& file, const SqliteOptions& options) {
  const bool alone = options.mode == OpenMode::read_only;
  auto connection = Connection::open(file, alone ? Access::read_only : Access::read_write, options.vfs);
  if (!connection) return connection;
  auto fresh = check_ours(*connection);
  if (!fresh) return fail(fresh.error());
  if (*fresh) return fail(not_our_database());
  auto done = set_up(*connection, options.reader_cache_bytes_max);
  if (done) done = connection->script("PRAGMA query_only = ON");
  if (done) done = expect(*connection, "PRAGMA query_only", "1");
  if (done) done = check_schema(*connection, all_migrations());
  if (!done) return fail(done.error());
  return connection;
}

Result<Connection> open_checkpointer(const std::filesystem::path& file, const SqliteOptions& options) {
  auto connection = open_reader(file, options);
  if (!connection) return connection;
  if (auto set = set_durability(*connection, options.durability); !set) return fail(set.error());
  return connection;
}

}  // namespace hotline::store_sqlite
