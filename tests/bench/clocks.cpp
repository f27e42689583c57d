#include "bench/clocks.h"

#include <google/protobuf/descriptor.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bench/bodies.h"
#include "bench/http_load.h"
#include "bench/population.h"
#include "bench/program.h"
#include "hotline/v1/case.pb.h"
#include "rpc/client.h"

namespace hotline::bench {
namespace {

constexpr std::size_t cases = 50'000, clocks_a_case = 2, bodies_at_once = 10'000;
constexpr std::size_t steps_due = 100;
constexpr auto watched_for = std::chrono::seconds{10}, due_in = std::chrono::seconds{10};

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

void replace_first(std::string& text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  HOTLINE_CHECK(at != std::string::npos);
  text.replace(at, what.size(), by);
}

/// A case of them has as many clocks as the figures say.
void check_clocks(const Town& town) {
  rpc::ClientSettings settings;
  settings.base_url = "http://127.0.0.1:" + std::to_string(town.port());
  auto client = rpc::Client::open(std::move(settings));
  HOTLINE_CHECK(client.has_value());
  (*client)->set_header("Authorization", "Bearer " + town.people().supervisor_token);
  const auto method = [](const char* name) -> const auto& {
    return *google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
        std::string("hotline.v1.CaseService.") + name);
  };
  v1::ListCasesRequest list;
  list.set_page_size(1);
  v1::ListCasesResponse page;
  HOTLINE_CHECK((*client)->unary(method("ListCases"), list, page).has_value());
  v1::GetCaseRequest get;
  get.set_case_id(page.cases(0).case_id());
  v1::GetCaseResponse shown;
  HOTLINE_CHECK((*client)->unary(method("GetCase"), get, shown).has_value());
  HOTLINE_CHECK(static_cast<std::size_t>(shown.case_().clocks_size()) == clocks_a_case);
}

void send(const Town& town, std::vector<std::string> bodies) {
  (void)run({town.port(), "/hotline.v1.IntakeService/SubmitContact", "application/proto",
             town.people().operator_token, 32, std::move(bodies)});
}

/// The greatest lateness of a step, where a hundred come due beside all those that do not.
double fill(const std::filesystem::path& directory) {
  const Town town(directory, false);
  for (std::size_t done = 0; done < cases; done += bodies_at_once)
    send(town, emergency_bodies(bodies_at_once));
  check_clocks(town);
  send(town, emergency_bodies(steps_due, std::chrono::hours{12} - due_in));
  std::this_thread::sleep_for(due_in + std::chrono::seconds{5});
  HOTLINE_CHECK(town.program().metric("hotline_clock_steps_total") >= 2 * steps_due);  // reminded, and due
  return town.program().metric("hotline_clock_step_late_max_seconds");
}

}  // namespace

std::vector<Figure> measure_clocks(const std::filesystem::path& directory) {
  const std::filesystem::path source(HOTLINE_SOURCE_DIR), own = directory / "clocks";
  const auto units = source / "config/units/luc-nam.csv";
  std::vector<Figure> out;
  out.push_back(at_most("a step among 100,000 open clocks, late at most", fill(own), "s", 1));
  std::filesystem::copy(source / "config", own / "config", std::filesystem::copy_options::recursive);
  auto config = config_in(own, units);
  config.deadlines = own / "config/deadlines.toml";
  double start = 0;
  {
    const auto none = config_in(directory / "clocks-none", units);
    initialise(none);
    const double without = Program(none).resident_mb();
    const Program program(config);
    start = program.start_seconds();
    out.push_back(at_most("100,000 open clocks, memory", program.resident_mb() - without, "MB", 30));
    const auto before = program.thread_seconds("clock keeper");
    std::this_thread::sleep_for(watched_for);
    const auto used = program.thread_seconds("clock keeper") - before;
    out.push_back(at_most("  keeper while nothing is due",
                          100 * used / std::chrono::duration<double>(watched_for).count(), "% of a processor",
                          1));
  }
  auto announced = read(config.deadlines);
  replace_first(announced, "[[acknowledge]]\nfrom = 2015-01-01\n",
                "[[acknowledge]]\nfrom = 2015-01-01\nuntil = 2040-01-01\n");
  announced += "\n[[acknowledge]]\nfrom = 2040-01-01\nhigh = \"10 minutes\"\n";
  std::ofstream(config.deadlines, std::ios::trunc) << announced;
  out.push_back(
      at_most("  worked out anew after a rule change", Program(config).start_seconds() - start, "s", 2));
  return out;
}

}  // namespace hotline::bench
