// Where a line of the table of clocks begins, and what happens in it (clock_table_test.cpp).
#pragma once

#include <gmock/gmock.h>

#include "domain/case_time.h"
#include "domain/evolve.h"
#include "domain/ladder.h"
#include "domain/story.h"
#include "domain/unit_file.h"

namespace hotline::test::clock_table {
namespace rec = record::v1;
using namespace std::chrono_literals;

inline rec::Assessment found(rec::AssessmentKind kind, rec::Risk risk, bool seen = false) {
  auto made = assessment(kind, risk);
  made.set_child_seen(seen);
  if (seen) made.set_emergency(rec::ANSWER_NO);
  return made;
}

/// From tomorrow on everybody rests for three weeks, and the offices of the story work an hour a day; so does
/// the one that they become.
inline const Calendar& edited_calendar() {
  static const auto edited = calendar_with(
      "[[year]]\nyear = 2015\nknown_from = 2015-03-27\nsource = \"x\"\n"
      "holidays = [{ name = \"x\", from = 2015-03-27, to = 2015-04-19 }]\n"
      "[[office]]\nunit = \"07456@2004-07-08\"\nfrom = 2015-03-27\nhours = [\"08:00-09:00\"]\n"
      "[[office]]\nunit = \"07462@2025-07-01\"\nfrom = 2025-07-01\nhours = [\"08:00-09:00\"]\n");
  return edited;
}

// Where a line begins.
inline void waits(Story& s) { s.referred(); }  // medium risk, at Tam Dị
/// In danger, in the work of Tam Dị, and on its way to Bảo Sơn: three kinds of clocks run.
inline void moves(Story& s) {
  s.must(s.cast.caller_taker, emergency_case());
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  s.must(s.cast.officer, RecordAssessment{found(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_HIGH)});
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
}
inline void separated(Story& s) {
  s.must(s.cast.caller_taker, emergency_case());
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  s.must(s.cast.chairman, StartEmergencyMeasures{measures(rec::MEASURE_SEPARATE)});
  s.must(s.cast.officer, RecordAssessment{found(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_HIGH)});
}
inline void unfounded(Story& s) {
  s.accepted();
  s.must(s.cast.officer, RecordAssessment{found(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_LOW)});
}
inline void closed_unfounded(Story& s) {
  unfounded(s);
  s.must(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"});
}
inline void carried_out(Story& s) { s.reviewing(); }
inline void only_accepted(Story& s) { s.accepted(); }
inline rec::Plan with_a_day() {
  auto made = plan();
  made.set_review_date("2015-04-30");
  return made;
}
inline void plan_waits(Story& s) {
  s.planning();
  s.must(s.cast.officer, SubmitPlan{with_a_day()});
}
inline void review_waits(Story& s) {
  plan_waits(s);
  s.must(s.cast.chairman, ApprovePlan{});
}
inline void closed_safe(Story& s) { s.closed(); }
/// Nothing grave, at Tam Dị: eight hours of work to acknowledge it, some of them tomorrow's.
inline void waits_calmly(Story& s) {
  auto open = open_case();
  open.contact.mutable_intake()->clear_abuse_types();
  s.must(s.cast.caller_taker, open);
}
inline void tapped(Story& s) {
  moves(s);
  ASSERT_EQ(s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED), "");
}
inline void claimed(Story& s) {
  moves(s);
  for (const auto answer : {rec::DUTY_ANSWER_CHILD_SEEN, rec::DUTY_ANSWER_NOT_OURS})
    ASSERT_EQ(s.telephone_says(answer), "");
}
inline void flagged(Story& s) {
  moves(s);
  s.must(s.cast.officer, FlagProminent{rec::PROMINENT_REASON_DEATH, "x"});
}
/// On the last evening before the communes merge: the same as `moves`, and as `waits_calmly`.
inline void turn_to_the_eve(Story& s) {
  s.now = start_of(parse_date("2025-06-30").value()) + 20h;
  s.days = &edited_calendar();
}
inline void on_the_eve(Story& s) {
  turn_to_the_eve(s);
  moves(s);
}
inline void waits_on_the_eve(Story& s) {
  turn_to_the_eve(s);
  waits_calmly(s);
}

inline void returns(Story& s) {
  s.must(s.cast.officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "x"});
}
/// To the helpline, which has to send it on.
inline void sent_back(Story& s) {
  waits(s);
  returns(s);
}
inline void sent_back_calmly(Story& s) {
  waits_calmly(s);
  returns(s);
}
/// Nobody knows the place: it lies where it was opened.
inline void to_be_sent(Story& s) { s.must(s.cast.caller_taker, open_case("")); }
/// Tam Dị told of it, and Bảo Sơn says that it is not its own.
inline void sent_back_to_commune(Story& s) {
  s.must(s.cast.officer, open_case(bao_son));
  s.must(s.cast.neighbour_officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "x"});
}
inline void sent_back_on_the_eve(Story& s) {
  turn_to_the_eve(s);
  sent_back_to_commune(s);
}
inline void neighbour_returns(Story& s) {
  s.must(s.cast.neighbour_officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "x"});
}
/// Tam Dị, whose case it is, wanted to hand it over.
inline void came_back(Story& s) {
  moves(s);
  neighbour_returns(s);
}
inline void transfers_again(Story& s) { s.must(s.cast.officer, TransferCase{key(bao_son), "x"}); }
inline void came_back_again(Story& s) {
  came_back(s);
  transfers_again(s);
}
inline void unfounded_came_back(Story& s) {
  unfounded(s);
  transfers_again(s);
  neighbour_returns(s);
}

