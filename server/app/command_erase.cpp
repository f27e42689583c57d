// erase: destroys the keys of what the rules of retention name ([retention] in deadlines.toml), and the
// drafts that were left, which the service erases by itself too; with --dry-run only counts it. The service
// must be stopped.
#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "service/retention.h"

namespace hotline::app {
namespace {

void show(const service::Erasing& erasing) {
  std::cout << erasing.days << " ngày gọi không tư vấn / days of calls without a form, " << erasing.contacts
            << " cuộc tiếp nhận / contacts, " << erasing.cases << " ca đã đóng / closed cases, "
            << erasing.drafts.typed << " bản nháp bỏ dở / drafts that were left, "
            << erasing.drafts.untouched_calls << " cuộc gọi không ai nhập / calls that nobody took up; "
            << erasing.held << " đang lưu giữ theo lệnh / under a legal hold.\n";
}

int count(const Config& config) {
  const SystemClock clock;
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::read_only);
  if (!installation) return say(installation.error());
  auto& world = (*installation)->world();
  service::Erasing due;
  auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto counted = service::count_expired(world, db, clock.now());
    if (!counted) return fail(counted.error());
    due = *counted;
    return {};
  });
  if (!read) return say(read.error());
  std::cout << "Sẽ xóa / to be erased: ";
  show(due);
  return 0;
}

int erase(const Config& config) {
  const SystemClock clock;
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::open);
  if (!installation) return say(installation.error());
  auto& world = (*installation)->world();
  service::Erasing erased;
  auto written = world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto done = service::erase_expired(world, db, clock.now());
    if (!done) return fail(done.error());
    erased = *done;
    return {};
  });
  if (!written) return say(written.error());
  std::cout << "Đã xóa / erased: ";
  show(erased);
  if (auto signed_now = (*installation)->sign_checkpoint(); !signed_now) return say(signed_now.error());
  return 0;
}

}  // namespace

void add_erase(CLI::App& cli, Run& run) {
  auto* command =
      cli.add_subcommand("erase", "Erase what the rules of retention name: contacts, closed cases, drafts");
  static std::string file;
  static bool dry_run = false;
  add_config_option(*command, file);
  command->add_flag("--dry-run", dry_run, "Change nothing, only count. Also while the service runs");
  command->footer(
      "Make a copy first; older copies still hold the content until they are destroyed. Contacts and cases "
      "go by this command alone; drafts that nobody goes on with the running service erases too. Example:\n"
      "  hotlined erase --dry-run -c hotlined.toml");
  command->callback([&run] {
    run = with_config(file, [](const Config& config) { return dry_run ? count(config) : erase(config); });
  });
}

}  // namespace hotline::app
