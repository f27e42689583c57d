// What comes in: drafts, late entries from paper, further calls, places of every era, deputies, imported
// units.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "domain/case_time.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::Contains;
using ::testing::ElementsAre;

std::vector<std::string> fields_of(const Refusal& refusal) {
  std::vector<std::string> out;
  for (const auto& field : refusal.failure.fields()) out.push_back(field.path() + ":" + field.reason());
  return out;
}

TEST(Drafts, ATelephoneCallLandsAtTheDeskOfWhoTookItAndIsSubmittedFromThere) {
  RunningService service;
  v1::ReportCallRequest call;
  call.set_call_id("call-1");
  call.set_caller_number(caller_number);
  call.set_operator_login("operator.hoa");
  *call.mutable_started_at() = timestamp_of(first_day);
  const auto id = service.as("telephone").must<v1::ReportCallResponse>(call).draft_id();
  call.set_request_id("");
  *call.mutable_ended_at() = timestamp_of(first_day);
  EXPECT_EQ(service.as("telephone").must<v1::ReportCallResponse>(call).draft_id(), id)
      << "the same call is the same draft";
  const auto mine = service.as("operator.hoa").must<v1::ListDraftsResponse>(v1::ListDraftsRequest{});
  ASSERT_EQ(mine.drafts_size(), 1);
  EXPECT_EQ(mine.drafts(0).contact().caller_number(), caller_number);
  EXPECT_EQ(service.as("operator.lan").must<v1::ListDraftsResponse>(v1::ListDraftsRequest{}).drafts_size(),
            0);

  auto submit = submission(intervention());
  submit.set_draft_id(id);
  service.as("operator.hoa").must<v1::SubmitContactResponse>(submit);
  EXPECT_EQ(service.as("operator.hoa").must<v1::ListDraftsResponse>(v1::ListDraftsRequest{}).drafts_size(),
            0);
}

TEST(Drafts, OfAnUnfinishedFormComeBackByteForByte) {
  RunningService service;
  auto& hoa = service.as("operator.hoa");
  rec::Contact half;
  half.set_caller_number("0987 65");
  half.mutable_intake()->set_present_state("cháu đang");
  half.mutable_intake()->mutable_incident()->set_detail("gần chợ");
  half.mutable_intake()->add_suspected_abusers()->set_name("Lý");
  half.mutable_informant()->set_name("chị H");
  for (const auto& typed : {rec::Contact{}, half, intervention()}) {
    v1::SaveDraftRequest save;
    *save.mutable_contact() = typed;
    const auto id = hoa.must<v1::SaveDraftResponse>(save).draft_id();
    bool found = false;
    const auto list = hoa.must<v1::ListDraftsResponse>(v1::ListDraftsRequest{});
    for (const auto& draft : list.drafts()) {
      if (draft.draft_id() != id) continue;
      found = true;
      EXPECT_EQ(draft.contact().SerializeAsString(), typed.SerializeAsString());
    }
    EXPECT_TRUE(found);
  }
}

TEST(Drafts, AreSubmittedOnlyWhenTheyAreComplete) {
  RunningService service;
  auto& hoa = service.as("operator.hoa");
  v1::SaveDraftRequest save;
  auto half = intervention();
  half.mutable_intake()->clear_present_state();
  *save.mutable_contact() = half;
  const auto saved = hoa.must<v1::SaveDraftResponse>(save);
  auto submit = submission(half);
  submit.set_draft_id(saved.draft_id());
  const auto refused = hoa.send(submit);
  ASSERT_FALSE(refused);
  EXPECT_THAT(fields_of(refused.error()), ElementsAre("contact.intake.present_state:required"));

  save.set_draft_id(saved.draft_id());
  save.set_expected_version(saved.version());
  save.clear_request_id();
  *save.mutable_contact() = intervention();
  hoa.must<v1::SaveDraftResponse>(save);
  submit = submission(hoa.must<v1::ListDraftsResponse>(v1::ListDraftsRequest{}).drafts(0).contact());
  submit.set_draft_id(saved.draft_id());
  EXPECT_NE(hoa.must<v1::SubmitContactResponse>(submit).case_id(), "");
  EXPECT_EQ(hoa.must<v1::ListDraftsResponse>(v1::ListDraftsRequest{}).drafts_size(), 0);
}

