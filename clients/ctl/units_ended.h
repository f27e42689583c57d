// What an import would end for good: units of today for which the list names no successor, or which it does
// not have any more. A list that holds a part of the country only ends all the rest, so that much of it is
// asked about before it is done.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "command.h"
#include "hotline/v1/unit.pb.h"
#include "hotline/v1/unit_import.pb.h"

namespace hotline::ctl {

struct UnitsEnded {
  static constexpr std::uint32_t unasked_max = 10;
  static constexpr std::uint32_t unasked_share = 10;  // of a level, one in so many

  struct OfLevel {
    std::uint32_t ended = 0, all = 0;
  };
  std::uint32_t count = 0;                  // of every level
  std::map<v1::UnitLevel, OfLevel> levels;  // of today; of a long list, what of it is listed

  /// More than ten units, or more than a tenth of a level.
  bool much() const;
  /// One sentence with the numbers.
  std::string told() const;
};

/// By what a dry run answered. Asks the service for the units of today where there is something to count.
Outcome<UnitsEnded> units_ended_by(Task& task, const v1::ImportUnitsResponse& looked);

}  // namespace hotline::ctl
