// What the bench measures, one function each. Every figure that depends on the machine is given with its
// floor from the same run, since machines drift and only ratios count.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bench/figure.h"
#include "bench/http_load.h"
#include "bench/population.h"

namespace hotline::bench {

class SqliteFloor;

/// SQLite alone, in a copy of the service's database that grows as that does: rows of floor_rows.h. A large
/// store is held against a large one. Beside it the same with the log in few large writes, as the store has
/// it: so much of a share comes from there.
class Floor {
 public:
  Floor(const std::filesystem::path& directory, const std::filesystem::path& database);
  ~Floor();
  struct Pace {
    double per_second = 0;
    double batch_p99_ms = 0;
    double processor_us = 0;  // each
    double gathered_per_second = 0;
  };
  /// In durable batches of this many.
  Pace intakes(std::size_t batch, std::size_t count);
  Pace silent_calls(std::size_t batch, std::size_t count);
  /// Of one small durable write, the median.
  double fsync_ms() const { return fsync_ms_; }

 private:
  struct Impl;
  template <class Rows>
  static Pace timed(SqliteFloor& database, std::span<const Rows> rows, std::size_t batch);
  template <class Make>
  Pace write(std::size_t batch, std::size_t count, Make make);
  std::unique_ptr<Impl> impl_;
  double fsync_ms_ = 0;
};

/// Bare Beast, the same bodies.
Measured echo_floor(const std::vector<std::string>& bodies, std::uint32_t connections);

std::vector<Figure> measure_intakes(Town& town, Floor& floor, std::size_t count);
std::vector<Figure> measure_watch(Town& town, std::uint32_t watchers, std::size_t submits);
/// Of the program since it was started: the most that it ever held, and what it holds.
std::vector<Figure> measure_memory(const Town& town);
/// Verification, then a start.
std::vector<Figure> measure_rest(Town& town);
/// Just started on an empty store, with the units of Lục Nam and with those of the whole country, where the
/// list of the country can be made here (scripts/import-units).
std::vector<Figure> measure_idle(const std::filesystem::path& directory);
/// The place finder on the whole country: its index, and queries of the sets of tests/places/distortions.h.
/// Nothing where the list of the country cannot be made here.
std::vector<Figure> measure_finder(const std::filesystem::path& directory);

/// The units of the whole country as a file in the directory, made once a run; says so where it cannot be
/// made.
std::optional<std::filesystem::path> country_units(const std::filesystem::path& directory);

}  // namespace hotline::bench