TEST(Amending, OneFieldLeavesTheOthersAndMayNotBlankWhatFormOneDemands) {
  RunningService service;
  CaseStory story(service);
  const auto before = story.seen_by("operator.hoa");
  auto amend = story.about<v1::AmendIntakeRequest>();
  amend.mutable_intake()->set_narrative("gọi lại lần nữa");
  const auto after = story.act<v1::AmendIntakeResponse>("operator.hoa", amend);
  EXPECT_EQ(after.intake().narrative(), "gọi lại lần nữa");
  EXPECT_EQ(after.intake().present_state(), before.intake().present_state());

  auto blank = story.about<v1::AmendIntakeRequest>();
  blank.mutable_intake()->set_present_state("  ");
  const auto refused = service.as("operator.hoa").send(blank);
  ASSERT_FALSE(refused);
  EXPECT_THAT(fields_of(refused.error()), ElementsAre("intake.present_state:required"));
}

TEST(Amending, OneFieldOfAContactLeavesTheOthers) {
  RunningService service;
  auto& hoa = service.as("operator.hoa");
  v1::AmendContactRequest amend;
  amend.set_contact_id(hoa.must<v1::SubmitContactResponse>(submission(counselling())).contact_id());
  amend.mutable_contact()->set_advised("gọi trạm y tế");
  hoa.must<v1::AmendContactResponse>(amend);
  v1::GetContactRequest get;
  get.set_contact_id(amend.contact_id());
  const auto contact = hoa.must<v1::GetContactResponse>(get);
  ASSERT_EQ(contact.versions_size(), 2);
  EXPECT_EQ(contact.versions(0).contact().advised(), counselling().advised());
  EXPECT_EQ(contact.versions(1).contact().advised(), "gọi trạm y tế");
  EXPECT_EQ(contact.versions(1).contact().asked(), counselling().asked());
}

TEST(Drafts, OfTwoWindowsTheLaterOneIsAskedToLookFirst) {
  RunningService service;
  v1::SaveDraftRequest save;
  *save.mutable_contact() = counselling();
  const auto saved = service.as("operator.hoa").must<v1::SaveDraftResponse>(save);
  save.set_draft_id(saved.draft_id());
  save.set_expected_version(saved.version());
  EXPECT_EQ(service.as("operator.hoa").refusal(save), "");
  EXPECT_EQ(service.as("operator.hoa").refusal(save), "aborted draft_changed");
}

TEST(Drafts, AreTakenOverByColleaguesOfTheUnitOpenlyAndByNobodyElse) {
  RunningService service;
  v1::SaveDraftRequest save;
  *save.mutable_contact() = counselling();
  v1::TakeOverDraftRequest take;
  take.set_draft_id(service.as("operator.hoa").must<v1::SaveDraftResponse>(save).draft_id());
  v1::ListDraftsRequest of_unit;
  of_unit.set_of_unit(true);
  const auto seen = service.as("operator.lan").must<v1::ListDraftsResponse>(of_unit);
  ASSERT_EQ(seen.drafts_size(), 1);
  EXPECT_FALSE(seen.drafts(0).has_contact()) << "a colleague's words are not read before they are taken over";
  EXPECT_EQ(service.as("officer.tamdi").refusal(take), "not_found draft_unknown");
  EXPECT_EQ(service.as("operator.lan").must<v1::TakeOverDraftResponse>(take).draft().contact().asked(),
            narrative);
  save.set_draft_id(take.draft_id());
  save.set_expected_version(2);
  EXPECT_EQ(service.as("operator.hoa").refusal(save), "not_found draft_unknown");
  std::vector<std::string> acts;
  for (const auto& entry : service.as("supervisor.helpline")
                               .must<v1::ListAdministrationResponse>(v1::ListAdministrationRequest{})
                               .entries())
    acts.push_back(entry.what());
  EXPECT_THAT(acts, Contains("draft_taken_over"));
}

