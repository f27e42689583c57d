// A report from the draft to its acceptance: who may do what, and what each act makes of it.
#include <gmock/gmock.h>

#include "domain/case_time.h"
#include "domain/report_ladder.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
namespace his = history::v1;
using testing::ElementsAre;
using testing::SizeIs;

record::v1::ReportDuty half_year() {
  rec::ReportDuty duty;
  duty.set_code("half-year");
  duty.set_from("2015-03-26");
  duty.set_level("commune");
  duty.set_to_level("district");
  auto& period = *duty.add_periods();
  period.set_first("10-01");
  period.set_last("03-31");
  period.set_before("04-20");
  duty.add_figures("case-sex");
  duty.mutable_steps()->set_remind_before("10 days");
  duty.mutable_steps()->set_chairman_after("0 days");
  duty.mutable_steps()->set_above_after("3 days");
  duty.mutable_steps()->set_call_after("7 days");
  return duty;
}

v1::ReportCorrection correction(v1::Dimension dimension, const std::string& key, std::uint32_t count) {
  v1::ReportCorrection out;
  out.set_dimension(dimension);
  out.set_key(key);
  out.set_count(count);
  out.set_reason("ghi trùng sổ giấy");
  return out;
}

/// The report of Tam Dị before 20 April 2015, lived through.
struct ReportStory {
  rec::ReportDuty duty = half_year();
  OwedReport report{&duty,
                    spans_of(duty, parse_date("2015-01-01").value(), parse_date("2016-01-01").value()).at(0),
                    key(tam_di), key(district)};
  Time now = start_of(parse_date("2015-04-02").value());
  ReportState state;
  std::vector<history::v1::ReportEvent> history;
  Cast cast;

  std::string act(const Somebody& who, const ReportCommand& command) {
    std::vector<Acting> hats;
    for (const auto& hat : standings_of(who.viewer, directory(), local_date(now))) hats.push_back(hat.acting);
    auto event = decide_as(state, command, {report, directory(), who.id(), {}, now}, hats);
    if (!event) {
      expect_both_languages(event.error());
      return std::string(event.error().reason);
    }
    evolve(state, *event);
    history.push_back(std::move(*event));
    return "";
  }
  void drafted() { EXPECT_EQ(act(cast.officer, SaveReportDraft{"hai vụ bạo lực", {}}), ""); }
  void handed_over() {
    drafted();
    v1::ReportFigure figure;
    figure.set_key("cases");
    figure.set_count(2);
    EXPECT_EQ(act(cast.chairman, SignReport{{figure}}), "");
  }
};

TEST(Report, IsDraftedByAnOfficerSignedByTheChairmanAndAcceptedByTheLevelAbove) {
  ReportStory s;
  EXPECT_EQ(s.state.state, v1::REPORT_STATE_OWED);
  s.handed_over();
  EXPECT_EQ(s.state.state, v1::REPORT_STATE_SIGNED);
  EXPECT_EQ(s.act(s.cast.district_chairman, AcceptReport{}), "");
  EXPECT_EQ(s.state.state, v1::REPORT_STATE_ACCEPTED);
  EXPECT_EQ(s.state.version, 3U);
  EXPECT_EQ(s.state.signed_as->figures(0).count(), 2U);
  EXPECT_EQ(s.state.signed_as->narrative(), "hai vụ bạo lực");
}

TEST(Report, IsOfItsOwnOfficeAloneAndAnsweredOnlyByTheOneThatGetsIt) {
  ReportStory s;
  EXPECT_EQ(s.act(s.cast.neighbour_officer, SaveReportDraft{}), "report_elsewhere");
  EXPECT_EQ(s.act(s.cast.chairman, SaveReportDraft{}), "report_officer_drafts");
  s.drafted();
  EXPECT_EQ(s.act(s.cast.officer, SignReport{}), "report_chairman_signs");
  EXPECT_EQ(s.act(s.cast.neighbour_chairman, SignReport{}), "report_elsewhere");
  EXPECT_EQ(s.act(s.cast.chairman, AcceptReport{}), "report_elsewhere");
  EXPECT_EQ(s.act(s.cast.district_chairman, AcceptReport{}), "report_not_signed");
  EXPECT_EQ(s.act(s.cast.province_supervisor, ReturnReport{"x"}), "report_elsewhere");
}

TEST(Report, NobodySignsWhatTheyDrafted) {
  ReportStory s;
  const Somebody both{40, {{tam_di, rec::ROLE_OFFICER}, {tam_di, rec::ROLE_CHAIRMAN}}};
  EXPECT_EQ(s.act(both, SaveReportDraft{"tự soạn", {}}), "");
  std::vector<Acting> chairman{{key(tam_di), rec::ROLE_CHAIRMAN, {}}};
  const auto own = decide_as(s.state, SignReport{}, {s.report, directory(), both.id(), {}, s.now}, chairman);
  ASSERT_FALSE(own);
  EXPECT_EQ(own.error().reason, "report_own_draft");
  EXPECT_EQ(s.act(s.cast.chairman, SignReport{}), "");
}

