// The service is killed at any moment under load and started again: whatever it acknowledged is there, once.
#include <gtest/gtest.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "fault/served_process.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/session.pb.h"
#include "net/testing/certificates.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

constexpr int rounds = 20, senders = 4;
constexpr std::uint32_t seed = 20150326;

/// Signs in with the one-time password, chooses one's own, and returns the token.
std::string first_sign_in(std::uint16_t port, const std::string& login, const std::string& one_time) {
  v1::SignInRequest sign_in;
  sign_in.set_login(login);
  sign_in.set_password(one_time);
  const auto token = User(port, {}).must<v1::SignInResponse>(sign_in).token();
  v1::ChangePasswordRequest change;
  change.set_old_password(one_time);
  change.set_new_password("mật khẩu của " + login);
  User(port, token).must<v1::ChangePasswordResponse>(change);
  return token;
}

/// What was sent, and what was answered.
class Ledger {
 public:
  void acknowledge(const std::string& request_id, const std::string& contact_id) {
    const std::lock_guard lock(guard_);
    const auto [at, is_new] = answers_.emplace(request_id, contact_id);
    EXPECT_EQ(at->second, contact_id) << "a retry got another answer";
    ++count_;
    changed_.notify_all();
  }
  /// Waits until so many more have been acknowledged, or a sender has given up.
  void await(std::size_t more) {
    std::unique_lock lock(guard_);
    const auto until = count_ + more;
    EXPECT_TRUE(changed_.wait_for(lock, std::chrono::seconds{60}, [&] { return count_ >= until; }));
  }
  std::map<std::string, std::string> answers() {
    const std::lock_guard lock(guard_);
    return answers_;
  }

 private:
  std::mutex guard_;
  std::condition_variable changed_;
  std::map<std::string, std::string> answers_;
  std::size_t count_ = 0;
};

/// Sends until the line breaks; keeps the request that got no answer for the next time.
void send_until_broken(std::uint16_t port, const std::string& token,
                       std::optional<v1::SubmitContactRequest>& open, Ledger& ledger) {
  User user(port, token);
  for (;;) {
    if (!open) open = submission(intervention());
    const auto answer = user.call<v1::SubmitContactResponse>(*open);
    if (!answer) {
      EXPECT_EQ(answer.error().code, Code::unavailable) << answer.error().text();
      return;
    }
    ledger.acknowledge(open->request_id(), answer->contact_id());
    open.reset();
  }
}

std::multiset<std::string> stored_contacts(User& user) {
  std::multiset<std::string> ids;
  v1::ListContactsRequest request;
  request.set_page_size(200);
  do {
    const auto page = user.must<v1::ListContactsResponse>(request);
    for (const auto& row : page.contacts()) ids.insert(row.contact_id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return ids;
}

std::multiset<std::string> case_numbers(User& user) {
  std::multiset<std::string> numbers;
  v1::ListCasesRequest request;
  request.set_page_size(200);
  do {
    const auto page = user.must<v1::ListCasesResponse>(request);
    for (const auto& row : page.cases()) numbers.insert(row.number());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return numbers;
}

TEST(Kill, AtAnyMomentLosesNothingAcknowledgedAndDoublesNothing) {
  const net::testing::TemporaryDirectory directory;
  ServedProcess process(directory.path());
  ASSERT_TRUE(process.start());
  const auto admin_token = first_sign_in(process.port(), "admin", process.one_time_password());
  v1::CreatePersonRequest create;
  create.set_login("operator.hoa");
  create.set_name("Người trực");
  auto* membership = create.add_memberships();
  membership->set_unit(helpline);
  membership->set_role(rec::ROLE_OPERATOR);
  const auto created = User(process.port(), admin_token).must<v1::CreatePersonResponse>(create);
  const auto token = first_sign_in(process.port(), "operator.hoa", created.one_time_password());

  std::mt19937 random(seed);
  std::uniform_int_distribution<std::size_t> moment(1, 40);
  std::vector<std::optional<v1::SubmitContactRequest>> open(senders);
  Ledger ledger;
  for (int round = 0; round < rounds; ++round) {
    {
      std::vector<std::jthread> threads;
      for (auto& mine : open)
        threads.emplace_back([&] { send_until_broken(process.port(), token, mine, ledger); });
      ledger.await(moment(random));
      process.kill();
    }
    ASSERT_TRUE(process.start()) << "round " << round;
    User admin(process.port(), admin_token);
    const auto verified = admin.must<v1::VerifyHistoryResponse>(v1::VerifyHistoryRequest{});
    ASSERT_TRUE(verified.done() && verified.sound()) << "round " << round << ": " << verified.reason();
  }

  User user(process.port(), token);
  for (auto& mine : open)
    if (mine)
      ledger.acknowledge(mine->request_id(), user.must<v1::SubmitContactResponse>(*mine).contact_id());
  std::multiset<std::string> acknowledged;
  for (const auto& [request, contact] : ledger.answers()) acknowledged.insert(contact);
  EXPECT_EQ(stored_contacts(user), acknowledged) << "every request was retried until it was answered";
  const auto numbers = case_numbers(user);
  EXPECT_EQ(numbers.size(), acknowledged.size());
  EXPECT_EQ(std::set<std::string>(numbers.begin(), numbers.end()).size(), numbers.size())
      << "two cases have one number";
  EXPECT_EQ(process.stop(), 0);
  EXPECT_EQ(process.check_projections(), 0) << "what is stored beside the histories is not what they say";
}

}  // namespace
}  // namespace hotline::test
