// An office is told outside the service, through a real gateway, that a referral waits for it or came back:
// once for each, together with the act, and without a word about a person.
#include "service/referral_notice.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "app/app.h"
#include "app/config.h"
#include "hotline/v1/referral.pb.h"
#include "service/world.h"
#include "support/receiver.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using testing::HasSubstr;
using testing::Not;

constexpr const char* bao_dai = "07462@2025-07-01";

class ReferralNotice : public testing::Test {
 protected:
  static void add(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file) << text;
    std::filesystem::permissions(file, std::filesystem::perms(0600));
  }
  void configure(app::Config& config) {
    const auto directory = config.database.parent_path();
    add(directory / "webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    std::string contacts;
    for (const auto& [unit, telephone] : {std::pair{tam_di, "0204 388 4111"},
                                          {bao_son, "0204 388 4222"},
                                          {district, "0204 388 4333"},
                                          {helpline, "0204 388 4444"},
                                          {bao_dai, "0204 388 4555"}})
      contacts += "[\"" + std::string(unit) + "\"]\ntelephones = [\"" + std::string(telephone) + "\"]\n";
    add(directory / "duty-contacts.toml", contacts);
    config.notify.public_url = "https://hotline.example";
    config.notify.contacts = directory / "duty-contacts.toml";
    config.notify.webhook_url = receiver_.url();
    config.notify.webhook_secret = directory / "webhook.secret";
  }
  /// The n-th message says so, to that office, and nothing of a person.
  void expect_notice(std::size_t n, const char* type, const char* unit, const CaseStory& story) {
    const auto body = receiver_.at(n).body;
    EXPECT_THAT(body, HasSubstr("\"type\":\"notice." + std::string(type) + "\""));
    EXPECT_THAT(body, HasSubstr("\"unit\":\"" + std::string(unit) + "\""));
    EXPECT_THAT(body, HasSubstr("\"case_number\":\"" + story.opened().case_number() + "\""));
    for (const auto& word : personal_words()) EXPECT_THAT(body, Not(HasSubstr(word)));
  }
  /// Several that were put at once may come in any order: one from the n-th on says so.
  std::size_t expect_notice_from(std::size_t n, const char* type, const char* unit, const CaseStory& story) {
    const auto is_it = [&](const std::string& body) {
      return body.find("\"notice." + std::string(type) + "\"") != std::string::npos &&
             body.find("\"unit\":\"" + std::string(unit) + "\"") != std::string::npos;
    };
    while (!is_it(receiver_.at(n).body)) ++n;
    expect_notice(n, type, unit, story);
    return n;
  }
  Receiver receiver_{[](const Received&) { return http_answer(200); }};
  RunningService service_{[this](app::Config& config) { configure(config); }};
};

TEST_F(ReferralNotice, EveryLevelAboveIsToldOfAProminentCaseAtOnce) {
  CaseStory story(service_);
  story.accept();
  auto request = story.about<v1::FlagProminentRequest>();
  request.set_reason(rec::PROMINENT_REASON_DEATH);
  request.set_explanation(narrative);
  story.act<v1::FlagProminentResponse>("officer.tamdi", request);
  expect_notice_from(1, "prominent", district, story);
  expect_notice_from(1, "prominent", helpline, story);
  EXPECT_EQ(receiver_.all().size(), 3u) << "the province has no address";
}

TEST_F(ReferralNotice, TellsTheOfficeThatAReferralWaitsForItAndUntilWhen) {
  const CaseStory story(service_);
  expect_notice(0, "referral_arrived", tam_di, story);
  const auto body = receiver_.at(0).body;
  EXPECT_THAT(body, HasSubstr(R"("telephones":["0204 388 4111"])"));
  EXPECT_THAT(body, HasSubstr("\"link\":\"https://hotline.example/duty.html#"));
  EXPECT_THAT(body, HasSubstr(R"("due_at":"2015-03-26T03:00:00.000Z")")) << "two hours, of no known risk";
}

