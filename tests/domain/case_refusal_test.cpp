// Every refusal of an act by its stable reason.
#include <gmock/gmock.h>

#include "domain/case_contact.h"
#include "domain/case_time.h"
#include "domain/story.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

TEST(Refusal, AnActOnACaseThatIsNotThere) {
  const CaseState none;
  const Story s;
  const auto decision = decide(none, AddNote{"x"}, s.context(s.cast.officer));
  ASSERT_FALSE(decision);
  EXPECT_EQ(decision.error().code, Code::not_found);
}

TEST(Refusal, OpeningTwice) {
  Story s;
  s.referred();
  EXPECT_EQ(s.refusal(s.cast.caller_taker, open_case()), "case_exists");
}

TEST(Refusal, OpeningWithoutAnIntervention) {
  Story s;
  auto open = open_case();
  open.contact.set_contact_class(rec::CONTACT_CLASS_COUNSELLING);
  EXPECT_EQ(s.refusal(s.cast.caller_taker, open), "not_an_intervention");
}

TEST(Refusal, APlaceThatIsInNoList) {
  Story s;
  EXPECT_EQ(s.refusal(s.cast.caller_taker, open_case("99999@2004-07-08")), "unit_unknown");
  auto open = open_case();
  open.refer_to = key("99999@2004-07-08");
  EXPECT_EQ(s.refusal(s.cast.caller_taker, open), "unit_unknown");
}

TEST(Refusal, AcceptingWhatWaitsElsewhereOrNoMore) {
  Story s;
  s.referred();
  EXPECT_EQ(s.refusal(s.cast.officer, AcceptReferral{id<ReferralId>(1)}), "referral_replaced");
  EXPECT_EQ(s.refusal(s.cast.neighbour_officer, AcceptReferral{s.waiting()}), "not_permitted");
  const auto first = s.waiting();
  s.must(s.cast.caller_taker, RerouteReferral{key(bao_son), "nhầm xã"});
  EXPECT_EQ(s.refusal(s.cast.officer, AcceptReferral{first}), "not_permitted");
  EXPECT_EQ(s.refusal(s.cast.neighbour_officer, AcceptReferral{first}), "referral_replaced");
}

TEST(Refusal, TakingNoteOfWhatIsNotProminentOrTwice) {
  Story s;
  s.accepted();
  EXPECT_EQ(s.refusal(s.cast.district_officer, AcknowledgeProminent{}), "not_prominent");
  s.must(s.cast.officer, FlagProminent{rec::PROMINENT_REASON_DEATH, "x"});
  EXPECT_EQ(s.refusal(s.cast.officer, AcknowledgeProminent{}), "not_permitted");
  s.must(s.cast.district_officer, AcknowledgeProminent{});
  EXPECT_EQ(s.refusal(s.cast.district_supervisor, AcknowledgeProminent{}), "level_has_acknowledged");
  EXPECT_EQ(s.refusal(s.cast.other_operator, AcknowledgeProminent{}), "not_permitted");
}

TEST(Refusal, WorkBeforeAcceptance) {
  Story s;
  s.must(s.cast.district_officer, open_case(tam_di));  // responsible until the commune accepts
  const auto refused = s.refusal(s.cast.district_officer,
                                 RecordAssessment{assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW)});
  EXPECT_EQ(refused, "case_not_accepted");
  EXPECT_EQ(s.refusal(s.cast.district_officer, TransferCase{key(bao_son), "x"}), "case_not_accepted");
}

TEST(Refusal, ReroutingToWhereItIs) {
  Story s;
  s.referred();
  EXPECT_EQ(s.refusal(s.cast.caller_taker, RerouteReferral{key(tam_di), "x"}), "same_unit");
  EXPECT_EQ(s.refusal(s.cast.caller_taker, RerouteReferral{key(helpline), "x"}), "unit_is_responsible");
}

TEST(Refusal, ReroutingWhatWasAcceptedLongAgo) {
  Story s;
  s.in_progress();
  EXPECT_EQ(s.refusal(s.cast.district_supervisor, RerouteReferral{key(bao_son), "x"}), "no_referral_waits");
}

