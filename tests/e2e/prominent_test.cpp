// A prominent case reaches every level above, whoever it is and whenever the case comes under it; each takes
// note for itself, and lists show it from their rows alone.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <filesystem>

#include "app/app.h"
#include "app/config.h"
#include "domain/case_time.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/supervision.pb.h"
#include "service/clock_index.h"
#include "service/outbox.h"
#include "support/projections.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;
using testing::ElementsAre, testing::IsEmpty;

constexpr const char *bac_ninh = "24@2025-07-01", *bao_dai = "07462@2025-07-01";

std::string levels(const v1::CaseRow& row) {
  std::string text;
  for (const auto& level : row.prominent_levels())
    text += (level.has_acknowledged_at() ? "+" : "-") + level.unit().substr(0, level.unit().find('@')) + " ";
  return text;
}

v1::ListCallsResponse calls(RunningService& service, const std::string& login) {
  return service.as(login).must<v1::ListCallsResponse>(v1::ListCallsRequest{});
}

class ProminentCase : public testing::Test {
 protected:
  ProminentCase() { reach_all_but({}); }

  /// Who has an address for messages.
  void reach_all_but(const std::string& unreachable) {
    service::Reach reach{
        .email = true, .webhook = false, .public_url = "https://hotline.example", .contacts = {}};
    for (const auto* unit : {tam_di, bao_son, district, province, helpline, bac_ninh, bao_dai})
      if (unit != unreachable) reach.contacts[unit] = {.emails = {"truc@x.example"}, .telephones = {}};
    world().outbox.configure(std::move(reach));
  }
  service::World& world() { return service_.app().world(); }
  void flag(CaseStory& story, const std::string& login,
            rec::ProminentReason reason = rec::PROMINENT_REASON_DEATH) {
    auto request = story.about<v1::FlagProminentRequest>();
    request.set_reason(reason);
    request.set_explanation("x");
    story.act<v1::FlagProminentResponse>(login, request);
  }
  void close_as_unfounded(CaseStory& story) {
    auto unfounded = story.about<v1::RecordAssessmentRequest>();
    *unfounded.mutable_assessment() = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
    story.act<v1::RecordAssessmentResponse>("officer.tamdi", unfounded);
    auto close = story.about<v1::CloseCaseRequest>();
    close.set_closing(rec::CLOSING_UNFOUNDED);
    close.set_decision("không có cơ sở");
    service_.pass(1min);
    story.act<v1::CloseCaseResponse>("chairman.tamdi", close);
  }
  void acknowledge(CaseStory& story, const std::string& login) {
    story.act<v1::AcknowledgeProminentResponse>(login, story.about<v1::AcknowledgeProminentRequest>());
  }
  void reroute(const std::string& login, const std::string& id, std::uint32_t version, const char* to) {
    auto request = about<v1::RerouteReferralRequest>(id, version);
    request.set_to_unit(to);
    request.set_reason("x");
    EXPECT_EQ(service_.as(login).refusal(request), "");
  }
  /// Messages that say so of any case and were written since the last look, by the code of who is told.
  std::vector<std::string> told() {
    std::vector<std::string> units;
    EXPECT_TRUE(world().store.write_and_wait([&](store::Writer& db) -> Result<> {
      const auto due = db.due_messages(v1::MESSAGE_CHANNEL_EMAIL, service_.clock.now(), 1000).value();
      for (const auto& row : due) {
        const auto notice = service::open_message(world(), row).value().notice();
        if (notice.kind() == v1::NOTICE_KIND_PROMINENT) units.push_back(notice.unit());
        if (notice.kind() == v1::NOTICE_KIND_NOTE_MISSING) to_telephone_.push_back(notice.unit());
        if (auto ended = service::end_message(world(), db, row, true, v1::MESSAGE_FAILURE_UNSPECIFIED,
                                              service_.clock.now());
            !ended)
          return ended;
      }
      return {};
    }));
    return units;
  }
  /// One statement on the database while the service is down.
  void tamper(const std::string& sql) {
    service_.stop();
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file_.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    service_.start();
    reach_all_but({});
  }
  static std::string hex_of(const std::string& id) {
    auto hex = id;
    std::erase(hex, '-');
    return "x'" + hex + "'";
  }
  std::vector<v1::CaseRow> listed(const std::string& login) {
    v1::ListCasesRequest list;
    list.set_prominent_only(true);
    const auto answer = service_.as(login).must<v1::ListCasesResponse>(list);
    return {answer.cases().begin(), answer.cases().end()};
  }