TEST_F(ReferralNotice, TellsTheSenderOfAReturnAndTheNextOfficeOfTheReroute) {
  CaseStory story(service_);
  expect_notice(0, "referral_arrived", tam_di, story);
  auto give_back = story.about<v1::ReturnReferralRequest>();
  give_back.set_referral_id(story.opened().referral_id());
  give_back.set_reason(rec::RETURN_REASON_WRONG_PLACE);
  give_back.set_explanation("cháu ở xóm bên kia sông");
  story.act<v1::ReturnReferralResponse>("officer.tamdi", give_back);
  expect_notice(1, "referral_returned", helpline, story);
  EXPECT_THAT(receiver_.at(1).body, HasSubstr("\"https://hotline.example/cases/" + story.id() + "\""));
  EXPECT_THAT(receiver_.at(1).body, Not(HasSubstr("bên kia sông")));
  auto send_on = story.about<v1::RerouteReferralRequest>();
  send_on.set_to_unit(bao_son);
  send_on.set_reason("đúng địa bàn");
  story.act<v1::RerouteReferralResponse>("operator.hoa", send_on);
  expect_notice(2, "referral_arrived", bao_son, story);
  story.accept("officer.baoson");
  story.note("officer.baoson", "đã gọi cho trường");
  story.transfer(tam_di, "officer.baoson");
  expect_notice(3, "referral_arrived", tam_di, story);
  EXPECT_EQ(receiver_.all().size(), 4u) << "of what nobody is sent, nobody is told";
}

TEST_F(ReferralNotice, OfARestrictedCaseGoesToTheLevelAbove) {
  CaseStory story(service_);
  expect_notice(0, "referral_arrived", tam_di, story);
  story.restrict({"officer.tamdi"});
  const auto n = expect_notice_from(1, "referral_arrived", district, story);
  EXPECT_THAT(receiver_.at(n).body, HasSubstr("\"https://hotline.example/cases/" + story.id() + "\""))
      << "somebody has to say who they are";
}

TEST_F(ReferralNotice, IsPutOnceForARequestThatIsSentTwiceAndNotForOneThatIsRefused) {
  auto submit = submission(intervention(tam_di));
  submit.set_request_id(new_id());
  auto& operator_ = service_.as("operator.hoa");
  const auto first = operator_.must<v1::SubmitContactResponse>(submit);
  EXPECT_EQ(operator_.must<v1::SubmitContactResponse>(submit).case_id(), first.case_id());
  auto refused = about<v1::RerouteReferralRequest>(first.case_id(), first.case_version() + 7);
  refused.set_to_unit(bao_son);
  refused.set_reason("đúng địa bàn");
  EXPECT_EQ(operator_.refusal(refused), "aborted case_version_changed");
  refused.set_expected_version(first.case_version());
  EXPECT_THAT(receiver_.at(0).body, HasSubstr(tam_di));
  EXPECT_EQ(operator_.refusal(refused), "");
  EXPECT_THAT(receiver_.at(1).body, HasSubstr(bao_son));
  EXPECT_EQ(receiver_.all().size(), 2u);
}

TEST_F(ReferralNotice, ThatStillWaitsToLeaveIsForNobodyFromWhomTheCaseWentMeanwhile) {
  CaseStory story(service_);
  auto& world = service_.app().world();
  const auto holds = [&](const char* unit, v1::NoticeKind kind) {
    v1::Notice notice;
    notice.set_kind(kind);
    notice.set_case_id(story.id());
    notice.set_unit(unit);
    bool out = false;
    EXPECT_TRUE(world.store.read_and_wait([&](store::Reader& db) -> Result<> {
      out = service::still_holds(world, db, notice, service_.clock.now()).value();
      return {};
    }));
    return out;
  };
  const auto arrived = v1::NOTICE_KIND_REFERRAL_ARRIVED, late = v1::NOTICE_KIND_ESCALATION;
  EXPECT_TRUE(holds(tam_di, arrived));
  EXPECT_FALSE(holds(bao_son, arrived));
  EXPECT_TRUE(holds(bao_son, late));
  story.restrict({"chairman.tamdi"});
  EXPECT_FALSE(holds(tam_di, arrived)) << "or the chairman learns that a case is kept from him";
  EXPECT_FALSE(holds(tam_di, late));
  for (const auto* unit : {district, province, helpline}) EXPECT_TRUE(holds(unit, late)) << unit;
}

TEST_F(ReferralNotice, ReachesTheSuccessorOfAnOfficeThatEnded) {
  const CaseStory story(service_);
  expect_notice(0, "referral_arrived", tam_di, story);
  service_.pass(start_of(parse_date("2025-07-02").value()) - service_.clock.now());
  ASSERT_TRUE(service_.app().keep_house());
  expect_notice_from(1, "referral_arrived", bao_dai, story);  // others tell of what has run out meanwhile
}

}  // namespace
}  // namespace hotline::test