TEST(Refusal, TakingBackACaseThatOneRecordedForAnotherOffice) {
  Story s;
  s.must(s.cast.officer, open_case(bao_son));
  s.must(s.cast.neighbour_officer, AcceptReferral{s.waiting()});
  s.must(s.cast.neighbour_officer, TransferCase{key(dong_phu), "x"});
  EXPECT_EQ(s.refusal(s.cast.officer, RerouteReferral{key(tam_di), "x"}), "not_permitted");
}

TEST(Refusal, TransferringTwiceOrToOneself) {
  Story s;
  s.accepted();
  EXPECT_EQ(s.refusal(s.cast.officer, TransferCase{key(tam_di), "x"}), "unit_is_responsible");
  s.must(s.cast.officer, TransferCase{key(bao_son), "trẻ cư trú ở Bảo Sơn"});
  EXPECT_EQ(s.refusal(s.cast.officer, TransferCase{key(dong_phu), "x"}), "referral_waits");
}

TEST(Refusal, ReturningWithoutAReason) {
  Story s;
  s.referred();
  EXPECT_EQ(s.refusal(s.cast.officer, ReturnReferral{s.waiting(), rec::RETURN_REASON_UNSPECIFIED, "x"}),
            "required");
}

TEST(Refusal, APlanBeforeTheSpecificAssessment) {
  Story s;
  s.assessing();
  EXPECT_EQ(s.refusal(s.cast.officer, SubmitPlan{plan()}), "assessment_missing");
}

TEST(Refusal, ASecondPlanWhileOneIsThere) {
  Story s;
  s.awaiting_approval();
  EXPECT_EQ(s.refusal(s.cast.officer, SubmitPlan{plan()}), "not_planning");
  s.must(s.cast.chairman, ApprovePlan{});
  EXPECT_EQ(s.refusal(s.cast.officer, SubmitPlan{plan()}), "not_planning");
  EXPECT_EQ(s.refusal(s.cast.chairman, ApprovePlan{}), "no_plan_waits");
  EXPECT_EQ(s.refusal(s.cast.chairman, ReturnPlan{"x"}), "no_plan_waits");
}

TEST(Refusal, NobodyApprovesTheirOwnPlan) {
  Story own;
  own.planning();
  own.must(own.cast.chairman, SubmitPlan{plan()});
  EXPECT_EQ(own.refusal(own.cast.chairman, ApprovePlan{}), "own_plan");
  EXPECT_EQ(own.refusal(own.cast.deputy, ApprovePlan{}), "own_plan") << "not through a deputy either";

  Story deputys;
  deputys.planning();
  deputys.must(deputys.cast.deputy, SubmitPlan{plan()});
  EXPECT_EQ(deputys.refusal(deputys.cast.deputy, ApprovePlan{}), "own_plan");
  deputys.must(deputys.cast.chairman, ApprovePlan{});

  Story officers;
  officers.awaiting_approval();
  officers.must(officers.cast.deputy, ApprovePlan{});
  EXPECT_EQ(officers.history.back().actor().for_person_id(), officers.cast.chairman.id().text());
}

TEST(Refusal, APlanCarriedOutThatIsNotInProgress) {
  Story s;
  s.planning();
  rec::Action action;
  action.set_plan_carried_out(true);
  EXPECT_EQ(s.refusal(s.cast.officer, RecordAction{action}), "plan_not_in_progress");
  s.must(s.cast.officer, SubmitPlan{plan()});
  s.must(s.cast.chairman, ApprovePlan{});
  EXPECT_EQ(s.refusal(s.cast.district_officer, RecordAction{action}), "not_responsible");
}

TEST(Refusal, AReviewWithoutAnApprovedPlan) {
  Story s;
  s.awaiting_approval();
  EXPECT_EQ(s.refusal(s.cast.officer, RecordReview{review(true, true)}), "plan_not_in_progress");
}