  std::vector<std::string> to_telephone_;  // who was told that a level took no note
  std::filesystem::path file_;
  RunningService service_{[this](app::Config& config) { file_ = config.database; }};
};

TEST_F(ProminentCase, IsToldToEachLevelAboveOnce) {
  CaseStory story(service_);
  story.accept();
  EXPECT_THAT(told(), IsEmpty());
  auto request = story.about<v1::FlagProminentRequest>();
  request.set_request_id(new_id());
  request.set_reason(rec::PROMINENT_REASON_DEATH);
  story.act<v1::FlagProminentResponse>("officer.tamdi", request);
  EXPECT_THAT(told(), ElementsAre(district, province, helpline));
  service_.as("officer.tamdi").must<v1::FlagProminentResponse>(request);  // the line broke
  story.note("officer.tamdi", "x");
  EXPECT_THAT(told(), IsEmpty());
  flag(story, "officer.tamdi");
  EXPECT_THAT(told(), ElementsAre(district, province, helpline)) << "the same reason, and other news";
  flag(story, "supervisor.district", rec::PROMINENT_REASON_PRESS);
  EXPECT_THAT(told(), ElementsAre(province, helpline)) << "who says it knows it";
  flag(story, "operator.hoa");
  EXPECT_THAT(told(), ElementsAre(district, province, helpline)) << "an operator speaks for no supervisor";
  EXPECT_EQ(differences(service_), 0u);
}

TEST_F(ProminentCase, ByRuleIsToldWithTheIntake) {
  auto press = intervention();
  press.set_channel(rec::CHANNEL_PRESS);
  press.mutable_intake()->set_other_children(4);
  service_.as("operator.hoa").must<v1::SubmitContactResponse>(submission(press));
  EXPECT_THAT(told(), ElementsAre(district, province, helpline)) << "one message for two reasons";
}

TEST_F(ProminentCase, ThatIsSentOnFromWhereItWasSortedIsToldToTheLevelBetween) {
  auto press = intervention(province);
  press.set_channel(rec::CHANNEL_PRESS);
  const auto opened = service_.as("operator.hoa").must<v1::SubmitContactResponse>(submission(press));
  EXPECT_THAT(told(), ElementsAre(helpline)) << "the province has it";
  reroute("operator.hoa", opened.case_id(), opened.case_version(), tam_di);
  EXPECT_THAT(told(), ElementsAre(district, province));
  EXPECT_EQ(differences(service_), 0u);
}

TEST_F(ProminentCase, FlaggedAtTheHelplineIsToldToThoseThatItComesUnder) {
  CaseStory story(service_);
  auto back = story.about<v1::ReturnReferralRequest>();
  back.set_referral_id(story.opened().referral_id());
  back.set_reason(rec::RETURN_REASON_WRONG_PLACE);
  back.set_explanation("x");
  story.act<v1::ReturnReferralResponse>("officer.tamdi", back);
  flag(story, "operator.hoa");
  EXPECT_THAT(told(), IsEmpty()) << "nobody stands above the helpline";
  reroute("operator.hoa", story.id(), story.version, bao_son);
  EXPECT_THAT(told(), ElementsAre(district, province, helpline));
}

