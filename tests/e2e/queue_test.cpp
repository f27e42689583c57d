// Queues as they are watched: their order, and that no change is lost or told twice.
#include <gmock/gmock.h>

#include <atomic>
#include <set>
#include <thread>

#include "app/app.h"
#include "domain/case_time.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/session.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::ElementsAre;

v1::WatchQueueResponse next_row(Watch& watch) {
  for (int beats = 0; beats < 2;) {
    auto word = watch.next<v1::WatchQueueResponse>();
    if (!word) return {};
    if (word->has_row() || !word->gone_case_id().empty()) return *word;
    beats += word->heartbeat();
  }
  ADD_FAILURE() << "nothing is told any more";
  return {};
}

TEST(Queue, PutsEmergenciesFirstThenWhatIsDueFirstHoweverLongAgoItWasReceived) {
  RunningService service;
  const auto send = [&](const rec::Contact& contact) {
    service.pass(std::chrono::minutes{1});
    return service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact)).case_id();
  };
  auto harmless = intervention(), emergency = intervention();
  harmless.mutable_intake()->clear_abuse_types();  // a low risk: due in working hours
  emergency.mutable_intake()->mutable_triage()->set_life_threatened(rec::ANSWER_YES);
  auto from_paper = emergency;
  *from_paper.mutable_received_at() = timestamp_of(service.clock.now() - std::chrono::hours{8});
  const auto low = send(harmless), medium = send(intervention());
  const auto urgent = send(emergency), received_first = send(from_paper);
  std::vector<std::string> order;
  for (const auto& row :
       service.as("officer.tamdi").must<v1::ListQueueResponse>(v1::ListQueueRequest{}).rows())
    order.push_back(row.case_id());
  EXPECT_THAT(order, ElementsAre(urgent, received_first, medium, low));
}

TEST(Queue, PagesHoldEveryRowOnce) {
  RunningService service;
  std::set<std::string> sent, seen;
  for (int i = 0; i < 7; ++i)
    sent.insert(
        service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(intervention())).case_id());
  v1::ListQueueRequest request;
  request.set_page_size(3);
  int rows = 0, pages = 0;
  do {
    const auto page = service.as("officer.tamdi").must<v1::ListQueueResponse>(request);
    for (const auto& row : page.rows()) rows += seen.insert(row.case_id()).second;
    EXPECT_LE(page.rows_size(), 3);
    request.set_page_token(page.next_page_token());
    ASSERT_LT(++pages, 10);
  } while (!request.page_token().empty());
  EXPECT_EQ(seen, sent);
  EXPECT_EQ(rows, 7);
  request.set_page_token("AAAA");
  EXPECT_THAT(service.as("officer.tamdi").refusal(request), ::testing::StartsWith("invalid_argument"));
}

TEST(Queue, TellsAnOpenWatchWhatComesAndWhatGoes) {
  RunningService service;
  auto& watch = service.watch("supervisor.district", v1::WatchQueueRequest{});
  EXPECT_TRUE(watch.next<v1::WatchQueueResponse>()->caught_up());
  CaseStory story(service);
  EXPECT_EQ(next_row(watch).row().case_id(), story.id());
  story.seen_by("officer.tamdi");
  EXPECT_EQ(next_row(watch).row().referral().proof_level(), rec::PROOF_LEVEL_OPENED);
  story.accept();
  EXPECT_EQ(next_row(watch).gone_case_id(), story.id());
}

TEST(Queue, SaysNothingToAnotherCommune) {
  RunningService service;
  auto& watch = service.watch("officer.baoson", v1::WatchQueueRequest{});
  EXPECT_TRUE(watch.next<v1::WatchQueueResponse>()->caught_up());
  CaseStory elsewhere(service), here(service, bao_son);
  EXPECT_EQ(next_row(watch).row().case_id(), here.id());
}

/// A watch of the district's queue that is broken off after every cursor and goes on from it.
class BrokenWatch {
 public:
  explicit BrokenWatch(RunningService& service) : service_(service) {}

