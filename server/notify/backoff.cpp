#include "notify/backoff.h"

#include <algorithm>

namespace hotline::notify {

Duration Backoff::after(std::uint32_t attempts, double random) const {
  auto full = std::min(first, max);
  for (std::uint32_t i = 1; i < attempts && full < max; ++i) full = std::min(full * 2, max);
  const auto half = full / 2;
  return half + Duration{static_cast<Duration::rep>(static_cast<double>((full - half).count()) * random)};
}

}  // namespace hotline::notify
