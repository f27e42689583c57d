// scripts/bench: the service beside its floors, in one run.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "bench/bodies.h"
#include "bench/clocks.h"
#include "bench/measures.h"
#include "bench/reads.h"
#include "bench/reports.h"

using namespace hotline::bench;

namespace {

constexpr const char* submit = "/hotline.v1.IntakeService/SubmitContact";

constexpr std::size_t few_cases = 1'000, read_cases = 1'000;

using Bodies = std::vector<std::string> (*)(std::size_t count, bool json);

/// In parts, so that not all bodies are in memory at once.
void send(const Town& town, std::size_t count, Bodies bodies) {
  constexpr std::size_t part = 20'000;
  for (std::size_t done = 0; done < count; done += part)
    (void)run({town.port(), submit, "application/proto", town.people().operator_token, 32,
               bodies(std::min(part, count - done), false)});
}

int end(const Report& report) {
  if (report.missed() > 0) std::fprintf(stderr, "%d goals missed\n", report.missed());
  return report.missed() > 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App cli{"Measures the service beside its floors: bare Beast, and SQLite alone with the same rows."};
  std::size_t count = 20'000, cases = 0, contacts = 0;
  std::uint32_t watchers = 200;
  bool json = false, only_fill = false, reuse = false;
  std::optional<std::filesystem::path> earlier;
  std::vector<std::string> only;
  std::string directory = "build/bench";
  cli.add_option("--intakes", count, "Intakes of each form that are measured")->capture_default_str();
  cli.add_option("--cases", cases, "Cases that are there before (the large store: 100000)")
      ->capture_default_str();
  cli.add_option("--contacts", contacts, "Contacts without a case that are there before (1000000)")
      ->capture_default_str();
  cli.add_option("--watchers", watchers, "Open queues")->capture_default_str();
  cli.add_option("--directory", directory, "Where the measured databases lie; emptied first, but for --reuse")
      ->capture_default_str();
  cli.add_flag("--only-fill", only_fill, "Make the store with --cases and --contacts, and measure nothing");
  cli.add_flag("--reuse", reuse, "Measure on the store that --only-fill left in the directory");
  cli.add_option("--compare", earlier, "What an earlier run printed with --json: each line beside its own")
      ->check(CLI::ExistingFile);
  cli.add_option("--only", only, "Measure only these parts, in a row: to look closer, or with a profiler")
      ->check(CLI::IsMember({"watch", "intakes", "reads", "rest", "idle", "reports", "finder", "clocks"}))
      ->delimiter(',');
  cli.add_flag("--json", json, "One JSON object a line");
  CLI11_PARSE(cli, argc, argv);

  hotline::log::start("error");
  directory = std::filesystem::absolute(directory);  // paths in a configuration are relative to its file
  if (!reuse) std::filesystem::remove_all(directory);
  std::filesystem::create_directories(directory);
  Report report(json, earlier);
  const auto wanted = [&](const char* part) {
    return only.empty() || std::ranges::find(only, part) != only.end();
  };
  if (wanted("finder") && !only_fill) report.add(measure_finder(directory));
  if (wanted("clocks") && !only_fill) report.add(measure_clocks(directory));
  if (!only.empty() &&
      std::ranges::all_of(only, [](const std::string& part) { return part == "finder" || part == "clocks"; }))
    return end(report);
  Town town(directory, reuse);
  if (!reuse) {
    send(town, cases, earlier_intake_bodies);
    send(town, contacts, silent_bodies);
    ::sync();  // what filling it left to be written is not measured
  }
  if (only_fill) return 0;

  Floor floor(directory, town.database());
  report.add({plain("one fsync, median", floor.fsync_ms(), "ms"),
              plain("bare Beast echo of the same body, 32 connections",
                    echo_floor(intake_bodies(count, true), 32).per_second(), "/s")});
  if (wanted("watch")) report.add(measure_watch(town, watchers, 50));
  if (wanted("intakes")) report.add(measure_intakes(town, floor, count));
  if (wanted("watch") || wanted("intakes")) report.add(measure_memory(town));
  if (wanted("reads")) {
    // Held against a small store, before it and after it: within a run, too, machines drift.
    const auto small = std::filesystem::path(directory) / "few";
    std::filesystem::remove_all(small);
    std::filesystem::create_directories(small);
    Town few(small, false);
    send(few, few_cases, intake_bodies);  // a whole page of them in the queue that is read
    auto of_few = time_reads(few, read_cases);
    const auto of_all = time_reads(town, read_cases);
    of_few.add(time_reads(few, read_cases));
    report.add(read_figures(of_few, floor));
    report.add(read_figures(of_all, floor));
    report.add(growth_figures(of_few, of_all));
  }
  if (wanted("rest")) report.add(measure_rest(town));
  if (wanted("idle")) report.add(measure_idle(directory));
  if (wanted("reports")) report.add(measure_reports(directory));
  return end(report);
}
