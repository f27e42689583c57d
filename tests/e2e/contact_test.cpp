// Drafts that a call made.
#include <gmock/gmock.h>

#include "domain/case_time.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

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

}  // namespace
}  // namespace hotline::test
