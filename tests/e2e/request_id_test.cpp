// Retries after a broken line, and two people at one case.
#include <gmock/gmock.h>

#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

int contacts(RunningService& service) {
  return service.as("operator.hoa").must<v1::ListContactsResponse>(v1::ListContactsRequest{}).contacts_size();
}

TEST(RequestId, TheSameSubmissionTwiceIsOneContactAndOneAnswer) {
  RunningService service;
  const auto request = submission(intervention());
  const auto first = service.as("operator.hoa").must<v1::SubmitContactResponse>(request);
  service.pass(std::chrono::minutes{5});
  const auto second = service.as("operator.hoa").must<v1::SubmitContactResponse>(request);
  EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString());
  EXPECT_EQ(contacts(service), 1);
}

TEST(RequestId, IsRememberedOverARestart) {
  RunningService service;
  const auto request = submission(intervention());
  const auto first = service.as("operator.hoa").must<v1::SubmitContactResponse>(request);
  service.stop();
  service.start();
  EXPECT_EQ(service.as("operator.hoa").must<v1::SubmitContactResponse>(request).case_id(), first.case_id());
  EXPECT_EQ(contacts(service), 1);
}

TEST(RequestId, WithAnotherContentOrAnotherMethodIsRefused) {
  RunningService service;
  auto request = submission(intervention());
  service.as("operator.hoa").must<v1::SubmitContactResponse>(request);
  request.mutable_contact()->mutable_intake()->set_narrative("một chuyện khác");
  EXPECT_EQ(service.as("operator.hoa").refusal(request), "already_exists request_id_reused");
  v1::SaveDraftRequest draft;
  draft.set_request_id(request.request_id());
  *draft.mutable_contact() = request.contact();
  EXPECT_EQ(service.as("operator.hoa").refusal(draft), "already_exists request_id_reused");
  EXPECT_EQ(contacts(service), 1);
}

TEST(RequestId, OfOnePersonSaysNothingToAnother) {
  RunningService service;
  const auto request = submission(intervention());
  const auto mine = service.as("operator.hoa").must<v1::SubmitContactResponse>(request);
  const auto theirs = service.as("operator.lan").must<v1::SubmitContactResponse>(request);
  EXPECT_NE(mine.case_id(), theirs.case_id());
}

TEST(RequestId, ARefusedRequestMayBeCorrectedAndSentAgain) {
  RunningService service;
  CaseStory story(service);
  auto note = story.about<v1::AddNoteRequest>();
  note.set_text("ghi chú");
  note.set_request_id(new_id());
  note.set_expected_version(story.version + 1);
  EXPECT_EQ(service.as("officer.tamdi").refusal(note), "aborted case_version_changed");
  note.set_expected_version(story.version);
  EXPECT_EQ(service.as("officer.tamdi").refusal(note), "");
}

TEST(RequestId, ARetriedActOnACaseIsDoneOnceAndShowsTheCaseAsItIs) {
  RunningService service;
  CaseStory story(service);
  auto note = story.about<v1::AddNoteRequest>();
  note.set_text("đã gọi cho trưởng thôn");
  note.set_request_id(new_id());
  const auto first = service.as("officer.tamdi").must<v1::AddNoteResponse>(note).case_();
  story.version = first.row().version();
  const auto later = story.accept();
  const auto again = service.as("officer.tamdi").must<v1::AddNoteResponse>(note).case_();
  EXPECT_EQ(again.row().version(), later.row().version());
  v1::GetHistoryRequest history;
  history.set_case_id(story.id());
  EXPECT_EQ(service.as("officer.tamdi").must<v1::GetHistoryResponse>(history).entries_size(),
            static_cast<int>(later.row().version()));
}

TEST(RequestId, ARetryAfterTheRightWasLostShowsNothingOfTheCase) {
  RunningService service;
  CaseStory story(service);
  auto note = story.about<v1::AddNoteRequest>();
  note.set_text("đã gọi cho trưởng thôn");
  note.set_request_id(new_id());
  EXPECT_EQ(service.as("officer.tamdi").must<v1::AddNoteResponse>(note).case_().intake().child().name(),
            child_name);
  auto restrict = about<v1::RestrictCaseRequest>(story.id(), story.version + 1);
  restrict.add_barred_person_ids(service.id_of("officer.tamdi"));
  restrict.set_explanation("người thân của người bị nghi");
  service.as("operator.hoa").must<v1::RestrictCaseResponse>(restrict);
  const auto again = service.as("officer.tamdi").must<v1::AddNoteResponse>(note);
  v1::AddNoteResponse only_the_id;
  only_the_id.mutable_case_()->mutable_row()->set_case_id(story.id());
  EXPECT_EQ(again.SerializeAsString(), only_the_id.SerializeAsString());
}

TEST(RequestId, OfACreatedPersonGivesTheSameOneTimePassword) {
  RunningService service;
  v1::CreatePersonRequest request;
  request.set_request_id(new_id());
  request.set_login("new.officer");
  request.set_name("Người mới");
  auto* membership = request.add_memberships();
  membership->set_unit(tam_di);
  membership->set_role(rec::ROLE_OFFICER);
  const auto first = service.as("admin").must<v1::CreatePersonResponse>(request);
  const auto second = service.as("admin").must<v1::CreatePersonResponse>(request);
  EXPECT_EQ(first.one_time_password(), second.one_time_password());
  EXPECT_EQ(first.person().person_id(), second.person().person_id());
  request.set_request_id(new_id());
  EXPECT_THAT(service.as("admin").refusal(request), ::testing::StartsWith("already_exists"));
}

TEST(ExpectedVersion, OfTwoPeopleAtOneVersionOneWins) {
  RunningService service;
  CaseStory story(service);
  auto mine = story.about<v1::AddNoteRequest>();
  mine.set_text("một");
  auto theirs = mine;
  theirs.set_text("hai");
  EXPECT_EQ(service.as("operator.hoa").refusal(mine), "");
  EXPECT_EQ(service.as("officer.tamdi").refusal(theirs), "aborted case_version_changed");
}

}  // namespace
}  // namespace hotline::test
