#include "bench/figure.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <utility>

namespace hotline::bench {
namespace {

std::string text(const char* form, double number) {
  char out[48];
  std::snprintf(out, sizeof out, form, number);
  return out;
}

/// A member of one line of --json, which holds neither escapes nor nested objects.
std::string member(const std::string& line, const std::string& name) {
  const auto key = "\"" + name + "\":";
  auto at = line.find(key);
  if (at == std::string::npos) return {};
  at += key.size();
  if (line[at] == '"') return line.substr(at + 1, line.find('"', at + 1) - at - 1);
  return line.substr(at, line.find_first_of(",}", at) - at);
}

}  // namespace

std::string Headings::key(const std::string& name) {
  if (!name.starts_with(' ')) return last_ = name;
  return last_ + name;
}

Figure plain(std::string name, double value, std::string unit) {
  return {std::move(name), value, std::move(unit)};
}

Figure at_least_share(std::string name, double value, std::string unit, double floor, double goal) {
  return {std::move(name), value, std::move(unit), floor, text("≥ %.2f × F", goal), value >= goal * floor};
}

Figure at_most(std::string name, double value, std::string unit, double limit) {
  return {std::move(name), value, std::move(unit), 0, text("≤ %.4g", limit), value <= limit};
}

Figure at_least(std::string name, double value, std::string unit, double limit) {
  return {std::move(name), value, std::move(unit), 0, text("≥ %.10g", limit), value >= limit};
}

Report::Report(bool json, const std::optional<std::filesystem::path>& earlier) : json_(json) {
  if (!earlier) return;
  std::ifstream file(*earlier);
  if (!file) {
    std::fprintf(stderr, "--compare: the file cannot be read\n");
    std::exit(2);
  }
  Headings headings;
  for (std::string line; std::getline(file, line);) {
    const Figure figure{member(line, "name"),
                        std::atof(member(line, "value").c_str()),
                        {},
                        std::atof(member(line, "floor").c_str())};
    if (!figure.name.empty()) earlier_[headings.key(figure.name)] = figure.comparable();
  }
}

void Report::add(const std::vector<Figure>& figures) {
  for (const auto& f : figures) {
    missed_ += !f.reached;
    if (json_)
      std::printf(
          "{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"floor\":%.3f,\"goal\":\"%s\",\"reached\":%s}\n",
          f.name.c_str(), f.value, f.unit.c_str(), f.floor, f.goal.c_str(), f.reached ? "true" : "false");
    else
      print_line(f);
  }
  std::fflush(stdout);
}

void Report::print_line(const Figure& f) {
  std::printf("%-50s %12.2f %-9s", f.name.c_str(), f.value, f.unit.c_str());
  if (f.floor > 0) std::printf("  %.2f × F", f.value / f.floor);
  if (!f.goal.empty()) std::printf("   goal %s: %s", f.goal.c_str(), f.reached ? "reached" : "MISSED");
  if (const auto before = earlier_.find(headings_.key(f.name));
      before != earlier_.end() && before->second != 0)
    std::printf("   before %.2f%s (%+.0f %%)", before->second, f.floor > 0 ? " × F" : "",
                100 * (f.comparable() / before->second - 1));
  std::printf("\n");
}

}  // namespace hotline::bench
