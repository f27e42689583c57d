// Districts and provinces receive reports too: what they record goes the same way as what the helpline does.
#include <gmock/gmock.h>

#include "hotline/v1/referral.pb.h"
#include "support/hats.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

TEST(AnIntake, OfAnOfficerOfTheDistrictOrTheProvinceIsReferredAsThatOfTheHelplineIs) {
  RunningService service;
  give_hats(service, "officer.baoson", {{province, rec::ROLE_OFFICER}});
  for (const auto& [login, office] :
       {std::pair{"officer.district", district}, std::pair{"officer.baoson", province}}) {
    auto& officer = service.as(login);
    EXPECT_EQ(officer.refusal(submission(silent_call())), "") << login;
    EXPECT_EQ(officer.refusal(submission(counselling())), "") << login;
    const auto opened = officer.must<v1::SubmitContactResponse>(submission(intervention()));
    EXPECT_EQ(opened.referred_to(), tam_di) << login;
    EXPECT_EQ(opened.proof_level(), rec::PROOF_LEVEL_QUEUED) << login;
    v1::GetCaseRequest get;
    get.set_case_id(opened.case_id());
    auto seen = officer.must<v1::GetCaseResponse>(get).case_();
    EXPECT_EQ(seen.row().status(), rec::CASE_STATUS_REFERRED) << login;
    EXPECT_EQ(seen.row().responsible_unit(), office) << login << ": until the commune accepts";
    EXPECT_EQ(seen.informant().name(), informant_name) << login << ": whom they recorded themselves";

    const auto queue = service.as("officer.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
    ASSERT_EQ(queue.rows_size(), 1) << login;
    EXPECT_FALSE(service.as("officer.tamdi").must<v1::GetCaseResponse>(get).case_().has_informant());
    auto accept = about<v1::AcceptReferralRequest>(opened.case_id(), queue.rows(0).version());
    accept.set_referral_id(queue.rows(0).referral().referral_id());
    service.as("officer.tamdi").must<v1::AcceptReferralResponse>(accept);
    seen = officer.must<v1::GetCaseResponse>(get).case_();
    EXPECT_EQ(seen.row().responsible_unit(), tam_di) << login;
    EXPECT_EQ(seen.informant().name(), informant_name) << login << ": they keep sight of whom they recorded";
  }
}

TEST(AnIntake, OfAPlaceThatIsKnownToTheDistrictAloneIsTheDistrictsToSort) {
  RunningService service;
  give_hats(service, "officer.baoson", {{province, rec::ROLE_OFFICER}});
  const auto opened =
      service.as("officer.baoson").must<v1::SubmitContactResponse>(submission(intervention(district)));
  EXPECT_EQ(opened.referred_to(), district);
  const auto queue = service.as("officer.district").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
  ASSERT_EQ(queue.rows_size(), 1);
  v1::GetCaseRequest get;
  get.set_case_id(opened.case_id());
  const auto seen = service.as("officer.district").must<v1::GetCaseResponse>(get).case_();
  EXPECT_TRUE(seen.row().referral().to_sort()) << "a person there finds the commune";
}

}  // namespace
}  // namespace hotline::test