TEST(Drafts, OfSomebodyElseAreNotErasedByASubmission) {
  RunningService service;
  v1::SaveDraftRequest save;
  *save.mutable_contact() = counselling();
  auto submit = submission(counselling());
  submit.set_draft_id(service.as("operator.hoa").must<v1::SaveDraftResponse>(save).draft_id());
  service.as("officer.tamdi").send(submit);
  EXPECT_EQ(service.as("operator.hoa").must<v1::ListDraftsResponse>(v1::ListDraftsRequest{}).drafts_size(),
            1);
}

TEST(LateEntry, FromANumberedSheetStartsTheClocksWhenTheCallWasReceived) {
  RunningService service;
  auto contact = intervention();
  contact.set_paper_sheet("P-0017");
  contact.mutable_intake()->mutable_triage()->set_life_threatened(rec::ANSWER_YES);
  *contact.mutable_received_at() = timestamp_of(first_day - std::chrono::hours{20});
  const auto opened = service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact));
  EXPECT_EQ(opened.recorded_at().seconds() * 1000, to_unix_ms(first_day));
  bool overdue = false;
  for (const auto& clock : opened.clocks())
    if (clock.kind() == v1::CLOCK_KIND_EMERGENCY) overdue = clock.overdue();
  EXPECT_TRUE(overdue) << "twelve hours from the call, not from the entry";

  *contact.mutable_received_at() = timestamp_of(first_day + std::chrono::hours{1});
  auto future = service.as("operator.hoa").send(submission(contact));
  ASSERT_FALSE(future);
  EXPECT_THAT(fields_of(future.error()), ElementsAre("contact.received_at:in_the_future"));
}

TEST(SecondContact, AboutTheSameChildRaisesTheRiskAndMovesNoClock) {
  RunningService service;
  CaseStory story(service);
  const auto before = story.seen_by("operator.lan");
  service.pass(std::chrono::minutes{10});
  auto add = story.about<v1::AddContactToCaseRequest>();
  *add.mutable_contact() = intervention();
  add.mutable_contact()->mutable_intake()->mutable_triage()->set_life_threatened(rec::ANSWER_YES);
  const auto after = story.act<v1::AddContactToCaseResponse>("operator.lan", add);
  EXPECT_TRUE(after.row().emergency());
  EXPECT_EQ(after.row().received_at().seconds(), before.row().received_at().seconds());
  for (const auto& old : before.clocks())
    for (const auto& clock : after.clocks())
      if (clock.kind() == old.kind()) {
        EXPECT_LE(clock.due_at().seconds(), old.due_at().seconds());
      }
  EXPECT_EQ(
      service.as("operator.lan").must<v1::ListContactsResponse>(v1::ListContactsRequest{}).contacts_size(),
      2);
}

TEST(Delegation, ADeputyApprovesForTheChairmanWhileItLastsAndNotTheirOwnPlan) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  story.assess();
  story.submit_plan("officer.tamdi");
  auto approve = story.about<v1::ApprovePlanRequest>();
  EXPECT_EQ(service.as("deputy.tamdi").refusal(approve), "permission_denied role_missing");
  v1::DelegateRequest delegate;
  delegate.set_unit(tam_di);
  delegate.set_deputy_id(service.id_of("deputy.tamdi"));
  *delegate.mutable_until() = timestamp_of(first_day + std::chrono::hours{48});
  EXPECT_EQ(service.as("chairman.baoson").refusal(delegate), "permission_denied not_chairman");
  const auto given = service.as("chairman.tamdi").must<v1::DelegateResponse>(delegate).delegation();
  EXPECT_THAT(story.seen_by("deputy.tamdi").possible(), Contains("ApprovePlan"));
  EXPECT_EQ(service.as("deputy.tamdi").refusal(approve), "");

  v1::RevokeDelegationRequest revoke;
  revoke.set_delegation_id(given.delegation_id());
  EXPECT_EQ(service.as("chairman.baoson").refusal(revoke), "not_found delegation_unknown");
  EXPECT_EQ(service.as("chairman.tamdi").refusal(revoke), "");
  auto close = story.about<v1::CloseCaseRequest>();
  fill_required(close);
  EXPECT_EQ(service.as("deputy.tamdi").refusal(close), "permission_denied role_missing");

  delegate.set_deputy_id(service.id_of("officer.tamdi"));
  service.as("chairman.tamdi").must<v1::DelegateResponse>(delegate);
  CaseStory own(service);
  own.accept();
  own.assess();
  own.submit_plan("officer.tamdi");
  EXPECT_EQ(service.as("officer.tamdi").refusal(own.about<v1::ApprovePlanRequest>()),
            "permission_denied own_plan");
  service.pass(std::chrono::hours{49});
  EXPECT_EQ(service.as("officer.tamdi").refusal(own.about<v1::ApprovePlanRequest>()),
            "permission_denied role_missing");
}

