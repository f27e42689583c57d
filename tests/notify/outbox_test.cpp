// What is written to be sent: in the transaction of its cause, sealed, without personal data, and only where
// the office can be reached.
#include <gmock/gmock.h>

#include "app/app.h"
#include "domain/case_time.h"
#include "service/notice_text.h"
#include "service/world.h"
#include "support/running_service.h"

namespace hotline::test {
namespace {

using service::Notice;
using store::MessageId;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

Notice reminder() {
  return {.kind = v1::NOTICE_KIND_REMINDER,
          .case_id = CaseId{{1, 2, 3}},
          .case_number = "LN-2015-000147",
          .unit = UnitKey::parse(tam_di).value(),
          .person = {},
          .clock = v1::CLOCK_KIND_ACKNOWLEDGE,
          .due = first_day + std::chrono::minutes{30},
          .link = "/cases/LN-2015-000147",
          .cause = "step:1"};
}

class Outbox : public testing::Test {
 protected:
  service::World& world() { return service_.app().world(); }
  /// E-mail and gateway, for Tam Dị.
  void reach(bool email, bool webhook) {
    world().outbox.configure(
        {.email = email,
         .webhook = webhook,
         .public_url = "https://hotline.example",
         .contacts = {{tam_di, {.emails = {"truc@tamdi.example"}, .telephones = {"0204 388 4111"}}}}});
  }
  std::vector<MessageId> put(const Notice& notice) {
    std::vector<MessageId> ids;
    auto done = world().store.write_and_wait([&](store::Writer& db) -> Result<> {
      auto made = service::put_message(world(), db, service_.clock.now(), notice);
      if (!made) return fail(made.error());
      ids = std::move(*made);
      return {};
    });
    EXPECT_TRUE(done);
    return ids;
  }
  store::MessageRow row(const MessageId& id) {
    std::optional<store::MessageRow> found;
    EXPECT_TRUE(world().store.read_and_wait([&](store::Reader& db) -> Result<> {
      auto message = db.message(id);
      if (!message) return fail(message.error());
      found = std::move(*message);
      return {};
    }));
    return found.value();
  }
  RunningService service_;
};

TEST_F(Outbox, WritesOneSealedMessageAChannelWithNothingButNumberDueTimeAndLink) {
  reach(true, true);
  const auto ids = put(reminder());
  ASSERT_THAT(ids, SizeIs(2));
  const auto mail = row(ids[0]), gateway = row(ids[1]);
  EXPECT_EQ(mail.channel, static_cast<std::uint32_t>(v1::MESSAGE_CHANNEL_EMAIL));
  EXPECT_EQ(mail.state, store::MessageState::waiting);
  EXPECT_EQ(mail.next_try, first_day);
  EXPECT_EQ(mail.unit, tam_di);
  for (const auto& one : {mail, gateway})
    for (const auto* word : {"LN-2015-000147", "truc@tamdi.example", "0204"})
      EXPECT_THAT(one.sealed, Not(HasSubstr(word)));

  const auto opened = service::open_message(world(), mail).value();
  EXPECT_EQ(opened.to(0), "truc@tamdi.example");
  EXPECT_EQ(opened.subject(), "Ca LN-2015-000147: sắp đến hạn xác nhận đã nhận (hạn 08:30 ngày 26/03/2015).");
  EXPECT_EQ(opened.body(),
            "Ca LN-2015-000147: sắp đến hạn xác nhận đã nhận (hạn 08:30 ngày 26/03/2015).\n"
            "Case LN-2015-000147: acknowledging the referral is due soon (due 08:30 26/03/2015, Vietnam "
            "time).\n\nhttps://hotline.example/cases/LN-2015-000147\n\n"
            "Thư này không có thông tin cá nhân. Hãy mở liên kết và đăng nhập để xem.\n"
            "This message holds no personal data. Open the link and sign in to see more.\n");
  EXPECT_EQ(
      service::open_message(world(), gateway)->body(),
      R"({"type":"notice.reminder","timestamp":"2015-03-26T01:00:00.000Z","data":{"case_number":)"
      R"("LN-2015-000147","unit":"07456@2004-07-08","due_at":"2015-03-26T01:30:00.000Z","text_vi":)"
      R"("Ca LN-2015-000147: sắp đến hạn xác nhận đã nhận (hạn 08:30 ngày 26/03/2015).","text_en":)"
      R"("Case LN-2015-000147: acknowledging the referral is due soon (due 08:30 26/03/2015, Vietnam )"
      R"(time).","link":"https://hotline.example/cases/LN-2015-000147","telephones":["0204 388 4111"]}})");
}

