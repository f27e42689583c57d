// recount: every figure of the reports against a plain count over all histories.
#include <iostream>

#include "app/commands.h"
#include "app/installation.h"
#include "domain/case_fact.h"
#include "service/recount.h"

namespace hotline::app {
namespace {

constexpr std::size_t shown_max = 100;

struct Outcome {
  std::size_t cells = 0;
  std::vector<service::CellDifference> different;
};

Result<Outcome> hold_against_histories(service::World& world) {
  Outcome out;
  auto progress = progress_of({"Đang đếm lại", "counting again"});
  auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    const auto now = world.clock.now();
    auto recounted = service::recount(
        world, db, now, [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); });
    if (!recounted) return fail(recounted.error());
    auto stored = service::stored_cells(world, db, now);
    if (!stored) return fail(stored.error());
    out.cells = recounted->size();
    out.different = service::differences(*recounted, *stored);
    return {};
  });
  if (!read) return fail(read.error());
  return out;
}

/// Offices, days and codes: nothing that would need quoting.
void show_json(const Outcome& outcome) {
  std::cout << R"({"cells":)" << outcome.cells << R"(,"different":)" << outcome.different.size()
            << R"(,"differences":[)";
  for (std::size_t i = 0; i < std::min(outcome.different.size(), shown_max); ++i) {
    const auto& [cell, recounted, stored] = outcome.different[i];
    const auto& [unit, day, dimension, key] = cell;
    std::cout << (i == 0 ? "" : ",") << R"({"unit":")" << unit.now << R"(","day":")"
              << date_text(date_of_day(day)) << R"(","dimension":")" << v1::Dimension_Name(dimension)
              << R"(","key":")" << key << R"(","recounted":)" << recounted << R"(,"stored":)" << stored
              << "}";
  }
  std::cout << "]}\n";
}

void show_text(const Outcome& outcome) {
  std::cout << outcome.cells << " con số / figures.\n";
  for (std::size_t i = 0; i < std::min(outcome.different.size(), shown_max); ++i) {
    const auto& [cell, recounted, stored] = outcome.different[i];
    const auto& [unit, day, dimension, key] = cell;
    std::cout << unit.now << " " << date_text(date_of_day(day)) << " " << v1::Dimension_Name(dimension) << " "
              << key << ": " << recounted << " / " << stored << "\n";
  }
  std::cout << (outcome.different.empty() ? "Khớp với lịch sử. / As the histories have it.\n"
                                          : "Khác với lịch sử (đếm lại / đang lưu); hãy chạy hotlined "
                                            "rebuild. / Not as the histories have "
                                            "it (recounted / stored); run hotlined rebuild.\n");
}

int recount(const Config& config, bool json) {
  const SystemClock clock;
  auto installation = Installation::open(config, clock, store_sqlite::OpenMode::read_only);
  if (!installation) return say(installation.error());
  auto outcome = hold_against_histories((*installation)->world());
  if (!outcome) return say(outcome.error());
  json ? show_json(*outcome) : show_text(*outcome);
  return outcome->different.empty() ? 0 : 1;
}

}  // namespace

void add_recount(CLI::App& cli, Run& run) {
  auto* command = cli.add_subcommand(
      "recount",
      "Hold every figure of the reports against a plain count over all histories; changes nothing");
  static std::string file;
  static bool json = false;
  add_config_option(*command, file);
  command->add_flag("--json", json,
                    "For programs; exit code 1 where something differs. Also while the service runs");
  command->footer("Example:\n  hotlined recount -c hotlined.toml");
  command->callback(
      [&run] { run = with_config(file, [](const Config& config) { return recount(config, json); }); });
}

}  // namespace hotline::app
