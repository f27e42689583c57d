// The deadlines of a case: a pure function of its history, the rules and the calendar. Nothing stores a due
// time as a truth; a stored next_due is an index of what this function says.
//
// A clock keeps the rule, and the calendar, that were in force when it began: what comes into force later
// alters nothing that was due before. Where the first plan's clock begins depends on the rules themselves:
// at the first step (receipt, acceptance, specific assessment) for which the rule in force then names that
// step or an earlier one.
//
// Four are no clocks of the law. The acknowledgement, of each referral. The forwarding, while an office has a
// case that waits at no other and that nobody has accepted, or that came back to it: until it sends it on, or
// goes on with the work itself. The verification, where a rule gives it a time, from the first acceptance to
// the first assessment. The review, from the approval of a plan to the end of the day in Vietnam that it
// names; only the approval of another plan puts another day in its place, as a clock of its own.
//
// Promise: no act moves a clock of the law to a later due. Transfer, return, reroute, reopening, further
// contacts restart nothing; a graver risk makes an acknowledgement or a forwarding due earlier. The i-th
// reading of a kind stays the i-th.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "domain/calendar.h"
#include "domain/case_state.h"
#include "domain/rules.h"
#include "hotline/v1/case_detail.pb.h"

namespace hotline {

struct ClockReading {
  v1::ClockKind kind = v1::CLOCK_KIND_UNSPECIFIED;
  Time started{};
  Time due{};
  std::optional<Time> met;
  std::optional<Time> stopped;  // ended without being met: the referral was replaced, or the case is closed
  std::string_view article;     // of the rules; empty for a setting
  std::uint32_t ordinal = 0;    // the i-th of its kind, from 1
  UnitKey unit;                 // that is to meet it: of a referral its receiver, of a forwarding the one
                                // that had the case; else the one that acts now

  bool runs() const { return !met && !stopped; }
  /// Past due while it runs, or met or stopped too late.
  bool overdue(Time now) const { return (met ? *met : stopped ? *stopped : now) > due; }
  bool operator==(const ClockReading&) const = default;
};

/// When a span that begins at `from` is over; working hours are those of the office, where it is named.
Time end_of(Time from, const Span& span, const Calendar& calendar, const UnitKey* office = nullptr);

/// Acknowledgements, emergencies (a second one only where word of danger came after the first was met),
/// plans, separations, the verification, reviews, forwardings, each in the order in which they began. One
/// that the rule in force makes no clock is left out. `rules` must outlive the readings (articles).
std::vector<ClockReading> clocks(const CaseState& state, const Rules& rules, const Calendar& calendar);

/// The earliest due of those that run.
std::optional<ClockReading> next_due(std::span<const ClockReading> readings);

/// The case is open and none of its clocks runs: the ladder will remind nobody of it, so supervisors have it
/// counted and listed. A case that nobody has accepted is never one, as long as the rules watch over
/// referrals and forwardings.
bool is_without_deadline(const CaseState& state, std::span<const ClockReading> readings);

}  // namespace hotline