TEST_F(Outbox, WritesNothingWhereTheOfficeCannotBeReachedAndSaysSo) {
  EXPECT_THAT(put(reminder()), SizeIs(0)) << "nothing is switched on";
  reach(true, false);
  EXPECT_THAT(put(reminder()), SizeIs(1));
  auto to_another = reminder();
  to_another.unit = UnitKey::parse(bao_son).value();
  EXPECT_THAT(put(to_another), SizeIs(0)) << "an office without an address";
}

TEST_F(Outbox, IsUndoneTogetherWithItsCause) {
  reach(true, true);
  std::vector<MessageId> ids;
  EXPECT_FALSE(world().store.write_and_wait([&](store::Writer& db) -> Result<> {
    ids = service::put_message(world(), db, first_day, reminder()).value();
    return fail(Code::aborted, "changed_its_mind", {"", ""});
  }));
  ASSERT_THAT(ids, SizeIs(2));
  store::MessageCounts counts;
  ASSERT_TRUE(world().store.read_and_wait([&](store::Reader& db) -> Result<> {
    counts = db.message_counts().value();
    return {};
  }));
  EXPECT_EQ(counts.waiting, 0u);
}

TEST_F(Outbox, TellsInTheTransactionOfTheEndAndAnErrorThereUndoesIt) {
  reach(true, false);
  std::vector<service::EndedMessage> ended;
  bool refuse = true;
  world().outbox.on_ended([&](service::World&, store::Writer&, const service::EndedMessage& one) -> Result<> {
    if (refuse) return fail(Code::unavailable, "not_now", {"", ""});
    ended.push_back(one);
    return {};
  });
  const auto id = put(reminder()).at(0);
  const auto end = [&] {
    return world().store.write_and_wait([&](store::Writer& db) -> Result<> {
      auto message = db.message(id);
      return service::end_message(world(), db, **message, true, v1::MESSAGE_FAILURE_UNSPECIFIED,
                                  service_.clock.now());
    });
  };
  EXPECT_FALSE(end());
  EXPECT_EQ(row(id).state, store::MessageState::waiting);
  refuse = false;
  EXPECT_TRUE(end());
  EXPECT_EQ(row(id).state, store::MessageState::delivered);
  EXPECT_EQ(row(id).ended, first_day);
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(ended[0].id, id);
  EXPECT_TRUE(ended[0].delivered);
  EXPECT_EQ(ended[0].notice.cause(), "step:1");
  EXPECT_EQ(ended[0].notice.case_number(), "LN-2015-000147");
}

TEST(NoticeText, OfEveryKindAndClockIsASentenceInBothLanguages) {
  for (int kind = v1::NOTICE_KIND_REFERRAL_ARRIVED; kind <= v1::NoticeKind_MAX; ++kind)
    for (int clock = 0; clock <= v1::ClockKind_MAX; ++clock) {
      v1::Notice notice;
      notice.set_kind(static_cast<v1::NoticeKind>(kind));
      notice.set_clock(static_cast<v1::ClockKind>(clock));
      notice.set_case_number("LN-2015-000147");
      const auto text = service::notice_text(notice);
      EXPECT_TRUE(text.vi.ends_with(".") && text.en.ends_with(".")) << text.en;
      const bool of_a_case = kind != v1::NOTICE_KIND_TRIAL && kind != v1::NOTICE_KIND_REPORT_DUE &&
                             kind != v1::NOTICE_KIND_REPORT_LATE &&
                             kind != v1::NOTICE_KIND_REPORT_CALL_NEEDED &&
                             kind != v1::NOTICE_KIND_REPORT_RETURNED;
      EXPECT_EQ(text.vi.find("LN-2015-000147") != std::string::npos, of_a_case) << text.en;
      EXPECT_LT(service::notice_subject(notice).size(), 180u);
    }
}

TEST_F(Outbox, ReachesEverybodyOnDutyAndTheOfficesOwnTelephone) {
  reach(false, true);
  const auto give = [&](const std::string& login, const std::string& telephone) {
    auto stored = *world().people.get()->find_login(login);
    stored.mutable_person()->set_telephone(telephone);
    world().people.set(world().people.get()->with(std::move(stored)));
  };
  give("officer.tamdi", "0204 388 4222");
  give("deputy.tamdi", "0204 388 4333");
  auto notice = reminder();
  notice.person = PersonId::parse(service_.id_of("officer.tamdi")).value();
  notice.others = {PersonId::parse(service_.id_of("deputy.tamdi")).value(), notice.person};
  const auto ids = put(notice);
  ASSERT_THAT(ids, SizeIs(1));
  const auto opened = service::open_message(world(), row(ids[0])).value();
  EXPECT_THAT(opened.to(), testing::ElementsAre("0204 388 4222", "0204 388 4333", "0204 388 4111"));
}

}  // namespace
}  // namespace hotline::test
