// Messages that nobody got: seen by the supervisors whose office was to be told, about no case that is not
// theirs to see, and tried again at their word.
#include <gmock/gmock.h>

#include <algorithm>

#include "app/app.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/duty.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/outbox.h"
#include "service/world.h"
#include "support/records.h"

namespace hotline::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Undelivered : public testing::Test {
 protected:
  Undelivered() { reach("truc@tamdi.example"); }

  service::World& world() { return service_.app().world(); }
  void reach(const std::string& email) {
    world().outbox.configure(
        {.email = true,
         .webhook = false,
         .public_url = "https://hotline.example",
         .contacts = {{tam_di, {.emails = {email}, .telephones = {}}},
                      {bao_son, {.emails = {"truc@baoson.example"}, .telephones = {}}},
                      {district, {.emails = {"truc@huyen.example"}, .telephones = {}}}}});
  }
  /// A message that was given up; its id.
  std::string give_up(const char* unit, const CaseStory* story,
                      const std::string& number = "LN-2015-999999") {
    std::string id;
    EXPECT_TRUE(world().store.write_and_wait([&](store::Writer& db) -> Result<> {
      auto put = service::put_message(world(), db, service_.clock.now(),
                                      {.kind = v1::NOTICE_KIND_ESCALATION,
                                       .case_id = story ? CaseId::parse(story->id()).value() : CaseId{},
                                       .case_number = story ? story->opened().case_number() : number,
                                       .unit = UnitKey::parse(unit).value(),
                                       .person = {},
                                       .clock = v1::CLOCK_KIND_ACKNOWLEDGE,
                                       .due = service_.clock.now(),
                                       .link = "/duty#a-token-that-opens-something",
                                       .cause = "step:2"});
      if (!put) return fail(put.error());
      id = put->at(0).text();
      auto row = db.message(put->at(0)).value().value();
      row.attempts = 12;
      return service::end_message(world(), db, row, false, v1::MESSAGE_FAILURE_TIMED_OUT,
                                  service_.clock.now() + std::chrono::hours{7});
    }));
    return id;
  }
  v1::ListUndeliveredResponse list(const std::string& login, std::uint32_t size = 0,
                                   const std::string& after = {}) {
    v1::ListUndeliveredRequest request;
    request.set_page_size(size);
    request.set_page_token(after);
    return service_.as(login).must<v1::ListUndeliveredResponse>(request);
  }
  std::vector<std::string> ids(const std::string& login) {
    std::vector<std::string> out;
    for (const auto& one : list(login).messages()) out.push_back(one.message_id());
    return out;
  }
  std::string retry(const std::string& login, const std::string& id) {
    v1::RetryUndeliveredRequest request;
    request.set_message_id(id);
    return service_.as(login).refusal(request);
  }
  /// The message that tells of the referral of a case, given up before it was delivered; its id.
  std::string give_up_what_waits(const CaseStory& story) {
    std::string id;
    EXPECT_TRUE(world().store.write_and_wait([&](store::Writer& db) -> Result<> {
      // After some days the ladder's reminders wait there, too.
      const auto rows = db.due_messages(v1::MESSAGE_CHANNEL_EMAIL, service_.clock.now(), 99).value();
      const auto found = std::ranges::find_if(rows, [&](const auto& row) {
        const auto notice = service::open_message(world(), row).value().notice();
        return notice.kind() == v1::NOTICE_KIND_REFERRAL_ARRIVED && notice.case_id() == story.id();
      });
      if (found == rows.end()) return fail(Code::internal, "one_expected", {"", ""});
      id = found->id.text();
      return service::end_message(world(), db, *found, false, v1::MESSAGE_FAILURE_TIMED_OUT,
                                  service_.clock.now());
    }));
    return id;
  }
  v1::StoredMessage stored(const std::string& id, store::MessageRow& row) {
    EXPECT_TRUE(world().store.read_and_wait([&](store::Reader& db) -> Result<> {
      row = db.message(store::MessageId::parse(id).value()).value().value();
      return {};
    }));
    return service::open_message(world(), row).value();
  }

