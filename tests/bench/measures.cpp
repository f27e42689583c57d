#include "bench/measures.h"

#include <fcntl.h>
#include <google/protobuf/descriptor.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "app/installation.h"
#include "bench/beast_echo.h"
#include "bench/floor_sqlite.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/intake.pb.h"
#include "hotline/v1/referral.pb.h"
#include "rpc/client.h"
#include "store_sqlite/sqlite_store.h"

namespace hotline::bench {
namespace {

using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point began) {
  return std::chrono::duration<double>(Steady::now() - began).count();
}

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
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

Figure ratio(std::string name, double value, std::string unit, double floor, double goal) {
  char text[32];
  std::snprintf(text, sizeof text, "≥ %.2f × F", goal);
  return {std::move(name), value, std::move(unit), floor, text, value >= goal * floor};
}

Figure at_most(std::string name, double value, std::string unit, double limit) {
  char text[32];
  std::snprintf(text, sizeof text, "≤ %.3g", limit);
  return {std::move(name), value, std::move(unit), 0, text, value <= limit};
}

std::unique_ptr<rpc::Client> client_of(const Town& town, const std::string& token) {
  rpc::ClientSettings settings;
  settings.base_url = "http://127.0.0.1:" + std::to_string(town.port());
  auto client = rpc::Client::open(std::move(settings));
  HOTLINE_CHECK(client.has_value());
  (*client)->set_header("Authorization", "Bearer " + token);
  return std::move(*client);
}

const google::protobuf::MethodDescriptor& method(const std::string& name) {
  const auto* found =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName("hotline.v1." + name);
  HOTLINE_CHECK(found != nullptr);
  return *found;
}

double resident_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

}  // namespace

