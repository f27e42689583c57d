// Turns that a case takes beside its straight way: a referral that comes back, places that become known, a
// closed case that is opened again.
#include <gmock/gmock.h>

#include "domain/case_time.h"
#include "hotline/v1/referral.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::Contains;
using ::testing::Not;

TEST(Course, AReferralThatIsReturnedComesBackToAPersonWhoSendsItOn) {
  RunningService service;
  CaseStory story(service);
  auto back = story.about<v1::ReturnReferralRequest>();
  back.set_referral_id(story.seen_by("officer.tamdi").row().referral().referral_id());
  back.set_reason(rec::RETURN_REASON_WRONG_PLACE);
  EXPECT_EQ(service.as("officer.tamdi").refusal(back), "invalid_argument fields_invalid")
      << "never without a word";
  back.set_explanation("thôn này thuộc Bảo Sơn");
  back.clear_request_id();
  EXPECT_EQ(service.as("officer.baoson").refusal(back), "not_found case_unknown");
  story.act<v1::ReturnReferralResponse>("officer.tamdi", back);
  const auto returned = story.seen_by("operator.hoa");
  EXPECT_EQ(returned.row().status(), rec::CASE_STATUS_RECEIVED);
  EXPECT_EQ(returned.row().responsible_unit(), helpline);
  EXPECT_THAT(returned.possible(), Contains("RerouteReferral"));
  EXPECT_EQ(service.as("officer.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{}).rows_size(), 0);

  auto on = story.about<v1::RerouteReferralRequest>();
  on.set_to_unit(bao_son);
  on.set_reason("xã Tam Dị trả lại");
  story.act<v1::RerouteReferralResponse>("operator.lan", on);
  EXPECT_EQ(service.as("officer.baoson").must<v1::ListQueueResponse>(v1::ListQueueRequest{}).rows_size(), 1);
  EXPECT_EQ(story.accept("officer.baoson").row().responsible_unit(), bao_son);
  back.set_expected_version(story.version);
  back.clear_request_id();
  EXPECT_EQ(service.as("officer.tamdi").refusal(back), "not_found case_unknown") << "it was never theirs";
}

TEST(Course, AClockThatEndedWithoutBeingMetIsSaidToHaveStoppedAndNotToRun) {
  RunningService service;
  CaseStory story(service);
  service.pass(std::chrono::minutes{5});
  auto on = story.about<v1::RerouteReferralRequest>();
  on.set_to_unit(bao_son);
  on.set_reason("thôn này thuộc Bảo Sơn");
  const auto moved = story.act<v1::RerouteReferralResponse>("operator.lan", on);
  std::vector<v1::Clock> acknowledgements;
  for (const auto& clock : moved.clocks())
    if (clock.kind() == v1::CLOCK_KIND_ACKNOWLEDGE) acknowledgements.push_back(clock);
  ASSERT_EQ(acknowledgements.size(), 2u);
  EXPECT_FALSE(acknowledgements[0].has_met_at());
  EXPECT_EQ(time_of(acknowledgements[0].stopped_at()), service.clock.now());
  EXPECT_FALSE(acknowledgements[1].has_met_at() || acknowledgements[1].has_stopped_at());
}

TEST(Course, PlacesThatBecomeKnownStandBesideTheOldOnesAndMoveNothingByThemselves) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  const auto before = story.seen_by("officer.tamdi");
  auto places = story.about<v1::SetPlacesRequest>();
  places.mutable_residence()->set_unit(bao_son);
  places.mutable_present()->set_unit(tam_di);
  places.mutable_present()->set_detail("nhà bà ngoại");
  const auto after = story.act<v1::SetPlacesResponse>("officer.tamdi", places);
  EXPECT_EQ(after.intake().residence().unit(), bao_son);
  EXPECT_EQ(after.intake().present().detail(), "nhà bà ngoại");
  EXPECT_EQ(after.intake().incident().SerializeAsString(), before.intake().incident().SerializeAsString());
  EXPECT_EQ(after.row().responsible_unit(), tam_di) << "handing over is a step of its own";
  auto nowhere = story.about<v1::SetPlacesRequest>();
  nowhere.mutable_present()->set_unit("99999@2004-07-08");
  const auto refused = service.as("officer.tamdi").send(nowhere);
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().failure.fields_size(), 1);
  EXPECT_EQ(refused.error().failure.fields(0).reason(), "unit_unknown");
  EXPECT_EQ(service.as("supervisor.district").refusal(nowhere), "permission_denied role_missing");
}

TEST(Course, AClosedCaseIsOpenedAgainByWhoHadItAndGoesOn) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  auto unfounded = story.about<v1::RecordAssessmentRequest>();
  *unfounded.mutable_assessment() = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
  story.act<v1::RecordAssessmentResponse>("officer.tamdi", unfounded);
  auto close = story.about<v1::CloseCaseRequest>();
  close.set_closing(rec::CLOSING_UNFOUNDED);
  close.set_decision("Quyết định 12");
  EXPECT_EQ(story.act<v1::CloseCaseResponse>("chairman.tamdi", close).row().status(),
            rec::CASE_STATUS_CLOSED);
  EXPECT_THAT(story.seen_by("officer.tamdi").possible(), Contains("ReopenCase"));

  auto reopen = story.about<v1::ReopenCaseRequest>();
  EXPECT_EQ(service.as("officer.tamdi").refusal(reopen), "invalid_argument fields_invalid")
      << "never without a reason";
  reopen.set_reason("hàng xóm gọi lại");
  reopen.clear_request_id();
  EXPECT_EQ(service.as("officer.baoson").refusal(reopen), "not_found case_unknown");
  const auto open = story.act<v1::ReopenCaseResponse>("officer.tamdi", reopen);
  EXPECT_NE(open.row().status(), rec::CASE_STATUS_CLOSED);
  EXPECT_EQ(open.row().responsible_unit(), tam_di);
  EXPECT_THAT(open.possible(), Not(Contains("ReopenCase")));
  reopen.set_expected_version(story.version);
  reopen.clear_request_id();
  EXPECT_EQ(service.as("officer.tamdi").refusal(reopen), "failed_precondition case_open");
  EXPECT_EQ(story.assess().row().status(), rec::CASE_STATUS_PLANNING) << "the work goes on";
}

}  // namespace
}  // namespace hotline::test
