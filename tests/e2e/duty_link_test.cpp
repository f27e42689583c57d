// Two taps without an account: what a link to a duty telephone opens and does, and that one that is of no use
// says nothing.
#include "service/duty_link.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "app/app.h"
#include "app/config.h"
#include "base/date.h"
#include "e2e/raw_http.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/duty.pb.h"
#include "hotline/v1/duty_claim.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "net/testing/certificates.h"
#include "service/outbox.h"
#include "service/world.h"
#include "support/held_store.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;
using std::chrono::minutes;

class DutyLink : public testing::Test {
 protected:
  service::World& world() { return service_.app().world(); }
  /// The token of a fresh link to the referral that waits.
  std::string token_for(CaseStory& story, const char* office = tam_di) {
    const auto referral = story.seen_by("operator.hoa").row().referral().referral_id();
    std::string link;
    EXPECT_TRUE(world().store.write_and_wait([&](store::Writer& db) -> Result<> {
      auto made =
          service::make_duty_link(world(), db, service_.clock.now(), *CaseId::parse(story.id()),
                                  ReferralId::parse(referral).value(), UnitKey::parse(office).value());
      if (!made) return fail(made.error());
      link = *made;
      return {};
    }));
    EXPECT_TRUE(link.starts_with("/duty.html#")) << "behind the '#', where no server gets it";
    return link.substr(11);
  }
  std::expected<v1::DutyReferral, Refusal> look_up(const std::string& token) {
    v1::LookUpDutyLinkRequest request;
    request.set_token(token);
    auto answer = nobody_.call<v1::LookUpDutyLinkResponse>(request);
    if (!answer) return std::unexpected(answer.error());
    return answer->referral();
  }
  std::expected<v1::DutyReferral, Refusal> say(const std::string& token, rec::DutyAnswer what,
                                               const std::string& request_id = new_id()) {
    v1::AnswerDutyLinkRequest request;
    request.set_request_id(request_id);
    request.set_token(token);
    request.set_answer(what);
    auto answer = nobody_.call<v1::AnswerDutyLinkResponse>(request);
    if (!answer) return std::unexpected(answer.error());
    return answer->referral();
  }
  /// As both methods answer.
  std::string refusal(const std::string& token) {
    const auto seen = look_up(token);
    const auto said = say(token, rec::DUTY_ANSWER_ACKNOWLEDGED);
    if (seen || said) return "it opens";
    EXPECT_EQ(seen.error().message, said.error().message);
    return said.error().text() + ": " + said.error().message;
  }

  explicit DutyLink(bool with_its_page = false)
      : service_([this, with_its_page](app::Config& config) {
          if (!with_its_page) return;
          for (const auto* page : {"index.html", "duty.html"}) std::ofstream(site_.path() / page) << "a page";
          config.web_root = site_.path();
        }) {}

  net::testing::TemporaryDirectory site_;
  RunningService service_;
  User nobody_ = service_.stranger();
};

TEST_F(DutyLink, LooksWithoutChangingAndAcknowledgesByADeliberateAct) {
  CaseStory story(service_);
  const auto token = token_for(story);
  const auto before = story.seen_by("operator.hoa").row();
  service_.pass(minutes{3});
  const auto seen = look_up(token);
  ASSERT_TRUE(seen) << seen.error().text();
  EXPECT_EQ(seen->case_number(), story.opened().case_number());
  EXPECT_FALSE(seen->has_acknowledged_at());
  EXPECT_TRUE(seen->has_due_at());
  EXPECT_EQ(seen->due_kind(), v1::CLOCK_KIND_ACKNOWLEDGE);
  for (const auto& word : personal_words())
    EXPECT_EQ(seen->SerializeAsString().find(word), std::string::npos) << word;
  EXPECT_EQ(story.seen_by("operator.hoa").row().version(), before.version()) << "looking changes nothing";

  service_.pass(minutes{10});
  const auto said = say(token, rec::DUTY_ANSWER_ACKNOWLEDGED);
  ASSERT_TRUE(said) << said.error().text();
  EXPECT_EQ(said->acknowledged_at().seconds(), to_unix_ms(service_.clock.now()) / 1000);
  const auto after = story.seen_by("operator.hoa").row();
  EXPECT_EQ(after.version(), before.version() + 1);
  EXPECT_EQ(after.responsible_unit(), before.responsible_unit()) << "nothing is accepted by it";
  EXPECT_EQ(after.referral().acknowledged_at().seconds(), said->acknowledged_at().seconds());
  EXPECT_EQ(after.next_due_kind(), v1::CLOCK_KIND_ACKNOWLEDGE) << "until somebody signs in and accepts";
  EXPECT_GT(said->due_at().seconds(), seen->due_at().seconds());
  ASSERT_TRUE(say(token, rec::DUTY_ANSWER_ACKNOWLEDGED)) << "again";
  EXPECT_EQ(story.seen_by("operator.hoa").row().version(), before.version() + 1) << "changes nothing";
}

