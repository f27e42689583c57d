#include "store/backend.h"

#include <stdlib.h>

#include <string>

#include "store/temporary_directory.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::store_test {
namespace {

class SqliteDatabase final : public Database {
 public:
  Result<std::unique_ptr<store::Store>> open(const store::Limits& limits) override {
    return store_sqlite::open_sqlite(
        directory_ / "hotline.db",
        {.mode = store_sqlite::OpenMode::open_or_create,
         .limits = limits,
         .now = Time{},
         .fill_max = Duration{600'000}});  // however slow the machine, a test knows what shares a commit
  }

 private:
  TemporaryDirectory directory_;
};

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "hotline-store-XXXXXX").string();
  HOTLINE_CHECK(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::vector<Backend> backends() {
  return {{"Sqlite", [] { return std::make_unique<SqliteDatabase>(); }}};
}

}  // namespace hotline::store_test
