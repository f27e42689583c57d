// Which offices a report about a unit counts, and under which office directly below it.
//
// Promises: nothing beyond the caller's own scope is counted. Thread rule: one transaction.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "hotline/history/v1/statistics.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "service/act.h"

namespace hotline::service {

class CountedOffices {
 public:
  /// `unit`: empty for the whole scope. Errors: unit_unknown; those of Reading::scope.
  static Result<CountedOffices> of(const Reading& reading, const std::string& unit, v1::UnitTree tree);

  /// Of what an office recorded on that day: the office directly below the unit to which it belongs, or the
  /// unit itself for its own. Null: not counted. Lives as long as this.
  const std::string* below(const std::string& office, std::int32_t day);
  /// The same of a case.
  const std::string* below(const history::v1::CaseFact& fact);

  /// As the tree has it; empty for the whole scope.
  const std::string& unit() const { return unit_; }

 private:
  explicit CountedOffices(const Reading& reading) : reading_(&reading) {}
  std::optional<std::string> find_today(const std::string& office) const;
  std::optional<std::string> find_then(const std::string& office, std::int32_t day) const;
  std::optional<std::string> child_of_unit(const Unit& office, Date on) const;
  bool in(const store::Scope& scope, const std::string& office) const;

  const Reading* reading_;
  bool then_ = false;
  std::shared_ptr<const store::Scope> whole_, narrowed_;
  const Unit* upper_ = nullptr;  // null: the offices of the scope stand for themselves
  std::string unit_;
  std::vector<std::int32_t> changes_;  // days on which the tree changes
  std::vector<std::unordered_map<std::string, std::optional<std::string>>> known_;  // by span of days: office
  // What was asked for last, for rows come by day and office.
  std::optional<std::int32_t> last_day_;
  std::string last_office_;
  const std::string* last_ = nullptr;
};

}  // namespace hotline::service