TEST(Report, IsSignedOnlyOnceItsPeriodIsOverAndSomethingIsWritten) {
  ReportStory s;
  EXPECT_EQ(s.act(s.cast.chairman, SignReport{}), "report_not_drafted");
  s.drafted();
  s.now = start_of(parse_date("2015-04-01").value()) - Duration{1};
  EXPECT_EQ(s.act(s.cast.chairman, SignReport{}), "report_period_runs");
  s.now = start_of(parse_date("2015-04-01").value());
  EXPECT_EQ(s.act(s.cast.chairman, SignReport{}), "");
  s.now = start_of(parse_date("2014-09-30").value());
  ReportStory early;
  early.now = s.now;
  EXPECT_EQ(early.act(early.cast.officer, SaveReportDraft{}), "report_not_begun");
}

TEST(Report, ThatWasReturnedIsWrittenAnewBeforeItIsSignedAgain) {
  ReportStory s;
  s.handed_over();
  EXPECT_EQ(s.act(s.cast.officer, SaveReportDraft{}), "report_signed");
  EXPECT_EQ(s.act(s.cast.district_supervisor, ReturnReport{"thiếu số liệu quý I"}), "");
  EXPECT_EQ(s.state.state, v1::REPORT_STATE_RETURNED);
  EXPECT_EQ(s.state.narrative, "hai vụ bạo lực") << "what was written is not lost";
  EXPECT_EQ(s.act(s.cast.chairman, SignReport{}), "report_not_drafted");
  s.handed_over();
  EXPECT_EQ(s.act(s.cast.district_supervisor, AcceptReport{}), "");
  EXPECT_EQ(s.act(s.cast.district_supervisor, ReturnReport{"x"}), "report_accepted");
  EXPECT_EQ(s.act(s.cast.officer, SaveReportDraft{}), "report_accepted");
}

TEST(Report, CorrectionsAreOfItsOwnFiguresEachOnce) {
  ReportStory s;
  const auto cases = correction(v1::DIMENSION_UNSPECIFIED, "cases", 3);
  const auto girls = correction(v1::DIMENSION_CASE_SEX, "2", 2);
  EXPECT_EQ(s.act(s.cast.officer, SaveReportDraft{"", {correction(v1::DIMENSION_CASE_RISK, "1", 2)}}),
            "report_correction_unknown");
  EXPECT_EQ(
      s.act(s.cast.officer, SaveReportDraft{"", {correction(v1::DIMENSION_UNSPECIFIED, "children", 2)}}),
      "report_correction_unknown");
  EXPECT_EQ(s.act(s.cast.officer, SaveReportDraft{"", {cases, cases}}), "report_correction_twice");
  EXPECT_EQ(s.act(s.cast.officer, SaveReportDraft{"", {cases, girls}}), "");
  EXPECT_EQ(s.act(s.cast.chairman, SignReport{}), "");
  EXPECT_THAT(s.state.signed_as->corrections(), SizeIs(2));
}

TEST(Report, IsLateFromItsDayOnUnlessItWasSignedBefore) {
  ReportStory s;
  const auto due = s.report.span.due();
  EXPECT_FALSE(is_late(s.state, due, due - Duration{1}));
  EXPECT_TRUE(is_late(s.state, due, due));
  s.handed_over();
  EXPECT_FALSE(is_late(s.state, due, due + Duration{1}));
  EXPECT_EQ(s.act(s.cast.district_chairman, ReturnReport{"thiếu"}), "");
  EXPECT_TRUE(is_late(s.state, due, due)) << "nothing is handed over now";
  s.now = due + std::chrono::hours{1};
  s.handed_over();
  EXPECT_FALSE(is_late(s.state, due, s.now)) << "it was signed in time at first";
  ReportStory late;
  late.now = due;
  late.handed_over();
  EXPECT_TRUE(is_late(late.state, due, late.now));
}

TEST(Report, AfterAMergerWhoFollowsTheOfficeAnswersForWhatItOwed) {
  ReportStory s;
  s.now = start_of(parse_date("2025-07-02").value());
  const Somebody officer{50, {{"07462@2025-07-01", rec::ROLE_OFFICER}}};
  const Somebody chairman{51, {{"07462@2025-07-01", rec::ROLE_CHAIRMAN}}};
  const Somebody province_now{52, {{"24@2025-07-01", rec::ROLE_SUPERVISOR}}};
  EXPECT_EQ(s.act(officer, SaveReportDraft{"nộp muộn", {}}), "");
  EXPECT_EQ(s.act(chairman, SignReport{}), "");
  EXPECT_EQ(s.act(province_now, AcceptReport{}), "") << "the district ended";
}

