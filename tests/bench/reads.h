// How long it takes to read, and whether that grows with the store.
#pragma once

#include <cstddef>
#include <vector>

#include "bench/figure.h"
#include "bench/measures.h"
#include "bench/population.h"

namespace hotline::bench {

struct ReadTimes {
  std::size_t cases = 0;  // of the whole store, at that time
  std::vector<double> first_ms, again_ms, queue_ms;

  /// Of the same store, at another time.
  void add(const ReadTimes& more);
};

/// Reads `count` cases that lie evenly over the whole store, the oldest and the newest among them, each first
/// by somebody who has read none of them: from a program that has just started and a file that the machine no
/// longer holds in memory. Then each once more, then a queue. Everybody is signed in anew.
ReadTimes time_reads(Town& town, std::size_t count);

/// As they are. With those of a small store: how many times as long they take.
std::vector<Figure> read_figures(ReadTimes times, const Floor& floor);
std::vector<Figure> growth_figures(ReadTimes of_few, ReadTimes of_all);

}  // namespace hotline::bench
