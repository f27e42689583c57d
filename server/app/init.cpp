#include "app/init.h"

#include "app/installation.h"
#include "domain/unit_file.h"
#include "evidence/key_file.h"
#include "evidence/recovery.h"
#include "service/administration.h"
#include "service/password.h"
#include "service/units.h"

namespace hotline::app {
namespace {

constexpr std::size_t units_file_max_bytes = 16 << 20;
constexpr std::string_view first_login = "admin";

std::unexpected<Error> already() {
  return fail(Code::already_exists, "already_initialised",
              {"Đã có dữ liệu hoặc khóa tại đây. Không có gì bị ghi đè.",
               "There is a database or a key here already. Nothing was overwritten."});
}

std::unexpected<Error> checkpoints_kept() {
  return fail(
      Code::already_exists, "checkpoints_kept",
      {"Thư mục điểm kiểm chứng còn giữ dấu của một nhật ký trước. Hãy chuyển chúng sang nơi khác để làm "
       "bằng chứng, hoặc đặt [data] checkpoints về thư mục khác. Chưa tạo gì.",
       "The directory of checkpoints holds heads of an earlier log. Move them elsewhere, as evidence, or "
       "let [data] checkpoints name another directory. Nothing was made."});
}

Result<> make_directories(const Config& config) {
  for (const auto* path : {&config.database, &config.master_key, &config.recovery_file}) {
    std::error_code error;
    std::filesystem::create_directories(path->parent_path(), error);
    if (error)
      return fail(Code::unavailable, "directory_unwritable",
                  {"Không tạo được thư mục dữ liệu hoặc khóa.", "A directory of [data] cannot be made."});
  }
  return {};
}

/// The rows that make a database one of this service: vault and units, in one transaction.
Result<> first_rows(store::Store& store, const evidence::MasterKey& master, const UnitFile& units,
                    Purpose purpose) {
  const auto vault = evidence::Vault::fresh();
  return store.write_and_wait([&](store::Writer& db) -> Result<> {
    if (auto put = db.put_blob("vault", vault.wrap(master)); !put) return put;
    if (purpose == Purpose::demonstration)
      if (auto put = db.put_blob("demo", "1"); !put) return put;
    return service::store_units(db, units.units);
  });
}

}  // namespace

Result<UnitFile> read_unit_file(const Config& config) {
  auto text = read_text_file(config.units, units_file_max_bytes);
  if (!text) return fail(text.error());
  auto units = read_units(*text);
  if (units.directory) return units;
  Error error{Code::failed_precondition,
              "units_file_wrong",
              {"Danh mục đơn vị có dòng sai; các dòng được nêu dưới đây.",
               "The units file has bad rows; they are named below."}};
  for (const auto& note : units.errors)
    if (error.fields.size() < 50)
      error.fields.push_back({"line " + std::to_string(note.line), note.reason, note.text});
  return fail(std::move(error));
}

Result<Initialised> initialise(const Config& config, const Clock& clock, Purpose purpose) {
  std::error_code ignored;
  for (const auto* path : {&config.database, &config.master_key, &config.recovery_file})
    if (std::filesystem::exists(*path, ignored)) return already();
  if (std::filesystem::exists(newest_checkpoint(config), ignored)) return checkpoints_kept();
  auto units = read_unit_file(config);  // before anything is made
  if (!units) return fail(units.error());
  if (auto rules = read_rule_files(config); !rules) return fail(rules.error());
  if (auto made = make_directories(config); !made) return fail(made.error());

  const auto master = evidence::MasterKey::fresh();
  const auto recovery = evidence::RecoveryKey::fresh();
  if (auto saved = master.save(config.master_key); !saved) return fail(saved.error());
  if (auto saved =
          evidence::create_key_file(config.recovery_file, evidence::seal_for_recovery(recovery, master));
      !saved)
    return fail(saved.error());
  {
    store_sqlite::SqliteOptions options;
    options.mode = store_sqlite::OpenMode::open_or_create;
    options.now = clock.now();
    auto store = store_sqlite::open_sqlite(config.database, options);
    if (!store) return fail(store.error());
    auto written = first_rows(**store, master, *units, purpose);
    (*store)->stop();
    if (!written) return fail(written.error());
  }

  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::open);
  if (!installation) return fail(installation.error());
  auto& world = (*installation)->world();
  Initialised out{recovery.text(), std::string(first_login), service::one_time_password(),
                  world.signer.verifier().text()};
  record::v1::Person person;
  person.set_login(out.login);
  person.set_name("Quản trị viên");
  auto* membership = person.add_memberships();
  membership->set_unit(world.places.get()->directory->helpline().key.text());
  membership->set_role(record::v1::ROLE_ADMINISTRATOR);
  const auto hash = service::hash_password(out.one_time_password);
  service::AfterCommit after(world.behind);
  auto written = world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    if (auto noted = service::record_administration(world, db, clock.now(), nullptr, "initialised", "");
        !noted)
      return noted;
    auto made = service::create_person(world, db, after, clock.now(), nullptr, person, hash);
    return made ? Result<>{} : Result<>(fail(made.error()));
  });
  after.settle(written.has_value());
  if (!written) return fail(written.error());
  if (auto signed_now = (*installation)->sign_checkpoint(); !signed_now) return fail(signed_now.error());
  return out;
}

}  // namespace hotline::app
