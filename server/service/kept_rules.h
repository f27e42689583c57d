// By which deadlines and which calendar this service counts: what its files say, but for days that are over
// what held then (domain/rules_kept.h, domain/calendar_kept.h). The store keeps both; what a service counts
// by from a start on, and did not before, is an entry of the log with its whole text, so that what was in
// force on any day can be proved.
//
// Errors: those of the store; kept_rules_unreadable where what is kept was written by a later version of this
// program.
#pragma once

#include <string>
#include <vector>

#include "domain/calendar.h"
#include "domain/rules.h"
#include "service/world.h"

namespace hotline::service {

struct RulesInForce {
  Rules rules;
  Calendar calendar;
  std::string deadlines_text = {}, calendar_text = {};  // the whole of them
  std::string changed = {};  // deadlines that are new, or not what they were: "emergency plan"
  bool calendar_changed = false;
  /// Of which the files say otherwise about days that are over; "calendar" among them.
  std::vector<std::string> held = {};
  Date first_new_day{};  // from which what is new counts

  /// Another text for other rules or another calendar.
  std::string digest() const;
};

/// Where nothing is kept yet: what the files say, all of it new.
Result<RulesInForce> rules_in_force(store::Reader& db, Rules file, Calendar file_calendar, Time now);

/// What is new, into the store and the log. Before anybody else writes.
Result<> keep_rules(World& world, const RulesInForce& rules);

}  // namespace hotline::service
