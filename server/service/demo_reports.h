// The reports that the offices of the demonstration owe, as far as they are by now: of the newest half-year
// that has been due for two weeks one was accepted in time, one after it had been returned, one is written
// and waits for the chairman, one was signed late and waits for the province, one was returned and lies
// there; those of the half-year before were all accepted. Whoever has no people in the service has not begun.
// Each brought there by the real use cases, as the story of the contacts is (demo_story.h), with the figures
// that are counted at that moment.
//
// Promises: the same cast, units, rules and instants give the same steps, none after `now` or before the
// reports' days were over. No narrative names anybody.
#pragma once

#include <vector>

#include "service/demo_story.h"

namespace hotline::service {

/// So long ago a demonstration begins, where its offices are as old: before both half-years were over.
inline constexpr std::chrono::days demo_log_span{410};

/// `hired`: since when the cast works; reports of days that were over by then are left alone. Not in order of
/// time. None where the rules of the world make no commune of the cast report to its province.
std::vector<DemoStep> demo_reports(const World& world, const DemoCast& cast, Time hired, Time now);

}  // namespace hotline::service