TEST(FindPlace, LeadsANameOfAnyEraToWhoAnswersOnThatDay) {
  RunningService service;
  v1::FindPlaceRequest request;
  request.set_text("tam di luc nam");
  auto found = service.as("operator.hoa").must<v1::FindPlaceResponse>(request);
  ASSERT_GT(found.candidates_size(), 0);
  EXPECT_TRUE(found.sure());
  EXPECT_EQ(found.candidates(0).responsible().unit(), tam_di);

  request.set_text("xóm 3 xã Vũ Xá");
  found = service.as("operator.hoa").must<v1::FindPlaceResponse>(request);
  EXPECT_EQ(found.candidates(0).responsible().unit(), "07516@2004-07-08");
  EXPECT_EQ(found.candidates(0).detail(), "xóm 3");
  service.pass(std::chrono::hours{24 * 365 * 11});  // 2026: twice merged since
  found = service.as("operator.hoa").must<v1::FindPlaceResponse>(request);
  EXPECT_EQ(found.candidates(0).matched().name(), "Vũ Xá");
  EXPECT_EQ(found.candidates(0).responsible().unit(), "07519@2025-07-01");
  EXPECT_GE(found.candidates(0).trail_size(), 2);
}

std::string units_file() {
  std::ifstream file(std::string(HOTLINE_SOURCE_DIR) + "/config/units/luc-nam.csv");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(ImportUnits, ADryRunChangesNothingAndTheRealOneServesAtOnce) {
  RunningService service;
  v1::ImportUnitsRequest import;
  import.set_units_csv(units_file() + "99999,2010-01-01,,commune,xã,Thí Điểm,,218@2004-07-08,,,,thử\n");
  import.set_dry_run(true);
  auto word = service.as("admin").must<v1::ImportUnitsResponse>(import);
  EXPECT_TRUE(word.done());
  EXPECT_FALSE(word.applied());
  EXPECT_EQ(word.error_count(), 0u);
  ASSERT_EQ(word.change_count(), 1u);
  EXPECT_EQ(word.changes(0).unit(), "99999@2010-01-01");
  v1::GetUnitRequest get;
  get.set_unit("99999@2010-01-01");
  EXPECT_EQ(service.as("operator.hoa").refusal(get), "not_found unit_unknown");

  import.set_dry_run(false);
  word = service.as("admin").must<v1::ImportUnitsResponse>(import);
  EXPECT_TRUE(word.applied());
  EXPECT_EQ(service.as("operator.hoa").refusal(get), "");
  EXPECT_EQ(service.as("operator.hoa")
                .must<v1::SubmitContactResponse>(submission(intervention("99999@2010-01-01")))
                .referred_to(),
            "99999@2010-01-01");
  service.stop();
  service.start();
  EXPECT_EQ(service.as("operator.hoa").refusal(get), "");
}

TEST(ImportUnits, NamesEveryBadRowAndAppliesNone) {
  RunningService service;
  v1::ImportUnitsRequest import;
  import.set_units_csv(
      units_file() +
      "99998,2010-13-01,,commune,xã,Sai Ngày,,218@2004-07-08,,,,thử\n99999,2010-01-01,,commune,xã,Thí "
      "Điểm,,218@2004-07-08,,,,thử\n");
  const auto word = service.as("admin").must<v1::ImportUnitsResponse>(import);
  EXPECT_TRUE(word.done());
  EXPECT_FALSE(word.applied());
  ASSERT_GE(word.error_count(), 1u);
  EXPECT_GT(word.errors(0).line(), 40u);
  EXPECT_NE(word.errors(0).text_vi(), "");
  EXPECT_NE(word.errors(0).text_en(), "");
  v1::GetUnitRequest get;
  get.set_unit("99999@2010-01-01");
  EXPECT_EQ(service.as("operator.hoa").refusal(get), "not_found unit_unknown");
}

TEST(APreview, SaysWhereTheContactGoesAndByWhenWhatMustHappenAndRecordsNothing) {
  RunningService service;
  auto& hoa = service.as("operator.hoa");
  v1::PreviewContactRequest preview;
  *preview.mutable_contact() = intervention();
  for (const bool danger : {false, true}) {
    auto& triage = *preview.mutable_contact()->mutable_intake()->mutable_triage();
    triage.set_life_threatened(danger ? rec::ANSWER_YES : rec::ANSWER_NO);
    const auto before = hoa.must<v1::PreviewContactResponse>(preview);
    const auto after = hoa.must<v1::SubmitContactResponse>(submission(preview.contact()));
    EXPECT_EQ(before.referred_to(), after.referred_to());
    EXPECT_EQ(before.emergency(), after.emergency());
    ASSERT_EQ(before.clocks_size(), after.clocks_size());
    for (int i = 0; i < before.clocks_size(); ++i) {
      EXPECT_EQ(before.clocks(i).kind(), after.clocks(i).kind());
      EXPECT_EQ(before.clocks(i).due_at().seconds(), after.clocks(i).due_at().seconds());
    }
  }
  EXPECT_EQ(hoa.must<v1::ListCasesResponse>(v1::ListCasesRequest{}).cases_size(), 2)
      << "those that were submitted";
  rec::Contact unfinished;
  *unfinished.mutable_intake()->mutable_incident() = intervention().intake().incident();
  *preview.mutable_contact() = unfinished;
  EXPECT_GT(hoa.must<v1::PreviewContactResponse>(preview).clocks_size(), 0);
}

TEST(ACase, OfAnOfficersOwnCommuneIsAcceptedByRecordingIt) {
  RunningService service;
  const auto opened = service.as("officer.tamdi").must<v1::SubmitContactResponse>(submission(intervention()));
  EXPECT_EQ(opened.referred_to(), tam_di);
  EXPECT_EQ(opened.referral_id(), "");
  v1::GetCaseRequest get;
  get.set_case_id(opened.case_id());
  EXPECT_EQ(service.as("officer.tamdi").must<v1::GetCaseResponse>(get).case_().row().status(),
            rec::CASE_STATUS_ACCEPTED);
}

TEST(ACase, ThatIsRestrictedFromTheStartNeverReachesTheCommune) {
  RunningService service;
  auto request = submission(intervention());
  request.set_restricted(true);
  request.add_barred_person_ids(service.id_of("chairman.district"));
  const auto opened = service.as("operator.hoa").must<v1::SubmitContactResponse>(request);
  EXPECT_EQ(opened.referred_to(), district);
  v1::GetCaseRequest get;
  get.set_case_id(opened.case_id());
  for (const auto* login : {"officer.tamdi", "chairman.tamdi", "supervisor.tamdi", "chairman.district"}) {
    EXPECT_EQ(service.as(login).refusal(get), "not_found case_unknown") << login;
    EXPECT_EQ(service.as(login).must<v1::ListQueueResponse>(v1::ListQueueRequest{}).rows_size(), 0) << login;
  }
  EXPECT_EQ(service.as("officer.district").refusal(get), "");
  EXPECT_EQ(service.as("officer.district").must<v1::ListQueueResponse>(v1::ListQueueRequest{}).rows_size(),
            1);
}

}  // namespace
}  // namespace hotline::test
