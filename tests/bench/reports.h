// Reports over twenty years of the whole country, in the process: what is counted, sealed, stored and read as
// it is in the service, filled in directly, since ten million calls take hours to send.
#pragma once

#include <filesystem>
#include <vector>

#include "bench/figure.h"

namespace hotline::bench {

/// A database of its own below `directory`: 10 million contacts (the calls of a helpline on every day and
/// hour, and 300,000 of communes), 100,000 cases.
std::vector<Figure> measure_reports(const std::filesystem::path& directory);

}  // namespace hotline::bench