TEST(Refusal, ClosingWithoutEveryConditionOfArticle30) {
  Story s;
  s.in_progress();
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "x"}), "review_missing");
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"}), "review_missing")
      << "nothing can be closed now; the reason names the way to a closing";
  s.must(s.cast.officer, RecordReview{review(true, true)});
  EXPECT_EQ(s.refusal(s.cast.officer, CloseCase{rec::CLOSING_SAFE, "x"}), "not_permitted");
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_UNSPECIFIED, "x"}), "required");
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"}), "not_assessing");
  s.must(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)});
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "x"}), "measures_run");
  s.must(s.cast.chairman, EndEmergencyMeasures{"an toàn"});
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "x"}), "review_missing");
  s.must(s.cast.officer, RecordReview{review(true, true)});
  s.must(s.cast.officer, TransferCase{key(bao_son), "x"});
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "x"}), "referral_waits");
}

TEST(Refusal, UnfoundedAgainstTheAssessment) {
  Story s;
  s.accepted();
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"}), "review_missing");
  for (const auto risk : {rec::RISK_HIGH, rec::RISK_MEDIUM}) {
    s.must(s.cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_INITIAL, risk)});
    EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"}), "assessment_says_risk");
    EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "x"}), "assessment_says_risk")
        << "while it is assessed, that is what stands in the way of any closing";
  }
  s.must(s.cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW)});
  s.must(s.cast.chairman, CloseCase{rec::CLOSING_UNFOUNDED, "x"});
}

TEST(Refusal, UnfoundedOverWhatWasToldSinceTheAssessment) {
  Story s;
  s.accepted();
  const auto low = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
  s.must(s.cast.officer, RecordAssessment{low});
  const Time assessed = s.now;
  s.pass(std::chrono::hours{1});
  s.must(s.cast.caller_taker, AddContact{id<ContactId>(78), emergency_case().contact});
  const CloseCase unfounded{rec::CLOSING_UNFOUNDED, "x"};
  EXPECT_EQ(s.refusal(s.cast.chairman, unfounded), "told_since_assessment");
  s.pass(std::chrono::hours{1});
  auto older = low;
  *older.mutable_made_at() = timestamp_of(assessed);
  s.must(s.cast.officer, RecordAssessment{older});
  EXPECT_EQ(s.refusal(s.cast.chairman, unfounded), "told_since_assessment") << "written later, made before";
  auto danger = s.state.intake;
  danger.add_abuse_types(rec::ABUSE_TYPE_SEXUAL);
  s.must(s.cast.officer, RecordAssessment{low});
  s.pass(std::chrono::hours{1});
  s.must(s.cast.caller_taker, AmendIntake{danger, {}, "x"});
  EXPECT_EQ(s.refusal(s.cast.chairman, unfounded), "told_since_assessment");
  s.must(s.cast.officer, RecordAssessment{low});
  s.must(s.cast.chairman, unfounded);
}

TEST(Refusal, NoEmergencyBesideAHighRiskOrOfSexualAbuseThatIsNotConcludedToBeLow) {
  const auto finding = [](rec::Risk risk) {
    auto found = assessment(rec::ASSESSMENT_KIND_INITIAL, risk);
    found.set_child_seen(true);
    found.set_emergency(rec::ANSWER_NO);
    return RecordAssessment{found};
  };
  Story s;
  s.accepted();
  EXPECT_EQ(s.refusal(s.cast.officer, finding(rec::RISK_HIGH)), "risk_is_high");
  s.must(s.cast.officer, finding(rec::RISK_MEDIUM));
  Story sexual;
  auto open = open_case();
  open.contact.mutable_intake()->add_abuse_types(rec::ABUSE_TYPE_SEXUAL);
  sexual.must(sexual.cast.caller_taker, open);
  sexual.must(sexual.cast.officer, AcceptReferral{sexual.waiting()});
  EXPECT_EQ(sexual.refusal(sexual.cast.officer, finding(rec::RISK_MEDIUM)), "always_emergency");
  sexual.must(sexual.cast.officer, finding(rec::RISK_LOW));
}

TEST(Refusal, SeparationWithoutTheChairman) {
  Story s;
  s.accepted();
  EXPECT_EQ(s.refusal(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_SEPARATE)}),
            "chairman_decides");
  s.must(s.cast.deputy, StartEmergencyMeasures{measures(rec::MEASURE_SEPARATE)});
  EXPECT_EQ(s.history.back().actor().role(), rec::ROLE_CHAIRMAN) << "under the hat that may";
  EXPECT_EQ(s.refusal(s.cast.chairman, StartEmergencyMeasures{measures(rec::MEASURE_SEPARATE)}),
            "separation_runs");
}

