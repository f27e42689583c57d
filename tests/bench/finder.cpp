// The place finder alone, in this process and on one thread: no request, no database.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>

#include "bench/measures.h"
#include "domain/place_finder.h"
#include "domain/unit_file.h"
#include "places/accuracy.h"
#include "places/distortions.h"

namespace hotline::bench {
namespace {

using Steady = std::chrono::steady_clock;

constexpr double query_ms_max = 5, index_mb_max = 64, build_s_max = 1;
constexpr int every = 3;   // of the communes of 2019, every third is asked for
constexpr int builds = 5;  // the median counts

double ms_since(Steady::time_point began) {
  return std::chrono::duration<double, std::milli>(Steady::now() - began).count();
}

double at_share(std::vector<double>& values, double share) {
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// The sets of the accuracy tests (tests/places/national_test.cpp), and what is asked while somebody types.
struct AskedFor {
  const char* name;
  std::function<std::string(const Unit&)> text;
};

std::vector<AskedFor> sets(const Directory& units, std::mt19937& random) {
  using namespace places;
  const auto plain_text = [&units](const Unit& u) { return plain_address(units, u); };
  return {
      {"commune, district, province", plain_text},
      {"with one typing error", [=, &random](const Unit& u) { return mistyped(plain_text(u), random); }},
      {"without the province", [&units](const Unit& u) { return plain_address(units, u, false); }},
      {"as written on a form, with a street", [&units](const Unit& u) { return written_address(units, u); }},
      {"while it is typed", [=, &random](const Unit& u) { return begun(plain_text(u), random); }}};
}

void add_queries(const Directory& units, const PlaceFinder& finder, std::vector<Figure>& out) {
  std::mt19937 random{places::distortion_seed};
  const Date today = local_date(SystemClock().now());
  for (const auto& set : sets(units, random)) {
    std::vector<double> times;
    int communes = 0;
    for (const Unit& unit : units.units()) {
      if (unit.level != Level::commune || unit.valid_on(today) || ++communes % every) continue;
      const auto text = set.text(unit);
      const auto began = Steady::now();
      (void)finder.find({.text = text, .on = today});
      times.push_back(ms_since(began));
    }
    out.push_back(at_most(std::string("find a place, ") + set.name + ", p99", at_share(times, 0.99), "ms",
                          query_ms_max));
    out.push_back(plain("  median", at_share(times, 0.5), "ms"));
    out.push_back(plain("  slowest", times.back(), "ms"));
    out.push_back(plain("  queries", static_cast<double>(times.size()), ""));
  }
}

/// Asked of every commune that is no more: how often the unit that was meant comes first.
void add_accuracy(const Directory& units, const PlaceFinder& finder, std::vector<Figure>& out) {
  using namespace places;
  std::mt19937 random{distortion_seed};
  const Date today = local_date(SystemClock().now());
  const auto asked = [&](const std::function<std::string(const Unit&)>& text) {
    return accuracy(units, finder, questions(units, today, false, text), today);
  };
  const auto whole = asked([&](const Unit& u) { return plain_address(units, u); });
  const auto typo = asked([&](const Unit& u) { return mistyped(plain_address(units, u), random); });
  const auto short_ = asked([&](const Unit& u) { return plain_address(units, u, false); });
  out.push_back(plain("communes that are no more, each asked for", static_cast<double>(whole.asked), ""));
  out.push_back(
      at_least("commune, district, province: the right one first", whole.share(whole.first), "%", 99.5));
  out.push_back(plain("  sure, and another", static_cast<double>(whole.surely_wrong), ""));
  out.push_back(at_least("with one typing error: first", typo.share(typo.first), "%", 97));
  out.push_back(
      at_least("without the province: in the first group", short_.share(short_.first_group), "%", 97));
  out.push_back(at_least("  among five", short_.share(short_.among_five), "%", 99.5));
}

}  // namespace

std::vector<Figure> measure_finder(const std::filesystem::path& directory) {
  const auto country = country_units(directory);
  if (!country) return {};
  std::ifstream in(*country, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  const auto read_began = Steady::now();
  const auto file = read_units(text);
  const double read_s = ms_since(read_began) / 1000;
  HOTLINE_CHECK(file.directory != nullptr);
  std::vector<double> build_times;
  for (int i = 0; i < builds; ++i) {
    const auto began = Steady::now();
    const PlaceFinder built(*file.directory);
    build_times.push_back(ms_since(began) / 1000);
  }
  const PlaceFinder finder(*file.directory);
  std::vector<Figure> out{
      plain("units of the whole country", static_cast<double>(file.directory->units().size()), ""),
      plain("  reading their file", read_s, "s"),
      at_most("index of the finder, built in", at_share(build_times, 0.5), "s", build_s_max),
      at_most("index of the finder, size", static_cast<double>(finder.index_bytes()) / (1 << 20), "MB",
              index_mb_max)};
  add_queries(*file.directory, finder, out);
  add_accuracy(*file.directory, finder, out);
  return out;
}

}  // namespace hotline::bench
