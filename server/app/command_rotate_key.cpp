// rotate-key: another master key. The order makes it safe to be cut off anywhere and run again:
//   1. the next key is saved beside the present one,
//   2. everything is rewrapped in one transaction,
//   3. the present key and its recovery file are kept beside, under the id of that key,
//   4. the recovery file is sealed to the next key,
//   5. the next key takes the place of the present one.
// Between 2 and 5 the service does not start; this command, run again, goes on where it stopped. What is kept
// opens the copies that were taken until now, and nothing else does; the second copy, where there is one, is
// made anew at once.
#include <filesystem>
#include <iostream>
#include <utility>

#include "app/commands.h"
#include "app/installation.h"
#include "app/second_copy.h"
#include "evidence/key_file.h"
#include "evidence/recovery.h"
#include "service/act.h"
#include "service/rotation.h"
#include "store_sqlite/backup.h"

namespace hotline::app {
namespace {

Result<evidence::MasterKey> next_key(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored))
    return evidence::MasterKey::load(path);  // an earlier run was cut off
  auto fresh = evidence::MasterKey::fresh();
  if (auto saved = fresh.save(path); !saved) return fail(saved.error());
  return fresh;
}

Result<> rewrap(const Config& config, const evidence::MasterKey& next) {
  const SystemClock clock;
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::open);
  if (!installation) return fail(installation.error());
  auto& world = (*installation)->world();
  auto progress = progress_of({"Đang bọc lại khóa", "rewrapping"});
  auto written = world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    if (auto noted =
            service::record_administration(world, db, clock.now(), nullptr, "master_key_rotated", "");
        !noted)
      return noted;
    auto done = service::rewrap_all(
        db, world.keys.master(), next,
        [&](std::uint64_t entries, std::uint64_t total) { progress.show(entries, total); });
    return done ? Result<>{} : Result<>(fail(done.error()));
  });
  if (!written) return written;
  // The steps that follow are owed to the key all the same.
  if (auto signed_now = (*installation)->sign_checkpoint(); !signed_now) say(signed_now.error());
  return {};
}

/// Whether step 2 of an earlier run was committed.
Result<bool> rewrapped(const Config& config, const evidence::MasterKey& next) {
  store_sqlite::SqliteOptions options;  // takes the lock: nobody rotates under a running service
  auto store = store_sqlite::open_sqlite(config.database, options);
  if (!store) return fail(store.error());
  bool done = false;
  auto read = (*store)->read_and_wait([&](store::Reader& db) -> Result<> {
    auto blob = db.blob("vault");
    if (!blob) return fail(blob.error());
    if (!*blob)
      return fail(Code::failed_precondition, "not_initialised",
                  {"Cơ sở dữ liệu chưa được khởi tạo. Hãy chạy: hotlined init",
                   "The database was not initialised. Run: hotlined init"});
    auto id = evidence::wrapping_key_id(**blob);
    if (!id) return fail(id.error());
    done = *id == next.id();
    return {};
  });
  (*store)->stop();
  return read ? Result<bool>(done) : Result<bool>(fail(read.error()));
}

std::filesystem::path kept_as(const std::filesystem::path& file, const evidence::MasterKey& key) {
  return file.string() + "." + key.id_text();
}

Result<> keep(const std::filesystem::path& file, const evidence::MasterKey& key, std::string_view content) {
  auto kept = evidence::create_key_file(kept_as(file, key), content);
  if (!kept && kept.error().reason == "key_file_exists") return {};  // by an earlier run
  return kept;
}

Result<> keep_key(const Config& config, const evidence::MasterKey& present) {
  evidence::WipedBytes<evidence::key_file_max_bytes> bytes;
  auto length = evidence::read_key_file(config.master_key, bytes.bytes);
  if (!length) return fail(length.error());
  return keep(config.master_key, present, {reinterpret_cast<const char*>(bytes.bytes.data()), *length});
}

Result<> reseal(const Config& config, const evidence::MasterKey& present, const evidence::MasterKey& next) {
  evidence::WipedBytes<evidence::key_file_max_bytes> bytes;
  auto length = evidence::read_key_file(config.recovery_file, bytes.bytes);
  if (!length) return fail(length.error());
  const std::string_view file(reinterpret_cast<const char*>(bytes.bytes.data()), *length);
  auto resealed = evidence::reseal_for_recovery(file, present, next);
  if (!resealed && evidence::reseal_for_recovery(file, next, next)) return {};  // by an earlier run
  if (!resealed) return fail(resealed.error());
  if (auto kept = keep(config.recovery_file, present, file); !kept) return kept;
  return evidence::replace_key_file(config.recovery_file, *resealed);
}

struct Rotated {
  evidence::MasterKey before, now;
};

Result<Rotated> rotate(const Config& config) {
  auto present = evidence::MasterKey::load(config.master_key);
  if (!present) return fail(present.error());
  const std::filesystem::path next_file = config.master_key.string() + ".next";
  auto next = next_key(next_file);
  if (!next) return fail(next.error());
  auto done = rewrapped(config, *next);
  if (!done) return fail(done.error());
  if (!*done)
    if (auto wrapped = rewrap(config, *next); !wrapped) return fail(wrapped.error());
  if (auto kept = keep_key(config, *present); !kept) return fail(kept.error());
  if (auto resealed = reseal(config, *present, *next); !resealed) return fail(resealed.error());
  if (auto promoted = evidence::promote_key_file(next_file, config.master_key); !promoted)
    return fail(promoted.error());
  return Rotated{std::move(*present), std::move(*next)};
}

/// The one that there is opens with the key of before.
void copy_anew(const Config& config) {
  if (config.second_copy.empty()) return;
  const SystemClock clock;
  store_sqlite::CopyOptions options;
  options.now = clock.now();
  options.replace = true;
  auto progress = progress_of({"Đang làm lại bản sao thứ hai", "making the second copy anew"});
  options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
    return progress.show(done, total), true;
  };
  const auto to = config.second_copy / SecondCopy::file_name;
  std::error_code ignored;  // backup says what is wrong with the place
  std::filesystem::create_directories(config.second_copy, ignored);
  if (auto copied = store_sqlite::backup(config.database, to, options); !copied) say(copied.error());
}

int rotate_key(const Config& config) {
  auto rotated = rotate(config);
  if (!rotated) return say(rotated.error());
  copy_anew(config);
  std::cout
      << "Khóa chính mới / new master key: " << rotated->now.id_text() << "\n"
      << "Khóa khôi phục trong két vẫn dùng được. Bản sao từ trước chỉ mở được bằng khóa cũ, được giữ "
         "cùng tệp khôi phục của nó tại:\n"
         "The recovery key in the safe still holds. Copies from before open with the old key alone, kept "
         "with its recovery file as:\n  "
      << kept_as(config.master_key, rotated->before).string() << "\n  "
      << kept_as(config.recovery_file, rotated->before).string() << "\n"
      << "Hãy sao lưu lại ngay; hủy hai tệp này cùng với bản sao cuối cùng từ trước.\n"
         "Make a new copy now; destroy both files together with the last copy from before.\n";
  return 0;
}

}  // namespace

void add_rotate_key(CLI::App& cli, Run& run) {
  auto* command =
      cli.add_subcommand("rotate-key", "Wrap everything with a new master key; the service must be stopped");
  static std::string file;
  add_config_option(*command, file);
  command->footer(
      "Cut off anywhere, it is safe to run again. The old key stays beside the new one, for the copies from "
      "before. Example:\n  hotlined rotate-key -c hotlined.toml");
  command->callback([&run] { run = with_config(file, rotate_key); });
}

}  // namespace hotline::app
