// The service is killed while it delivers, between what the gateway took and what is recorded of it, and
// while the acts run that messages are about: after the last start every message has arrived, some of them
// more than once, each under one id, and each of an act that is there.
#include <gtest/gtest.h>

#include <condition_variable>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "app/installation.h"
#include "fault/sender.h"
#include "fault/served_process.h"
#include "hotline/v1/case.pb.h"
#include "net/testing/certificates.h"
#include "service/outbox.h"
#include "support/receiver.h"
#include "support/running_service.h"

namespace hotline::test {
namespace {

constexpr int messages = 120, rounds = 12;
constexpr std::uint32_t seed = 20150326;

/// Opens the files while nothing serves them.
template <class Job>
void with_world(const std::filesystem::path& directory, Job&& job) {
  const auto config = app::load_config(directory / "hotlined.toml");
  ASSERT_TRUE(config) << config.error().front().text;
  const SystemClock clock;
  auto installation = app::Installation::open(*config, clock, store_sqlite::OpenMode::open);
  ASSERT_TRUE(installation) << installation.error().reason;
  auto& world = (*installation)->world();
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) { return job(world, db, clock.now()); }));
}

/// The part of a configuration by which everything goes to this gateway.
std::string reaching(const Receiver& receiver, const std::filesystem::path& directory) {
  const auto secret = directory / "webhook.secret";
  std::ofstream(secret) << "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n";
  std::filesystem::permissions(secret, std::filesystem::perms(0600));
  std::ofstream(directory / "duty-contacts.toml")
      << "[\"" << todays_commune << "\"]\ntelephones = [\"0204 388 4111\"]\n";
  return "[notify]\npublic_url = \"https://hotline.example\"\ncontacts = \"duty-contacts.toml\"\n"
         "webhook_url = \"" +
         receiver.url() + "\"\nwebhook_secret = \"webhook.secret\"\nretry_first_ms = 20\nretry_max_ms = 40\n";
}