  RunningService service_;
};

TEST_F(Undelivered, AnOfficeIsReachedUnderItsNewNameByWhatIsWrittenUnderTheOldOne) {
  const auto phuong_son = UnitKey::parse("07477@2004-07-08").value(),
             of_today = UnitKey::parse("07477@2022-07-01").value(),
             of_merger = UnitKey::parse("07444@2025-07-01").value();
  world().outbox.configure(
      {.email = true,
       .webhook = false,
       .public_url = "https://hotline.example",
       .contacts = {{phuong_son.text(), {.emails = {"truc@phuongson.example"}, .telephones = {}}}}});
  EXPECT_TRUE(service::reaches(world(), phuong_son));
  service_.pass(start_of(parse_date("2022-07-01").value()) - service_.clock.now());
  EXPECT_TRUE(service::reaches(world(), of_today));
  service_.pass(start_of(parse_date("2025-07-01").value()) - service_.clock.now());
  EXPECT_FALSE(service::reaches(world(), of_merger)) << "another office, of several";
}

TEST_F(Undelivered, IsSeenByTheSupervisorsOfTheOfficeAndAboveItNewestFirst) {
  const CaseStory here(service_), there(service_, bao_son);
  const auto to_tam_di = give_up(tam_di, &here);
  service_.pass(std::chrono::seconds{1});
  const auto to_bao_son = give_up(bao_son, &there), to_district = give_up(district, &here);
  EXPECT_THAT(ids("supervisor.tamdi"), ElementsAre(to_tam_di));
  EXPECT_THAT(ids("supervisor.district"), ElementsAre(to_district, to_bao_son, to_tam_di));
  EXPECT_THAT(ids("supervisor.helpline"), ElementsAre(to_district, to_bao_son, to_tam_di));

  const auto shown = list("supervisor.tamdi").messages(0);
  EXPECT_EQ(shown.notice().case_number(), here.opened().case_number());
  EXPECT_EQ(shown.notice().unit(), tam_di);
  EXPECT_EQ(shown.notice().kind(), v1::NOTICE_KIND_ESCALATION);
  EXPECT_EQ(shown.message_channel(), v1::MESSAGE_CHANNEL_EMAIL);
  EXPECT_EQ(shown.failure(), v1::MESSAGE_FAILURE_TIMED_OUT);
  EXPECT_EQ(shown.attempts(), 12u);
  for (const auto* secret : {"truc@tamdi.example", "a-token", "step:2"})
    EXPECT_EQ(shown.SerializeAsString().find(secret), std::string::npos) << secret;
}

TEST_F(Undelivered, AboutACaseThatIsNotTheirsIsNotThereForThem) {
  CaseStory story(service_);
  const auto id = give_up(tam_di, &story);
  story.restrict({"supervisor.province"});
  EXPECT_THAT(ids("supervisor.tamdi"), IsEmpty());
  EXPECT_THAT(ids("supervisor.province"), IsEmpty());
  EXPECT_EQ(retry("supervisor.province", id), "not_found message_unknown");
  EXPECT_EQ(retry("supervisor.tamdi", id), "not_found message_unknown");
  EXPECT_THAT(ids("supervisor.district"), ElementsAre(id));
}

TEST_F(Undelivered, ComesInPagesThatTellNothingOfWhatIsLeftOut) {
  CaseStory hidden(service_);
  std::vector<std::string> expected;
  for (int i = 0; i < 5; ++i) {
    service_.pass(std::chrono::seconds{1});
    give_up(tam_di, &hidden);
    service_.pass(std::chrono::seconds{1});
    expected.insert(expected.begin(), give_up(tam_di, nullptr));
  }
  hidden.restrict({"supervisor.province"});
  std::vector<std::string> seen;
  std::string after;
  do {
    const auto page = list("supervisor.province", 2, after);
    for (const auto& one : page.messages()) seen.push_back(one.message_id());
    EXPECT_TRUE(page.messages_size() == 2 || page.next_page_token().empty());
    after = page.next_page_token();
  } while (!after.empty());
  EXPECT_EQ(seen, expected);
}

