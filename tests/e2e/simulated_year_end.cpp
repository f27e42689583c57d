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
#include "hotline/v1/supervision.pb.h"
#include "service/case_row.h"
#include "service/outbox.h"
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

/// What became of each message by which a step of the ladder told somebody, as the history has it. What it
/// says nothing of has to wait in the outbox.
void SimulatedYear::count_messages(YearEnd& end, const std::string& case_id,
                                   std::span<const history::v1::CaseEvent> events) const {
  std::map<std::string, std::uint64_t> sent;  // by cause
  for (const auto& event : events) {
    if (const auto& step = event.ladder_step_taken(); event.has_ladder_step_taken()) {
      const bool by_message = std::ranges::find(step.channels(), "message") != step.channels().end();
      if (by_message)
        ++sent[cause_of(step)];
      else if (step.rung() != rec::LADDER_RUNG_CALL_LIST)
        ++end.no_message;
    }
    if (!event.has_ladder_step_delivered()) continue;
    const auto& proof = event.ladder_step_delivered();
    history::v1::LadderStepTaken of;
    of.set_clock(proof.clock());
    of.set_ordinal(proof.ordinal());
    of.set_notice(proof.notice());
    of.set_rung(proof.rung());
    ASSERT_GT(sent[cause_of(of)], 0u) << "a proof of nothing";
    --sent[cause_of(of)];
    ++(proof.delivered() ? end.arrived : end.given_up);
    end.attempts_failed += proof.attempts() - (proof.delivered() ? 1 : 0);
  }
  for (const auto& [cause, count] : sent) {
    const auto wait = std::min<std::uint64_t>(count, waiting_.count(case_id + " " + cause));
    end.on_the_way += wait;
    end.lost += count - wait;
  }
}

void SimulatedYear::count(YearEnd& end, store::Reader& db, const store::CaseRow& row, Entries entries) {
  const auto& world = service_.app().world();
  const auto file = service::CaseFile::load(world, db, row.case_id);
  ASSERT_TRUE(file);
  CaseState state;
  std::vector<history::v1::CaseEvent> events;
  for (const auto& happened : file->child_events()) {
    const auto& event = happened.event;
    if (entries == Entries::without_the_keeper &&
        (event.has_ladder_step_taken() || event.has_ladder_step_delivered()))
      continue;
    evolve(state, event);
    events.push_back(event);
    end.merged += event.has_unit_succeeded();
    if (!event.has_ladder_step_taken()) continue;
    const auto rung = event.ladder_step_taken().rung();
    ++end.rungs[rec::LadderRung_Name(rung).substr(12)];
  }
  count_messages(end, row.case_id.text(), events);
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

std::set<std::string> SimulatedYear::list_undelivered() {
  std::set<std::string> ids;
  v1::ListUndeliveredRequest request;
  request.set_page_size(200);
  do {
    const auto page = service_.as("supervisor.helpline").must<v1::ListUndeliveredResponse>(request);
    for (const auto& message : page.messages()) ids.insert(message.message_id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return ids;
}

Result<> SimulatedYear::read_messages(YearEnd& end, store::Reader& db, const std::set<std::string>& shown) {
  constexpr std::uint32_t waiting_max = 10'000;
  auto waiting =
      db.due_messages(v1::MESSAGE_CHANNEL_EMAIL, now() + std::chrono::hours{24 * 365}, waiting_max);
  if (!waiting) return fail(waiting.error());
  waiting_.clear();
  for (const auto& row : *waiting) {
    auto message = service::open_message(service_.app().world(), row);
    if (!message) return fail(message.error());
    waiting_.insert(message->notice().case_id() + " " + message->notice().cause());
  }
  store::Page page{.size_max = 200, .after = {}};
  do {
    auto dead = db.dead_messages(page);
    if (!dead) return fail(dead.error());
    for (const auto& row : dead->rows) end.hidden += !shown.contains(row.id.text());
    page.after = dead->after;
  } while (!page.after.empty());
  return {};
}

YearEnd SimulatedYear::end(Entries entries) {
  YearEnd end = lived_;
  listed_ = list_without_deadline();
  const auto shown = list_undelivered();
  auto& world = service_.app().world();
  std::uint64_t different = 0;
  EXPECT_TRUE(world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    if (auto read = read_messages(end, db, shown); !read) return read;
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
    out << "  " << what << std::string(what.size() < 80 ? 80 - what.size() : 1, ' ') << number << "\n";
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
  row("steps to an office or the call list, told by a message that arrived", arrived);
  row("  by a message that was given up, on the supervisor's list", given_up);
  row("  by a message that is on its way at the end", on_the_way);
  row("  by no message: it has no address", no_message);
  row("attempts that failed, of the messages of those steps", attempts_failed);
  row("open at the end", open);
  row("  of them without a running deadline, listed", without_deadline);
  row("on the call list at the end", on_call_list);
  row("open cases with neither a running deadline nor on the supervisor's list", unwatched);
  row("referrals without a living owner", ownerless);
  row("missed deadlines that no person was told of", untold);
  row("messages of steps that neither arrived nor were given up, and wait no more", lost);
  row("messages that were given up, and that no supervisor's list shows", hidden);
  row("clocks that differ from their function", differing);
  return out.str();
}

}  // namespace hotline::test