TEST(ReportLadder, StepsComeAtTheTimesOfTheRuleAndEachIsTakenOnceWhileNobodyHandedItOver) {
  ReportStory s;
  const auto steps = steps_of(s.duty, s.report.span);
  ASSERT_THAT(steps, SizeIs(4));
  EXPECT_EQ(steps[0].at, start_of(parse_date("2015-04-10").value()));
  EXPECT_EQ(steps[1].at, start_of(parse_date("2015-04-20").value()));
  EXPECT_EQ(steps[2].at, start_of(parse_date("2015-04-23").value()));
  EXPECT_EQ(steps[3].at, start_of(parse_date("2015-04-27").value()));
  EXPECT_TRUE(wants_step(s.state, his::REPORT_STEP_REMINDED));
  evolve(s.state, step_taken(s.report, steps[0], {rec::LADDER_RUNG_DUTY, key(tam_di), {}}, steps[0].at));
  EXPECT_FALSE(wants_step(s.state, his::REPORT_STEP_REMINDED));
  EXPECT_TRUE(wants_step(s.state, his::REPORT_STEP_CHAIRMAN));
  EXPECT_EQ(s.state.version, 0U) << "no act of a person";
  s.handed_over();
  EXPECT_FALSE(wants_step(s.state, his::REPORT_STEP_CHAIRMAN));
}

TEST(ReportLadder, AStepThatTheRuleDoesNotGiveIsNotThere) {
  auto duty = half_year();
  duty.mutable_steps()->clear_above_after();
  duty.mutable_steps()->clear_call_after();
  EXPECT_THAT(steps_of(duty, ReportStory().report.span), SizeIs(2));
}

/// Who is told at each step that comes, where these people are registered.
std::vector<std::string> climbed(std::vector<Registered> people, const std::string& reached = {}) {
  ReportStory s;
  std::vector<std::string> told;
  for (const auto& step : steps_of(s.duty, s.report.span)) {
    const auto on = local_date(step.at);
    const Roster roster(directory(), on, people, {}, {});
    const ReportDay day{roster, directory(), [&](const Unit& unit) { return unit.key.text() == reached; },
                        step.at};
    const auto to =
        wants_step(s.state, step.step) ? address(s.report, s.state, step.step, day) : std::nullopt;
    if (!to) {
      told.emplace_back("nobody");
      continue;
    }
    told.push_back(rec::LadderRung_Name(to->rung).substr(12) + " " + to->unit.text());
    evolve(s.state, step_taken(s.report, step, *to, step.at));
  }
  return told;
}

Registered somebody(std::uint64_t number, std::string_view unit, rec::Role role) {
  return {id<PersonId>(number), {{key(unit), role}}};
}

TEST(ReportLadder, ClimbsFromTheOfficeToWhoSignsToTheLevelAboveToTheCallList) {
  const std::string commune{tam_di}, above{district}, hotline{helpline};
  EXPECT_THAT(
      climbed({somebody(1, tam_di, rec::ROLE_OFFICER), somebody(2, tam_di, rec::ROLE_CHAIRMAN),
               somebody(3, district, rec::ROLE_SUPERVISOR)}),
      ElementsAre("DUTY " + commune, "CHAIRMAN " + commune, "ABOVE " + above, "CALL_LIST " + hotline));
}

TEST(ReportLadder, ALevelWithNobodyIsLeftOutAndAllThatFollowComeEarlier) {
  const std::string commune{tam_di}, above{district}, hotline{helpline};
  EXPECT_THAT(climbed({somebody(1, tam_di, rec::ROLE_OFFICER), somebody(3, district, rec::ROLE_SUPERVISOR)}),
              ElementsAre("DUTY " + commune, "ABOVE " + above, "CALL_LIST " + hotline, "nobody"))
      << "no chairman";
  EXPECT_THAT(climbed({somebody(2, tam_di, rec::ROLE_CHAIRMAN)}),
              ElementsAre("DUTY " + commune, "CHAIRMAN " + commune, "CALL_LIST " + hotline, "nobody"))
      << "nobody above";
  EXPECT_THAT(climbed({}, commune),
              ElementsAre("DUTY " + commune, "CALL_LIST " + hotline, "nobody", "nobody"))
      << "reached by a message alone";
}

