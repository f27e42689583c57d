// A report from the draft to its acceptance: who may do what, and what each act makes of it.
#include "domain/report.h"

#include <gmock/gmock.h>

#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
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
  duty.set_remind_days_before(10);
  duty.set_above_days_after(3);
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

TEST(Report, StepsAreTakenOnceAndOnlyWhileNobodyHandedItOver) {
  ReportStory s;
  const auto steps = steps_of(s.duty, s.report.span);
  ASSERT_THAT(steps, SizeIs(3));
  EXPECT_EQ(steps[0].at, start_of(parse_date("2015-04-10").value()));
  EXPECT_EQ(steps[1].at, start_of(parse_date("2015-04-20").value()));
  EXPECT_EQ(steps[2].at, start_of(parse_date("2015-04-23").value()));
  EXPECT_TRUE(wants_step(s.state, history::v1::REPORT_STEP_REMINDED));
  history::v1::ReportEvent told;
  told.mutable_step_taken()->set_step(history::v1::REPORT_STEP_REMINDED);
  evolve(s.state, told);
  EXPECT_FALSE(wants_step(s.state, history::v1::REPORT_STEP_REMINDED));
  EXPECT_TRUE(wants_step(s.state, history::v1::REPORT_STEP_LATE));
  EXPECT_EQ(s.state.version, 0U) << "no act of a person";
  s.handed_over();
  EXPECT_FALSE(wants_step(s.state, history::v1::REPORT_STEP_LATE));
}

}  // namespace
}  // namespace hotline::test
