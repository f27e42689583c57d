#include "bench/measures.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <span>

#include "bench/beast_echo.h"
#include "bench/bodies.h"
#include "bench/floor_sqlite.h"
#include "bench/program.h"
#include "bench/timed.h"
#include "bench/watch_load.h"
#include "hotline/v1/audit.pb.h"

namespace hotline::bench {
namespace {

using Steady = std::chrono::steady_clock;

double thread_processor_seconds() {
  timespec spent{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

double fsync_median_ms(const std::filesystem::path& directory) {
  const auto file = directory / "fsync.probe";
  const int fd = ::open(file.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
  std::vector<double> times;
  for (int i = 0; i < 200; ++i) {
    const char block[4096] = {};
    const auto began = Steady::now();
    if (::write(fd, block, sizeof block) != static_cast<ssize_t>(sizeof block) || ::fdatasync(fd) != 0) break;
    times.push_back(seconds_since(began) * 1000);
  }
  ::close(fd);
  std::filesystem::remove(file);
  return percentile(times, 0.5);
}

Load load_of(const Town& town, std::string target, bool json, std::uint32_t connections,
             std::vector<std::string> bodies) {
  Load load;
  load.port = town.port();
  load.target = std::move(target);
  load.content_type = json ? "application/json" : "application/proto";
  load.bearer = town.people().operator_token;
  load.connections = connections;
  load.bodies = std::move(bodies);
  return load;
}

}  // namespace

struct Floor::Impl {
  Impl(const std::filesystem::path& file, const std::filesystem::path& beside)
      : database(file, LogWrites::of_sqlite), gathered(beside, LogWrites::gathered) {}
  SqliteFloor database, gathered;
  Population population;
  std::uint64_t written = 0;
  std::uint64_t calls = 0;
};

Floor::Floor(const std::filesystem::path& directory, const std::filesystem::path& database)
    : fsync_ms_(fsync_median_ms(directory)) {
  const auto file = directory / "floor.db", beside = directory / "floor-gathered.db";
  for (const auto& copy : {file, beside}) copy_database(database, copy);
  impl_ = std::make_unique<Impl>(file, beside);
  impl_->written = impl_->database.next_log_index();
}

Floor::~Floor() = default;

template <class Rows>
Floor::Pace Floor::timed(SqliteFloor& database, std::span<const Rows> rows, std::size_t batch) {
  std::vector<double> times;
  const auto processor_before = thread_processor_seconds();
  const auto began = Steady::now();
  for (std::size_t i = 0; i + batch <= rows.size(); i += batch) {
    const auto batch_began = Steady::now();
    database.write(rows.subspan(i, batch));
    times.push_back(seconds_since(batch_began) * 1000);
  }
  const auto written = static_cast<double>(times.size()) * static_cast<double>(batch);
  const auto seconds = seconds_since(began);
  return {.per_second = written / seconds,
          .batch_p99_ms = percentile(times, 0.99),
          .processor_us = (thread_processor_seconds() - processor_before) * 1e6 / written};
}

template <class Make>
Floor::Pace Floor::write(std::size_t batch, std::size_t count, Make make) {
  std::vector<decltype(make())> rows;
  for (std::size_t i = 0; i < count; ++i) rows.push_back(make());
  const std::span<const decltype(make())> all(rows);
  auto pace = timed(impl_->database, all, batch);
  pace.gathered_per_second = timed(impl_->gathered, all, batch).per_second;
  return pace;
}

Floor::Pace Floor::intakes(std::size_t batch, std::size_t count) {
  return write(batch, count, [this] { return intake_rows(impl_->written++, impl_->population); });
}

Floor::Pace Floor::silent_calls(std::size_t batch, std::size_t count) {
  return write(batch, count,
               [this] { return silent_rows(impl_->written++, ++impl_->calls, impl_->population); });
}

Measured echo_floor(const std::vector<std::string>& bodies, std::uint32_t connections) {
  BeastEcho echo;
  Load load;
  load.port = echo.port();
  load.target = "/echo";
  load.content_type = "application/json";
  load.connections = connections;
  load.bodies = bodies;
  return run(load);
}

namespace {

/// What a load cost the program, by its own counters.
class Cost {
 public:
  explicit Cost(const Town& town) : town_(town) { read(before_); }
  void stop() { read(after_); }
  std::size_t mean_batch() const {
    const auto commits = after_.commits - before_.commits;
    return commits > 0 ? static_cast<std::size_t>((after_.jobs - before_.jobs) / commits + 0.5) : 1;
  }
  std::vector<Figure> figures(const Measured& load) const {
    const auto each = 1e6 / static_cast<double>(load.answered);
    return {plain("  jobs a commit", static_cast<double>(mean_batch()), ""),
            plain("  processor: writer", (after_.writer - before_.writer) * each, "µs each"),
            plain("  processor: network threads", (after_.network - before_.network) * each, "µs each"),
            plain("  processor: load generator", load.processor_seconds * each, "µs each")};
  }

 private:
  struct Counts {
    double commits = 0, jobs = 0, writer = 0, network = 0;
  };
  void read(Counts& counts) const {
    const auto& program = town_.program();
    counts = {program.metric("hotline_store_commits_total"), program.metric("hotline_store_jobs_total"),
              program.thread_seconds("writer"), program.thread_seconds("network")};
  }
  const Town& town_;
  Counts before_, after_;
};

void append(std::vector<Figure>& out, std::vector<Figure> more) {
  std::ranges::move(more, std::back_inserter(out));
}

/// One form of body under 32 connections, then its floor in batches of the size that the program made of
/// them.
template <class FloorOf>
std::vector<Figure> measure_form(Town& town, const std::string& name, bool json,
                                 std::vector<std::string> bodies, double goal, FloorOf floor_of) {
  const auto count = bodies.size();
  Cost cost(town);
  const auto load =
      run(load_of(town, "/hotline.v1.IntakeService/SubmitContact", json, 32, std::move(bodies)));
  cost.stop();
  HOTLINE_CHECK(load.failed == 0);
  const Floor::Pace floor = floor_of(cost.mean_batch(), count);
  const auto form = name + (json ? ", JSON" : ", binary");
  std::vector<Figure> out{
      plain("F of " + form, floor.per_second, "/s"), plain("  processor: F", floor.processor_us, "µs each"),
      plain("  with the log in few large writes", floor.gathered_per_second, "/s"),
      at_least_share(form + ", 32 connections", load.per_second(), "/s", floor.per_second, goal)};
  if (name == "intake")
    out.push_back(at_most("  p99", load.percentile_ms(0.99), "ms", 3 * floor.batch_p99_ms));
  append(out, cost.figures(load));
  return out;
}

}  // namespace

std::vector<Figure> measure_intakes(Town& town, Floor& floor, std::size_t count) {
  const auto of_intakes = [&](std::size_t batch, std::size_t n) { return floor.intakes(batch, n); };
  const auto of_calls = [&](std::size_t batch, std::size_t n) { return floor.silent_calls(batch, n); };
  std::vector<Figure> out;
  for (const bool json : {true, false}) {
    append(out, measure_form(town, "intake", json, intake_bodies(count, json), json ? 0.6 : 0.7, of_intakes));
    append(out, measure_form(town, "silent call", json, silent_bodies(count, json), 0.5, of_calls));
  }
  const auto alone =
      run(load_of(town, "/hotline.v1.IntakeService/SubmitContact", true, 1, intake_bodies(500, true)));
  out.push_back(at_most("intake, one connection, p50", alone.percentile_ms(0.5), "ms", floor.fsync_ms() + 1));
  return out;
}

std::vector<Figure> measure_watch(Town& town, std::uint32_t watchers, std::size_t submits) {
  WatchLoad load{.port = town.port(),
                 .watchers = {},
                 .submitter = town.people().operator_token,
                 .intakes = {},
                 .pace = {}};
  const auto& officers = town.people().officer_tokens;
  for (std::uint32_t i = 0; i < watchers; ++i) load.watchers.push_back(officers[i % officers.size()]);
  std::vector<Figure> out;
  for (const auto pace : {bench::Pace::one_by_one, bench::Pace::back_to_back}) {
    load.pace = pace;
    load.intakes.clear();
    auto bodies = intake_bodies(submits * 8, false);
    for (std::size_t i = 2; i < bodies.size(); i += 8)
      load.intakes.push_back(std::move(bodies[i]));  // those for the officers' commune
    const auto began = Steady::now();
    auto seen = run(load);
    const auto name = "submit → open queue, " + std::to_string(watchers) + " watchers, " +
                      (pace == bench::Pace::one_by_one ? "one by one" : "back to back");
    out.push_back(at_most(name + ", p99", percentile(seen.milliseconds, 0.99), "ms", 50));
    out.push_back(plain("  median", percentile(seen.milliseconds, 0.5), "ms"));
    out.push_back(plain("  intakes", static_cast<double>(submits) / seconds_since(began), "/s"));
    out.push_back(at_most("  rows that did not come", static_cast<double>(seen.missing), "", 0));
  }
  return out;
}

std::vector<Figure> measure_memory(const Town& town) {
  return {at_most("memory under load, highest", town.program().highest_resident_mb(), "MB", 250),
          at_most("memory when the load has ended", town.program().resident_mb(), "MB", 250)};
}

std::vector<Figure> measure_rest(Town& town) {
  std::vector<Figure> out;
  auto supervisor = client_of(town, town.people().supervisor_token);
  std::uint64_t entries = 0;
  const auto began = Steady::now();
  (void)supervisor->stream(method("AuditService.VerifyHistory"), v1::VerifyHistoryRequest(),
                           [&](const google::protobuf::Message& message) {
                             const auto& word = static_cast<const v1::VerifyHistoryResponse&>(message);
                             entries = word.entries_total();
                             HOTLINE_CHECK(!word.done() || word.sound());
                             return true;
                           });
  out.push_back(
      at_least("verification", static_cast<double>(entries) / seconds_since(began), "entries/s", 100'000));
  out.push_back(plain("entries of the log", static_cast<double>(entries), ""));
  out.push_back(at_most("start", town.restart(), "s", 1));
  return out;
}

std::vector<Figure> measure_idle(const std::filesystem::path& directory) {
  const auto idle = [&](const char* name, const std::filesystem::path& units) {
    auto config = config_in(directory / name, units);
    initialise(config);
    return Program(config).resident_mb();
  };
  const std::filesystem::path source(HOTLINE_SOURCE_DIR);
  std::vector<Figure> out{
      at_most("memory idle, Lục Nam", idle("idle-luc-nam", source / "config/units/luc-nam.csv"), "MB", 50)};
  if (const auto country = country_units(directory))
    out.push_back(at_most("memory idle, whole country", idle("idle-country", *country), "MB", 120));
  return out;
}

std::optional<std::filesystem::path> country_units(const std::filesystem::path& directory) {
  auto country = directory / "country.csv";
  if (std::filesystem::exists(country)) return country;
  const auto import =
      HOTLINE_SOURCE_DIR "/scripts/import-units --out '" + country.string() + "' >/dev/null 2>&1";
  if (std::system(import.c_str()) == 0) return country;
  std::fprintf(stderr, "whole country: left out, scripts/import-units cannot run here\n");
  return std::nullopt;
}

}  // namespace hotline::bench