Floor sqlite_floor(const std::filesystem::path& directory, std::uint32_t batch, std::uint32_t intakes) {
  const auto file = directory / "floor.db";
  {
    store_sqlite::SqliteOptions options;
    options.mode = store_sqlite::OpenMode::open_or_create;
    auto store = store_sqlite::open_sqlite(file, options);
    HOTLINE_CHECK(store.has_value());
    (*store)->stop();
  }
  const Population population;
  std::vector<IntakeRows> rows;
  for (std::uint32_t i = 0; i < intakes; ++i) rows.push_back(intake_rows(i, population));
  std::vector<double> times;
  SqliteFloor floor(file);
  const auto began = Steady::now();
  for (std::size_t i = 0; i + batch <= rows.size(); i += batch) {
    const auto batch_began = Steady::now();
    floor.write(std::span(rows).subspan(i, batch));
    times.push_back(seconds_since(batch_began) * 1000);
  }
  const auto written = static_cast<double>(times.size()) * batch;
  return {written / seconds_since(began), percentile(times, 0.99), fsync_median_ms(directory)};
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

std::vector<Figure> measure_intakes(Town& town, const Floor& floor, std::size_t count) {
  const std::string submit = "/hotline.v1.IntakeService/SubmitContact";
  std::vector<Figure> out;
  for (const bool json : {true, false}) {
    const std::string form = json ? "JSON" : "binary";
    const auto intakes = run(load_of(town, submit, json, 32, intake_bodies(count, json)));
    HOTLINE_CHECK(intakes.failed == 0);
    out.push_back(ratio("intake, " + form + ", 32 connections", intakes.per_second(), "/s",
                        floor.intakes_per_second, json ? 0.6 : 0.7));
    out.push_back(at_most("  p99", intakes.percentile_ms(0.99), "ms", 3 * floor.batch_p99_ms));
    const auto silent = run(load_of(town, submit, json, 32, silent_bodies(count, json)));
    HOTLINE_CHECK(silent.failed == 0);
    out.push_back({"silent call, " + form + ", 32 connections", silent.per_second(), "/s"});
  }
  const auto alone = run(load_of(town, submit, true, 1, intake_bodies(500, true)));
  out.push_back(at_most("intake, one connection, p50", alone.percentile_ms(0.5), "ms", floor.fsync_ms + 1));
  return out;
}

std::vector<Figure> measure_reads(Town& town, const Floor& floor, std::size_t cases) {
  auto supervisor = client_of(town, town.people().supervisor_token);
  std::vector<std::string> ids;
  v1::ListCasesRequest list;
  list.set_page_size(200);
  while (ids.size() < cases) {
    v1::ListCasesResponse page;
    if (!supervisor->unary(method("CaseService.ListCases"), list, page)) break;
    for (const auto& row : page.cases()) ids.push_back(row.case_id());
    if (page.next_page_token().empty()) break;
    list.set_page_token(page.next_page_token());
  }
  auto officer = client_of(town, town.people().officer_tokens.front());
  std::vector<double> first, again, queue;
  v1::ListQueueRequest queue_request;
  for (int i = 0; i < 300; ++i) {
    v1::ListQueueResponse rows;
    const auto began = Steady::now();
    if (!officer->unary(method("ReferralService.ListQueue"), queue_request, rows)) break;
    if (i > 0) queue.push_back(seconds_since(began) * 1000);  // the first one writes what it delivers
  }
  auto reader = client_of(town, town.people().operator_token);
  for (auto* times : {&first, &again})
    for (const auto& id : ids) {
      v1::GetCaseRequest get;
      get.set_case_id(id);
      v1::GetCaseResponse shown;
      const auto began = Steady::now();
      if (reader->unary(method("CaseService.GetCase"), get, shown))
        times->push_back(seconds_since(began) * 1000);
    }
  HOTLINE_CHECK(!first.empty() && !again.empty() && !queue.empty());
  return {at_most("GetCase, first reading, p99", percentile(first, 0.99), "ms", 2 * floor.fsync_ms + 3),
          at_most("GetCase, again, p99", percentile(again, 0.99), "ms", 5),
          at_most("ListQueue, p99", percentile(queue, 0.99), "ms", 5)};
}

std::vector<Figure> measure_watch(Town& town, std::uint32_t watchers, std::size_t submits) {
  std::mutex guard;
  std::vector<double> latencies;
  std::map<std::string, Steady::time_point> sent;
  std::atomic<std::uint32_t> ready{0};
  std::atomic<bool> ending{false};
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < watchers; ++i)
    threads.emplace_back([&, i] {
      const auto& officers = town.people().officer_tokens;
      auto client = client_of(town, officers[i % officers.size()]);
      (void)client->stream(
          method("ReferralService.WatchQueue"), v1::WatchQueueRequest(),
          [&](const google::protobuf::Message& message) {
            const auto now = Steady::now();
            const auto& word = static_cast<const v1::WatchQueueResponse&>(message);
            if (word.caught_up()) ++ready;
            if (word.has_row()) {
              const std::lock_guard lock(guard);
              if (const auto it = sent.find(word.row().case_id());
                  it != sent.end() && word.row().referral().proof_level() == record::v1::PROOF_LEVEL_QUEUED)
                latencies.push_back(std::chrono::duration<double, std::milli>(now - it->second).count());
            }
            return !ending.load();
          });
    });
  while (ready < watchers) std::this_thread::yield();
  auto submitter = client_of(town, town.people().operator_token);
  const auto bodies = intake_bodies(submits * 8, false);
  for (std::size_t i = 2; i < bodies.size(); i += 8) {  // those for the officer's commune
    v1::SubmitContactRequest request;
    request.ParseFromString(bodies[i]);
    v1::SubmitContactResponse response;
    const auto began = Steady::now();
    {
      const std::lock_guard lock(guard);  // no watcher looks before the case has its beginning
      if (!submitter->unary(method("IntakeService.SubmitContact"), request, response)) break;
      sent.emplace(response.case_id(), began);
    }
    std::this_thread::yield();
  }
  ending = true;
  v1::SubmitContactRequest last;  // one more change wakes every watcher, which then ends
  last.ParseFromString(intake_bodies(3, false)[2]);
  v1::SubmitContactResponse ignored;
  (void)submitter->unary(method("IntakeService.SubmitContact"), last, ignored);
  for (auto& thread : threads) thread.join();
  return {at_most("submit → open queue, " + std::to_string(watchers) + " watchers, p99",
                  percentile(latencies, 0.99), "ms", 50)};
}

std::vector<Figure> measure_rest(Town& town) {
  std::vector<Figure> out;
  out.push_back({"memory under load", resident_mb(), "MB (with the load generator)"});
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
  const auto rate = static_cast<double>(entries) / seconds_since(began);
  out.push_back({"verification", rate, "entries/s", 0, "≥ 100000", rate >= 100'000});
  out.push_back({"entries of the log", static_cast<double>(entries), ""});
  out.push_back(at_most("start", town.restart(), "s", 1));
  return out;
}

}  // namespace hotline::bench
