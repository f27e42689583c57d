// One case from the call to its closing, by everybody who has to do with it, over the network.
#include <gmock/gmock.h>

#include "evidence/export.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using ::testing::Not;

rec::ProofLevel proof(const v1::CaseDetail& detail) { return detail.row().referral().proof_level(); }

std::vector<std::string> queue_of(RunningService& service, const std::string& login) {
  std::vector<std::string> ids;
  for (const auto& row : service.as(login).must<v1::ListQueueResponse>(v1::ListQueueRequest{}).rows())
    ids.push_back(row.case_id());
  return ids;
}

TEST(Story, FromTheCallToTheClosingUnderArticle30AndItsAudit) {
  RunningService service;
  CaseStory story(service);
  EXPECT_EQ(story.opened().referred_to(), tam_di);
  EXPECT_EQ(story.opened().proof_level(), rec::PROOF_LEVEL_QUEUED);
  EXPECT_FALSE(story.opened().emergency());
  EXPECT_EQ(story.opened().case_number(), "LN-2015-000001");

  // Queue of the right commune; looking raises the proof.
  EXPECT_THAT(queue_of(service, "officer.baoson"), ElementsAre());
  EXPECT_THAT(queue_of(service, "officer.tamdi"), ElementsAre(story.id()));
  EXPECT_EQ(proof(story.seen_by("operator.hoa")), rec::PROOF_LEVEL_DELIVERED);
  const auto opened = story.seen_by("officer.tamdi");
  EXPECT_EQ(opened.intake().child().name(), child_name);
  EXPECT_THAT(opened.withheld(), ElementsAre("informant"));
  EXPECT_FALSE(opened.has_informant());
  EXPECT_EQ(proof(story.seen_by("operator.hoa")), rec::PROOF_LEVEL_OPENED);
  EXPECT_EQ(story.seen_by("operator.hoa").row().responsible_unit(), helpline)
      << "the sender stays responsible until it is accepted";

  const auto accepted = story.accept();
  EXPECT_EQ(accepted.row().status(), rec::CASE_STATUS_ACCEPTED);
  EXPECT_EQ(accepted.row().responsible_unit(), tam_di);
  EXPECT_FALSE(accepted.row().has_referral());
  EXPECT_EQ(story.assess().row().status(), rec::CASE_STATUS_PLANNING);

  // Nobody approves their own plan, not even a chairman.
  EXPECT_EQ(story.submit_plan("chairman.tamdi").row().status(), rec::CASE_STATUS_AWAITING_APPROVAL);
  EXPECT_EQ(service.as("chairman.tamdi").refusal(story.about<v1::ApprovePlanRequest>()),
            "permission_denied own_plan");
  auto back = story.about<v1::ReturnPlanRequest>();
  back.set_reason("ghi rõ người thực hiện");
  EXPECT_NE(service.as("officer.tamdi").refusal(back), "");
  EXPECT_EQ(service.as("chairman.tamdi").refusal(back), "");
  story.version = story.seen_by("officer.tamdi").row().version();
  story.submit_plan("officer.tamdi");
  EXPECT_THAT(story.seen_by("chairman.tamdi").possible(), Contains("ApprovePlan"));
  EXPECT_THAT(story.seen_by("officer.tamdi").possible(), Not(Contains("ApprovePlan")));
  EXPECT_TRUE(story.act<v1::ApprovePlanResponse>("chairman.tamdi", story.about<v1::ApprovePlanRequest>())
                  .plan_approved());

  auto action = story.about<v1::RecordActionRequest>();
  action.mutable_action()->set_what("đã đưa cháu đi khám");
  action.mutable_action()->set_child_seen(true);
  story.act<v1::RecordActionResponse>("officer.tamdi", action);

  // Closing as safe needs both conditions of article 30.1 in the last review, and the chairman.
  auto review_once = story.about<v1::RecordReviewRequest>();
  *review_once.mutable_review() = review(true, false);
  story.act<v1::RecordReviewResponse>("officer.tamdi", review_once);
  auto close = story.about<v1::CloseCaseRequest>();
  close.set_closing(rec::CLOSING_SAFE);
  close.set_decision("Quyết định 12/QĐ-UBND");
  EXPECT_THAT(service.as("chairman.tamdi").refusal(close), ::testing::StartsWith("failed_precondition"));
  EXPECT_EQ(story.seen_by("officer.tamdi").row().status(), rec::CASE_STATUS_PLANNING)
      << "another plan is due";
  story.submit_plan("officer.tamdi");
  story.act<v1::ApprovePlanResponse>("chairman.tamdi", story.about<v1::ApprovePlanRequest>());
  auto review_again = story.about<v1::RecordReviewRequest>();
  *review_again.mutable_review() = review(true, true);
  story.act<v1::RecordReviewResponse>("officer.tamdi", review_again);
  close.set_expected_version(story.version);
  close.set_request_id(new_id());
  EXPECT_EQ(service.as("officer.tamdi").refusal(close), "permission_denied role_missing");
  EXPECT_EQ(story.act<v1::CloseCaseResponse>("chairman.tamdi", close).row().status(),
            rec::CASE_STATUS_CLOSED);

  // The supervisor looks back: every step, every reader, and the proof of both.
  v1::GetHistoryRequest history;
  history.set_case_id(story.id());
  const auto entries = service.as("supervisor.district").must<v1::GetHistoryResponse>(history);
  EXPECT_EQ(static_cast<std::uint32_t>(entries.entries_size()), story.version);
  v1::ListAccessRequest access;
  access.set_case_id(story.id());
  std::vector<std::string> readers;
  for (const auto& entry : service.as("supervisor.district").must<v1::ListAccessResponse>(access).entries()) {
    EXPECT_EQ(entry.case_id(), story.id());
    readers.push_back(entry.person_id() + " " + entry.what());
  }
  EXPECT_THAT(
      readers,
      IsSupersetOf({service.id_of("officer.tamdi") + " listed", service.id_of("officer.tamdi") + " read",
                    service.id_of("operator.hoa") + " read", service.id_of("chairman.tamdi") + " read",
                    service.id_of("supervisor.district") + " read"}));
  EXPECT_THAT(readers, Not(Contains(::testing::StartsWith(service.id_of("officer.baoson")))));

  const auto verified =
      service.as("supervisor.district").must<v1::VerifyHistoryResponse>(v1::VerifyHistoryRequest{});
  EXPECT_TRUE(verified.done());
  EXPECT_TRUE(verified.sound()) << verified.reason();
  EXPECT_GE(verified.entries_checked(), story.version);

  // The export is checked by somebody who has nothing but the public key.
  const auto key_text =
      service.as("officer.baoson").must<v1::GetCheckpointResponse>(v1::GetCheckpointRequest{}).verifier_key();
  const auto key = evidence::CheckpointVerifier::parse(key_text);
  ASSERT_TRUE(key);
  v1::ExportHistoryRequest exporting;
  exporting.set_case_id(story.id());
  const auto redacted = service.as("supervisor.district").must<v1::ExportHistoryResponse>(exporting);
  EXPECT_TRUE(redacted.redacted());
  const auto summary = evidence::verify_export(redacted.bundle(), *key);
  ASSERT_TRUE(summary) << name(summary.error().fault);
  EXPECT_EQ(summary->entries, story.version);
  EXPECT_GT(summary->withheld_parts, 0u);
  exporting.set_legal_basis("Công văn 5/VKS yêu cầu hồ sơ");
  const auto whole = service.as("supervisor.district").must<v1::ExportHistoryResponse>(exporting);
  EXPECT_FALSE(whole.redacted());
  auto bundle = whole.bundle();
  EXPECT_TRUE(evidence::verify_export(bundle, *key));
  const auto at = bundle.find("recorded-at 2015") + 12;
  bundle[at + 3] = '6';
  EXPECT_FALSE(evidence::verify_export(bundle, *key)) << "a changed year must be found";
}

