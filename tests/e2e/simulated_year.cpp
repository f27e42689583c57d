#include "e2e/simulated_year.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <sstream>
#include <tuple>
#include <vector>

#include "app/app.h"
#include "base/progress.h"
#include "domain/case_time.h"
#include "domain/clocks.h"
#include "domain/evolve.h"
#include "domain/ladder.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/case_row.h"
#include "service/rebuild.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;
using std::chrono::hours, std::chrono::minutes;

constexpr std::array habits{"answers in time",     "answers late",     "never answers",
                            "says: not our place", "accepts, forgets", "answers when telephoned to",
                            "moves it to another"};
enum Habit : std::uint64_t { prompt, late, never, wrong, forgets, when_called, moves_on };

constexpr const char *merged_bao_dai = "07462@2025-07-01", *merged_dong_phu = "07450@2025-07-01",
                     *merged_province = "24@2025-07-01";

Time day(const char* text) { return start_of(parse_date(text).value()); }

}  // namespace

SimulatedYear::SimulatedYear(const YearPlan& plan)
    : year_(plan),
      random_(plan.seed),
      begin_(day("2025-01-01")),
      merger_(day("2025-07-01")),
      end_(day("2026-01-01")) {
  service_.pass(begin_ - now());
  const auto some_time = [this] { return begin_ + minutes{below(364 * 24 * 60)}; };
  for (std::uint64_t i = 0; i < plan.cases; ++i) this->plan(some_time(), [this] { open(); });
  for (std::uint64_t i = 0; i < plan.contacts; ++i) this->plan(some_time(), [this] { call(); });
  for (int i = 0; i < 4; ++i) this->plan(some_time(), [this] { restart(); });
  for (int i = 0; i < 2; ++i) this->plan(some_time(), [this] { lose_power(); });
  this->plan(merger_, [this] { ASSERT_TRUE(service_.app().keep_house()); });
  this->plan(merger_ + 33h, [this] { confirm_roles(); });
}

void SimulatedYear::live() {
  Progress progress("a simulated year", year_.progress ? Progress::Look::lines : Progress::Look::nothing);
  while (!acts_.empty() && acts_.top().at < end_ && !testing::Test::HasFatalFailure()) {
    auto act = acts_.top();
    acts_.pop();
    turn_to(act.at);
    act.done();
    progress.show(static_cast<std::uint64_t>((now() - begin_) / 1h), 365 * 24);
  }
  turn_to(end_);
}

bool SimulatedYear::merged() const { return now() >= merger_; }

/// As the keeper lives through it: it wakes at each step's time, and before anybody acts.
void SimulatedYear::turn_to(Time to) {
  for (;;) {
    std::optional<Time> next;
    ASSERT_TRUE(service_.app().world().store.read_and_wait([&](store::Reader& db) -> Result<> {
      auto at = db.next_step();
      if (!at) return fail(at.error());
      next = *at;
      return {};
    }));
    if (!next || *next > to) break;
    if (*next > now()) service_.pass(*next - now());
    ASSERT_TRUE(service_.app().take_due_steps());
  }
  if (to > now()) service_.pass(to - now());
}

template <class Request>
void SimulatedYear::act(const std::string& login, const std::string& id, Request request) {
  v1::GetCaseRequest get;
  get.set_case_id(id);
  const auto seen = service_.as("operator.hoa").must<v1::GetCaseResponse>(get).case_();
  request.set_case_id(id);
  request.set_expected_version(seen.row().version());
  if constexpr (requires { request.set_referral_id(""); })
    request.set_referral_id(seen.row().referral().referral_id());
  ++(service_.as(login).refusal(request).empty() ? lived_.done : lived_.refused);
}

void SimulatedYear::restart() {
  service_.stop();
  service_.start();
  ++lived_.restarts;
}

/// For hours nobody is told anything, and what was planned meanwhile happens afterwards.
void SimulatedYear::lose_power() {
  service_.stop();
  service_.pass(hours{5 + below(40)});
  service_.start();
  ++lived_.outages;
}

/// Until then nobody of the merged communes answers, and the level above has nobody either.
void SimulatedYear::confirm_roles() {
  for (const auto& [login, from, role, to] :
       {std::tuple{"officer.tamdi", tam_di, rec::ROLE_OFFICER, merged_bao_dai},
        std::tuple{"chairman.tamdi", tam_di, rec::ROLE_CHAIRMAN, merged_bao_dai},
        std::tuple{"supervisor.province", province, rec::ROLE_SUPERVISOR, merged_province}}) {
    v1::ConfirmMembershipRequest request;
    request.set_person_id(service_.id_of(login));
    request.mutable_membership()->set_unit(from);
    request.mutable_membership()->set_role(role);
    request.set_to_unit(to);
    EXPECT_EQ(service_.as("supervisor.helpline").refusal(request), "") << login;
  }
}

void SimulatedYear::call() {
  service_.as("operator.lan").must<v1::SubmitContactResponse>(submission(silent_call()));
  ++lived_.contacts;
}

void SimulatedYear::open() {
  auto contact = intervention(merged() ? merged_bao_dai : tam_di);
  if (below(4) == 0) contact.mutable_intake()->mutable_triage()->set_carer_harms(rec::ANSWER_YES);
  if (below(5) == 0) contact.mutable_intake()->clear_abuse_types();
  if (below(20) == 0) contact.set_channel(rec::CHANNEL_PRESS);
  if (below(12) == 0) {  // from a sheet of paper: the clocks count from what stands on it
    const auto said = std::max(begin_, now() - minutes{30 + below(30 * 60)});
    if (!merged() || said >= merger_) *contact.mutable_received_at() = timestamp_of(said);
  }
  const auto habit = below(habits.size());
  ++lived_.habits[habits.at(habit)];
  answer(service_.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact)).case_id(), habit);
}