TEST_F(ProminentCase, ThatFollowsItsUnitIsToldToTheNewProvinceAlone) {
  CaseStory story(service_);
  story.accept();
  flag(story, "officer.tamdi");
  acknowledge(story, "officer.district");
  told();
  service_.pass(start_of(parse_date("2025-07-02").value()) - service_.clock.now());
  // Whoever comes first, the keeper who reminds those that took no note in ten years, or housekeeping, which
  // tells those that are new above the case: the new province hears of it, and the old one does not.
  ASSERT_TRUE(service_.app().take_due_steps());
  ASSERT_TRUE(service_.app().keep_house());
  const auto all = told();
  EXPECT_THAT(all, testing::Contains(bac_ninh));
  EXPECT_THAT(all, testing::Each(testing::AnyOf(bac_ninh, helpline)));
  ASSERT_TRUE(service_.app().take_due_steps());
  ASSERT_TRUE(service_.app().keep_house());
  EXPECT_THAT(told(), IsEmpty());
  EXPECT_EQ(levels(story.seen_by("operator.hoa").row()), "-24 -TD111 ") << "the district became no province";
  EXPECT_EQ(differences(service_), 0u);
}

TEST_F(ProminentCase, WhichNobodyCouldBeToldOfShowsItAndIsToldOnceThereIsAnAddressAlsoIfItIsClosed) {
  reach_all_but(district);
  CaseStory open(service_), closed(service_);
  for (auto* story : {&open, &closed}) story->accept();
  close_as_unfounded(closed);
  service_.pass(1min);
  for (auto* story : {&open, &closed}) flag(*story, "officer.tamdi");
  EXPECT_THAT(told(), testing::UnorderedElementsAre(province, helpline, province, helpline));
  const auto row = open.seen_by("officer.tamdi").row();
  EXPECT_FALSE(row.prominent_levels(0).has_told_at());
  EXPECT_TRUE(row.prominent_levels(1).has_delivered_at());
  reach_all_but({});
  service_.pass(24h);  // housekeeping looks at the units of a new day; the others are reminded
  ASSERT_TRUE(service_.app().take_due_steps());
  ASSERT_TRUE(service_.app().keep_house());
  EXPECT_THAT(told(), testing::Contains(district));
  for (auto* story : {&open, &closed})
    EXPECT_TRUE(story->seen_by("officer.tamdi").row().prominent_levels(0).has_told_at());
  EXPECT_EQ(differences(service_), 0u);
}

TEST_F(ProminentCase, SaysInItsHistoryWhoWasToldAndWhatBecameOfTheMessage) {
  CaseStory story(service_);
  story.accept();
  flag(story, "officer.tamdi");
  const auto at = story.version;
  told();
  v1::GetHistoryRequest request;
  request.set_case_id(story.id());
  const auto history = service_.as("officer.tamdi").must<v1::GetHistoryResponse>(request);
  std::vector<std::string> units, arrived;
  for (const auto& entry : history.entries()) {
    for (const auto& level : entry.event().prominent_told().levels()) units.push_back(level.unit());
    if (entry.event().prominent_delivered().delivered())
      arrived.push_back(entry.event().prominent_delivered().unit());
  }
  EXPECT_THAT(units, ElementsAre(district, province, helpline));
  EXPECT_THAT(arrived, ElementsAre(district, province, helpline));
  story.note("officer.tamdi", "x");
  EXPECT_GT(story.version, at) << "what the service notes is no version that an act could overlook";
}