TEST_F(Undelivered, IsTriedAgainUnderTheSameIdToTheAddressOfToday) {
  const CaseStory story(service_);
  const auto id = give_up(tam_di, &story);
  reach("moi@tamdi.example");
  service_.pass(std::chrono::hours{8});
  EXPECT_EQ(retry("officer.tamdi", id), "permission_denied role_missing");
  EXPECT_EQ(retry("supervisor.tamdi", id), "");
  store::MessageRow row;
  const auto message = stored(id, row);
  EXPECT_EQ(row.state, store::MessageState::waiting);
  EXPECT_EQ(row.attempts, 0u);
  EXPECT_EQ(row.next_try, service_.clock.now());
  EXPECT_FALSE(row.ended);
  EXPECT_THAT(message.to(), ElementsAre("moi@tamdi.example"));
  EXPECT_NE(message.body().find("https://hotline.example/duty#a-token-that-opens-something"),
            std::string::npos);
  EXPECT_THAT(ids("supervisor.tamdi"), IsEmpty());
  EXPECT_EQ(retry("supervisor.tamdi", id), "not_found message_unknown") << "it waits already";
  const auto acts =
      service_.as("supervisor.tamdi").must<v1::ListAdministrationResponse>(v1::ListAdministrationRequest{});
  ASSERT_GT(acts.entries_size(), 0);
  EXPECT_EQ(acts.entries(0).what(), "message_retried");
}

TEST_F(Undelivered, OfAReferralThatStillWaitsGoesAgainWithALinkThatOpens) {
  const CaseStory story(service_);
  const auto opens = [&](const std::string& link) {
    v1::LookUpDutyLinkRequest request;
    request.set_token(link.substr(link.find('#') + 1));
    return service_.stranger().refusal(request).empty();
  };
  const auto id = give_up_what_waits(story);
  store::MessageRow row;
  const auto before = stored(id, row).link();
  ASSERT_TRUE(before.starts_with("/duty.html#"));
  service_.pass(std::chrono::days{3});
  EXPECT_FALSE(opens(before)) << "its hours are over";
  EXPECT_EQ(retry("supervisor.tamdi", id), "");
  const auto again = stored(id, row);
  EXPECT_NE(again.link(), before);
  EXPECT_TRUE(opens(again.link()));
  EXPECT_NE(again.body().find(again.link()), std::string::npos);

  CaseStory accepted(story);
  EXPECT_EQ(give_up_what_waits(story), id);
  accepted.version = accepted.seen_by("operator.hoa").row().version();
  accepted.accept();
  EXPECT_EQ(retry("supervisor.tamdi", id), "");
  EXPECT_EQ(stored(id, row).link(), "/cases/" + story.id()) << "nothing waits there to be acknowledged";
}

TEST_F(Undelivered, OfAReferralWhoseLinksWereRevokedNeverGoesAgainWithALinkThatOpens) {
  for (const bool while_it_is_good : {true, false}) {
    SCOPED_TRACE(while_it_is_good);
    CaseStory story(service_);
    const auto id = give_up_what_waits(story);
    const auto wait_until_it_is_gone = [&] {
      service_.pass(std::chrono::days{3});
      ASSERT_TRUE(service_.app().keep_house());
    };
    if (!while_it_is_good) wait_until_it_is_gone();  // there is no link to mark
    story.version = story.seen_by("officer.tamdi").row().version();
    ASSERT_EQ(service_.as("officer.tamdi").refusal(story.about<v1::RevokeDutyLinksRequest>()), "");
    if (while_it_is_good) wait_until_it_is_gone();
    EXPECT_EQ(retry("supervisor.tamdi", id), "");
    store::MessageRow row;
    EXPECT_EQ(stored(id, row).link(), "/cases/" + story.id()) << "the telephone is in other hands";
    EXPECT_EQ(stored(id, row).body().find("/duty.html"), std::string::npos);
  }
}

}  // namespace
}  // namespace hotline::test