TEST(Refusal, EndingMeasuresThatDoNotRun) {
  Story s;
  s.accepted();
  EXPECT_EQ(s.refusal(s.cast.chairman, EndEmergencyMeasures{"x"}), "no_measures_run");
  s.must(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)});
  EXPECT_EQ(s.refusal(s.cast.officer, EndEmergencyMeasures{"x"}), "not_permitted");
}

TEST(Refusal, AnEndOfAMeasureThatDoesNotRunOrBeforeItsBeginning) {
  Story s;
  s.accepted();
  s.pass(std::chrono::hours{2});
  s.must(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)});
  EXPECT_EQ(s.refusal(s.cast.chairman, EndEmergencyMeasures{"x", {}, rec::MEASURE_SEPARATE}),
            "no_such_measure_runs");
  const auto before = timestamp_of(s.now - std::chrono::hours{1});
  EXPECT_EQ(s.refusal(s.cast.chairman, EndEmergencyMeasures{"x", before}), "before_its_beginning");
  const auto future = timestamp_of(s.now + std::chrono::hours{1});
  EXPECT_EQ(s.refusal(s.cast.chairman, EndEmergencyMeasures{"x", future}), "in_the_future");
}

TEST(Refusal, ALongerSeparationWithoutThePaperThatRequiresItOrWithADayThatCannotBe) {
  Story s;
  s.accepted();
  auto separate = measures(rec::MEASURE_SEPARATE);
  const auto until = [&](int days) {
    separate.set_required_until(date_text(local_date(s.now + std::chrono::hours{24 * days})));
    return StartEmergencyMeasures{separate};
  };
  EXPECT_EQ(s.refusal(s.cast.chairman, until(40)), "required");
  separate.set_decision("12/2015/QĐST-HNGĐ");
  for (const int days : {-1, 400}) EXPECT_EQ(s.refusal(s.cast.chairman, until(days)), "not_a_last_day");
  s.must(s.cast.chairman, until(40));
  EXPECT_EQ(s.refusal(s.cast.officer, until(50)), "chairman_decides");
  auto protect = measures(rec::MEASURE_PROTECT);
  protect.set_required_until("2015-06-01");
  EXPECT_EQ(s.refusal(s.cast.chairman, StartEmergencyMeasures{protect}), "only_of_a_separation");
}

TEST(Refusal, TimesThatCannotBe) {
  Story s;
  s.accepted();
  auto later = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
  *later.mutable_made_at() = timestamp_of(s.now + std::chrono::minutes{1});
  EXPECT_EQ(s.refusal(s.cast.officer, RecordAssessment{later}), "in_the_future");
  *later.mutable_made_at() = timestamp_of(s.state.received_at - std::chrono::minutes{1});
  EXPECT_EQ(s.refusal(s.cast.officer, RecordAssessment{later}), "before_receipt");
}

TEST(Refusal, AlmostEverythingOnAClosedCase) {
  Story s;
  s.closed();
  EXPECT_EQ(
      s.refusal(s.cast.officer, RecordAssessment{assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW)}),
      "case_closed");
  EXPECT_EQ(s.refusal(s.cast.officer, SubmitPlan{plan()}), "case_closed");
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "x"}), "case_closed");
  EXPECT_EQ(s.refusal(s.cast.officer, TransferCase{key(bao_son), "x"}), "case_closed");
  EXPECT_EQ(s.refusal(s.cast.caller_taker, AddContact{id<ContactId>(9), intervention()}), "case_closed");
  EXPECT_EQ(s.refusal(s.cast.officer, SetPlaces{rec::Place{}, {}, {}}), "case_closed");
  EXPECT_EQ(s.refusal(s.cast.officer, StartEmergencyMeasures{measures(rec::MEASURE_PROTECT)}), "case_closed");
  s.must(s.cast.officer, AddNote{"mẹ trẻ gọi cảm ơn"});
  s.must(s.cast.officer, ReopenCase{"x"});
  EXPECT_EQ(s.refusal(s.cast.officer, ReopenCase{"x"}), "case_open");
}

