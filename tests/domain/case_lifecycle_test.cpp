#include <gmock/gmock.h>

#include "domain/case_time.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using testing::Contains, testing::ElementsAre, testing::IsEmpty, testing::Not;

TEST(Lifecycle, RunsFromTheCallToTheClosedCase) {
  Story s;
  s.referred();
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_REFERRED);
  EXPECT_EQ(s.state.responsible, key(helpline));
  EXPECT_EQ(s.state.pending->to, key(tam_di));
  EXPECT_EQ(s.state.number, "2015-000001");
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_ACCEPTED);
  EXPECT_EQ(s.state.responsible, key(tam_di));
  s.must(s.cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_HIGH)});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_ASSESSING);
  s.must(s.cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_SPECIFIC, rec::RISK_HIGH)});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_PLANNING);
  s.must(s.cast.officer, SubmitPlan{plan()});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_AWAITING_APPROVAL);
  s.must(s.cast.chairman, ApprovePlan{});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_IN_PROGRESS);
  rec::Action action;
  action.set_what("đã đưa trẻ về bà ngoại");
  action.set_plan_carried_out(true);
  s.must(s.cast.officer, RecordAction{action});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_REVIEWING);
  s.must(s.cast.officer, RecordReview{review(true, true)});
  s.must(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "Quyết định 12"});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_CLOSED);
  EXPECT_EQ(s.state.version, s.history.size());
}

TEST(Lifecycle, AnIntakeOfTheResponsibleUnitItselfIsAcceptedAtOnce) {
  Story s;
  s.must(s.cast.officer, open_case(tam_di));
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_ACCEPTED);
  EXPECT_EQ(s.state.responsible, key(tam_di));
  EXPECT_FALSE(s.state.pending);
  EXPECT_EQ(s.history.size(), 1U);
}

TEST(Lifecycle, AnIntakeWithoutAnyPlaceStaysWithTheHelplineForSorting) {
  Story s;
  s.must(s.cast.caller_taker, open_case(""));
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_RECEIVED);
  EXPECT_EQ(s.state.responsible, key(helpline));
  s.must(s.cast.other_operator, RerouteReferral{key(tam_di), "đã rõ nơi xảy ra"});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_REFERRED);
  EXPECT_EQ(s.state.pending->to, key(tam_di));
}

TEST(Lifecycle, AnIntakeFromPaperCountsFromTheSheet) {
  Story s;
  auto open = open_case();
  *open.contact.mutable_received_at() = timestamp_of(s.now - std::chrono::hours{9});
  s.must(s.cast.caller_taker, open);
  EXPECT_EQ(s.state.received_at, s.now - std::chrono::hours{9});
  EXPECT_EQ(s.state.recorded_at, s.now);
}

TEST(Lifecycle, AFailedReviewAsksForANewPlan) {
  Story s;
  s.in_progress();
  s.must(s.cast.officer, RecordReview{review(true, false)});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_PLANNING);
  s.must(s.cast.officer, SubmitPlan{plan()});
  EXPECT_EQ(s.state.plan->number, 2U);
}

TEST(Lifecycle, AReturnedPlanIsWrittenAgain) {
  Story s;
  s.awaiting_approval();
  s.must(s.cast.chairman, ReturnPlan{"thiếu người thực hiện"});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_PLANNING);
}

TEST(Lifecycle, AReopenedCaseIsPlannedAnewByTheSameUnit) {
  Story s;
  s.closed();
  s.must(s.cast.caller_taker, ReopenCase{"người báo tin gọi lại"});
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_PLANNING);
  EXPECT_EQ(s.state.responsible, key(tam_di));
  EXPECT_EQ(s.state.closing, rec::CLOSING_UNSPECIFIED);
}

TEST(Lifecycle, AnUnfoundedCaseIsClosedFromTheAssessment) {
  Story s;
  s.assessing();
  s.must(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "xác minh: không có"});
  EXPECT_EQ(s.state.closing, rec::CLOSING_UNFOUNDED);
}

TEST(Lifecycle, ASecondContactRaisesTheRiskAndNeverLowersIt) {
  Story s;
  s.referred();
  EXPECT_FALSE(s.state.emergency);
  auto grave = intervention();
  grave.mutable_intake()->mutable_triage()->set_life_threatened(rec::ANSWER_YES);
  s.must(s.cast.other_operator, AddContact{id<ContactId>(78), grave});
  EXPECT_TRUE(s.state.emergency);
  EXPECT_EQ(s.state.risk, rec::RISK_HIGH);
  s.must(s.cast.other_operator, AddContact{id<ContactId>(79), intervention()});
  EXPECT_TRUE(s.state.emergency);
  EXPECT_EQ(s.state.risk, rec::RISK_HIGH);
  EXPECT_EQ(s.state.authors.size(), 3U);
}

TEST(Lifecycle, ASecondInformantIsNotMixedIntoTheFirst) {
  Story s;
  s.referred();
  auto second = intervention();
  second.mutable_informant()->set_name("thầy giáo");
  second.mutable_informant()->set_address("trường xã");
  s.must(s.cast.other_operator, AddContact{id<ContactId>(78), second});
  EXPECT_EQ(s.state.informant.name(), "chị Hoa");
  EXPECT_EQ(s.state.informant.address(), "");
}