TEST_F(DutyLink, StandsInTheMessageThatTellsTheOfficeOfAReferral) {
  world().outbox.configure({.email = true,
                            .webhook = false,
                            .public_url = "https://hotline.example",
                            .contacts = {{tam_di, {.emails = {"truc@tamdi.example"}, .telephones = {}}},
                                         {district, {.emails = {"truc@huyen.example"}, .telephones = {}}}}});
  CaseStory story(service_);
  std::vector<v1::StoredMessage> messages;
  const auto read_messages = [&] {
    messages.clear();
    EXPECT_TRUE(world().store.read_and_wait([&](store::Reader& db) -> Result<> {
      for (const auto& row : db.due_messages(v1::MESSAGE_CHANNEL_EMAIL, service_.clock.now(), 10).value())
        messages.push_back(service::open_message(world(), row).value());
      return {};
    }));
  };
  read_messages();
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].notice().kind(), v1::NOTICE_KIND_REFERRAL_ARRIVED);
  EXPECT_EQ(messages[0].to(0), "truc@tamdi.example");
  for (const auto& word : personal_words())
    EXPECT_EQ(messages[0].body().find(word), std::string::npos) << word;
  const auto seen = look_up(messages[0].link().substr(std::string("/duty.html#").size()));
  ASSERT_TRUE(seen) << seen.error().text();
  EXPECT_EQ(seen->due_at().seconds(), messages[0].notice().due_at().seconds());
  story.note("operator.hoa", "không có lần chuyển mới");
  read_messages();
  EXPECT_EQ(messages.size(), 1u) << "one notice a referral";
  story.restrict({"operator.lan"});
  read_messages();
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[1].to(0), "truc@huyen.example");
  EXPECT_EQ(messages[1].link(), "/cases/" + story.id()) << "of a restricted case an account has to answer";
}

TEST_F(DutyLink, RevokingIsOfferedToWhoMayWhileALinkMayBeInOtherHands) {
  const auto offered = [](CaseStory& story, const std::string& login) {
    const auto seen = story.seen_by(login);
    return std::ranges::find(seen.possible(), "RevokeDutyLinks") != seen.possible().end();
  };
  CaseStory unreachable(service_);
  EXPECT_FALSE(offered(unreachable, "officer.tamdi")) << "no message, no link";
  world().outbox.configure({.email = true,
                            .webhook = false,
                            .public_url = "https://hotline.example",
                            .contacts = {{tam_di, {.emails = {"truc@tamdi.example"}, .telephones = {}}}}});
  CaseStory story(service_), accepted(service_);
  for (const auto* login : {"operator.hoa", "officer.tamdi", "chairman.tamdi", "supervisor.district"})
    EXPECT_TRUE(offered(story, login)) << login;
  ASSERT_EQ(service_.as("officer.tamdi").refusal(story.about<v1::RevokeDutyLinksRequest>()), "");
  EXPECT_FALSE(offered(story, "officer.tamdi")) << "done";
  accepted.accept();
  EXPECT_FALSE(offered(accepted, "officer.tamdi")) << "nothing waits";
}

