// The day of the change, for all cases: open cases and waiting referrals of units that ended go over to what
// follows them (domain/unit_change.h), each with an entry of its history.
//
// To be called whenever a new day has begun in Vietnam and whenever the list of units has changed; called
// more often it finds nothing to do. Looks through the open cases page by page and moves them in small
// batches, each in a transaction of its own, in which everything is looked at again: cut off anywhere and
// called again, it goes on.
//
// Thread rule: blocks; never on a thread of the store or of the network. One call at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "domain/unit_change.h"
#include "service/world.h"

namespace hotline::service {

struct FollowedCases {
  std::uint64_t looked_at = 0;
  std::uint64_t moved = 0;
};

/// Asked before each batch; false ends the run.
using MayGoOn = std::function<bool()>;

/// Errors: those of the store; aborted units_changing where the list changes meanwhile, or `may_go_on` ended
/// it, or the clock is not believed any more: call it again. A case that cannot be read is logged and left
/// where it is; the others go on.
Result<FollowedCases> follow_units(World& world, const MayGoOn& may_go_on);

/// Calls it when it has to be called: first of all, then after midnight and after each change of the list.
/// Safe from any thread that may wait for it.
class UnitChangeWatch {
 public:
  /// Whether something was due and was done: nothing while the clock is not believed (trusted_day.h), which
  /// is logged. After an error it is due again.
  Result<bool> keep(World& world, const MayGoOn& may_go_on);

 private:
  Result<bool> believes(World& world);

  std::mutex guard_;
  bool opened_ = false, told_behind_ = false;
  std::shared_ptr<const Gazetteer> places_;
  std::optional<Date> day_;
};

/// Which rows to look at, for whoever goes through them.
store::CaseFilter open_cases();
using UnitTexts = std::set<std::string, std::less<>>;
/// The units at which cases of revived units may lie.
UnitTexts followers_of(std::span<const RevivedUnit> revived);
/// Whether what its row says lets the case move: a unit of it is gone, or is one of `followers`. The history
/// decides.
bool may_move(const store::CaseRow& row, const Directory& directory, Date today, const UnitTexts& followers);

}  // namespace hotline::service
