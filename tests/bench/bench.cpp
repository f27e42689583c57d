// scripts/bench: the service beside its floors, in one run.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <string>

#include "base/log.h"
#include "bench/measures.h"

using namespace hotline::bench;

namespace {

void print(const std::vector<Figure>& figures, bool json) {
  for (const auto& f : figures) {
    if (json) {
      std::printf(
          "{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"floor\":%.3f,\"goal\":\"%s\",\"reached\":%s}\n",
          f.name.c_str(), f.value, f.unit.c_str(), f.floor, f.goal.c_str(), f.reached ? "true" : "false");
      continue;
    }
    std::printf("%-52s %12.2f %-8s", f.name.c_str(), f.value, f.unit.c_str());
    if (f.floor > 0) std::printf("  %.2f × F", f.value / f.floor);
    if (!f.goal.empty()) std::printf("   goal %s: %s", f.goal.c_str(), f.reached ? "reached" : "MISSED");
    std::printf("\n");
  }
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App cli{"Measures the service beside its floors: bare Beast, and SQLite alone with the same rows."};
  std::size_t count = 20'000, cases = 0, contacts = 0;
  std::uint32_t watchers = 200;
  bool json = false;
  std::string directory = "build/bench";
  cli.add_option("--intakes", count, "Intakes of each form that are measured")->capture_default_str();
  cli.add_option("--cases", cases, "Cases that are there before (the large store: 100000)")
      ->capture_default_str();
  cli.add_option("--contacts", contacts, "Contacts without a case that are there before (1000000)")
      ->capture_default_str();
  cli.add_option("--watchers", watchers, "Open queues")->capture_default_str();
  cli.add_option("--directory", directory, "Where the measured databases lie; emptied first")
      ->capture_default_str();
  cli.add_flag("--json", json, "One JSON object a line");
  CLI11_PARSE(cli, argc, argv);

  hotline::log::start("error");
  std::filesystem::remove_all(directory);
  std::filesystem::create_directories(directory);
  const auto floor = sqlite_floor(directory, 32, 20'000);
  print({{"F: SQLite alone, five rows an intake, batches of 32", floor.intakes_per_second, "/s"},
         {"  a batch, p99", floor.batch_p99_ms, "ms"},
         {"one fsync, median", floor.fsync_ms, "ms"}},
        json);
  const auto bodies = intake_bodies(count, true);
  print({{"bare Beast echo of the same body, 32 connections", echo_floor(bodies, 32).per_second(), "/s"}},
        json);

  Town town(directory);
  if (cases > 0)
    (void)run({town.port(), "/hotline.v1.IntakeService/SubmitContact", "application/proto",
               town.people().operator_token, 32, intake_bodies(cases, false)});
  for (std::size_t done = 0; done < contacts; done += 50'000)
    (void)run({town.port(), "/hotline.v1.IntakeService/SubmitContact", "application/proto",
               town.people().operator_token, 32,
               silent_bodies(std::min<std::size_t>(50'000, contacts - done), false)});
  print(measure_watch(town, watchers, 50), json);
  print(measure_intakes(town, floor, count), json);
  print(measure_reads(town, floor, 1'000), json);
  print(measure_rest(town), json);
}
