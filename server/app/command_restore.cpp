// restore: a copy becomes a database again, and what was erased since it was taken is erased once more.
#include <iostream>
#include <set>
#include <span>

#include "app/commands.h"
#include "app/installation.h"
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

/// What is erased again and was counted in the copy. Nothing where the copy cannot be opened here: then only
/// its figures are lost.
history::v1::KeptFigures figures_in(const Config& config, const std::string& copy,
                                    std::span<const store_sqlite::Erasure> erasures) {
  std::set<evidence::StreamId> subjects;
  for (const auto& erasure : erasures)
    if (erasure.keys) subjects.insert(erasure.subject);
  const SystemClock clock;
  auto of_copy = config;
  of_copy.database = copy;
  history::v1::KeptFigures figures;
  auto installation = Installation::open(of_copy, clock, store_sqlite::OpenMode::read_only);
  auto read = installation ? (*installation)->store().read_and_wait([&](store::Reader& db) -> Result<> {
    auto found = service::figures_of((*installation)->world(), db, subjects);
    if (!found) return fail(found.error());
    figures = std::move(*found);
    return {};
  })
                           : Result<>(fail(installation.error()));
  if (!read)
    std::cerr << "Không đếm được những gì đã xóa sau bản sao này; số liệu sẽ thiếu phần đó. / What was "
                 "erased after "
                 "this copy could not be counted; figures will lack it. ["
              << read.error().reason << "]\n";
  return figures;
}

Result<> keep(const Config& config, const history::v1::KeptFigures& figures) {
  const SystemClock clock;
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::open);
  if (!installation) return fail(installation.error());
  auto& world = (*installation)->world();
  auto kept = world.store.write_and_wait(
      [&](store::Writer& db) { return service::keep_figures(world, db, clock.now(), figures); });
  return kept ? (*installation)->sign_checkpoint() : kept;
}

int restore(const Config& config, const std::string& from, const std::string& into,
            const std::string& erased_in) {
  const SystemClock clock;
  auto erasures = erased_since(config, erased_in);
  if (!erasures) return say(erasures.error());
  history::v1::KeptFigures figures;
  if (!erasures->empty()) figures = figures_in(config, from, *erasures);
  {
    auto progress = progress_of({"Đang khôi phục", "restoring"});
    store_sqlite::CopyOptions options;
    options.now = clock.now();
    options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
      return progress.show(done, total), true;
    };
    if (auto restored = store_sqlite::restore(from, into, *erasures, options); !restored)
      return say(restored.error());
  }
  std::cout << "Đã khôi phục; xóa lại " << erasures->size() << " lần xóa. / Restored; " << erasures->size()
            << " erasures done again.\n"
            << "Tiếp theo: đặt [data] database về tệp này rồi chạy hotlined verify.\n"
               "Next: let [data] database name this file, then run hotlined verify.\n";
  std::cout << "Nếu verify báo thiếu cuối nhật ký: các mục sau bản sao đã mất. Hãy giữ các điểm kiểm chứng "
               "mới hơn ở "
               "thư mục khác làm bằng chứng.\n"
               "If verify says that the tail was cut: entries newer than the copy are lost. Keep the newer "
               "checkpoints "
               "in another directory, as evidence of it.\n";
  auto restored = config;
  restored.database = into;
  if (figures.ByteSizeLong() > 0)
    if (auto kept = keep(restored, figures); !kept) return say(kept.error());
  record_act(restored, "restored");
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