TEST_F(DutyLink, ClaimsAreShownAsClaimsAndStopNoClock) {
  CaseStory story(service_);
  const auto token = token_for(story);
  const auto before = story.seen_by("operator.hoa");
  ASSERT_TRUE(say(token, rec::DUTY_ANSWER_CHILD_SEEN));
  const auto said = say(token, rec::DUTY_ANSWER_NOT_OURS);
  ASSERT_TRUE(said);
  EXPECT_EQ(said->claims_size(), 2);
  const auto after = story.seen_by("operator.hoa");
  ASSERT_EQ(after.clocks_size(), before.clocks_size());
  for (int i = 0; i < before.clocks_size(); ++i)
    EXPECT_EQ(after.clocks(i).SerializeAsString(), before.clocks(i).SerializeAsString());
  ASSERT_EQ(after.row().referral().duty_claims_size(), 2);
  EXPECT_EQ(after.row().referral().duty_claims(0).answer(), rec::DUTY_ANSWER_CHILD_SEEN);
  EXPECT_EQ(after.row().referral().proof_level(), before.row().referral().proof_level());
  EXPECT_EQ(after.row().status(), rec::CASE_STATUS_REFERRED);
}

TEST_F(DutyLink, ThatIsOfNoUseIsAnsweredAlikeWhateverTheReason) {
  CaseStory story(service_);
  const auto expired = token_for(story);
  service_.pass(hours{24});
  const auto unknown = refusal("a-token-that-nobody-made");
  EXPECT_TRUE(unknown.starts_with("not_found duty_link_unknown: ")) << unknown;
  EXPECT_EQ(refusal(expired), unknown);
  EXPECT_EQ(refusal(token_for(story, bao_son)), unknown)
      << "of an office that the referral does not wait for";

  // To the byte, whatever a stranger looks at.
  const auto raw = [&](const std::string& token) {
    auto answer = post_json(service_, "DutyLinkService/LookUpDutyLink", R"({"token":")" + token + R"("})");
    if (const auto date = answer.head.find("\r\nDate:"); date != std::string::npos)
      answer.head.erase(date, answer.head.find("\r\n", date + 2) - date);
    return std::to_string(answer.status) + answer.head + answer.body;
  };
  EXPECT_EQ(raw(expired), raw("another-token-that-nobody-made-of-the-same-size"));

  const auto revoked = token_for(story);
  ASSERT_TRUE(look_up(revoked));
  ASSERT_EQ(service_.as("operator.hoa").refusal(story.about<v1::RevokeDutyLinksRequest>()), "");
  EXPECT_EQ(refusal(revoked), unknown);

  const auto of_waiting = token_for(story);
  story.accept();
  EXPECT_EQ(refusal(of_waiting), unknown) << "the referral does not wait any more";
  EXPECT_EQ(service_.as("operator.hoa").refusal(story.about<v1::RevokeDutyLinksRequest>()),
            "failed_precondition nothing_waits");
}

TEST_F(DutyLink, EndsWithTheReferralThatItIsOfWhereverThatGoes) {
  CaseStory story(service_);
  const auto first = token_for(story);
  auto send_on = story.about<v1::RerouteReferralRequest>();
  send_on.set_to_unit(bao_son);
  send_on.set_reason("đúng địa bàn");
  story.act<v1::RerouteReferralResponse>("operator.hoa", send_on);
  EXPECT_TRUE(refusal(first).starts_with("not_found duty_link_unknown")) << "sent elsewhere";
  const auto second = token_for(story, bao_son);
  EXPECT_TRUE(look_up(second));
  story.accept("officer.baoson");
  EXPECT_TRUE(refusal(second).starts_with("not_found duty_link_unknown"));
  story.transfer(tam_di, "officer.baoson");
  EXPECT_TRUE(refusal(first).starts_with("not_found duty_link_unknown")) << "another referral to that office";
  EXPECT_TRUE(refusal(second).starts_with("not_found duty_link_unknown"));
  const auto third = token_for(story);
  auto give_back = story.about<v1::ReturnReferralRequest>();
  give_back.set_referral_id(story.seen_by("operator.hoa").row().referral().referral_id());
  give_back.set_reason(rec::RETURN_REASON_WRONG_PLACE);
  give_back.set_explanation("không ở đây");
  story.act<v1::ReturnReferralResponse>("officer.tamdi", give_back);
  EXPECT_TRUE(refusal(third).starts_with("not_found duty_link_unknown"));
}

