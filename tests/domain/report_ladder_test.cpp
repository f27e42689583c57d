// Who is told of a report that nobody signed, and when; what a return makes of that; and calls about one that
// is late for long.
#include "domain/report_ladder.h"

#include <gmock/gmock.h>

#include "domain/case_time.h"
#include "domain/report_story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
namespace his = history::v1;
using testing::ElementsAre;
using testing::SizeIs;

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

/// "2015-04-20 CHAIRMAN", of the steps that are still to be taken.
std::vector<std::string> still_to_come(const ReportStory& s) {
  std::vector<std::string> out;
  for (const auto& step : steps_of(s.duty, s.report.span, s.state.returned_at))
    if (wants_step(s.state, s.report, step))
      out.push_back(date_text(local_date(step.at)) + " " + his::ReportStep_Name(step.step).substr(12));
  return out;
}

TEST(ReportLadder, OfAReportReturnedWhenItWasLateStartsAgainFromTheReturn) {
  ReportStory s;
  for (const auto& step : steps_of(s.duty, s.report.span))
    if (step.step != his::REPORT_STEP_CALL_LIST)
      evolve(s.state, step_taken(s.report, step, {rec::LADDER_RUNG_ABOVE, key(district), {}}, step.at));
  s.now = start_of(parse_date("2015-04-24").value());
  s.handed_over();
  EXPECT_THAT(still_to_come(s), ElementsAre());
  s.now = start_of(parse_date("2015-04-26").value());
  EXPECT_EQ(s.act(s.cast.district_supervisor, ReturnReport{"thiếu"}), "");
  EXPECT_THAT(still_to_come(s),
              ElementsAre("2015-04-26 CHAIRMAN", "2015-04-29 ABOVE", "2015-05-03 CALL_LIST"));
  evolve(s.state, step_taken(s.report, {his::REPORT_STEP_RETURNED, s.now},
                             {rec::LADDER_RUNG_CHAIRMAN, key(tam_di), {}}, s.now));
  EXPECT_EQ(s.state.highest, rec::LADDER_RUNG_UNSPECIFIED) << "that is no step of the ladder";
  EXPECT_THAT(still_to_come(s), SizeIs(3));
  const auto of_the_rule = steps_of(s.duty, s.report.span).back();
  EXPECT_FALSE(wants_step(s.state, s.report, of_the_rule)) << "27 April counts no more";
  const auto again = steps_of(s.duty, s.report.span, s.state.returned_at);
  evolve(s.state, step_taken(s.report, again[0], {rec::LADDER_RUNG_CHAIRMAN, key(tam_di), {}}, s.now));
  EXPECT_THAT(still_to_come(s), ElementsAre("2015-04-29 ABOVE", "2015-05-03 CALL_LIST")) << "each once";
  s.drafted();
  EXPECT_THAT(still_to_come(s), SizeIs(2)) << "a draft is not handed over";
  EXPECT_EQ(s.act(s.cast.chairman, SignReport{}), "");
  EXPECT_THAT(still_to_come(s), ElementsAre());
}

TEST(ReportLadder, OfAReportReturnedInTimeIsThatOfTheRuleWithoutWhatCameBefore) {
  ReportStory s;
  s.handed_over();
  s.now = start_of(parse_date("2015-04-12").value());
  EXPECT_EQ(s.act(s.cast.district_supervisor, ReturnReport{"thiếu"}), "");
  EXPECT_THAT(still_to_come(s),
              ElementsAre("2015-04-20 CHAIRMAN", "2015-04-23 ABOVE", "2015-04-27 CALL_LIST"));
}

TEST(ReportLadder, AReturnIsToldToTheOfficeThatOwesItAndToNobodyElse) {
  ReportStory s;
  const auto told = [&](std::vector<Registered> people) {
    const Roster roster(directory(), local_date(s.now), people, {}, {});
    const auto to =
        address_of_return(s.report, {roster, directory(), [](const Unit&) { return false; }, s.now});
    return to ? rec::LadderRung_Name(to->rung).substr(12) + " " + to->unit.text() : "nobody";
  };
  const std::string commune{tam_di};
  const Registered above{id<PersonId>(3), {{key(district), rec::ROLE_SUPERVISOR}}};
  EXPECT_EQ(told({{id<PersonId>(1), {{key(tam_di), rec::ROLE_OFFICER}}}, above}), "DUTY " + commune);
  EXPECT_EQ(told({above}), "nobody");
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
    EXPECT_EQ(s.state.returned_at.has_value(), list.returned_size() == 1);
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
  EXPECT_EQ(list.returned_size(), 1) << "its ladder starts again";
  s.handed_over();
  EXPECT_EQ(told(), 0);
  EXPECT_EQ(list.returned_size(), 0);
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
