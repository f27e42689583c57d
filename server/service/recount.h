// Every figure once more, by a plain count over all histories: to be held against what the reports are made
// from.
//
// Promises: code of its own. Nothing is taken from what is stored for statistics, nor from the functions that
// make it (figures.h, domain/case_fact.h): contacts and acts are read from the log one by one and counted in
// the simplest way. Only how a history is read (evolve, clocks) is shared. Runs inside one transaction of the
// caller.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "hotline/v1/statistics.pb.h"
#include "service/world.h"

namespace hotline::service {

/// Who recorded a contact, or whose a case is; and which office that was before it ended and was followed.
struct Office {
  std::string now, then;
  auto operator<=>(const Office&) const = default;
};

/// Office, day of receipt (days since 1970), dimension, key. Totals stand
/// under DIMENSION_UNSPECIFIED, "contacts" and "cases". Months and units follow from day and office.
using Cell = std::tuple<Office, std::int32_t, v1::Dimension, std::string>;
using Cells = std::map<Cell, std::uint64_t>;

using OnRecount = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// From the histories.
Result<Cells> recount(World& world, store::Reader& db, Time now, const OnRecount& on_progress);

/// What the reports are made from, cell by cell.
Result<Cells> stored_cells(World& world, store::Reader& db, Time now);

struct CellDifference {
  Cell cell;
  std::uint64_t recounted = 0, stored = 0;
};
std::vector<CellDifference> differences(const Cells& recounted, const Cells& stored);

}  // namespace hotline::service