TEST(Story, AnEmergencyIsReportedAtOnceAndItsClockStartsAtTheReceipt) {
  RunningService service;
  auto contact = intervention();
  contact.mutable_intake()->mutable_triage()->set_life_threatened(rec::ANSWER_YES);
  const auto opened = service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact));
  EXPECT_TRUE(opened.emergency());
  EXPECT_THAT(opened.emergency_because(), ElementsAre("a"));
  bool found = false;
  for (const auto& clock : opened.clocks()) {
    if (clock.kind() != v1::CLOCK_KIND_EMERGENCY) continue;
    found = true;
    EXPECT_EQ(clock.due_at().seconds() - clock.started_at().seconds(), 12 * 3600);
    EXPECT_EQ(clock.started_at().seconds() * 1000, to_unix_ms(first_day));
    EXPECT_FALSE(clock.overdue());
  }
  EXPECT_TRUE(found);
  service.pass(std::chrono::hours{13});
  v1::ListOverdueRequest overdue;
  const auto late = service.as("supervisor.district").must<v1::ListOverdueResponse>(overdue);
  ASSERT_EQ(late.cases_size(), 1);
  EXPECT_EQ(late.cases(0).case_id(), opened.case_id());
}

TEST(Story, ACaseGoesOnAfterARestartWithTheSameSessions) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  service.stop();
  service.start();
  EXPECT_EQ(story.seen_by("officer.tamdi").row().version(), story.version);
  EXPECT_EQ(story.assess().row().status(), rec::CASE_STATUS_PLANNING);
}

}  // namespace
}  // namespace hotline::test
