#include "service/what_if.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <vector>

#include "domain/clocks.h"
#include "service/case_file.h"
#include "service/statistics.h"
#include "store/trouble.h"

namespace hotline::service {
namespace {

constexpr std::uint32_t cases_listed_a_read = 1000, cases_a_read = 100;

using Readings = std::span<const ClockReading>;

/// A review begins with its plan whatever the rules say, and some rules make no clock of some.
const ClockReading* same_review(Readings readings, const ClockReading& clock) {
  const auto found = std::ranges::find_if(readings, [&](const ClockReading& other) {
    return other.kind == clock.kind && other.started == clock.started;
  });
  return found == readings.end() ? nullptr : &*found;
}

/// The same clock under other rules. It is found from the newest back: a rule can only do without the clock
/// of a first plan, and every later round of planning is there under all of them.
const ClockReading* same_clock(Readings readings, const ClockReading& clock, Readings all_of_it) {
  if (clock.kind == v1::CLOCK_KIND_REVIEW) return same_review(readings, clock);
  const auto of_kind = [&](const ClockReading& other) { return other.kind == clock.kind; };
  const auto newer = static_cast<std::uint32_t>(std::ranges::count_if(all_of_it, of_kind)) - clock.ordinal;
  const auto there = static_cast<std::uint32_t>(std::ranges::count_if(readings, of_kind));
  if (there <= newer) return nullptr;
  const auto found = std::ranges::find_if(
      readings, [&](const ClockReading& other) { return of_kind(other) && other.ordinal == there - newer; });
  return found == readings.end() ? nullptr : &*found;
}

/// As it was known at that instant: what was met later ran then.
bool was_late(const ClockReading* clock, Time now) {
  if (clock == nullptr) return false;
  const Time ended = clock->met ? *clock->met : clock->stopped ? *clock->stopped : now;
  return std::min(ended, now) > clock->due;
}

/// Nobody who is barred from a case learns by a number that there is one.
Result<bool> may_count(Reading* reading, bool restricted, const CaseId& id) {
  return reading == nullptr || !restricted ? Result<bool>{true} : knows_restricted(*reading, id);
}

template <class Rule>
void keep_newest(Timeline<Rule>& timeline) {
  Rule newest = timeline.last();
  newest.from = Rule{}.from;
  timeline = Timeline<Rule>{{std::move(newest)}};
}

}  // namespace

Rules as_if_always(const Rules& rules) {
  Rules always = rules;
  keep_newest(always.acknowledge);
  keep_newest(always.emergency);
  keep_newest(always.plan);
  keep_newest(always.separation);
  keep_newest(always.verify);
  keep_newest(always.review);
  keep_newest(always.forward);
  return always;
}

void WhatIfRun::count(const CaseState& state) {
  const auto is = clocks(state, world_.rules, world_.calendar);
  const auto would_be = clocks(state, rules_, calendar_);
  bool any = false;
  for (const auto& clock : is) any = count(&clock, same_clock(would_be, clock, is)) || any;
  for (const auto& clock : would_be)
    if (same_clock(is, clock, would_be) == nullptr) any = count(nullptr, &clock) || any;
  found_.cases += any;
}

/// The clock in force says whether it is of the period, so that none comes and goes with its start.
bool WhatIfRun::count(const ClockReading* is, const ClockReading* would_be) {
  const auto* known = is ? is : would_be;
  if (known->started < plan_.from || known->started >= plan_.to) return false;
  const bool late = was_late(is, plan_.now), then_late = was_late(would_be, plan_.now);
  for (auto* sum : {&found_.kinds[known->kind], &found_.units[known->unit.text()]}) {
    sum->clocks += is != nullptr;
    sum->late += late;
    sum->would_begin += would_be != nullptr;
    sum->would_be_late += then_late;
    sum->newly_late += then_late && !late;
    sum->no_longer_late += late && !then_late;
  }
  return true;
}

Result<> WhatIfRun::list(store::Reader& db, Reading* reading) {
  store::CaseFilter filter;
  filter.scope.all = true;
  auto rows = db.cases(filter, {.size_max = cases_listed_a_read, .after = listed_up_to_});
  if (!rows) return fail(rows.error());
  for (const auto& row : rows->rows) {
    if (row.received_at >= plan_.to) continue;
    auto known = may_count(reading, row.restricted, row.case_id);
    if (!known) return fail(known.error());
    if (*known) ids_.push_back(row.case_id);
  }
  listed_up_to_ = std::move(rows->after);
  listed_ = listed_up_to_.empty();
  return {};
}

Result<> WhatIfRun::look_at(store::Reader& db, Reading* reading, const CaseId& id) {
  auto file = CaseFile::load(world_, db, id);
  if (!file && store::passes(file.error())) return fail(file.error());
  if (!file) {
    found_.unreadable += file.error().code != Code::not_found;
    return {};
  }
  auto known = may_count(reading, file->state().restricted, id);  // it may have been restricted since
  if (!known) return fail(known.error());
  if (*known) count(file->state());
  return {};
}

Result<bool> WhatIfRun::step(store::Reader& db, Reading* reading) {
  if (!listed_) {
    if (auto listed = list(db, reading); !listed) return fail(listed.error());
    return !listed_ || !ids_.empty();
  }
  const auto end = std::min<std::uint64_t>(ids_.size(), done_ + cases_a_read);
  for (; done_ < end; ++done_)
    if (auto looked = look_at(db, reading, ids_[done_]); !looked) return fail(looked.error());
  return done_ < ids_.size();
}

Result<WhatIf> what_if(World& world, const Rules& rules, const Calendar& calendar, const WhatIfPlan& plan,
                       const std::function<void(std::uint64_t, std::uint64_t)>& on_progress) {
  WhatIfRun run(world, rules, calendar, plan);
  for (bool more = true; more;) {
    auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
      auto stepped = run.step(db);
      if (!stepped) return fail(stepped.error());
      more = *stepped;
      return {};
    });
    if (!read) return fail(read.error());
    on_progress(run.done(), run.total());
  }
  return run.found();
}

}  // namespace hotline::service