  /// One stretch of the line. `all_sent`: nothing comes any more, so that beats mean that all was told.
  /// False where it ended in any other way than by being broken off.
  bool read(const std::atomic<bool>& all_sent) {
    std::vector<std::string> came, went;  // count only with the cursor that stands for them
    int beats = 0;
    bool whole = false;
    const auto end = service_.as("supervisor.district").stream(request_, [&](const auto& message) {
      const auto& word = static_cast<const v1::WatchQueueResponse&>(message);
      if (word.heartbeat() && all_sent && ++beats == 2) return false;
      if (word.has_row()) came.push_back(word.row().case_id());
      if (!word.gone_case_id().empty()) went.push_back(word.gone_case_id());
      if (word.cursor().empty()) return true;
      request_.set_cursor(word.cursor());
      seen.insert(came.begin(), came.end());
      gone.insert(went.begin(), went.end());
      whole = true;
      return false;
    });
    EXPECT_EQ(end, "");
    EXPECT_TRUE(whole) << "told " << seen.size() << " rows and " << gone.size() << " departures, no more";
    return whole && end.empty();
  }

  std::multiset<std::string> seen, gone;

 private:
  RunningService& service_;
  v1::WatchQueueRequest request_;
};

TEST(Queue, AWatchThatIsBrokenOffAgainAndAgainMissesNothingAndRepeatsNothing) {
  RunningService service;
  CaseStory stays(service), goes(service);
  std::set<std::string> sent{stays.id(), goes.id()};
  std::atomic<bool> all_sent = false;
  BrokenWatch watch(service);
  ASSERT_TRUE(watch.read(all_sent));
  goes.accept();  // while nobody watches
  constexpr std::size_t senders = 3, each = 15;
  std::mutex guard;
  std::atomic<std::size_t> sending = senders;
  std::vector<std::jthread> threads;
  for (std::size_t t = 0; t < senders; ++t)
    threads.emplace_back([&, token = service.as("operator.hoa").token()] {
      auto user = service.stranger(token);
      for (std::size_t i = 0; i < each; ++i) {
        const auto id = user.must<v1::SubmitContactResponse>(submission(intervention())).case_id();
        const std::lock_guard lock(guard);
        sent.insert(id);
      }
      all_sent = --sending == 0;
    });
  while (watch.seen.size() < 2 + senders * each || watch.gone.empty())
    if (!watch.read(all_sent)) break;
  threads.clear();
  EXPECT_EQ(std::set<std::string>(watch.seen.begin(), watch.seen.end()), sent);
  EXPECT_EQ(watch.seen.size(), sent.size()) << "a row was told twice";
  EXPECT_THAT(watch.gone, ElementsAre(goes.id()));
}

TEST(Queue, AForgedCursorIsRefused) {
  RunningService service;
  v1::WatchQueueRequest request;
  request.set_cursor("AAAAAAAA");
  EXPECT_EQ(service.as("officer.tamdi").refusal(request), "invalid_argument cursor_unknown");
}

TEST(Watch, ACaseIsToldAfterEachChangeAndAReconnectGoesOnFromTheVersionSeen) {
  RunningService service;
  CaseStory story(service);
  v1::WatchCaseRequest request;
  request.set_case_id(story.id());
  auto& watch = service.watch("operator.lan", request);
  EXPECT_EQ(watch.next<v1::WatchCaseResponse>()->case_().row().version(), story.version);
  story.accept();
  auto told = watch.next<v1::WatchCaseResponse>()->case_().row();
  while (told.version() < story.version)  // that the office was told, and opened it, before it was accepted
    told = watch.next<v1::WatchCaseResponse>()->case_().row();
  EXPECT_EQ(told.version(), story.version);
  request.set_after_version(story.version);
  auto& again = service.watch("operator.lan", request);
  story.note("officer.tamdi", "đã gặp trưởng thôn");
  EXPECT_EQ(again.next<v1::WatchCaseResponse>()->case_().row().version(), story.version);
}

