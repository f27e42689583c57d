// restore: a copy becomes a database again, and what was erased since it was taken is erased once more.
//
// The living installation, which a trial stands beside, is left as it was: nothing is signed, and the act
// waits as a note for the first service on the new database.
#include <iostream>
#include <memory>
#include <set>
#include <span>

#include "app/commands.h"
#include "app/installation.h"
#include "app/log_check.h"
#include "service/figures.h"
#include "store_sqlite/backup.h"

namespace hotline::app {
namespace {

/// From a newer database or copy, where there is one; else nothing is known, and that is said.
Result<std::vector<store_sqlite::Erasure>> erased_since(const Config& config, const std::string& erased_in) {
  std::error_code ignored;
  const std::filesystem::path newer = erased_in.empty() ? config.database : std::filesystem::path(erased_in);
  if (erased_in.empty() && !std::filesystem::exists(newer, ignored)) {
    std::cerr << "Không có cơ sở dữ liệu mới hơn, nên không biết những gì đã được xóa sau bản sao này.\n"
                 "There is no newer database, so nobody knows what was erased after this copy was taken.\n";
    return std::vector<store_sqlite::Erasure>{};
  }
  return store_sqlite::erasures_of(newer);
}

Error needs_its_key() {
  return {
      Code::failed_precondition,
      "copy_needs_its_key",
      {"Bản sao này được bọc bằng khóa chính khác, thường là khóa trước khi chạy rotate-key, "
       "nên cần khóa chính của lúc sao lưu. rotate-key giữ khóa đó và tệp khôi phục của nó cạnh tệp mới, tên "
       "thêm mã khóa. Hãy đặt [data] master_key về tệp khóa đó (hoặc lấy lại bằng hotlined recover với tệp "
       "khôi phục đó) rồi chạy lại. Chưa có tệp nào được tạo.",
       "This copy is wrapped with another master key, mostly that of before a rotate-key, and needs "
       "the key of its time. rotate-key keeps that key and its recovery file beside the new ones, their "
       "names ending in the id of the key. Let [data] master_key name that key file (or bring it back by "
       "hotlined recover with that recovery file) and run this again. No file was made."}};
}

/// The copy as it is, opened by the keys that the new database will be opened by.
Result<std::unique_ptr<Installation>> open_copy(const Config& config, const Clock& clock,
                                                const std::string& copy) {
  auto of_copy = config;
  of_copy.database = copy;
  auto installation = Installation::open(of_copy, clock, store_sqlite::OpenMode::read_only);
  if (!installation && installation.error().reason == "wrong_master_key") return fail(needs_its_key());
  return installation;
}

/// What is erased again and was counted in the copy. Nothing where that cannot be read: then only its figures
/// are lost.
history::v1::KeptFigures figures_in(Installation& copy, std::span<const store_sqlite::Erasure> erasures) {
  std::set<evidence::StreamId> subjects;
  for (const auto& erasure : erasures)
    if (erasure.keys) subjects.insert(erasure.subject);
  history::v1::KeptFigures figures;
  if (subjects.empty()) return figures;
  auto read = copy.store().read_and_wait([&](store::Reader& db) -> Result<> {
    auto found = service::figures_of(copy.world(), db, subjects);
    if (!found) return fail(found.error());
    figures = std::move(*found);
    return {};
  });
  if (!read)
    std::cerr << "Không đếm được những gì đã xóa sau bản sao này; số liệu sẽ thiếu phần đó. / What was "
                 "erased after "
                 "this copy could not be counted; figures will lack it. ["
              << read.error().reason << "]\n";
  return figures;
}

/// Signs nothing: the log of a trial is not the one whose checkpoints are kept, and theirs would be written
/// over.
Result<> keep(const Config& restored, const Clock& clock, const history::v1::KeptFigures& figures) {
  auto installation = Installation::open(restored, clock, store_sqlite::OpenMode::open);
  if (!installation) return fail(installation.error());
  auto& world = (*installation)->world();
  return world.store.write_and_wait(
      [&](store::Writer& db) { return service::keep_figures(world, db, clock.now(), figures); });
}

Result<> copy_back(const std::string& from, const std::string& into,
                   std::span<const store_sqlite::Erasure> erasures, Time now) {
  auto progress = progress_of({"Đang khôi phục", "restoring"});
  store_sqlite::CopyOptions options;
  options.now = now;
  options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
    return progress.show(done, total), true;
  };
  return store_sqlite::restore(from, into, erasures, options);
}

/// The log of the new database against itself: a copy may have lain on a disk that forgot.
int check(const Config& restored, const Clock& clock) {
  auto installation = Installation::open(restored, clock, store_sqlite::OpenMode::read_only);
  if (!installation) return say(installation.error());
  const auto kept = read_kept_proofs(restored.database, {});
  if (!kept) return say(kept.error());
  const auto checked = check_log((*installation)->store(), (*installation)->signer().verifier(), *kept);
  if (checked) return 0;
  std::cerr
      << "Tệp mới đã được tạo, nhưng nhật ký trong bản sao bị hỏng ở mục nói trên. Hãy khôi phục từ bản sao "
         "khác; chỉ dùng tệp này nếu không còn bản sao nào.\n"
         "The new file was made, but the log in the copy is wrong at the entry named above. Restore another "
         "copy; use this file only where there is no other.\n";
  return checked.error();
}

void say_what_is_next() {
  std::cout << "Tiếp theo: đặt [data] database về tệp này rồi chạy hotlined verify và "
               "hotlined rebuild --check. Nếu chỉ thử khôi phục: dùng một cấu hình riêng, với "
               "[data] checkpoints ở thư mục khác.\n"
               "Next: let [data] database name this file, then run hotlined verify and hotlined "
               "rebuild --check. For a trial: a configuration of its own, with [data] checkpoints in "
               "another directory.\n"
               "Nếu verify báo thiếu cuối nhật ký: các mục sau bản sao đã mất. Hãy giữ các điểm kiểm "
               "chứng mới hơn ở thư mục khác làm bằng chứng.\n"
               "If verify says that the tail was cut: entries newer than the copy are lost. Keep the "
               "newer checkpoints in another directory, as evidence of it.\n";
}

int restore(const Config& config, const std::string& from, const std::string& into,
            const std::string& erased_in) {
  const SystemClock clock;
  auto erasures = erased_since(config, erased_in);
  if (!erasures) return say(erasures.error());
  history::v1::KeptFigures figures;
  {
    auto copy = open_copy(config, clock, from);
    if (!copy) return say(copy.error());
    figures = figures_in(**copy, *erasures);
  }
  if (auto copied = copy_back(from, into, *erasures, clock.now()); !copied) return say(copied.error());
  auto restored = config;
  restored.database = into;
  if (figures.ByteSizeLong() > 0)
    if (auto kept = keep(restored, clock, figures); !kept) return say(kept.error());
  note_act(restored, "restored");
  if (const int wrong = check(restored, clock); wrong != 0) return wrong;
  std::cout << "Đã khôi phục; xóa lại " << erasures->size() << " lần xóa. / Restored; " << erasures->size()
            << " erasures done again.\n";
  say_what_is_next();
  return 0;
}

}  // namespace

void add_restore(CLI::App& cli, Run& run) {
  auto* command =
      cli.add_subcommand("restore", "Make a new database from a copy, and erase again what was erased since");
  static std::string file, from, into, erased_in;
  add_config_option(*command, file);
  command->add_option("--from", from, "The copy")->required()->check(CLI::ExistingFile);
  command->add_option("--into", into, "The new database; nothing is overwritten")->required();
  command
      ->add_option("--erased-in", erased_in,
                   "A newer database or copy that knows the later erasures; else the configured database")
      ->check(CLI::ExistingFile);
  command->footer(
      "Example:\n  hotlined restore -c hotlined.toml --from /mnt/copies/hotline.db --into "
      "/srv/hotline/restored.db");
  command->callback([&run] {
    run = with_config(file, [](const Config& config) { return restore(config, from, into, erased_in); });
  });
}

}  // namespace hotline::app
