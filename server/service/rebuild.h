// The projections once more, from the log alone: rows of cases, of their past units, of contacts and of
// accesses, how far reports of offices are and which stand on the call list, and what statistics count. To
// compare with what is stored, or to put in its place.
//
// Promises: nothing is taken from the rows that are stored; content whose keys were erased has no row.
// Deadlines are worked out by the rules in use now, so after a change of the rules the stored due times
// differ, rightly.
//
// Both run inside one transaction of the caller, and look at every entry: some 10,000 a second.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "service/world.h"

namespace hotline::service {

/// The first half is reading the log, the second folding the cases.
using OnRebuild = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct ProjectionDifference {
  enum class Kind : std::uint8_t { missing, wrong, without_history };
  Kind kind{};
  std::string_view table;       // "case", "past_unit", "contact", "access", "case_fact", "contact_tally",
                                // "reason_tally", "report", "report_call"
  IdBytes id{};                 // of case or contact; of an access the case; of the rest nothing
  std::uint64_t log_index = 0;  // of an access
};
/// "missing", "wrong", "without_history"
std::string_view name(ProjectionDifference::Kind kind);

struct RebuildReport {
  std::uint64_t entries = 0, cases = 0, past_units = 0, contacts = 0, accesses = 0;
  std::uint64_t erased = 0;  // entries and cases whose keys are gone
  std::uint64_t different = 0;
  static constexpr std::size_t differences_max = 100;
  std::vector<ProjectionDifference> differences;  // the first of them
};

/// Only what statistics count; of the report only contacts and cases.
Result<RebuildReport> rebuild_statistics(const World& world, store::Writer& db);

/// Only reports that offices owe.
Result<> rebuild_reports(const World& world, store::Writer& db);

/// Changes nothing.
Result<RebuildReport> compare_projections(const World& world, store::Reader& db,
                                          const OnRebuild& on_progress);
/// Replaces all of them. Which day's units were followed last is forgotten with them (trusted_day.h).
Result<RebuildReport> rebuild_projections(const World& world, store::Writer& db,
                                          const OnRebuild& on_progress);

}  // namespace hotline::service
