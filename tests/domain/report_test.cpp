// A report from the draft to its acceptance: who may do what, and what each act makes of it.
#include <gmock/gmock.h>

#include "domain/case_time.h"
#include "domain/report_story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using testing::SizeIs;

v1::ReportCorrection correction(v1::Dimension dimension, const std::string& key, std::uint32_t count) {
  v1::ReportCorrection out;
  out.set_dimension(dimension);
  out.set_key(key);
  out.set_count(count);
  out.set_reason("ghi trùng sổ giấy");
  return out;
}

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

TEST(Report, IsNotSignedByWhoWroteAnyDraftOfItAlsoWhereAColleagueSavedItOnceMore) {
  ReportStory s;
  const Somebody deputy{40, {{tam_di, rec::ROLE_OFFICER}, {tam_di, rec::ROLE_CHAIRMAN}}};
  EXPECT_EQ(s.act(deputy, SaveReportDraft{"tự soạn", {}}), "");
  EXPECT_EQ(s.act(s.cast.officer, SaveReportDraft{"tự soạn", {}}), "");
  std::vector<Acting> chairman{{key(tam_di), rec::ROLE_CHAIRMAN, {}}};
  const ReportContext as_deputy{s.report, directory(), deputy.id(), {}, s.now};
  const auto own = decide_as(s.state, SignReport{}, as_deputy, chairman);
  ASSERT_FALSE(own);
  EXPECT_EQ(own.error().reason, "report_own_draft");
  EXPECT_EQ(s.act(s.cast.chairman, SignReport{}), "");
  // Written anew by the officer alone: nothing of it is the deputy's.
  EXPECT_EQ(s.act(s.cast.district_supervisor, ReturnReport{"thiếu"}), "");
  EXPECT_EQ(s.act(s.cast.officer, SaveReportDraft{"viết lại", {}}), "");
  EXPECT_TRUE(decide_as(s.state, SignReport{}, as_deputy, chairman));
}

TEST(Report, IsNeitherAcceptedNorReturnedByWhoSignedItUnderWhateverHat) {
  ReportStory s;
  s.drafted();
  const Somebody both{40, {{tam_di, rec::ROLE_CHAIRMAN}, {district, rec::ROLE_SUPERVISOR}}};
  EXPECT_EQ(s.act(both, SignReport{}), "");
  EXPECT_EQ(s.act(both, AcceptReport{}), "report_own_signature");
  EXPECT_EQ(s.act(both, ReturnReport{"x"}), "report_own_signature");
  EXPECT_EQ(s.act(s.cast.district_supervisor, AcceptReport{}), "");
}

TEST(Report, IsNotAnsweredByTheChairmanForWhomADeputySignedIt) {
  ReportStory s;
  s.drafted();
  const Somebody chairman{41, {{tam_di, rec::ROLE_CHAIRMAN}, {district, rec::ROLE_SUPERVISOR}}};
  const std::vector<Acting> deputy{{key(tam_di), rec::ROLE_CHAIRMAN, chairman.id()}};
  const Somebody someone{42, {}};
  auto signature = decide_as(s.state, SignReport{}, {s.report, directory(), someone.id(), {}, s.now}, deputy);
  ASSERT_TRUE(signature);
  evolve(s.state, *signature);
  EXPECT_EQ(s.act(chairman, AcceptReport{}), "report_own_signature");
  EXPECT_EQ(s.act(chairman, ReturnReport{"x"}), "report_own_signature");
}

TEST(Report, AfterAMergerTheOfficeThatOwesItAndGetsItStillNeedsTwoPeople) {
  ReportStory s;
  s.duty.set_level("district");
  s.duty.set_to_level("province");
  s.report.unit = key(district);
  s.report.to = key(province);
  s.now = start_of(parse_date("2025-07-02").value());
  const Somebody officer{50, {{"24@2025-07-01", rec::ROLE_OFFICER}}};
  const Somebody chairman{51, {{"24@2025-07-01", rec::ROLE_CHAIRMAN}}};
  const Somebody supervisor{52, {{"24@2025-07-01", rec::ROLE_SUPERVISOR}}};
  EXPECT_EQ(s.act(officer, SaveReportDraft{"nộp thay huyện", {}}), "");
  EXPECT_EQ(s.act(chairman, SignReport{}), "");
  EXPECT_EQ(s.act(chairman, AcceptReport{}), "report_own_signature");
  EXPECT_EQ(s.act(supervisor, AcceptReport{}), "");
}