TEST_F(ProminentCase, ShowsItsLevelsInEveryListFromTheRowAloneAlsoWhereItsHistoryIsDamaged) {
  CaseStory whole(service_), damaged(service_);
  for (auto* story : {&whole, &damaged}) {
    story->accept();
    flag(*story, "officer.tamdi");
    acknowledge(*story, "officer.district");
  }
  tamper("UPDATE entry SET part_0 = zeroblob(length(part_0)) WHERE stream_id = " + hex_of(damaged.id()));
  const auto rows = listed("supervisor.province");
  ASSERT_EQ(rows.size(), 2u);
  for (const auto& row : rows) EXPECT_EQ(levels(row), "+218 -24 -TD111 ");
  EXPECT_EQ(rows[0].prominent_levels(0).person_id(), service_.id_of("officer.district"));
  EXPECT_TRUE(rows[0].has_prominent_since());
  auto& watch = service_.watch("supervisor.province", v1::WatchQueueRequest{});
  std::size_t seen = 0;
  for (auto word = watch.next<v1::WatchQueueResponse>(); word && !word->caught_up();
       word = watch.next<v1::WatchQueueResponse>())
    seen += word->has_prominent() && levels(word->prominent()) == "+218 -24 -TD111 ";
  EXPECT_EQ(seen, 2u);
}

TEST_F(ProminentCase, WhoseRowIsDamagedStandsInTheListAndSaysNoMore) {
  CaseStory whole(service_), damaged(service_);
  for (auto* story : {&whole, &damaged}) {
    story->accept();
    flag(*story, "officer.tamdi");
  }
  tamper("UPDATE case_row SET sealed_summary = zeroblob(length(sealed_summary)) WHERE case_id = " +
         hex_of(damaged.id()));
  const auto rows = listed("supervisor.province");
  ASSERT_EQ(rows.size(), 2u);
  for (const auto& row : rows) EXPECT_EQ(row.has_summary(), row.case_id() == whole.id());
}

TEST_F(ProminentCase, ShowsWhoHadItBeforeNothingOfWhatCameSince) {
  CaseStory story(service_);
  story.move_to_bao_son();
  flag(story, "officer.baoson");
  acknowledge(story, "officer.district");
  EXPECT_EQ(story.seen_by("officer.tamdi").row().prominent_levels_size(), 0);
  for (const auto& row : listed("officer.tamdi")) EXPECT_EQ(row.prominent_levels_size(), 0);
  EXPECT_EQ(levels(story.seen_by("officer.baoson").row()), "+218 -24 -TD111 ");
}

TEST_F(ProminentCase, ThatIsClosedAsksNobody) {
  CaseStory story(service_);
  story.accept();
  flag(story, "officer.tamdi");
  close_as_unfounded(story);
  EXPECT_EQ(story.seen_by("supervisor.district").row().prominent_levels_size(), 0);
  told();
  service_.pass(1min);
  flag(story, "officer.tamdi");
  EXPECT_THAT(told(), ElementsAre(district, province, helpline)) << "what is said since";
  EXPECT_EQ(levels(story.seen_by("supervisor.district").row()), "-218 -24 -TD111 ");
}

TEST_F(ProminentCase, ThatWasClosedBeforeIsRemindedOfUnderChangedRulesToo) {
  CaseStory story(service_);
  story.accept();
  close_as_unfounded(story);
  service_.pass(1min);
  flag(story, "officer.tamdi");
  told();
  // As a store that did not know of such reminders, then opened with other rules by this same version.
  tamper("UPDATE case_row SET next_step = 9223372036854775807; UPDATE named_blob SET value = CAST('" +
         std::string(service::clock_index_version) + ":of other rules' AS BLOB) WHERE name = 'clock_rules'");
  EXPECT_EQ(differences(service_), 0u);
  service_.pass(1h);
  ASSERT_TRUE(service_.app().take_due_steps());
  EXPECT_THAT(told(), ElementsAre(district, province, helpline));
  service_.pass(1h);
  ASSERT_TRUE(service_.app().take_due_steps());
  EXPECT_EQ(calls(service_, "operator.hoa").calls_size(), 1);
}

