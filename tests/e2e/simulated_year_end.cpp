// What a simulated year came to, counted from the histories, the stored index and the lists of its end.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "app/app.h"
#include "domain/case_time.h"
#include "domain/clocks.h"
#include "domain/evolve.h"
#include "domain/ladder.h"
#include "e2e/simulated_year.h"
#include "hotline/v1/case.pb.h"
#include "service/case_row.h"
#include "service/rebuild.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
}

/// A step after it fell due, or the call list before, with a person who was told.
bool SimulatedYear::was_told(const ClockReading& clock, std::span<const history::v1::CaseEvent> events) {
  return std::ranges::any_of(events, [&](const history::v1::CaseEvent& event) {
    const auto& step = event.ladder_step_taken();
    return event.has_ladder_step_taken() && step.clock() == clock.kind && step.ordinal() == clock.ordinal &&
           step.person_ids_size() > 0 &&
           (time_of(event.recorded_at()) >= clock.due || step.rung() == rec::LADDER_RUNG_CALL_LIST);
  });
}

void SimulatedYear::count(YearEnd& end, store::Reader& db, const store::CaseRow& row, Entries entries) {
  const auto& world = service_.app().world();
  const auto file = service::CaseFile::load(world, db, row.case_id);
  ASSERT_TRUE(file);
  CaseState state;
  std::vector<history::v1::CaseEvent> events;
  for (const auto& happened : file->child_events()) {
    const auto& event = happened.event;
    if (entries == Entries::without_the_keeper && event.has_ladder_step_taken()) continue;
    evolve(state, event);
    events.push_back(event);
    end.merged += event.has_unit_succeeded();
    if (!event.has_ladder_step_taken()) continue;
    const auto rung = event.ladder_step_taken().rung();
    ++end.rungs[rec::LadderRung_Name(rung).substr(12)];
  }
  for (const auto& step : state.ladder)
    end.undelivered += step.rung != rec::LADDER_RUNG_CALL_LIST && !step.delivered;
  const auto& units = *world.places.get()->directory;
  const auto lives = [&](const UnitKey& key) {
    const Unit* unit = units.find(key);
    return unit != nullptr && unit->valid_on(local_date(now()));
  };
  ++end.cases;
  end.open += state.is_open();
  if (state.is_open())
    end.ownerless += !lives(state.responsible) || (state.pending && !lives(state.pending->to));
  const auto readings = hotline::clocks(state, world.rules, world.calendar);
  for (const auto& clock : readings) {
    ++end.clocks;
    if (!clock.overdue(now())) continue;
    ++end.missed;
    end.untold += !was_told(clock, events);
  }
  if (state.is_open()) {
    const bool runs = std::ranges::any_of(readings, &ClockReading::runs);
    const bool listed = listed_.contains(row.case_id.text());
    end.without_deadline += listed;
    end.unwatched += !runs && !listed;
    end.differing += runs && listed;
  }
  end.on_call_list += row.call_since.has_value();
  const auto next = next_due(readings);
  auto indexed = row;
  service::index_clocks(world.rules, {units, local_date(now())}, state, readings, indexed);
  end.differing += indexed != row || row.next_due != (next ? std::optional(next->due) : std::nullopt);
}

/// As the supervisor of the helpline sees it.
std::set<std::string> SimulatedYear::list_without_deadline() {
  std::set<std::string> ids;
  v1::ListCasesRequest request;
  request.set_without_deadline(true);
  request.set_page_size(200);
  do {
    const auto page = service_.as("supervisor.helpline").must<v1::ListCasesResponse>(request);
    for (const auto& row : page.cases()) ids.insert(row.case_id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return ids;
}

YearEnd SimulatedYear::end(Entries entries) {
  YearEnd end = lived_;
  listed_ = list_without_deadline();
  auto& world = service_.app().world();
  std::uint64_t different = 0;
  EXPECT_TRUE(world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    store::CaseFilter filter;
    filter.scope.all = true;
    store::Page page{.size_max = 200, .after = {}};
    do {
      auto rows = db.cases(filter, page);
      if (!rows) return fail(rows.error());
      for (const auto& row : rows->rows) count(end, db, row, entries);
      page.after = rows->after;
    } while (!page.after.empty());
    auto report = service::compare_projections(world, db, [](std::uint64_t, std::uint64_t) {});
    if (!report) return fail(report.error());
    different = report->different;
    return {};
  }));
  end.differing = std::max(end.differing, different);
  return end;
}

std::string YearEnd::table() const {
  std::ostringstream out;
  const auto row = [&](const std::string& what, std::uint64_t number) {
    out << "  " << what << std::string(what.size() < 72 ? 72 - what.size() : 1, ' ') << number << "\n";
  };
  out << "A simulated year\n";
  row("calls without a form", contacts);
  row("cases", cases);
  for (const auto& [habit, count] : habits) row("  whose office " + habit, count);
  row("  opened where nobody knew the place", place_unknown);
  row("acts done", done);
  row("acts refused", refused);
  row("restarts", restarts);
  row("losses of power", outages);
  row("entries: the office merged, its work went over", merged);
  row("clocks", clocks);
  row("  of them missed", missed);
  for (const auto& [rung, count] : rungs) row("steps of the ladder: " + rung, count);
  row("steps to an office of which no message is known to have arrived", undelivered);
  row("open at the end", open);
  row("  of them without a running deadline, listed", without_deadline);
  row("on the call list at the end", on_call_list);
  row("open cases with neither a running deadline nor on the supervisor's list", unwatched);
  row("referrals without a living owner", ownerless);
  row("missed deadlines that no person was told of", untold);
  row("clocks that differ from their function", differing);
  return out.str();
}

}  // namespace hotline::test
