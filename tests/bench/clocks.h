// A hundred thousand open clocks: what they cost to keep, and to work out anew when a rule changes.
#pragma once

#include <filesystem>
#include <vector>

#include "bench/figure.h"

namespace hotline::bench {

/// A store of its own below `directory`: 50,000 emergencies that wait, each with two clocks.
std::vector<Figure> measure_clocks(const std::filesystem::path& directory);

}  // namespace hotline::bench
