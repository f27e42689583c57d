// Why a place that somebody named is another unit today, in a sentence that an operator can read out.
#pragma once

#include <string>

#include "domain/succession.h"

namespace hotline {

struct PlaceReason {
  std::string vi, en;
};

/// "was Tiên Hưng until 31 Dec 2019 → thị trấn Đồi Ngô until 30 Jun 2025 → xã Lục Nam today", or that it has
/// to be sorted, and by whom; empty where the unit is what it was.
PlaceReason reason_of(const Succession& now);

}  // namespace hotline
