// The service is killed at any moment under mixed load and started again: whatever it acknowledged is there,
// once, and nothing else.
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <thread>
#include <vector>

#include "fault/sender.h"
#include "fault/served_process.h"
#include "hotline/v1/case.pb.h"
#include "net/testing/certificates.h"

namespace hotline::test {
namespace {

constexpr int rounds = 30;  // five for each sender
constexpr std::uint32_t seed = 20150326;

/// What may have come and gone without an answer leaves no second row either.
void check_numbers(User& user) {
  std::set<std::string> numbers;
  v1::ListCasesRequest request;
  request.set_page_size(200);
  do {
    const auto page = user.must<v1::ListCasesResponse>(request);
    for (const auto& row : page.cases())
      EXPECT_TRUE(numbers.insert(row.number()).second) << "two cases have one number";
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
}

TEST(Kill, AtAnyMomentLosesNothingAcknowledgedAndDoublesNothing) {
  const net::testing::TemporaryDirectory directory;
  ServedProcess process(directory.path());
  ASSERT_TRUE(process.start());
  const auto crew = make_crew(process.port(), process.one_time_password());
  std::vector<std::unique_ptr<Sender>> senders;
  senders.push_back(make_case_sender(crew));
  senders.push_back(make_people_sender(crew));
  senders.push_back(make_unit_sender(crew));
  senders.push_back(make_draft_sender(crew));
  senders.push_back(make_late_sender(crew));
  senders.push_back(make_case_sender(crew));

  std::mt19937 random(seed);
  std::uniform_int_distribution<int> moment(1, 12);
  for (int round = 0; round < rounds; ++round) {
    {
      std::vector<std::jthread> threads;
      for (auto& sender : senders) threads.emplace_back([&] { sender->run(process.port()); });
      auto& turn = *senders[static_cast<std::size_t>(round) % senders.size()];
      const bool wrote = turn.await(moment(random));
      process.kill();
      ASSERT_TRUE(wrote) << "round " << round << ": " << turn.name() << " came to a stand";
    }
    ASSERT_EQ(process.verify(), 0) << "round " << round << ": the log is not sound";
    ASSERT_EQ(process.check_projections(), 0)
        << "round " << round << ": what is stored beside the histories is not what they say";
    ASSERT_TRUE(process.start()) << "round " << round;
  }

  Lines lines(process.port());
  for (auto& sender : senders) sender->settle(process.port());
  for (auto& sender : senders) {
    EXPECT_GE(sender->acknowledged(), rounds / 2) << sender->name();
    sender->check(lines);
  }
  check_numbers(lines.of(crew.operator_));
  EXPECT_EQ(process.stop(), 0);
  EXPECT_EQ(process.verify(), 0);
  EXPECT_EQ(process.check_projections(), 0);
}

}  // namespace
}  // namespace hotline::test