TEST(ReportLadder, NobodyButTheOfficeIsToldBeforeItIsLate) {
  EXPECT_THAT(climbed({somebody(3, district, rec::ROLE_SUPERVISOR)}),
              ElementsAre("nobody", "ABOVE " + std::string{district}, "CALL_LIST " + std::string{helpline},
                          "nobody"));
  EXPECT_THAT(climbed({}), ElementsAre("nobody", "CALL_LIST " + std::string{helpline}, "nobody", "nobody"));
}

TEST(ReportLadder, WhatEarlierVersionsTookIsNotTakenAgain) {
  ReportStory s;
  his::ReportEvent late;
  late.mutable_step_taken()->set_step(his::REPORT_STEP_LATE);
  evolve(s.state, late);
  EXPECT_FALSE(wants_step(s.state, his::REPORT_STEP_CHAIRMAN));
  EXPECT_TRUE(wants_step(s.state, his::REPORT_STEP_ABOVE));
  EXPECT_EQ(s.state.highest, rec::LADDER_RUNG_CHAIRMAN);
}

/// On the call list since its last step.
ReportStory on_the_list() {
  ReportStory s;
  const auto step = steps_of(s.duty, s.report.span).back();
  s.now = step.at;
  s.history.push_back(step_taken(s.report, step, {rec::LADDER_RUNG_CALL_LIST, key(helpline), {}}, s.now));
  evolve(s.state, s.history.back());
  return s;
}

TEST(ReportCalls, AreRecordedOnlyWhileItStandsOnTheListAndChangeNothingOfTheReport) {
  auto s = on_the_list();
  s.duty = half_year();
  s.report.duty = &s.duty;  // of this story, not of the one that it was moved from
  RecordReportCall call;
  call.attempt.set_result(rec::CALL_RESULT_NO_ANSWER);
  call.attempt.set_unit(std::string{tam_di});
  EXPECT_EQ(s.act(s.cast.caller_taker, call), "");
  EXPECT_EQ(s.state.calls, 1U);
  EXPECT_EQ(time_of(s.state.last_call->at()), s.now) << "now, where no time was given";
  EXPECT_EQ(s.state.version, 0U);
  EXPECT_EQ(s.state.state, v1::REPORT_STATE_OWED);
  auto wrong = call;
  *wrong.attempt.mutable_at() = timestamp_of(s.now + Duration{1});
  EXPECT_EQ(s.act(s.cast.caller_taker, wrong), "fields_invalid");
  wrong = call;
  wrong.attempt.set_unit("99999@2015-01-01");
  EXPECT_EQ(s.act(s.cast.caller_taker, wrong), "fields_invalid");
  wrong = call;
  wrong.attempt.add_confirms(rec::DUTY_ANSWER_CHILD_SEEN);
  EXPECT_EQ(s.act(s.cast.caller_taker, wrong), "fields_invalid");
  s.handed_over();
  EXPECT_EQ(s.act(s.cast.caller_taker, call), "report_not_on_call_list");
}

TEST(ReportCalls, OnlySigningTakesAReportOffTheListAndAReturnDoesNotPutItBack) {
  auto s = on_the_list();
  s.duty = half_year();
  s.report.duty = &s.duty;
  rec::StoredReportCalls list;
  const auto told = [&] {
    list.Clear();
    for (const auto& event : s.history) evolve(list, event);
    EXPECT_EQ(s.state.call_since.has_value(), list.calls_size() == 1);
    return list.calls_size();
  };
  EXPECT_EQ(told(), 1);
  s.now += std::chrono::hours{24 * 300};
  s.drafted();
  EXPECT_EQ(told(), 1) << "no time and no draft takes it off";
  s.handed_over();
  EXPECT_EQ(told(), 0);
  EXPECT_EQ(s.act(s.cast.district_supervisor, ReturnReport{"thiếu"}), "");
  EXPECT_EQ(told(), 0);
}

TEST(ReportLadder, ACauseNamesItsStepAndNoOtherWordIsOne) {
  ReportStory s;
  const auto cause = cause_of(s.report, his::REPORT_STEP_ABOVE, rec::LADDER_RUNG_CALL_LIST);
  EXPECT_LE(cause.size(), 120U);
  const auto read = report_cause(cause);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->duty, "half-year");
  EXPECT_EQ(read->unit, key(tam_di));
  EXPECT_EQ(read->first_day, s.report.span.first);
  EXPECT_EQ(read->step, his::REPORT_STEP_ABOVE);
  EXPECT_EQ(read->rung, rec::LADDER_RUNG_CALL_LIST);
  for (const auto* other : {"", "report", "ladder 1 1 0 2", "referral:x", "report half-year x 2015-01-01 1 1",
                            "report half-year 07456@2004-07-08 2015-01-01 99 1"})
    EXPECT_FALSE(report_cause(other)) << other;
}

}  // namespace
}  // namespace hotline::test