TEST_F(DutyLink, AnswersARepeatedRequestAsTheFirstTimeAndDoesNothingTwice) {
  CaseStory story(service_);
  const auto token = token_for(story);
  const auto id = new_id();
  const auto first = say(token, rec::DUTY_ANSWER_ACKNOWLEDGED, id);
  ASSERT_TRUE(first);
  const auto other = say(token, rec::DUTY_ANSWER_NOT_OURS, id);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().text(), "already_exists request_id_reused");
  story.version = story.seen_by("operator.hoa").row().version();
  story.accept();
  const auto version = story.seen_by("operator.hoa").row().version();
  const auto again = say(token, rec::DUTY_ANSWER_ACKNOWLEDGED, id);
  ASSERT_TRUE(again) << "its line broke, and it is sent again";
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(story.seen_by("operator.hoa").row().version(), version);
  EXPECT_FALSE(say(token, rec::DUTY_ANSWER_ACKNOWLEDGED)) << "a new request finds nothing that waits";
  auto with_another = say("a-token-that-nobody-made", rec::DUTY_ANSWER_ACKNOWLEDGED, id);
  ASSERT_FALSE(with_another);
  EXPECT_EQ(with_another.error().text(), "not_found duty_link_unknown") << "no case, no number";
}

class DutyPage : public DutyLink {
 protected:
  DutyPage() : DutyLink(true) {}
};

TEST_F(DutyPage, DoesNothingByAPreviewOrAnyOtherRequestThanADeliberateOne) {
  CaseStory story(service_);
  const auto token = token_for(story);
  const auto before = story.seen_by("operator.hoa").row().version();
  const std::string service = "/hotline.v1.DutyLinkService/";
  // What a preview asks for: the page, without what stands behind the '#'. It comes, and says nothing.
  EXPECT_EQ(get(service_, "/duty.html").status, 200);
  const auto message = "message=%7B%22token%22%3A%22" + token + "%22%7D";
  for (const auto& path : {"/duty.html?" + token, service + "AnswerDutyLink",
                           service + "AnswerDutyLink?connect=v1&encoding=json&" + message,
                           service + "LookUpDutyLink?connect=v1&encoding=json&" + message}) {
    const auto answer = get(service_, path);
    if (!path.starts_with("/duty.html")) EXPECT_NE(answer.status, 200) << path;
    EXPECT_EQ(answer.body.find(story.opened().case_number()), std::string::npos);
    EXPECT_EQ(answer.body.find(token), std::string::npos);
  }
  const auto unnamed = post_json(service_, "DutyLinkService/AnswerDutyLink",
                                 R"({"requestId":")" + new_id() + R"(","token":")" + token + R"("})");
  EXPECT_EQ(unnamed.status, 400) << unnamed.body;
  EXPECT_EQ(unnamed.body.find(token), std::string::npos) << "no error quotes it";
  EXPECT_EQ(story.seen_by("operator.hoa").row().version(), before);
  EXPECT_TRUE(look_up(token)) << "and it is still good";
}

TEST_F(DutyLink, IsAnEntryOfTheHistoryThatSaysWhichOfficeSpokeAndThatNobodyDid) {
  CaseStory story(service_);
  ASSERT_TRUE(say(token_for(story), rec::DUTY_ANSWER_CHILD_SEEN));
  v1::GetHistoryRequest request;
  request.set_case_id(story.id());
  const auto answer = service_.as("operator.hoa").must<v1::GetHistoryResponse>(request);
  history::v1::CaseEvent event;
  for (const auto& entry : answer.entries())
    if (entry.event().has_duty_answered()) event = entry.event();
  EXPECT_EQ(event.duty_answered().answer(), rec::DUTY_ANSWER_CHILD_SEEN);
  EXPECT_EQ(event.actor().unit(), tam_di);
  EXPECT_EQ(event.actor().person_id(), "");
  EXPECT_EQ(event.actor().role(), rec::ROLE_UNSPECIFIED);
}