TEST(Watch, TheSenderIsToldThatTheReferralWasOpenedThoughTheCaseHasNoNewVersion) {
  RunningService service;
  CaseStory story(service);
  v1::WatchCaseRequest request;
  request.set_case_id(story.id());
  auto& watch = service.watch("operator.lan", request);
  EXPECT_EQ(watch.next<v1::WatchCaseResponse>()->case_().row().referral().proof_level(),
            rec::PROOF_LEVEL_QUEUED);
  story.seen_by("officer.tamdi");
  auto told = watch.next<v1::WatchCaseResponse>()->case_().row();
  while (told.referral().proof_level() == rec::PROOF_LEVEL_QUEUED)  // that the office was told
    told = watch.next<v1::WatchCaseResponse>()->case_().row();
  EXPECT_EQ(told.referral().proof_level(), rec::PROOF_LEVEL_OPENED);
  EXPECT_EQ(told.version(), story.version);
}

// Its officers and chairman may go on reading what was until then (RELATION_FORMER), so theirs stays open.
TEST(Watch, OfAUnitThatGaveTheCaseAwayTellsNothingOfWhatComesLater) {
  RunningService service;
  CaseStory story(service);
  story.accept("officer.tamdi");
  v1::WatchCaseRequest request;
  request.set_case_id(story.id());
  auto& watch = service.watch("officer.tamdi", request);
  EXPECT_TRUE(watch.next<v1::WatchCaseResponse>()->has_case_());
  story.transfer(bao_son, "officer.tamdi");
  story.accept("officer.baoson");
  story.note("officer.baoson", "điều chỉ Bảo Sơn biết");
  const auto last = story.seen_by("officer.tamdi").row().version();
  service.as("officer.tamdi").must<v1::SignOutResponse>(v1::SignOutRequest{});  // ends the stream
  while (auto word = watch.next<v1::WatchCaseResponse>()) {
    EXPECT_LE(word->case_().row().version(), last);
    EXPECT_EQ(word->SerializeAsString().find("điều chỉ Bảo Sơn biết"), std::string::npos);
  }
}

TEST(Watch, EndsWhereATransferTakesTheSightOfTheCase) {
  RunningService service;
  CaseStory story(service);
  story.accept("officer.tamdi");
  v1::WatchCaseRequest request;
  request.set_case_id(story.id());
  auto& watch = service.watch("supervisor.tamdi", request);
  EXPECT_TRUE(watch.next<v1::WatchCaseResponse>()->has_case_());
  story.transfer(bao_son, "officer.tamdi");
  story.accept("officer.baoson");
  story.note("officer.baoson", "điều chỉ Bảo Sơn biết");
  EXPECT_EQ(watch.end(), "not_found case_unknown")
      << "what the unit did before is its officers' to see alone";
  while (auto word = watch.next<v1::WatchCaseResponse>())
    EXPECT_EQ(word->SerializeAsString().find("điều chỉ Bảo Sơn biết"), std::string::npos);
}

TEST(ProofLevel, IsNeverReachedByTheTimeThatPasses) {
  RunningService service;
  const CaseStory story(service);
  for (int day = 0; day < 30; ++day) {
    service.pass(std::chrono::hours{24});
    ASSERT_TRUE(service.app().keep_house());
  }
  const auto row = service.as("operator.hoa").must<v1::GetCaseResponse>(story.get()).case_().row();
  EXPECT_EQ(row.referral().proof_level(), rec::PROOF_LEVEL_QUEUED) << "nobody has looked";
  EXPECT_EQ(row.status(), rec::CASE_STATUS_REFERRED);
  EXPECT_EQ(row.responsible_unit(), helpline) << "and nobody has taken it over";
  // Whoever reads it elsewhere, above it or as an operator, raises nothing either.
  service.as("supervisor.district").must<v1::GetCaseResponse>(story.get());
  service.as("supervisor.district").must<v1::ListQueueResponse>(v1::ListQueueRequest{});
  const auto later = service.as("operator.hoa").must<v1::GetCaseResponse>(story.get()).case_().row();
  EXPECT_EQ(later.referral().proof_level(), rec::PROOF_LEVEL_QUEUED);
}

}  // namespace
}  // namespace hotline::test
