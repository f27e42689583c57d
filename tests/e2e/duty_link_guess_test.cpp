// Links to duty telephones that somebody tries to guess, and offices that answer by theirs from one address.
#include <gtest/gtest.h>

#include "app/app.h"
#include "app/config.h"
#include "hotline/v1/duty.pb.h"
#include "service/duty_link.h"
#include "service/world.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;

TEST(DutyLinks, WhoTriesOneTokenOverAndOverIsRefusedAtLastAndAGoodOneStillOpens) {
  RunningService service([](app::Config& config) {
    config.limits.sign_in_delay_first_ms = 10;
    config.limits.sign_in_delay_max_ms = 20;
    config.limits.sign_in_line_max_ms = 100;
  });
  auto nobody = service.stranger();
  v1::LookUpDutyLinkRequest request;
  request.set_token("a-guess");
  std::string answer;
  int tries = 0;
  // The clock of the service stands still, so that the tries stand in one line.
  while ((answer = nobody.refusal(request)) == "not_found duty_link_unknown" && tries < 100) ++tries;
  EXPECT_EQ(answer, "resource_exhausted sign_in_slowed");
  EXPECT_LT(tries, 20);
  request.set_token("another-guess");
  EXPECT_EQ(nobody.refusal(request), "not_found duty_link_unknown") << "others are not shut out by it";
  service.pass(hours{1});
  request.set_token("a-guess");
  EXPECT_EQ(nobody.refusal(request), "not_found duty_link_unknown");
}

TEST(DutyLinks, RightAnswersOfOfficesBehindOneAddressAreNoGuessesAndSlowNobodyDown) {
  RunningService service([](app::Config& config) {
    config.limits.sign_in_free_tries_per_network = 4;
    config.limits.sign_in_delay_first_ms = 10;
    config.limits.sign_in_delay_max_ms = 20;
    config.limits.sign_in_line_max_ms = 100;
  });
  const CaseStory story(service);
  auto& world = service.app().world();
  const auto seen = service.as("operator.hoa").must<v1::GetCaseResponse>(story.get());
  std::string link;
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    link = service::make_duty_link(world, db, service.clock.now(), *CaseId::parse(story.id()),
                                   ReferralId::parse(seen.case_().row().referral().referral_id()).value(),
                                   UnitKey::parse(tam_di).value())
               .value();
    return {};
  }));
  const auto tap = [&](const std::string& token) {
    v1::AnswerDutyLinkRequest request;
    request.set_request_id(new_id());
    request.set_token(token);
    request.set_answer(rec::DUTY_ANSWER_ACKNOWLEDGED);
    return service.stranger().refusal(request);
  };
  const auto another_office_waits = [&](const char* its_token) {
    return world.duty_guard.begin(its_token, "127.0.0.1", service.clock.now());
  };
  // The clock of the service stands still: a try that is not taken back stays on the count of its network.
  for (int i = 0; i < 8; ++i) EXPECT_EQ(tap(link.substr(link.find('#') + 1)), "");
  EXPECT_EQ(another_office_waits("one"), Duration{0});
  for (int i = 0; i < 4; ++i) EXPECT_EQ(tap("a-guess-" + std::to_string(i)), "not_found duty_link_unknown");
  EXPECT_GT(another_office_waits("two"), Duration{0}) << "guesses are counted";
}

}  // namespace
}  // namespace hotline::test
