// What each act, and each thing that is no act, does to each clock: one table, read line by line. What is not
// named in a line stays as it is; a clock of the law never becomes due later, by anything.
#include <gmock/gmock.h>

#include <map>

#include "domain/case_time.h"
#include "domain/evolve.h"
#include "domain/ladder.h"
#include "domain/story.h"
#include "domain/unit_file.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;

rec::Assessment found(rec::AssessmentKind kind, rec::Risk risk, bool seen = false) {
  auto made = assessment(kind, risk);
  made.set_child_seen(seen);
  if (seen) made.set_emergency(rec::ANSWER_NO);
  return made;
}

/// From tomorrow on everybody rests for three weeks, and the offices of the story work an hour a day; so does
/// the one that they become.
const Calendar& edited_calendar() {
  static const auto edited = calendar_with(
      "[[year]]\nyear = 2015\nknown_from = 2015-03-27\nsource = \"x\"\n"
      "holidays = [{ name = \"x\", from = 2015-03-27, to = 2015-04-19 }]\n"
      "[[office]]\nunit = \"07456@2004-07-08\"\nfrom = 2015-03-27\nhours = [\"08:00-09:00\"]\n"
      "[[office]]\nunit = \"07462@2025-07-01\"\nfrom = 2025-07-01\nhours = [\"08:00-09:00\"]\n");
  return edited;
}

// Where a line begins.
void waits(Story& s) { s.referred(); }  // medium risk, at Tam Dị
/// In danger, in the work of Tam Dị, and on its way to Bảo Sơn: three kinds of clocks run.
void moves(Story& s) {
  s.must(s.cast.caller_taker, emergency_case());
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  s.must(s.cast.officer, RecordAssessment{found(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_HIGH)});
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
}
void separated(Story& s) {
  s.must(s.cast.caller_taker, emergency_case());
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  s.must(s.cast.chairman, StartEmergencyMeasures{measures(rec::MEASURE_SEPARATE)});
  s.must(s.cast.officer, RecordAssessment{found(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_HIGH)});
}
void unfounded(Story& s) {
  s.accepted();
  s.must(s.cast.officer, RecordAssessment{found(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_LOW)});
}
void closed_unfounded(Story& s) {
  unfounded(s);
  s.must(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"});
}
void carried_out(Story& s) { s.reviewing(); }
void only_accepted(Story& s) { s.accepted(); }
rec::Plan with_a_day() {
  auto made = plan();
  made.set_review_date("2015-04-30");
  return made;
}
void plan_waits(Story& s) {
  s.planning();
  s.must(s.cast.officer, SubmitPlan{with_a_day()});
}
void review_waits(Story& s) {
  plan_waits(s);
  s.must(s.cast.chairman, ApprovePlan{});
}
void closed_safe(Story& s) { s.closed(); }
/// Nothing grave, at Tam Dị: eight hours of work to acknowledge it, some of them tomorrow's.
void waits_calmly(Story& s) {
  auto open = open_case();
  open.contact.mutable_intake()->clear_abuse_types();
  s.must(s.cast.caller_taker, open);
}
void tapped(Story& s) {
  moves(s);
  ASSERT_EQ(s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED), "");
}
void claimed(Story& s) {
  moves(s);
  for (const auto answer : {rec::DUTY_ANSWER_CHILD_SEEN, rec::DUTY_ANSWER_NOT_OURS})
    ASSERT_EQ(s.telephone_says(answer), "");
}
void flagged(Story& s) {
  moves(s);
  s.must(s.cast.officer, FlagProminent{rec::PROMINENT_REASON_DEATH, "x"});
}
/// On the last evening before the communes merge: the same as `moves`, and as `waits_calmly`.
void turn_to_the_eve(Story& s) {
  s.now = start_of(parse_date("2025-06-30").value()) + 20h;
  s.days = &edited_calendar();
}
void on_the_eve(Story& s) {
  turn_to_the_eve(s);
  moves(s);
}
void waits_on_the_eve(Story& s) {
  turn_to_the_eve(s);
  waits_calmly(s);
}