TEST_F(ProminentCase, ASilentLevelIsRemindedAndThenStandsOnTheCallListUntilItTakesNote) {
  CaseStory story(service_);
  story.accept();
  flag(story, "officer.tamdi");
  acknowledge(story, "officer.district");
  told();
  service_.pass(59min);
  ASSERT_TRUE(service_.app().take_due_steps());
  EXPECT_THAT(told(), IsEmpty());
  service_.pass(1min);
  ASSERT_TRUE(service_.app().take_due_steps());
  EXPECT_THAT(told(), ElementsAre(province, helpline));
  const auto reminded = story.seen_by("supervisor.helpline").row();
  EXPECT_FALSE(reminded.prominent_levels(0).has_reminded_at());
  EXPECT_TRUE(reminded.prominent_levels(1).has_reminded_at());
  EXPECT_TRUE(calls(service_, "operator.hoa").calls().empty());
  EXPECT_EQ(differences(service_), 0u);

  service_.pass(1h);
  ASSERT_TRUE(service_.app().take_due_steps());
  EXPECT_THAT(told(), IsEmpty()) << "a person telephones now";
  EXPECT_THAT(to_telephone_, ElementsAre(helpline)) << "who does is told why";
  const auto listed = calls(service_, "operator.hoa");
  ASSERT_EQ(listed.calls_size(), 1);
  EXPECT_EQ(listed.calls(0).clock(), v1::CLOCK_KIND_UNSPECIFIED) << "no clock ran out";
  EXPECT_EQ(listed.calls(0).unit(), province);
  ASSERT_EQ(listed.calls(0).silent_levels_size(), 2);
  EXPECT_EQ(listed.calls(0).silent_levels(1).unit(), helpline);
  EXPECT_TRUE(listed.calls(0).case_().has_call_since());

  auto call = story.about<v1::RecordCallAttemptRequest>();
  call.mutable_attempt()->set_unit(province);
  call.mutable_attempt()->set_result(rec::CALL_RESULT_REACHED);
  story.act<v1::RecordCallAttemptResponse>("operator.hoa", call);
  EXPECT_EQ(calls(service_, "operator.hoa").calls(0).attempts(), 1u);

  service_.stop();  // through a restart: each once
  service_.start();
  service_.pass(24h);
  ASSERT_TRUE(service_.app().take_due_steps());
  reach_all_but({});
  acknowledge(story, "supervisor.province");
  EXPECT_EQ(calls(service_, "operator.hoa").calls_size(), 1) << "one of two";
  acknowledge(story, "supervisor.helpline");
  EXPECT_TRUE(calls(service_, "operator.hoa").calls().empty());
  EXPECT_EQ(differences(service_), 0u);
}

TEST_F(ProminentCase, ALevelWithoutAnAddressComesOntoTheCallListAllTheSame) {
  reach_all_but(province);
  CaseStory story(service_);
  story.accept();
  flag(story, "officer.tamdi");
  service_.pass(3h);
  ASSERT_TRUE(service_.app().take_due_steps());
  const auto listed = calls(service_, "supervisor.helpline");
  ASSERT_EQ(listed.calls_size(), 1);
  EXPECT_EQ(listed.calls(0).silent_levels_size(), 3);
}

TEST_F(ProminentCase, ThatComesUnderAnotherProvinceRemindsThatOne) {
  CaseStory story(service_);
  story.accept();
  flag(story, "officer.tamdi");
  service_.pass(3h);
  ASSERT_TRUE(service_.app().take_due_steps());
  service_.pass(start_of(parse_date("2025-07-01").value()) + 1h - service_.clock.now());
  ASSERT_TRUE(service_.app().keep_house());
  EXPECT_EQ(differences(service_), 0u);
  service_.pass(3h);
  ASSERT_TRUE(service_.app().take_due_steps());
  const auto listed = calls(service_, "operator.hoa");
  ASSERT_EQ(listed.calls_size(), 1);
  std::vector<std::string> silent;
  for (const auto& level : listed.calls(0).silent_levels()) silent.push_back(level.unit());
  EXPECT_THAT(silent, ElementsAre(bac_ninh, helpline));
  EXPECT_EQ(differences(service_), 0u);
}

}  // namespace
}  // namespace hotline::test