TEST_F(DutyLink, ClaimsStandOnTheBoardUntilAnAccountOrACallBackConfirmsThem) {
  CaseStory story(service_), other(service_, bao_son);
  const auto listed = [&](const std::string& login) {
    return service_.as(login).must<v1::ListDutyClaimsResponse>(v1::ListDutyClaimsRequest{});
  };
  const auto counted = [&](const std::string& login) {
    return service_.as(login).must<v1::GetOverviewResponse>(v1::GetOverviewRequest{}).duty_claims();
  };
  EXPECT_TRUE(listed("supervisor.helpline").cases().empty());
  ASSERT_TRUE(say(token_for(story), rec::DUTY_ANSWER_ACKNOWLEDGED));
  EXPECT_TRUE(listed("supervisor.helpline").cases().empty()) << "an acknowledgement is no claim";
  ASSERT_TRUE(say(token_for(story), rec::DUTY_ANSWER_CHILD_SEEN));
  service_.pass(minutes{5});
  ASSERT_TRUE(say(token_for(other, bao_son), rec::DUTY_ANSWER_NOT_OURS));

  const auto waiting = listed("supervisor.helpline");
  ASSERT_EQ(waiting.cases_size(), 2);
  EXPECT_EQ(waiting.cases(0).case_id(), story.id()) << "the longest waiting first";
  EXPECT_EQ(waiting.cases(0).referral().duty_claims(0).answer(), rec::DUTY_ANSWER_CHILD_SEEN);
  EXPECT_FALSE(waiting.cases(0).referral().duty_claims(0).has_confirmed_at());
  EXPECT_TRUE(waiting.cases(0).referral().has_acknowledged_at());
  EXPECT_EQ(counted("supervisor.helpline"), 2u);
  EXPECT_EQ(listed("supervisor.tamdi").cases_size(), 1) << "of the own offices alone";
  EXPECT_EQ(counted("supervisor.tamdi"), 1u);
  EXPECT_EQ(listed("operator.hoa").cases_size(), 2);

  story.version = story.seen_by("operator.hoa").row().version();
  auto call = story.about<v1::RecordCallAttemptRequest>();
  call.mutable_attempt()->set_unit(tam_di);
  call.mutable_attempt()->set_result(rec::CALL_RESULT_REACHED);
  call.mutable_attempt()->add_confirms(rec::DUTY_ANSWER_CHILD_SEEN);
  story.act<v1::RecordCallAttemptResponse>("operator.hoa", call);
  const auto confirmed = story.seen_by("operator.hoa").row();
  EXPECT_TRUE(confirmed.referral().duty_claims(0).has_confirmed_at());
  EXPECT_TRUE(confirmed.has_next_due_at()) << "its clocks run";
  EXPECT_EQ(listed("supervisor.helpline").cases_size(), 1);

  other.version = other.seen_by("operator.hoa").row().version();
  other.accept("officer.baoson");
  EXPECT_TRUE(listed("supervisor.helpline").cases().empty()) << "an account says what is so";
  EXPECT_EQ(counted("supervisor.helpline"), 0u);
}

TEST_F(DutyLink, ATokenThatNobodyMadeIsNoWorkForTheWriter) {
  HeldWriter held(world().store);
  const auto said = say("a-token-that-nobody-made", rec::DUTY_ANSWER_ACKNOWLEDGED);
  ASSERT_FALSE(said) << "answered while the writer has no turn for anybody";
  EXPECT_EQ(said.error().text(), "not_found duty_link_unknown");
}

TEST_F(DutyLink, OfARestrictedCaseOrAnOfficeThatEndedIsAnsweredAsOneOfNoUse) {
  CaseStory restricted(service_), merged(service_);
  const auto of_restricted = token_for(restricted);
  restricted.restrict({"chairman.tamdi"});
  const auto unknown = refusal("a-token-that-nobody-made");
  EXPECT_EQ(refusal(of_restricted), unknown);
  service_.pass(start_of(parse_date("2025-06-30").value()) + hours{23} - service_.clock.now());
  const auto of_merged = token_for(merged);
  ASSERT_TRUE(look_up(of_merged));
  service_.pass(hours{2});
  ASSERT_TRUE(service_.app().keep_house());
  EXPECT_EQ(refusal(of_merged), unknown) << "Tam Dị is Bảo Đài now, for other people";
}

}  // namespace
}  // namespace hotline::test