TEST(Lifecycle, AContactAfterTheReviewAsksForAnotherReview) {
  Story s;
  s.reviewing();
  s.must(s.cast.officer, AddContact{id<ContactId>(78), intervention()});
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "x"}), "review_missing");
  s.must(s.cast.officer, RecordReview{review(true, true)});
  s.must(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "x"});
}

TEST(Lifecycle, AnAmendmentReplacesWhatItNamesAndKeepsTheRest) {
  Story s;
  s.accepted();
  AmendIntake amend{rec::Intake{}, {}, "hỏi lại"};
  amend.intake->mutable_child()->set_name("Bé C");
  amend.intake->mutable_incident()->set_unit(std::string{bao_son});
  amend.intake->add_abuse_types(rec::ABUSE_TYPE_NEGLECT);
  s.must(s.cast.officer, amend);
  EXPECT_EQ(s.state.intake.child().name(), "Bé C");
  EXPECT_EQ(s.state.intake.child().estimated_age(), 8);
  EXPECT_EQ(s.state.intake.incident().detail(), "") << "the hamlet of one commune is not in another";
  EXPECT_THAT(s.state.intake.abuse_types(), ElementsAre(rec::ABUSE_TYPE_NEGLECT));
  EXPECT_EQ(s.history.front().opened().contact().intake().child().name(), "Bé A") << "what was there stays";
}

TEST(Lifecycle, AnAmendmentThatTellsOfGraveDangerMakesAnEmergencyOnce) {
  Story s;
  s.accepted();
  AmendIntake amend{rec::Intake{}, {}, "hỏi lại"};
  amend.intake->add_abuse_types(rec::ABUSE_TYPE_SEXUAL);
  s.must(s.cast.officer, amend);
  EXPECT_TRUE(s.state.emergency);
  ASSERT_EQ(s.state.marks.emergencies.size(), 1U);
  EXPECT_EQ(s.state.marks.emergencies[0].mark.started, s.now);
  s.must(s.cast.officer, StartEmergencyMeasures{[] {
           rec::EmergencyMeasures measures;
           measures.set_measure(rec::MEASURE_PROTECT);
           return measures;
         }()});
  s.must(s.cast.chairman, EndEmergencyMeasures{"an toàn"});
  AmendIntake name{rec::Intake{}, {}, ""};
  name.intake->mutable_child()->set_name("Bé D");
  s.must(s.cast.officer, name);
  EXPECT_EQ(s.state.marks.emergencies.size(), 1U) << "a corrected name is no new danger";
}

TEST(Lifecycle, PlacesReplaceEachOtherWhole) {
  Story s;
  s.accepted();
  SetPlaces set;
  set.present.emplace().set_unit(std::string{bao_son});
  s.must(s.cast.officer, set);
  EXPECT_EQ(s.state.intake.present().unit(), bao_son);
  EXPECT_EQ(s.state.intake.incident().unit(), tam_di);
}

TEST(Lifecycle, ThePoliceAreInformedInParallel) {
  Story s;
  s.in_progress();
  s.must(s.cast.officer, InformPolice{"Công an huyện", ""});
  EXPECT_TRUE(s.state.police_informed);
  EXPECT_EQ(s.state.status, rec::CASE_STATUS_IN_PROGRESS);
}

TEST(Lifecycle, SeeingTheChildIsTheHighestProof) {
  Story s;
  s.referred();
  EXPECT_EQ(s.state.proof, rec::PROOF_LEVEL_QUEUED);
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_EQ(s.state.proof, rec::PROOF_LEVEL_ACCEPTED);
  auto seen = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
  seen.set_child_seen(true);
  seen.set_emergency(rec::ANSWER_NO);
  s.must(s.cast.officer, RecordAssessment{seen});
  EXPECT_EQ(s.state.proof, rec::PROOF_LEVEL_CHILD_SEEN);
}

TEST(Lifecycle, WhatIsPossibleIsWhatWouldBeDone) {
  Story s;
  s.referred();
  EXPECT_THAT(s.possible(s.cast.officer), Contains("AcceptReferral"));
  EXPECT_THAT(s.possible(s.cast.officer), Not(Contains("RecordAssessment")));
  EXPECT_THAT(s.possible(s.cast.neighbour_officer), IsEmpty());
  EXPECT_THAT(s.possible(s.cast.administrator), IsEmpty());
  s.must(s.cast.officer, AcceptReferral{s.waiting()});
  EXPECT_THAT(s.possible(s.cast.officer), Contains("RecordAssessment"));
  EXPECT_THAT(s.possible(s.cast.officer), Not(Contains("CloseCase")));
}

TEST(Lifecycle, TheAgeIsTheYoungestThatTheChildCanBe) {
  rec::Child child;
  const Date day = parse_date("2015-03-26").value();
  EXPECT_EQ(age_of(child, day), std::nullopt);
  child.set_estimated_age(9);
  EXPECT_EQ(age_of(child, day), 9);
  child.set_birth_date("2010-03-26");
  EXPECT_EQ(age_of(child, day), 5);
  child.set_birth_date("2010-03-27");
  EXPECT_EQ(age_of(child, day), 4);
  child.set_birth_date("2010-03");
  EXPECT_EQ(age_of(child, day), 4);
  child.set_birth_date("2010");
  EXPECT_EQ(age_of(child, day), 4);
}

}  // namespace
}  // namespace hotline::test