void SimulatedYear::answer(const std::string& id, std::uint64_t habit) {
  switch (habit) {
    case late:
      return after(hours{3 + below(60)}, [this, id] { accept(id, true); });
    case never:
      return;
    case wrong:
      return after(hours{1 + below(5)}, [this, id] { give_back(id); });
    case forgets:
      return after(minutes{5 + below(300)}, [this, id] { accept(id, false); });
    case when_called:
      return after(hours{8 + below(90)}, [this, id] { telephone(id); });
    case moves_on:
      after(minutes{5 + below(90)}, [this, id] { accept(id, false); });
      return after(hours{2 + below(40)}, [this, id] {
        v1::TransferCaseRequest request;
        request.set_to_unit(merged() ? merged_dong_phu : bao_son);
        request.set_reason("x");
        act("officer.tamdi", id, request);
      });
    default:
      return after(minutes{5 + below(20)}, [this, id] { accept(id, true); });
  }
}

void SimulatedYear::accept(const std::string& id, bool goes_on) {
  act("officer.tamdi", id, v1::AcceptReferralRequest{});
  if (goes_on) after(hours{1 + below(10)}, [this, id] { assess(id); });
}

void SimulatedYear::assess(const std::string& id) {
  v1::RecordAssessmentRequest request;
  const bool unfounded = below(6) == 0;
  *request.mutable_assessment() =
      assessment(rec::ASSESSMENT_KIND_SPECIFIC, unfounded ? rec::RISK_LOW : rec::RISK_HIGH);
  act("officer.tamdi", id, request);
  if (unfounded)
    return after(hours{1 + below(48)}, [this, id] {
      v1::CloseCaseRequest close;
      close.set_closing(rec::CLOSING_UNFOUNDED);
      close.set_decision("x");
      act("chairman.tamdi", id, close);
      if (below(3) == 0)
        after(hours{24 * (1 + below(40))}, [this, id] {
          v1::ReopenCaseRequest reopen;
          reopen.set_reason("x");
          act("officer.tamdi", id, reopen);
        });
    });
  if (below(2) == 0) {
    v1::StartEmergencyMeasuresRequest start;
    start.mutable_measures()->set_measure(below(3) == 0 ? rec::MEASURE_SEPARATE : rec::MEASURE_PROTECT);
    start.mutable_measures()->set_what("x");
    act("chairman.tamdi", id, start);
  }
  after(hours{24 + below(24 * 14)}, [this, id] { submit_plan(id); });
}

void SimulatedYear::submit_plan(const std::string& id) {
  v1::SubmitPlanRequest request;
  *request.mutable_plan() = test::plan();
  act("officer.tamdi", id, request);
  after(hours{2 + below(90)}, [this, id] { decide_plan(id); });
}

void SimulatedYear::decide_plan(const std::string& id) {
  act("chairman.tamdi", id, v1::ApprovePlanRequest{});
  after(hours{24 * (3 + below(60))}, [this, id] {
    v1::RecordReviewRequest request;
    *request.mutable_review() = review(below(2) == 0, true);
    act("officer.tamdi", id, request);
  });
}

void SimulatedYear::give_back(const std::string& id) {
  v1::ReturnReferralRequest request;
  request.set_reason(rec::RETURN_REASON_WRONG_PLACE);
  request.set_explanation("không ở xã này");
  act("officer.tamdi", id, request);
  after(minutes{30 + below(120)}, [this, id] {
    v1::RerouteReferralRequest reroute;
    reroute.set_to_unit(merged() ? merged_dong_phu : bao_son);  // at the former nobody is registered
    reroute.set_reason("x");
    act("operator.hoa", id, reroute);
    if (!merged() && below(2) == 0)
      after(hours{1 + below(20)}, [this, id] { act("officer.baoson", id, v1::AcceptReferralRequest{}); });
  });
}

/// The helpline telephones; half the offices answer then.
void SimulatedYear::telephone(const std::string& id) {
  const bool reached = below(2) == 0;
  v1::RecordCallAttemptRequest request;
  request.mutable_attempt()->set_result(reached ? rec::CALL_RESULT_REACHED : rec::CALL_RESULT_NO_ANSWER);
  act("operator.hoa", id, request);
  if (reached) after(minutes{10 + below(120)}, [this, id] { accept(id, true); });
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
    if (event.has_ladder_step_taken())
      ++end.rungs[rec::LadderRung_Name(event.ladder_step_taken().rung()).substr(12)];
  }
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
  end.on_call_list += row.call_since.has_value();
  const auto next = next_due(readings);
  auto indexed = row;
  service::index_clocks(world.rules, {units, local_date(now())}, state, readings, indexed);
  end.differing += indexed != row || row.next_due != (next ? std::optional(next->due) : std::nullopt);
}

YearEnd SimulatedYear::end(Entries entries) {
  YearEnd end = lived_;
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
    out << "  " << what << std::string(what.size() < 52 ? 52 - what.size() : 1, ' ') << number << "\n";
  };
  out << "A simulated year\n";
  row("calls without a form", contacts);
  row("cases", cases);
  for (const auto& [habit, count] : habits) row("  whose office " + habit, count);
  row("acts done", done);
  row("acts refused", refused);
  row("restarts", restarts);
  row("losses of power", outages);
  row("entries: the office merged, its work went over", merged);
  row("clocks", clocks);
  row("  of them missed", missed);
  for (const auto& [rung, count] : rungs) row("steps of the ladder: " + rung, count);
  row("open at the end", open);
  row("on the call list at the end", on_call_list);
  row("referrals without a living owner", ownerless);
  row("missed deadlines that no person was told of", untold);
  row("clocks that differ from their function", differing);
  return out.str();
}

}  // namespace hotline::test
