// rebuild: lists, queues and look-ups made again from the history; with --check only held against it.
#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "service/act.h"
#include "service/rebuild.h"

namespace hotline::app {
namespace {

void show(const service::RebuildReport& report) {
  std::cout << report.entries << " mục / entries: " << report.cases << " ca / cases, " << report.past_units
            << " đơn vị cũ / past units, " << report.contacts << " cuộc tiếp nhận / contacts, "
            << report.accesses << " lượt đọc / accesses, " << report.erased << " đã xóa / erased.\n";
}

int check(const Config& config) {
  const SystemClock clock;
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::read_only);
  if (!installation) return say(installation.error());
  auto& world = (*installation)->world();
  service::RebuildReport report;
  auto compared = [&] {
    auto progress = progress_of({"Đang đối chiếu", "comparing"});
    return world.store.read_and_wait([&](store::Reader& db) -> Result<> {
      auto made = service::compare_projections(
          world, db, [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); });
      if (!made) return fail(made.error());
      report = std::move(*made);
      return {};
    });
  }();
  if (!compared) return say(compared.error());
  show(report);
  for (const auto& one : report.differences) {
    std::cout << service::name(one.kind) << " " << one.table << " " << id_text(one.id);
    if (one.table == "access") std::cout << " entry " << one.log_index;
    std::cout << "\n";
  }
  std::cout << (report.different == 0 ? "Khớp với lịch sử. / As the history has it.\n"
                                      : "Khác với lịch sử; hãy chạy hotlined rebuild. / Not as the history "
                                        "has it; run hotlined rebuild.\n");
  return report.different == 0 ? 0 : 1;
}

int rebuild(const Config& config) {
  const SystemClock clock;
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::open);
  if (!installation) return say(installation.error());
  auto& world = (*installation)->world();
  service::RebuildReport report;
  auto rebuilt = [&] {
    auto progress = progress_of({"Đang dựng lại", "rebuilding"});
    return world.store.write_and_wait([&](store::Writer& db) -> Result<> {
      auto made = service::rebuild_projections(
          world, db, [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); });
      if (!made) return fail(made.error());
      report = std::move(*made);
      return service::record_administration(world, db, clock.now(), nullptr, "projections_rebuilt", "");
    });
  }();
  if (!rebuilt) return say(rebuilt.error());
  show(report);
  if (auto signed_now = (*installation)->sign_checkpoint(); !signed_now) return say(signed_now.error());
  std::cout << "Đã dựng lại. / Rebuilt.\n";
  return 0;
}

}  // namespace

void add_rebuild(CLI::App& cli, Run& run) {
  auto* command = cli.add_subcommand(
      "rebuild", "Make lists, queues and look-ups again from the history, in one transaction");
  static std::string file;
  static bool check_only = false;
  add_config_option(*command, file);
  command->add_flag(
      "--check", check_only,
      "Change nothing, name what differs; exit code 1 where something does. Also while the service runs");
  command->footer("Example:\n  hotlined rebuild --check -c hotlined.toml");
  command->callback([&run] {
    run =
        with_config(file, [](const Config& config) { return check_only ? check(config) : rebuild(config); });
  });
}

}  // namespace hotline::app
