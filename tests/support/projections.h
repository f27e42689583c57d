// What is stored beside the log, held against the log.
#pragma once

#include <cstdint>

#include "support/running_service.h"

namespace hotline::test {

/// How many rows of the projections are not what the log says.
std::uint64_t differences(RunningService& service);

}  // namespace hotline::test
