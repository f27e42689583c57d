// How many open cases another list of units would move by a day, as they lie now: what an administrator sees
// before it holds.
//
// Every case that it moves counts once: those whose unit it ends, and those that another list had moved and
// that it sends back or elsewhere. Not those that the list in use would move by that day as well.
#pragma once

#include <memory>
#include <vector>

#include "service/unit_change.h"

namespace hotline::service {

class UnitChangeCount {
 public:
  /// Compares the two lists, which takes as long as for the whole country: aside.
  UnitChangeCount(std::shared_ptr<const Gazetteer> before, std::shared_ptr<const Gazetteer> after, Date today,
                  Date on);

  /// The next page of cases, to be looked at in a read job of its own; false: that was the last. A case that
  /// cannot be read counts by its row alone. Errors: those of the store.
  Result<bool> look(const World& world, store::Reader& db);
  std::uint64_t count() const { return count_; }

 private:
  Result<bool> moves_by_history(const World& world, store::Reader& db, const CaseId& id) const;

  const std::shared_ptr<const Gazetteer> before_, after_;
  const Date on_;
  const std::vector<RevivedUnit> revived_;
  const UnitTexts followers_;
  store::Page page_;
  std::uint64_t count_ = 0;
};

}  // namespace hotline::service
