// What an office is told at once: that somebody told of the child again, and that a case below it is
// prominent.
#include <gmock/gmock.h>

#include <set>

#include "hotline/v1/referral.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::WatchQueueResponse next_word(Watch& watch) {
  for (;;) {
    auto word = watch.next<v1::WatchQueueResponse>();
    if (!word) return {};
    if (word->has_row() || word->has_prominent() || !word->gone_case_id().empty()) return *word;
  }
}

void call_again(CaseStory& story, const std::string& login) {
  auto request = story.about<v1::AddContactToCaseRequest>();
  *request.mutable_contact() = intervention();
  story.act<v1::AddContactToCaseResponse>(login, request);
}

void flag(CaseStory& story, const std::string& login) {
  auto request = story.about<v1::FlagProminentRequest>();
  request.set_reason(rec::PROMINENT_REASON_PRESS);
  story.act<v1::FlagProminentResponse>(login, request);
}

std::vector<std::string> queue_of(RunningService& service, const std::string& login) {
  std::vector<std::string> out;
  for (const auto& row : service.as(login).must<v1::ListQueueResponse>(v1::ListQueueRequest{}).rows())
    out.push_back(row.case_id());
  return out;
}

TEST(ASecondCall, AboutAChildInWorkArrivesOnTheOpenStreamOfTheUnitAndStaysInItsQueueUntilItActs) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  auto& watch = service.watch("officer.tamdi", v1::WatchQueueRequest{});
  EXPECT_TRUE(watch.next<v1::WatchQueueResponse>()->caught_up());
  EXPECT_THAT(queue_of(service, "officer.tamdi"), IsEmpty());

  call_again(story, "operator.lan");
  const auto word = next_word(watch);
  EXPECT_EQ(word.row().case_id(), story.id());
  EXPECT_TRUE(word.row().contact_unanswered());
  EXPECT_EQ(word.row().status(), rec::CASE_STATUS_ACCEPTED);
  EXPECT_THAT(queue_of(service, "chairman.tamdi"), ElementsAre(story.id()));

  story.seen_by("officer.tamdi");
  story.note("officer.district", "đã nhắc xã");
  EXPECT_THAT(queue_of(service, "officer.tamdi"), ElementsAre(story.id())) << "reading it is no answer";
  story.note("officer.tamdi", "đã gọi lại cho nhà trường");
  EXPECT_THAT(queue_of(service, "officer.tamdi"), IsEmpty());
  auto last = next_word(watch);
  while (last.has_row()) last = next_word(watch);
  EXPECT_EQ(last.gone_case_id(), story.id());
  EXPECT_FALSE(story.seen_by("officer.tamdi").row().contact_unanswered());
}

TEST(ASecondCall, ThatTheUnitRecordedItselfAlertsNobody) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  call_again(story, "deputy.tamdi");
  EXPECT_THAT(queue_of(service, "officer.tamdi"), IsEmpty());
}

TEST(AProminentCase, ArrivesAtOnceOnTheStreamsOfThoseAboveAndLeavesThemWhenItIsClosed) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  auto& district = service.watch("supervisor.district", v1::WatchQueueRequest{});
  auto& helpline = service.watch("operator.lan", v1::WatchQueueRequest{});
  for (auto* watch : {&district, &helpline}) EXPECT_TRUE(watch->next<v1::WatchQueueResponse>()->caught_up());
  flag(story, "officer.tamdi");
  for (auto* watch : {&district, &helpline}) {
    auto word = next_word(*watch);
    if (!word.gone_case_id().empty()) word = next_word(*watch);
    EXPECT_EQ(word.prominent().case_id(), story.id());
    EXPECT_TRUE(word.prominent().prominent());
  }
  auto& later = service.watch("supervisor.province", v1::WatchQueueRequest{});
  EXPECT_EQ(next_word(later).prominent().case_id(), story.id()) << "also who looks afterwards";

  auto unfounded = story.about<v1::RecordAssessmentRequest>();
  *unfounded.mutable_assessment() = assessment(rec::ASSESSMENT_KIND_INITIAL, rec::RISK_LOW);
  story.act<v1::RecordAssessmentResponse>("officer.tamdi", unfounded);
  auto close = story.about<v1::CloseCaseRequest>();
  close.set_closing(rec::CLOSING_UNFOUNDED);
  close.set_decision("không có cơ sở");
  story.act<v1::CloseCaseResponse>("chairman.tamdi", close);
  auto& last = service.watch("supervisor.province", v1::WatchQueueRequest{});
  EXPECT_TRUE(last.next<v1::WatchQueueResponse>()->caught_up());
  for (auto word = next_word(later);; word = next_word(later)) {
    ASSERT_TRUE(word.has_prominent() || !word.gone_case_id().empty());
    if (word.has_prominent()) continue;
    if (word.gone_case_id() == story.id()) break;
  }
}

std::string levels(const v1::CaseRow& row) {
  std::string text;
  for (const auto& level : row.prominent_levels())
    text += (level.has_acknowledged_at() ? "+" : "-") + level.unit().substr(0, level.unit().find('@')) + " ";
  return text;
}

TEST(AProminentCase, ShowsInItselfAndInListsWhichLevelAboveHasTakenNoteAndWhich) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  EXPECT_EQ(levels(story.seen_by("officer.tamdi").row()), "");
  flag(story, "officer.tamdi");
  EXPECT_EQ(levels(story.seen_by("officer.tamdi").row()), "-218 -24 -TD111 ");
  EXPECT_TRUE(story.seen_by("officer.tamdi").row().has_prominent_since());
  story.act<v1::AcknowledgeProminentResponse>("officer.district",
                                              story.about<v1::AcknowledgeProminentRequest>());
  EXPECT_EQ(levels(story.seen_by("officer.tamdi").row()), "+218 -24 -TD111 ");
  v1::ListCasesRequest list;
  list.set_prominent_only(true);
  const auto listed = service.as("supervisor.province").must<v1::ListCasesResponse>(list);
  ASSERT_EQ(listed.cases_size(), 1);
  EXPECT_EQ(levels(listed.cases(0)), "+218 -24 -TD111 ");
  EXPECT_EQ(listed.cases(0).prominent_levels(0).person_id(), service.id_of("officer.district"));
  EXPECT_EQ(service.as("supervisor.district").refusal(story.about<v1::AcknowledgeProminentRequest>()),
            "already_exists level_has_acknowledged");
}

TEST(AProminentCase, IsNotReportedSidewaysNorToTheUnitItself) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  flag(story, "officer.tamdi");
  auto& own = service.watch("chairman.tamdi", v1::WatchQueueRequest{});
  auto& neighbour = service.watch("officer.baoson", v1::WatchQueueRequest{});
  for (auto* watch : {&own, &neighbour}) EXPECT_TRUE(watch->next<v1::WatchQueueResponse>()->caught_up());
}

TEST(AQueue, OfMoreThanAThousandRowsIsWatchedWhole) {
  RunningService service;
  std::set<std::string> sent, seen;
  for (int i = 0; i < 1'050; ++i)
    sent.insert(
        service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(intervention())).case_id());
  std::string cursor;
  service.as("officer.tamdi").stream(v1::WatchQueueRequest{}, [&](const google::protobuf::Message& message) {
    const auto& word = static_cast<const v1::WatchQueueResponse&>(message);
    if (word.has_row()) seen.insert(word.row().case_id());
    cursor = word.cursor();
    return !word.caught_up();
  });
  EXPECT_EQ(seen, sent);
  EXPECT_NE(cursor, "");
}

}  // namespace
}  // namespace hotline::test