// What happens.
inline void nothing(Story&) {}
inline void opens_for_itself(Story& s) { to_be_sent(s); }
inline void sends_on(Story& s) { s.must(s.cast.caller_taker, RerouteReferral{key(bao_son), "x"}); }
inline void keeps(Story& s) { s.must(s.cast.officer, RerouteReferral{key(tam_di), "x"}); }
inline void recorder_restricts(Story& s) { s.must(s.cast.caller_taker, RestrictCase{{}, "x"}); }
inline void corrects_the_place(Story& s) {
  SetPlaces set;
  set.incident.emplace().set_unit(std::string(bao_son));
  s.must(s.cast.caller_taker, set);
}
inline void further_danger(Story& s) {
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), emergency_case().contact});
}
inline void further_contact(Story& s) {
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(9), intervention()});
}
inline void accepts(Story& s) { s.must(s.cast.officer, AcceptReferral{s.waiting()}); }
inline void neighbour_accepts(Story& s) { s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()}); }
inline void reroutes(Story& s) { s.must(s.cast.district_supervisor, RerouteReferral{key(dong_phu), "x"}); }
inline void restricts(Story& s) { s.must(s.cast.district_supervisor, RestrictCase{{}, "x"}); }
inline void protects(Story& s) {
  s.must(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)});
}
inline void separates(Story& s) {
  s.must(s.cast.chairman, StartEmergencyMeasures{measures(rec::MEASURE_SEPARATE)});
}
inline void sees_no_danger(Story& s) {
  s.must(s.cast.officer, RecordAssessment{found(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW, true)});
}
inline void assesses_again(Story& s) {
  s.must(s.cast.officer, RecordAssessment{found(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_HIGH)});
}
inline void submits_plan(Story& s) { s.must(s.cast.officer, SubmitPlan{plan()}); }
inline void ends_measures(Story& s) { s.must(s.cast.chairman, EndEmergencyMeasures{"x"}); }
inline void closes(Story& s) { s.must(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"}); }
inline void reopens(Story& s) { s.must(s.cast.officer, ReopenCase{"x"}); }
inline void approves(Story& s) { s.must(s.cast.chairman, ApprovePlan{}); }
inline void hands_over(Story& s) {
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
}
inline void passes_review(Story& s) { s.must(s.cast.officer, RecordReview{review(true, true)}); }
/// No act of today brings it about; a history may hold it all the same.
inline void approves_another(Story& s) {
  auto event = s.history.back();
  *event.mutable_recorded_at() = timestamp_of(s.now);
  s.history.push_back(event);
  evolve(s.state, event);
}
inline void fails_review(Story& s) { s.must(s.cast.officer, RecordReview{review(false, true)}); }
inline void notes(Story& s) {
  s.must(s.cast.officer, AddNote{"x"});
  rec::CallAttempt attempt;
  attempt.set_result(rec::CALL_RESULT_REACHED);
  s.must(s.cast.district_supervisor, RecordCallAttempt{attempt});
  s.must(s.cast.district_supervisor, SetLegalHold{true, "x"});
  s.must(s.cast.officer, InformPolice{"x", ""});
}
inline void acknowledges_by_telephone(Story& s) {
  ASSERT_EQ(s.telephone_says(rec::DUTY_ANSWER_ACKNOWLEDGED), "");
}
inline void claims_by_telephone(Story& s) {
  for (const auto answer : {rec::DUTY_ANSWER_CHILD_SEEN, rec::DUTY_ANSWER_NOT_OURS})
    ASSERT_EQ(s.telephone_says(answer), "");
}
inline void hears_the_same(Story& s) {
  rec::CallAttempt attempt;
  attempt.set_unit(std::string(bao_son));
  attempt.set_result(rec::CALL_RESULT_REACHED);
  for (const auto answer : {rec::DUTY_ANSWER_CHILD_SEEN, rec::DUTY_ANSWER_NOT_OURS})
    attempt.add_confirms(answer);
  s.must(s.cast.district_supervisor, RecordCallAttempt{attempt});
}
inline void flags(Story& s) { s.must(s.cast.officer, FlagProminent{rec::PROMINENT_REASON_PRESS, "x"}); }
inline void take_note(Story& s) {
  s.must(s.cast.district_supervisor, AcknowledgeProminent{"x"});
  s.must(s.cast.helpline_supervisor, AcknowledgeProminent{"x"});
}
/// Where no list says what became of it: the level above sorts it.
inline const Directory& tam_di_without_successor() {
  static const auto file = amend_units(
      "code,valid_from,valid_to,level,name,successors\n"
      "07456,2004-07-08,2015-03-26,,,?07459|07453\n",
      directory());
  HOTLINE_CHECK(file.directory);
  return *file.directory;
}
inline void follows(Story& s) { ASSERT_THAT(s.follow_units(), testing::Not(testing::IsEmpty())); }
inline void loses_its_unit(Story& s) {
  ASSERT_THAT(s.follow_units(tam_di_without_successor()), testing::Not(testing::IsEmpty()));
}
inline void calendar_is_edited(Story& s) { s.days = &edited_calendar(); }
inline void takes_every_step(Story& s) {
  const Roster nobody(directory(), local_date(s.now), {}, {}, {});
  for (const auto& step : due_steps(s.state, {s.rules, calendar(), nobody, directory(), s.now})) {
    s.history.push_back(step);
    evolve(s.state, step);
  }
}
template <class Rule>
inline void changed_from(Timeline<Rule>& timeline, Date day) {
  Rule rule = timeline.last();
  rule.from = day;
  rule.article = "changed";
  if constexpr (requires { rule.within; }) rule.within = Span{1, Span::Of::minutes};
  timeline = Timeline<Rule>{{timeline.last(), rule}};
}
inline void rules_change(Story& s) {
  const Date day = local_date(s.now + 24h);
  changed_from(s.rules.acknowledge, day);
  changed_from(s.rules.emergency, day);
  changed_from(s.rules.plan, day);
  changed_from(s.rules.separation, day);
  changed_from(s.rules.verify, day);
  changed_from(s.rules.review, day);
  changed_from(s.rules.forward, day);
}

}  // namespace hotline::test::clock_table
