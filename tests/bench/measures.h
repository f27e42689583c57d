// What the bench measures, one function each. Every figure that depends on the machine is given with its
// floor from the same run, since machines drift and only ratios count.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench/http_load.h"
#include "bench/population.h"

namespace hotline::bench {

struct Figure {
  std::string name;
  double value = 0;
  std::string unit;
  double floor = 0;       // 0: none
  std::string goal = {};  // "≥ 0.60 × F"
  bool reached = true;    // only where there is a goal
};

/// SQLite alone: intakes a second in batches of a size, and the 99th percentile of a batch in ms.
struct Floor {
  double intakes_per_second = 0;
  double batch_p99_ms = 0;
  double fsync_ms = 0;  // the median of one small durable write
};
Floor sqlite_floor(const std::filesystem::path& directory, std::uint32_t batch, std::uint32_t intakes);

/// Bare Beast, the same bodies.
Measured echo_floor(const std::vector<std::string>& bodies, std::uint32_t connections);

std::vector<Figure> measure_intakes(Town& town, const Floor& floor, std::size_t count);
std::vector<Figure> measure_reads(Town& town, const Floor& floor, std::size_t cases);
std::vector<Figure> measure_watch(Town& town, std::uint32_t watchers, std::size_t submits);
std::vector<Figure> measure_rest(Town& town);

}  // namespace hotline::bench
