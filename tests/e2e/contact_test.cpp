// Contacts that open no case: drafts that a call made, amendments, days of many calls, legal holds.
#include <gmock/gmock.h>

#include <map>

#include "domain/case_time.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::ReportCallRequest call(bool ended) {
  v1::ReportCallRequest request;
  request.set_call_id("call-1");
  request.set_caller_number(caller_number);
  request.set_operator_login("operator.hoa");
  *request.mutable_started_at() = timestamp_of(first_day);
  if (ended) *request.mutable_ended_at() = timestamp_of(first_day);
  return request;
}

v1::ListDraftsResponse drafts_of(User& user) {
  return user.must<v1::ListDraftsResponse>(v1::ListDraftsRequest{});
}

v1::GetContactResponse contact(User& user, const std::string& id) {
  v1::GetContactRequest request;
  request.set_contact_id(id);
  return user.must<v1::GetContactResponse>(request);
}

std::vector<std::string> fields_of(const Refusal& refusal) {
  std::vector<std::string> out;
  for (const auto& field : refusal.failure.fields()) out.push_back(field.path() + ":" + field.reason());
  return out;
}

TEST(TheEndOfACall, MakesNoAutosaveStaleAndLosesNothingThatWasTyped) {
  RunningService service;
  auto& hoa = service.as("operator.hoa");
  const auto id = service.as("telephone").must<v1::ReportCallResponse>(call(false)).draft_id();
  v1::SaveDraftRequest save;
  save.set_draft_id(id);
  save.set_expected_version(drafts_of(hoa).drafts(0).version());
  save.mutable_contact()->set_asked(narrative);
  const auto version = hoa.must<v1::SaveDraftResponse>(save).version();

  service.as("telephone").must<v1::ReportCallResponse>(call(true));
  save.clear_request_id();
  save.set_expected_version(version);
  save.mutable_contact()->set_advised("gọi 111 khi cần");
  EXPECT_EQ(hoa.refusal(save), "");
  const auto drafts = drafts_of(hoa);
  ASSERT_EQ(drafts.drafts_size(), 1);
  const auto& kept = drafts.drafts(0).contact();
  EXPECT_EQ(kept.asked(), narrative);
  EXPECT_EQ(kept.advised(), "gọi 111 khi cần");
  EXPECT_EQ(kept.caller_number(), caller_number);
  EXPECT_TRUE(kept.has_ended_at());
}

TEST(TheEndOfACall, ThatWasSubmittedOrDiscardedLeavesNoOrphan) {
  for (const bool discarded : {false, true}) {
    RunningService service;
    auto& hoa = service.as("operator.hoa");
    const auto id = service.as("telephone").must<v1::ReportCallResponse>(call(false)).draft_id();
    if (discarded) {
      v1::DiscardDraftRequest discard;
      discard.set_draft_id(id);
      hoa.must<v1::DiscardDraftResponse>(discard);
    } else {
      auto submit = submission(silent_call());
      submit.set_draft_id(id);
      hoa.must<v1::SubmitContactResponse>(submit);
    }
    EXPECT_EQ(service.as("telephone").must<v1::ReportCallResponse>(call(true)).draft_id(), id);
    EXPECT_EQ(drafts_of(hoa).drafts_size(), 0);
  }
}

TEST(TheEndOfACall, GivesTheDraftBackToNobodyWhoLetAColleagueTakeItOver) {
  RunningService service;
  const auto id = service.as("telephone").must<v1::ReportCallResponse>(call(false)).draft_id();
  v1::SaveDraftRequest save;
  save.set_draft_id(id);
  save.set_expected_version(1);
  save.mutable_contact()->set_asked(narrative);
  service.as("operator.hoa").must<v1::SaveDraftResponse>(save);
  v1::TakeOverDraftRequest take;
  take.set_draft_id(id);
  service.as("operator.lan").must<v1::TakeOverDraftResponse>(take);
  service.as("telephone").must<v1::ReportCallResponse>(call(true));
  EXPECT_EQ(drafts_of(service.as("operator.lan")).drafts_size(), 1);
  EXPECT_EQ(drafts_of(service.as("operator.hoa")).drafts_size(), 0);
}

