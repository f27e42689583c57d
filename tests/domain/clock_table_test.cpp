// What each act, and each thing that is no act, does to each clock: one table, read line by line. What is not
// named in a line stays as it is; a clock of the law never becomes due later, by anything.
#include <gmock/gmock.h>

#include <map>

#include "domain/clock_table_acts.h"

namespace hotline::test {
namespace {
using namespace clock_table;
struct Line {
  const char* what;
  void (*begin)(Story&);
  void (*happens)(Story&);
  // = as it was, m met, d ended without being met, r runs again with the due that it had, < due earlier, +
  // one more begins; nothing: there is none.
  const char *acknowledge, *emergency, *plan, *separation, *verify, *review, *forward;
};
constexpr Line table[] = {
    {"time passes", moves, nothing, "=", "=", "=", "", "=", "", ""},
    {"notes, calls, holds, the police", moves, notes, "=", "=", "=", "", "=", "", ""},
    {"a step of the ladder", moves, takes_every_step, "=", "=", "=", "", "=", "", ""},
    {"the rules change from tomorrow", moves, rules_change, "=", "=", "=", "", "=", "", ""},
    {"the calendar is edited from tomorrow", moves, calendar_is_edited, "=", "=", "=", "", "=", "", ""},
    {"the same, while hours of work run", waits_calmly, calendar_is_edited, "=", "", "", "", "", "", ""},
    {"the communes merge", on_the_eve, follows, "=", "=", "=", "", "=", "", ""},
    {"the same, into an office with hours of its own", waits_on_the_eve, follows, "=", "", "", "", "", "",
     ""},
    {"its office is no more, and nobody knows the next", separated, loses_its_unit, "+", "=", "=", "=", "=",
     "", ""},
    {"acknowledged at a duty telephone", moves, acknowledges_by_telephone, "m+", "=", "=", "", "=", "", ""},
    {"accepted after that", tapped, neighbour_accepts, "m", "=", "=", "", "=", "", ""},
    {"returned after that", tapped, neighbour_returns, "m", "=", "=", "", "=", "", "+"},
    {"claims at a duty telephone", moves, claims_by_telephone, "=", "=", "=", "", "=", "", ""},
    {"the same heard by who calls back", claimed, hears_the_same, "=", "=", "=", "", "=", "", ""},
    {"flagged as prominent", moves, flags, "=", "=", "=", "", "=", "", ""},
    {"levels above take note", flagged, take_note, "=", "=", "=", "", "=", "", ""},
    {"accepted", waits, accepts, "m", "", "", "", "+", "", ""},
    {"graver risk while it waits", waits, further_danger, "<", "+", "", "", "", "", ""},
    {"a further contact", waits, further_contact, "=", "", "", "", "", "", ""},
    {"danger told of again", moves, further_danger, "=", "=", "=", "", "=", "", ""},
    {"transfer accepted", moves, neighbour_accepts, "m", "=", "=", "", "=", "", ""},
    {"transfer returned", moves, neighbour_returns, "m", "=", "=", "", "=", "", "+"},
    {"sent elsewhere", moves, reroutes, "d+", "=", "=", "", "=", "", ""},
    {"restricted", moves, restricts, "d+", "=", "=", "", "=", "", ""},
    {"protected", moves, protects, "=", "m", "=", "", "=", "", ""},
    {"separated", moves, separates, "=", "m", "=", "+", "=", "", ""},
    {"seen, and no danger", moves, sees_no_danger, "=", "m", "=", "", "=", "", ""},
    {"assessed again", moves, assesses_again, "=", "=", "=", "", "=", "", ""},
    {"plan submitted", separated, submits_plan, "=", "=", "m", "=", "=", "", ""},
    {"measures ended", separated, ends_measures, "=", "=", "=", "m", "=", "", ""},
    {"closed", unfounded, closes, "=", "", "d", "", "=", "", ""},
    {"reopened before there was a plan", closed_unfounded, reopens, "=", "", "r", "", "=", "", ""},
    {"reopened after a plan", closed_safe, reopens, "=", "", "+", "", "=", "", ""},
    {"a review that fails", carried_out, fails_review, "=", "", "+", "", "=", "", ""},
    {"assessed for the first time", only_accepted, sees_no_danger, "=", "", "", "", "m", "", ""},
    {"assessed for the first time, specifically", only_accepted, assesses_again, "=", "", "+", "", "m", "",
     ""},
    {"transferred before it is assessed", only_accepted, hands_over, "+", "", "", "", "=", "", ""},
    {"a plan that names a day approved", plan_waits, approves, "=", "", "=", "", "=", "+", ""},
    {"transferred while its review waits", review_waits, hands_over, "+", "", "=", "", "=", "=", ""},
    {"danger while its review waits", review_waits, further_danger, "=", "+", "=", "", "=", "=", ""},
    {"reviewed", review_waits, passes_review, "=", "", "=", "", "=", "m", ""},
    {"reviewed, and another plan is asked for", review_waits, fails_review, "=", "", "+", "", "=", "m", ""},
    {"another plan approved in the place of one", review_waits, approves_another, "=", "", "=", "", "=", "d+",
     ""},
    {"opened, and nobody is asked", nothing, opens_for_itself, "", "", "", "", "", "", "+"},
    {"sent on for the first time", to_be_sent, sends_on, "+", "", "", "", "", "", "m"},
    {"returned to who sent it", waits, returns, "m", "", "", "", "", "", "+"},
    {"time passes after it came back", sent_back, nothing, "=", "", "", "", "", "", "="},
    {"notes, calls, holds, after it came back", came_back, notes, "=", "=", "=", "", "=", "", "="},
    {"a step of the ladder after it came back", sent_back, takes_every_step, "=", "", "", "", "", "", "="},
    {"the rules change after it came back", sent_back, rules_change, "=", "", "", "", "", "", "="},
    {"the calendar is edited after it came back", sent_back_calmly, calendar_is_edited, "=", "", "", "", "",
     "", "="},
    {"graver risk after it came back", sent_back, further_danger, "=", "+", "", "", "", "", "<"},
    {"a further contact after it came back", sent_back, further_contact, "=", "", "", "", "", "", "="},
    {"the place corrected after it came back", sent_back, corrects_the_place, "=", "", "", "", "", "", "="},
    {"sent on after it came back", sent_back, sends_on, "+", "", "", "", "", "", "m"},
    {"restricted after it came back", sent_back, recorder_restricts, "+", "", "", "", "", "", "d"},
    {"kept after it came back", sent_back_to_commune, keeps, "+", "", "", "", "+", "", "m"},
    {"the communes merge after it came back", sent_back_on_the_eve, follows, "=", "", "", "", "", "", "="},
    {"its office is no more after it came back", came_back, loses_its_unit, "+", "=", "=", "", "=", "", "d"},
    {"transferred again after it came back", came_back, transfers_again, "+", "=", "=", "", "=", "", "m"},
    {"assessed after it came back", came_back, assesses_again, "=", "=", "=", "", "=", "", "m"},
    {"protected after it came back", came_back, protects, "=", "m", "=", "", "=", "", "m"},
    {"plan submitted after it came back", came_back, submits_plan, "=", "=", "m", "", "=", "", "m"},
    {"closed after it came back", unfounded_came_back, closes, "=", "", "d", "", "=", "", "m"},
    {"it comes back a second time", came_back_again, neighbour_returns, "m", "=", "=", "", "=", "", "+"},
};

std::string effect(const std::vector<ClockReading>& before, const std::vector<ClockReading>& after) {
  std::string text;
  if (after.size() < before.size()) return "a clock is gone";
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto &was = before[i], &is = after[i];
    if (is.started != was.started || is.due > was.due) return "a clock was moved";
    if (is.due < was.due) text += '<';
    if (is.met != was.met) text += was.met ? "a clock is met no more" : "m";
    if (is.stopped != was.stopped) text += was.stopped ? 'r' : 'd';
  }
  text.append(after.size() - before.size(), '+');
  return !text.empty() ? text : before.empty() ? "" : "=";
}

TEST(ClockTable, HoldsLineByLine) {
  for (const auto& line : table) {
    SCOPED_TRACE(line.what);
    const std::pair<v1::ClockKind, const char*> expected[] = {{v1::CLOCK_KIND_ACKNOWLEDGE, line.acknowledge},
                                                              {v1::CLOCK_KIND_EMERGENCY, line.emergency},
                                                              {v1::CLOCK_KIND_PLAN, line.plan},
                                                              {v1::CLOCK_KIND_SEPARATION, line.separation},
                                                              {v1::CLOCK_KIND_VERIFY, line.verify},
                                                              {v1::CLOCK_KIND_REVIEW, line.review},
                                                              {v1::CLOCK_KIND_FORWARD, line.forward}};
    Story s;
    s.rules.verify.last().within = Span{2, Span::Of::hours};  // as a place that has set itself a time
    line.begin(s);
    ASSERT_FALSE(HasFatalFailure());
    std::map<v1::ClockKind, std::vector<ClockReading>> before;
    const Rules rules = s.rules;  // outlives the readings
    for (const auto& [kind, letters] : expected) before[kind] = of_kind(s, kind);
    s.pass(5h);
    line.happens(s);
    ASSERT_FALSE(HasFatalFailure());
    for (const auto& [kind, letters] : expected)
      EXPECT_EQ(effect(before[kind], of_kind(s, kind)), letters) << v1::ClockKind_Name(kind);
  }
}

/// A line that says "=" of an edit proves something only where the edit moves what begins after it.
TEST(ClockTable, WhatItsEditsLeaveAloneTheyMoveWhereItBeginsLater) {
  Story s;
  s.pass(24h);
  waits_calmly(s);
  const auto due = of_kind(s, v1::CLOCK_KIND_ACKNOWLEDGE).at(0).due;
  s.days = &edited_calendar();
  EXPECT_GT(of_kind(s, v1::CLOCK_KIND_ACKNOWLEDGE).at(0).due, due + 24h * 20);

  Story planned;
  planned.pass(24h);
  separated(planned);
  const auto plan_due = of_kind(planned, v1::CLOCK_KIND_PLAN).at(0).due;
  planned.days = &edited_calendar();
  EXPECT_GT(of_kind(planned, v1::CLOCK_KIND_PLAN).at(0).due, plan_due + 24h * 14);
  planned.days = &calendar();
  planned.now -= 24h;
  rules_change(planned);
  for (const auto& clock : clocks(planned.state, planned.rules, calendar()))
    EXPECT_EQ(clock.article, "changed") << v1::ClockKind_Name(clock.kind);

  Story merged;
  merged.turn_to("2025-07-01");
  merged.now += 8h;
  auto open = open_case("07462@2025-07-01");
  open.contact.mutable_intake()->clear_abuse_types();
  merged.must(merged.cast.caller_taker, open);
  const auto of_everybody = of_kind(merged, v1::CLOCK_KIND_ACKNOWLEDGE).at(0).due;
  merged.days = &edited_calendar();
  EXPECT_GT(of_kind(merged, v1::CLOCK_KIND_ACKNOWLEDGE).at(0).due, of_everybody + 24h * 5);
}

TEST(ClockTable, AfterAMergerTheClocksAreThoseOfTheUnitThatItBecame) {
  for (const bool followed : {false, true}) {
    Story s;
    on_the_eve(s);
    s.pass(5h);
    if (followed) follows(s);
    for (const auto& clock : clocks(s.state, s.rules, *s.days)) {
      const Unit* unit = holder(directory(), clock.unit, local_date(s.now));
      ASSERT_NE(unit, nullptr);
      EXPECT_EQ(unit->key.text(), "07462@2025-07-01");
      if (followed && clock.runs()) EXPECT_EQ(clock.unit, unit->key);
    }
  }
}

}  // namespace
}  // namespace hotline::test