TEST(Report, ThatNobodyInTheServiceGetsIsReturnedByAnotherSupervisorOfItsOfficeAndAcceptedByNobody) {
  ReportStory s;
  s.duty.set_level("helpline");
  s.duty.set_to_level("ministry");
  s.report.unit = key(helpline);
  s.report.to.reset();
  const Somebody writer{60, {{helpline, rec::ROLE_SUPERVISOR}}},
      signer{61, {{helpline, rec::ROLE_SUPERVISOR}}};
  EXPECT_EQ(s.act(writer, SaveReportDraft{"tháng ba", {}}), "");
  EXPECT_EQ(s.act(writer, ReturnReport{"x"}), "report_not_signed");
  EXPECT_EQ(s.act(signer, SignReport{}), "");
  EXPECT_EQ(s.act(writer, SaveReportDraft{"sửa", {}}), "report_signed");
  EXPECT_EQ(s.refused->text.en.find("level above"), std::string_view::npos) << "there is none";
  EXPECT_EQ(s.act(signer, ReturnReport{"sai số"}), "report_own_signature");
  EXPECT_EQ(s.act(s.cast.caller_taker, ReturnReport{"sai số"}), "report_elsewhere");
  EXPECT_EQ(s.act(s.cast.province_supervisor, ReturnReport{"sai số"}), "report_elsewhere");
  EXPECT_EQ(s.act(writer, AcceptReport{}), "report_elsewhere");
  EXPECT_EQ(s.act(writer, ReturnReport{"sai số"}), "");
  EXPECT_EQ(s.act(writer, SaveReportDraft{"sửa", {}}), "");
  EXPECT_EQ(s.act(signer, SignReport{}), "");
}

TEST(Report, ThatSomebodyGetsIsNotReturnedByItsOwnOffice) {
  ReportStory s;
  s.handed_over();
  const Somebody own{62, {{tam_di, rec::ROLE_SUPERVISOR}}};
  EXPECT_EQ(s.act(own, ReturnReport{"x"}), "report_elsewhere");
  EXPECT_EQ(s.act(s.cast.officer, SaveReportDraft{}), "report_signed");
  EXPECT_NE(s.refused->text.en.find("level above"), std::string_view::npos);
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

TEST(Report, ACorrectionIsOfAKeyThatItsFigureCanHaveAndTheRefusalNamesTheField) {
  ReportStory s;
  s.duty.add_figures("case-setting");
  s.duty.add_figures("case-age-band");
  auto& list = s.lists.emplace_back();
  list.set_list("setting");
  list.add_items()->set_code("school");
  const auto good = correction(v1::DIMENSION_CASE_SEX, "2", 2);
  const auto refused = [&](v1::Dimension dimension, const std::string& key) {
    const auto reason = s.act(s.cast.officer, SaveReportDraft{"", {good, correction(dimension, key, 3)}});
    if (reason.empty()) return std::string("taken");
    return reason + " " + (s.refused->fields.empty() ? "" : s.refused->fields[0].path);
  };
  const std::string unknown_key = "report_correction_unknown corrections[1].key";
  EXPECT_EQ(refused(v1::DIMENSION_CASE_SEX, "SEX_FEMALE"), unknown_key) << "the name is not the key";
  EXPECT_EQ(refused(v1::DIMENSION_CASE_SEX, "99999999999"), unknown_key);
  EXPECT_EQ(refused(v1::DIMENSION_CASE_AGE_BAND, "Nguyễn Văn A, 9 tuổi"), unknown_key);
  EXPECT_EQ(refused(v1::DIMENSION_CASE_SETTING, "Nguyễn Văn A, 9 tuổi"), unknown_key);
  EXPECT_EQ(refused(v1::DIMENSION_UNSPECIFIED, "children"), unknown_key);
  EXPECT_EQ(refused(v1::DIMENSION_CASE_RISK, "1"), "report_correction_unknown corrections[1].dimension");
  EXPECT_EQ(refused(v1::DIMENSION_CASE_SEX, "2"), "report_correction_twice corrections[1].key");
  EXPECT_EQ(refused(v1::DIMENSION_CASE_SETTING, "school"), "taken");
  EXPECT_EQ(refused(v1::DIMENSION_CASE_SETTING, "none"), "taken") << "those without a code";
  EXPECT_EQ(refused(v1::DIMENSION_UNSPECIFIED, "contacts"), "taken");
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

}  // namespace
}  // namespace hotline::test