TEST(TheEndOfACall, LeavesItWithAColleagueWhoTookItOverBeforeAWordWasTyped) {
  RunningService service;
  v1::TakeOverDraftRequest take;
  take.set_draft_id(service.as("telephone").must<v1::ReportCallResponse>(call(false)).draft_id());
  service.as("operator.lan").must<v1::TakeOverDraftResponse>(take);
  service.as("telephone").must<v1::ReportCallResponse>(call(true));
  EXPECT_EQ(drafts_of(service.as("operator.lan")).drafts_size(), 1);
  EXPECT_EQ(drafts_of(service.as("operator.hoa")).drafts_size(), 0);
}

TEST(ADay, OfMoreThanAThousandCallsIsReadToItsLast) {
  RunningService service;
  auto& hoa = service.as("operator.hoa");
  std::string first, last;
  for (int i = 0; i < 1'010; ++i) {
    last = hoa.must<v1::SubmitContactResponse>(submission(silent_call())).contact_id();
    if (i == 0) first = last;
  }
  for (const auto& id : {first, last}) {
    const auto seen = contact(hoa, id);
    ASSERT_EQ(seen.versions_size(), 1);
    EXPECT_EQ(seen.versions(0).contact().call_type(), rec::CALL_TYPE_SILENT);
  }
}

TEST(AnAmendment, MustLeaveAContactThatCouldHaveBeenRecorded) {
  RunningService service;
  auto& hoa = service.as("operator.hoa");
  v1::AmendContactRequest amend;
  amend.set_contact_id(hoa.must<v1::SubmitContactResponse>(submission(counselling())).contact_id());
  *amend.mutable_contact()->mutable_received_at() = timestamp_of(first_day + std::chrono::hours{1});
  auto refused = hoa.send(amend);
  ASSERT_FALSE(refused);
  EXPECT_THAT(fields_of(refused.error()), ElementsAre("contact.received_at:in_the_future"));

  amend.mutable_contact()->Clear();
  amend.mutable_contact()->set_call_type(rec::CALL_TYPE_SILENT);
  refused = hoa.send(amend);
  ASSERT_FALSE(refused);
  EXPECT_THAT(fields_of(refused.error()), ElementsAre("contact.contact_class:contradicts_call_type"));
  EXPECT_EQ(contact(hoa, amend.contact_id()).versions_size(), 1);
}

TEST(AnAmendment, OfAnOldContactIsHeldToTheDayOnWhichItWasRecorded) {
  RunningService service;
  v1::AmendContactRequest amend;
  amend.set_contact_id(
      service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(counselling())).contact_id());
  amend.mutable_contact()->set_advised("gọi trạm y tế");
  service.pass(std::chrono::hours{24 * 500});
  EXPECT_EQ(service.as("operator.hoa").refusal(amend), "");
}

TEST(AnAmendment, MakesNoCounsellingOfACallWithoutAForm) {
  RunningService service;
  auto& hoa = service.as("operator.hoa");
  v1::AmendContactRequest amend;
  amend.set_contact_id(hoa.must<v1::SubmitContactResponse>(submission(silent_call())).contact_id());
  amend.mutable_contact()->set_call_type(rec::CALL_TYPE_PRANK);
  EXPECT_EQ(hoa.refusal(amend), "");
  amend.clear_request_id();
  amend.mutable_contact()->set_call_type(rec::CALL_TYPE_ABOUT_ONESELF);
  amend.mutable_contact()->set_contact_class(rec::CONTACT_CLASS_COUNSELLING);
  EXPECT_EQ(hoa.refusal(amend), "failed_precondition amendment_needs_form");
}