std::set<std::string> put_messages(const std::filesystem::path& directory) {
  std::set<std::string> ids;
  with_world(directory, [&](service::World& world, store::Writer& db, Time now) -> Result<> {
    world.outbox.configure({.email = false,
                            .webhook = true,
                            .public_url = "https://hotline.example",
                            .contacts = {{tam_di, {.emails = {}, .telephones = {"0204 388 4111"}}}}});
    for (int i = 0; i < messages; ++i) {
      auto put = service::put_message(world, db, now,
                                      {.kind = v1::NOTICE_KIND_CALL_NEEDED,
                                       .case_id = {},
                                       .case_number = "LN-2015-" + std::to_string(100'000 + i),
                                       .unit = UnitKey::parse(tam_di).value(),
                                       .person = {},
                                       .due = {},
                                       .link = "/",
                                       .cause = {}});
      if (!put) return fail(put.error());
      ids.insert("msg_" + put->at(0).text());
    }
    return {};
  });
  return ids;
}

store::MessageCounts counts_of(const std::filesystem::path& directory) {
  store::MessageCounts counts;
  with_world(directory, [&](service::World&, store::Writer& db, Time) -> Result<> {
    auto counted = db.message_counts();
    if (!counted) return fail(counted.error());
    counts = *counted;
    return {};
  });
  return counts;
}

/// Where a round ends: at the n-th message that comes, before its answer or just behind it.
class Moment {
 public:
  void set(int messages_to_come, bool before_the_answer) {
    const std::lock_guard lock(guard_);
    left_ = messages_to_come;
    holds_ = before_the_answer;
    reached_ = killed_ = false;
  }
  /// On the gateway's thread.
  void one_came() {
    std::unique_lock lock(guard_);
    if (left_ <= 0 || --left_ > 0) return;
    reached_ = true;
    changed_.notify_all();
    if (holds_) changed_.wait_for(lock, std::chrono::seconds{Receiver::patience_s}, [&] { return killed_; });
  }
  bool await() {
    std::unique_lock lock(guard_);
    return changed_.wait_for(lock, std::chrono::seconds{Receiver::patience_s}, [&] { return reached_; });
  }
  void killed() {
    const std::lock_guard lock(guard_);
    killed_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex guard_;
  std::condition_variable changed_;
  int left_ = 0;
  bool holds_ = false, reached_ = false, killed_ = false;
};

TEST(Messages, OfAServiceThatIsKilledWhileItDeliversAllArriveUnderOneIdEach) {
  Moment moment;
  Receiver receiver([&](const Received&) {
    moment.one_came();
    return http_answer(200);
  });
  const net::testing::TemporaryDirectory directory;
  ServedProcess process(directory.path(), reaching(receiver, directory.path()));
  const auto put = put_messages(directory.path());
  ASSERT_EQ(put.size(), static_cast<std::size_t>(messages));

  std::mt19937 random(seed);
  std::uniform_int_distribution<int> count(1, 6);
  for (int round = 0; round < rounds; ++round) {
    moment.set(count(random), round % 2 == 0);
    ASSERT_TRUE(process.start()) << "round " << round;
    ASSERT_TRUE(moment.await()) << "round " << round;
    process.kill();  // the message has come, and may not be recorded
    moment.killed();
  }
  ASSERT_TRUE(process.start());
  const auto arrived = [&] {
    std::map<std::string, std::string> bodies;
    for (auto& one : receiver.all()) {
      const auto [at, is_new] = bodies.emplace(one.headers["webhook-id"], one.body);
      EXPECT_EQ(at->second, one.body) << "one id, two messages";
    }
    return bodies;
  };
  for (std::size_t n = receiver.all().size(); arrived().size() < put.size(); ++n) receiver.at(n);
  EXPECT_EQ(process.stop(), 0);
  // What had come and was not recorded comes once more, and then is.
  for (int starts = 0; starts < rounds && counts_of(directory.path()).waiting > 0; ++starts) {
    const auto last = receiver.all().size() + counts_of(directory.path()).waiting - 1;
    ASSERT_TRUE(process.start());
    receiver.at(last);
    EXPECT_EQ(process.stop(), 0);
  }

  std::set<std::string> ids;
  for (const auto& [id, body] : arrived()) ids.insert(id);
  EXPECT_EQ(ids, put);
  EXPECT_GT(receiver.all().size(), put.size()) << "no kill fell between the attempt and its record";
  EXPECT_LE(receiver.all().size(), put.size() + 4 * rounds) << "more repeated than ran at one time";
  const auto counts = counts_of(directory.path());
  EXPECT_EQ(counts.waiting + counts.dead, 0u) << "everything is recorded as delivered";
}

/// The numbers of all cases, as an operator's list has them.
std::set<std::string> case_numbers(User& user) {
  std::set<std::string> numbers;
  v1::ListCasesRequest request;
  request.set_page_size(200);
  do {
    const auto page = user.must<v1::ListCasesResponse>(request);
    for (const auto& row : page.cases()) numbers.insert(row.number());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return numbers;
}

std::string between(const std::string& text, const std::string& before, char end) {
  const auto at = text.find(before);
  if (at == std::string::npos) return {};
  const auto from = at + before.size();
  return text.substr(from, text.find(end, from) - from);
}

TEST(Messages, OfEveryReferralThatIsThereAndOfNoOtherLeaveOnceThroughKillsBetweenActAndDelivery) {
  Receiver receiver([](const Received&) { return http_answer(200); });
  const net::testing::TemporaryDirectory directory;
  ServedProcess process(directory.path(), reaching(receiver, directory.path()));
  ASSERT_TRUE(process.start());
  const auto crew = make_crew(process.port(), process.one_time_password());
  const auto sender = make_case_sender(crew);
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> moment(1, 12);
  for (int round = 0; round < rounds; ++round) {
    std::jthread thread([&] { sender->run(process.port()); });
    const bool wrote = sender->await(moment(random));
    process.kill();
    ASSERT_TRUE(wrote) << "round " << round;
    thread.join();
    ASSERT_TRUE(process.start()) << "round " << round;
  }
  sender->settle(process.port());
  User reader(process.port(), crew.operator_);
  const auto numbers = case_numbers(reader);
  EXPECT_GE(numbers.size(), static_cast<std::size_t>(rounds) / 2);

  std::map<std::string, std::set<std::string>> told;  // ids by number
  for (std::size_t n = 0; told.size() < numbers.size() || n < receiver.all().size(); ++n) {
    auto one = receiver.at(n);
    ASSERT_FALSE(one.body.empty()) << told.size() << " of " << numbers.size() << " cases were told";
    EXPECT_EQ(between(one.body, "\"type\":\"", '"'), "notice.referral_arrived");
    told[between(one.body, "\"case_number\":\"", '"')].insert(one.headers["webhook-id"]);
  }
  EXPECT_EQ(process.stop(), 0);
  for (const auto& [number, ids] : told) {
    EXPECT_TRUE(numbers.contains(number)) << "of a case that is not there";
    EXPECT_EQ(ids.size(), 1u) << "more than one message of one referral";
  }
  EXPECT_EQ(process.verify(), 0);
  EXPECT_EQ(process.check_projections(), 0);
}

}  // namespace
}  // namespace hotline::test
