// What holds of the clocks whatever happens, and what may happen to them that is no act: another list of
// units, other rules, another calendar.
#pragma once

#include <functional>
#include <vector>

#include "domain/story.h"

namespace hotline::test {

/// The i-th clock of a kind never becomes due later, but a separation that an authority requires for longer;
/// and once met it stays met then. `old`: those of `before`.
void expect_clocks_kept(const CaseState& before, const std::vector<ClockReading>& old, const Story& after);

/// After an answer at a duty telephone: none is another, but that the wait for an acknowledgement may have
/// ended.
void expect_no_clock_moved_by_telephone(const std::vector<ClockReading>& old, const Story& after,
                                        record::v1::DutyAnswer answer);

/// An open case has a clock that runs, or counts as one without a running deadline; and that it does only
/// once somebody has accepted it. True where it counts as one.
bool expect_watched(const Story& story);

/// Other rules, of every deadline, from some day on: what had begun before that day stands as it stood, and
/// nothing that begins then is lost.
void expect_change_of_rules_reaches_nothing_before(Date day, const Story& story,
                                                   const std::function<unsigned(unsigned)>& below);
/// The same of a calendar that is announced anew; it makes no clock and takes none away.
void expect_change_of_calendar_reaches_nothing_before(Date day, const Story& story);

/// A list that comes while stories of 2015 run: Tam Dị goes over to Bảo Sơn, and what becomes of Đông Phú
/// nobody knows. People go on by the list before, so that cases come back to both.
const Directory& later_units();

/// As announced on that day: weeks of holidays, and an hour of work a day in Tam Dị.
const Calendar& announced_on(Date day);

}  // namespace hotline::test