// What happens.
void nothing(Story&) {}
void further_danger(Story& s) {
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), emergency_case().contact});
}
void further_contact(Story& s) { s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), intervention()}); }
void accepts(Story& s) { s.must(s.cast.officer, AcceptReferral{s.waiting()}); }
void neighbour_accepts(Story& s) { s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()}); }
void neighbour_returns(Story& s) {
  s.must(s.cast.neighbour_officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "x"});
}
void reroutes(Story& s) { s.must(s.cast.district_supervisor, RerouteReferral{key(dong_phu), "x"}); }
void restricts(Story& s) { s.must(s.cast.district_supervisor, RestrictCase{{}, "x"}); }
void protects(Story& s) { s.must(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)}); }
void separates(Story& s) { s.must(s.cast.chairman, StartEmergencyMeasures{measures(rec::MEASURE_SEPARATE)}); }
void sees_no_danger(Story& s) {
  s.must(s.cast.officer, RecordAssessment{found(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW, true)});
}
void assesses_again(Story& s) {
  s.must(s.cast.officer, RecordAssessment{found(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_HIGH)});
}
void submits_plan(Story& s) { s.must(s.cast.officer, SubmitPlan{plan()}); }
void ends_measures(Story& s) { s.must(s.cast.chairman, EndEmergencyMeasures{"x"}); }
void closes(Story& s) { s.must(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"}); }
void reopens(Story& s) { s.must(s.cast.officer, ReopenCase{"x"}); }
void approves(Story& s) { s.must(s.cast.chairman, ApprovePlan{}); }
void hands_over(Story& s) {
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
}
void passes_review(Story& s) { s.must(s.cast.officer, RecordReview{review(true, true)}); }
/// No act of today brings it about; a history may hold it all the same.
void approves_another(Story& s) {
  auto event = s.history.back();
  *event.mutable_recorded_at() = timestamp_of(s.now);
  s.history.push_back(event);
  evolve(s.state, event);
}
void fails_review(Story& s) { s.must(s.cast.officer, RecordReview{review(false, true)}); }
void notes(Story& s) {
  s.must(s.cast.officer, AddNote{"x"});
  rec::CallAttempt attempt;
  attempt.set_result(rec::CALL_RESULT_REACHED);
  s.must(s.cast.district_supervisor, RecordCallAttempt{attempt});
  s.must(s.cast.district_supervisor, SetLegalHold{true, "x"});
  s.must(s.cast.officer, InformPolice{"x", ""});
}
void acknowledges_by_telephone(Story& s) { ASSERT_EQ(s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED), ""); }
void claims_by_telephone(Story& s) {
  for (const auto answer : {rec::DUTY_ANSWER_CHILD_SEEN, rec::DUTY_ANSWER_NOT_OURS})
    ASSERT_EQ(s.telephone_says(answer), "");
}
void hears_the_same(Story& s) {
  rec::CallAttempt attempt;
  attempt.set_unit(std::string(bao_son));
  attempt.set_result(rec::CALL_RESULT_REACHED);
  for (const auto answer : {rec::DUTY_ANSWER_CHILD_SEEN, rec::DUTY_ANSWER_NOT_OURS})
    attempt.add_confirms(answer);
  s.must(s.cast.district_supervisor, RecordCallAttempt{attempt});
}
void flags(Story& s) { s.must(s.cast.officer, FlagProminent{rec::PROMINENT_REASON_PRESS, "x"}); }
void take_note(Story& s) {
  s.must(s.cast.district_supervisor, AcknowledgeProminent{"x"});
  s.must(s.cast.helpline_supervisor, AcknowledgeProminent{"x"});
}
/// Where no list says what became of it: the level above sorts it.
const Directory& tam_di_without_successor() {
  static const auto file = amend_units(
      "code,valid_from,valid_to,level,name,successors\n"
      "07456,2004-07-08,2015-03-26,,,?07459|07453\n",
      directory());
  HOTLINE_CHECK(file.directory);
  return *file.directory;
}
void follows(Story& s) { ASSERT_THAT(s.follow_units(), testing::Not(testing::IsEmpty())); }
void loses_its_unit(Story& s) {
  ASSERT_THAT(s.follow_units(tam_di_without_successor()), testing::Not(testing::IsEmpty()));
}
void calendar_is_edited(Story& s) { s.days = &edited_calendar(); }
void takes_every_step(Story& s) {
  const Roster nobody(directory(), local_date(s.now), {}, {}, {});
  for (const auto& step : due_steps(s.state, {s.rules, calendar(), nobody, directory(), s.now})) {
    s.history.push_back(step);
    evolve(s.state, step);
  }
}
template <class Rule>
void changed_from(Timeline<Rule>& timeline, Date day) {
  Rule rule = timeline.last();
  rule.from = day;
  rule.article = "changed";
  if constexpr (requires { rule.within; }) rule.within = Span{1, Span::Of::minutes};
  timeline = Timeline<Rule>{{timeline.last(), rule}};
}
void rules_change(Story& s) {
  const Date day = local_date(s.now + 24h);
  changed_from(s.rules.acknowledge, day);
  changed_from(s.rules.emergency, day);
  changed_from(s.rules.plan, day);
  changed_from(s.rules.separation, day);
  changed_from(s.rules.verify, day);
  changed_from(s.rules.review, day);
}

struct Line {
  const char* what;
  void (*begin)(Story&);
  void (*happens)(Story&);
  // = as it was, m met, d ended without being met, r runs again with the due that it had, < due earlier, +
  // one more begins; nothing: there is none.
  const char *acknowledge, *emergency, *plan, *separation, *verify, *review;
};
constexpr Line table[] = {
    {"time passes", moves, nothing, "=", "=", "=", "", "=", ""},
    {"notes, calls, holds, the police", moves, notes, "=", "=", "=", "", "=", ""},
    {"a step of the ladder", moves, takes_every_step, "=", "=", "=", "", "=", ""},
    {"the rules change from tomorrow", moves, rules_change, "=", "=", "=", "", "=", ""},
    {"the calendar is edited from tomorrow", moves, calendar_is_edited, "=", "=", "=", "", "=", ""},
    {"the same, while hours of work run", waits_calmly, calendar_is_edited, "=", "", "", "", "", ""},
    {"the communes merge", on_the_eve, follows, "=", "=", "=", "", "=", ""},
    {"the same, into an office with hours of its own", waits_on_the_eve, follows, "=", "", "", "", "", ""},
    {"its office is no more, and nobody knows the next", separated, loses_its_unit, "+", "=", "=", "=", "=",
     ""},
    {"acknowledged at a duty telephone", moves, acknowledges_by_telephone, "m+", "=", "=", "", "=", ""},
    {"accepted after that", tapped, neighbour_accepts, "m", "=", "=", "", "=", ""},
    {"returned after that", tapped, neighbour_returns, "m", "=", "=", "", "=", ""},
    {"claims at a duty telephone", moves, claims_by_telephone, "=", "=", "=", "", "=", ""},
    {"the same heard by who calls back", claimed, hears_the_same, "=", "=", "=", "", "=", ""},
    {"flagged as prominent", moves, flags, "=", "=", "=", "", "=", ""},
    {"levels above take note", flagged, take_note, "=", "=", "=", "", "=", ""},
    {"accepted", waits, accepts, "m", "", "", "", "+", ""},
    {"graver risk while it waits", waits, further_danger, "<", "+", "", "", "", ""},
    {"a further contact", waits, further_contact, "=", "", "", "", "", ""},
    {"danger told of again", moves, further_danger, "=", "=", "=", "", "=", ""},
    {"transfer accepted", moves, neighbour_accepts, "m", "=", "=", "", "=", ""},
    {"transfer returned", moves, neighbour_returns, "m", "=", "=", "", "=", ""},
    {"sent elsewhere", moves, reroutes, "d+", "=", "=", "", "=", ""},
    {"restricted", moves, restricts, "d+", "=", "=", "", "=", ""},
    {"protected", moves, protects, "=", "m", "=", "", "=", ""},
    {"separated", moves, separates, "=", "m", "=", "+", "=", ""},
    {"seen, and no danger", moves, sees_no_danger, "=", "m", "=", "", "=", ""},
    {"assessed again", moves, assesses_again, "=", "=", "=", "", "=", ""},
    {"plan submitted", separated, submits_plan, "=", "=", "m", "=", "=", ""},
    {"measures ended", separated, ends_measures, "=", "=", "=", "m", "=", ""},
    {"closed", unfounded, closes, "=", "", "d", "", "=", ""},
    {"reopened before there was a plan", closed_unfounded, reopens, "=", "", "r", "", "=", ""},
    {"reopened after a plan", closed_safe, reopens, "=", "", "+", "", "=", ""},
    {"a review that fails", carried_out, fails_review, "=", "", "+", "", "=", ""},
    {"assessed for the first time", only_accepted, sees_no_danger, "=", "", "", "", "m", ""},
    {"assessed for the first time, specifically", only_accepted, assesses_again, "=", "", "+", "", "m", ""},
    {"transferred before it is assessed", only_accepted, hands_over, "+", "", "", "", "=", ""},
    {"a plan that names a day approved", plan_waits, approves, "=", "", "=", "", "=", "+"},
    {"transferred while its review waits", review_waits, hands_over, "+", "", "=", "", "=", "="},
    {"danger while its review waits", review_waits, further_danger, "=", "+", "=", "", "=", "="},
    {"reviewed", review_waits, passes_review, "=", "", "=", "", "=", "m"},
    {"reviewed, and another plan is asked for", review_waits, fails_review, "=", "", "+", "", "=", "m"},
    {"another plan approved in the place of one", review_waits, approves_another, "=", "", "=", "", "=",
     "d+"},
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
                                                              {v1::CLOCK_KIND_REVIEW, line.review}};
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