TEST(AnAmendment, ChangesTheLineInTheListAndTheNumberByWhichItIsFound) {
  RunningService service;
  auto& hoa = service.as("operator.hoa");
  v1::AmendContactRequest amend;
  amend.set_contact_id(hoa.must<v1::SubmitContactResponse>(submission(counselling())).contact_id());
  amend.mutable_contact()->set_contact_class(rec::CONTACT_CLASS_INFORMATION);
  amend.mutable_contact()->set_channel(rec::CHANNEL_LETTER);
  amend.mutable_contact()->set_caller_number("0912 000 111");
  hoa.must<v1::AmendContactResponse>(amend);
  const auto listed = hoa.must<v1::ListContactsResponse>(v1::ListContactsRequest{});
  ASSERT_EQ(listed.contacts_size(), 1);
  EXPECT_EQ(listed.contacts(0).contact_class(), rec::CONTACT_CLASS_INFORMATION);
  EXPECT_EQ(listed.contacts(0).channel(), rec::CHANNEL_LETTER);
  v1::FindSimilarRequest find;
  find.set_caller_number("0912000111");
  EXPECT_EQ(hoa.must<v1::FindSimilarResponse>(find).same_number_size(), 1);
  find.set_caller_number(caller_number);
  EXPECT_EQ(hoa.must<v1::FindSimilarResponse>(find).same_number_size(), 0);
}

TEST(AContactOfACase, IsListedAndOpenedWithTheNumberByWhichPeopleNameTheCase) {
  RunningService service;
  auto& hoa = service.as("operator.hoa");
  const auto opened = hoa.must<v1::SubmitContactResponse>(submission(intervention()));
  hoa.must<v1::SubmitContactResponse>(submission(counselling()));
  std::map<std::string, std::string> numbers;
  for (const auto& row : hoa.must<v1::ListContactsResponse>(v1::ListContactsRequest{}).contacts())
    numbers[row.case_id()] = row.case_number();
  EXPECT_EQ(numbers,
            (std::map<std::string, std::string>{{"", ""}, {opened.case_id(), opened.case_number()}}));
  EXPECT_EQ(contact(hoa, opened.contact_id()).case_number(), opened.case_number());
  v1::FindSimilarRequest find;
  find.set_caller_number(caller_number);
  for (const auto& row : hoa.must<v1::FindSimilarResponse>(find).same_number())
    EXPECT_EQ(row.case_number(), numbers.at(row.case_id()));
  const auto entries =
      service.as("supervisor.helpline").must<v1::ListAccessResponse>(v1::ListAccessRequest{});
  ASSERT_GT(entries.entries_size(), 0);
  for (const auto& entry : entries.entries()) EXPECT_EQ(entry.case_number(), numbers.at(entry.case_id()));
}

TEST(ALegalHold, OnACaseIsSetAndEndedBySupervisorsWithAReason) {
  RunningService service;
  CaseStory story(service);
  auto hold = story.about<v1::SetLegalHoldRequest>();
  hold.set_held(true);
  hold.set_reason("tòa án yêu cầu");
  EXPECT_TRUE(story.act<v1::SetLegalHoldResponse>("supervisor.district", hold).legal_hold());
  auto again = story.about<v1::SetLegalHoldRequest>();
  again.set_held(true);
  again.set_reason("tòa án yêu cầu");
  EXPECT_EQ(service.as("supervisor.province").refusal(again), "failed_precondition hold_unchanged");
  again.set_held(false);
  EXPECT_FALSE(story.act<v1::SetLegalHoldResponse>("supervisor.province", again).legal_hold());
}

TEST(ALegalHold, OnAContactIsSetByWhoSupervisesTheOfficeThatRecordedIt) {
  RunningService service;
  const auto id =
      service.as("officer.baoson").must<v1::SubmitContactResponse>(submission(counselling())).contact_id();
  v1::SetContactLegalHoldRequest hold;
  hold.set_contact_id(id);
  hold.set_held(true);
  hold.set_reason("công an yêu cầu");
  EXPECT_EQ(service.as("supervisor.tamdi").refusal(hold), "not_found contact_unknown");
  EXPECT_EQ(service.as("supervisor.district").refusal(hold), "");
  const auto seen = contact(service.as("officer.baoson"), id);
  EXPECT_TRUE(seen.legal_hold());
  EXPECT_EQ(seen.versions_size(), 1) << "a hold is no version of what was told";
}

}  // namespace
}  // namespace hotline::test