TEST(Refusal, LinkingWithItselfOrTwice) {
  Story s;
  s.accepted();
  EXPECT_EQ(s.refusal(s.cast.officer, LinkCases{id<CaseId>(500), rec::LINK_SIBLING}), "same_case");
  s.must(s.cast.officer, LinkCases{id<CaseId>(501), rec::LINK_SIBLING});
  EXPECT_EQ(s.refusal(s.cast.officer, LinkCases{id<CaseId>(501), rec::LINK_SIBLING}), "already_linked");
  for (std::uint64_t other = 502; other < 601; ++other)
    s.must(s.cast.officer, LinkCases{id<CaseId>(other), rec::LINK_SIBLING});
  EXPECT_EQ(s.refusal(s.cast.officer, LinkCases{id<CaseId>(700), rec::LINK_SIBLING}), "too_many_links");
}

TEST(Refusal, NamingNoPlaceAndChangingNothing) {
  Story s;
  s.accepted();
  EXPECT_EQ(s.refusal(s.cast.officer, SetPlaces{}), "required");
  EXPECT_EQ(s.refusal(s.cast.officer, AmendIntake{}), "required");
}

TEST(Refusal, CorrectingAnInformantWhomOneMayNotSee) {
  Story s;
  s.accepted();
  AmendIntake amend;
  amend.informant.emplace().set_name("ai đó");
  EXPECT_EQ(s.refusal(s.cast.officer, amend), "informant_not_open");
  s.must(s.cast.caller_taker, amend);
  s.must(s.cast.district_supervisor, ReleaseInformant{key(tam_di), "cần gặp"});
  s.must(s.cast.officer, amend);
}

TEST(Refusal, ReleasingTheInformantToOneselfOrTwice) {
  Story s;
  s.accepted();
  EXPECT_EQ(s.refusal(s.cast.commune_supervisor, ReleaseInformant{key(tam_di), "x"}), "nobody_to_tell");
  EXPECT_EQ(s.refusal(s.cast.district_supervisor, ReleaseInformant{key(bao_son), "x"}), "not_to_be_told");
  s.must(s.cast.district_supervisor, ReleaseInformant{key(tam_di), "x"});
  EXPECT_EQ(s.refusal(s.cast.district_supervisor, ReleaseInformant{key(tam_di), "x"}), "nobody_to_tell");
}

TEST(Refusal, ACallThatIsNotCounsellingJoinsNoCase) {
  Story s;
  s.referred();
  rec::Contact silent;
  silent.set_call_type(rec::CALL_TYPE_SILENT);
  EXPECT_EQ(s.refusal(s.cast.caller_taker, AddContact{id<ContactId>(9), silent}), "not_about_a_child");
}

TEST(Refusal, ClosingWhatWasReviewedWithoutAPlanThatWasApproved) {
  Story s;
  s.reviewing();
  s.state.plan->approved_at.reset();
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "x"}), "plan_missing");
  s.state.plan.reset();
  EXPECT_EQ(s.refusal(s.cast.chairman, CloseCase{rec::CLOSING_SAFE, "x"}), "plan_missing");
}

TEST(Refusal, AnsweringAReferralThatIsForAnotherUnitEvenWhereSomebodyLetThem) {
  Story s;
  s.referred();
  auto context = s.context(s.cast.neighbour_officer);
  context.acting = {key(bao_son), rec::ROLE_OFFICER, {}};
  for (const CaseCommand& command :
       {CaseCommand{AcceptReferral{s.waiting()}},
        CaseCommand{ReturnReferral{s.waiting(), rec::RETURN_REASON_WRONG_PLACE, "x"}}}) {
    const auto decision = decide(s.state, command, context);
    ASSERT_FALSE(decision);
    EXPECT_EQ(decision.error().reason, "not_receiving");
    EXPECT_EQ(decision.error().code, Code::permission_denied);
    expect_both_languages(decision.error());
  }
}

}  // namespace
}  // namespace hotline::test
