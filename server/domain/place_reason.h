// Why a place that somebody named is another unit today, in a sentence that an operator can read out.
#pragma once

#include <string>

#include "domain/place_finder.h"

namespace hotline {

struct PlaceReason {
  std::string vi, en;
};

/// A day that is a bound only is told as one ("until not later than 30 Jun 2025"). Else
/// "was Tiên Hưng until 31 Dec 2019 → thị trấn Đồi Ngô until 30 Jun 2025 → xã Lục Nam today"; for one that
/// was split, by which part the detail proves it ("thôn Đông Thịnh, by 1658/NQ-UBTVQH15"), or that it has to
/// be sorted, and by whom; empty where the unit is what it was.
PlaceReason reason_of(const Place& place);

}  // namespace hotline
