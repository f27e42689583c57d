// The second copy of the database, made at the word of an administrator; and what commands on the machine did
// beside the service.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "app/app.h"
#include "app/commands.h"
#include "app/config.h"
#include "app/second_copy.h"
#include "domain/case_time.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/maintenance.pb.h"
#include "hotline/v1/session.pb.h"
#include "net/testing/certificates.h"
#include "service/world.h"
#include "store_sqlite/backup.h"
#include "support/records.h"

namespace hotline::test {
namespace {

v1::MakeSecondCopyRequest make_copy() {
  v1::MakeSecondCopyRequest request;
  request.set_request_id(new_id());
  return request;
}

TEST(SecondCopy, IsMadeNowAtTheWordOfAnAdministratorAndHoldsThatWord) {
  const net::testing::TemporaryDirectory place;
  RunningService service([&](app::Config& config) { config.second_copy = place.path(); });
  const auto last = service.as("admin").must<v1::MakeSecondCopyResponse>(make_copy());
  EXPECT_TRUE(last.done());
  EXPECT_GT(last.pages_total(), 0u);
  EXPECT_EQ(last.pages_done(), last.pages_total());
  const auto info = store_sqlite::copy_info(place.path() / app::SecondCopy::file_name);
  ASSERT_TRUE(info);
  EXPECT_EQ(last.taken_at().seconds(), to_unix_ms(info->taken_at) / 1000);
  const auto acts = service.as("admin").must<v1::ListAdministrationResponse>(v1::ListAdministrationRequest{});
  ASSERT_GT(acts.entries_size(), 0);
  EXPECT_EQ(acts.entries(0).what(), "second_copy_begun");
  EXPECT_GT(info->log_size, acts.entries(0).log_index()) << "the copy holds that it was begun";
}

std::size_t begun(RunningService& service) {
  const auto acts = service.as("admin").must<v1::ListAdministrationResponse>(v1::ListAdministrationRequest{});
  return static_cast<std::size_t>(std::ranges::count_if(
      acts.entries(), [](const auto& entry) { return entry.what() == "second_copy_begun"; }));
}

TEST(SecondCopy, OfARequestThatIsSentAgainIsTheOneThatWasMade) {
  const net::testing::TemporaryDirectory place;
  RunningService service([&](app::Config& config) { config.second_copy = place.path(); });
  const auto request = make_copy();
  const auto first = service.as("admin").must<v1::MakeSecondCopyResponse>(request);
  service.pass(std::chrono::minutes{1});
  const auto again = service.as("admin").must<v1::MakeSecondCopyResponse>(request);
  EXPECT_TRUE(again.done());
  EXPECT_EQ(again.taken_at().seconds(), first.taken_at().seconds());
  EXPECT_EQ(begun(service), 1u);
  EXPECT_EQ(store_sqlite::copy_info(place.path() / app::SecondCopy::file_name)->taken_at, first_day);
  service.as("admin").must<v1::MakeSecondCopyResponse>(make_copy());
  EXPECT_EQ(begun(service), 2u) << "another request is another copy";
}

TEST(SecondCopy, ThatFailedIsMadeWhenTheSameRequestComesAgain) {
  const net::testing::TemporaryDirectory place;
  RunningService service([&](app::Config& config) { config.second_copy = place.path() / "file" / "below"; });
  std::ofstream(place.path() / "file") << "not a directory";
  const auto request = make_copy();
  EXPECT_NE(service.as("admin").refusal(request), "");
  std::filesystem::remove(place.path() / "file");
  EXPECT_TRUE(service.as("admin").must<v1::MakeSecondCopyResponse>(request).done());
  EXPECT_EQ(begun(service), 1u);
}

TEST(SecondCopy, WithoutAPlaceForItThatIsSaidAndNothingIsRecorded) {
  RunningService service;
  EXPECT_EQ(service.as("admin").refusal(make_copy()), "failed_precondition second_copy_unset");
  const auto acts = service.as("admin").must<v1::ListAdministrationResponse>(v1::ListAdministrationRequest{});
  for (const auto& entry : acts.entries())
    EXPECT_NE(entry.what(), "second_copy_begun") << "the log says what did not happen";
}

TEST(SecondCopy, ThatCannotBeWrittenIsAnErrorAndNoCopy) {
  const net::testing::TemporaryDirectory place;
  RunningService service([&](app::Config& config) { config.second_copy = place.path() / "file" / "below"; });
  std::ofstream(place.path() / "file") << "not a directory";
  EXPECT_NE(service.as("admin").refusal(make_copy()), "");
}

TEST(SecondCopy, IsForNobodyButAdministratorsOfTheHelpline) {
  RunningService service;
  for (const auto* login : {"supervisor.helpline", "operator.hoa", "chairman.district"})
    EXPECT_EQ(service.as(login).refusal(make_copy()), "permission_denied role_missing") << login;
  v1::CreatePersonRequest create;
  create.set_login("admin.district");
  create.set_name("Quản trị huyện");
  auto* membership = create.add_memberships();
  membership->set_unit(district);
  membership->set_role(record::v1::ROLE_ADMINISTRATOR);
  const auto made = service.as("admin").must<v1::CreatePersonResponse>(create);
  v1::SignInRequest sign_in;
  sign_in.set_login("admin.district");
  sign_in.set_password(made.one_time_password());
  auto local = service.stranger(service.stranger().must<v1::SignInResponse>(sign_in).token());
  v1::ChangePasswordRequest change;
  change.set_old_password(made.one_time_password());
  change.set_new_password("một mật khẩu mới");
  local.must<v1::ChangePasswordResponse>(change);
  EXPECT_EQ(local.refusal(make_copy()), "permission_denied role_missing");
}

class CommandsBeside : public ::testing::Test {
 protected:
  std::vector<v1::AdministrationEntry> acts() {
    v1::ListAdministrationRequest request;
    request.set_page_size(200);
    const auto list = service.as("supervisor.helpline").must<v1::ListAdministrationResponse>(request);
    return {list.entries().begin(), list.entries().end()};
  }
  std::filesystem::path notes() const { return config.database.string() + "-acts"; }

  app::Config config;
  RunningService service{[this](app::Config& configured) { config = configured; }};
};

TEST_F(CommandsBeside, TheServiceAreEntriesOfItsLogAtItsNextHousekeeping) {
  const auto before = acts().size();
  const auto begun = SystemClock{}.now();
  app::record_act(config, "backup_begun");
  app::record_act(config, "trial_message_sent", tam_di);
  EXPECT_EQ(acts().size(), before) << "the service has the log";
  ASSERT_TRUE(service.app().keep_house());
  const auto after = acts();
  ASSERT_EQ(after.size(), before + 2);
  EXPECT_EQ(after[1].what(), "backup_begun");
  EXPECT_EQ(after[0].what(), "trial_message_sent");
  EXPECT_EQ(after[0].subject_id(), tam_di);
  EXPECT_EQ(after[0].person_id(), "") << "of the machine";
  EXPECT_GE(time_of(after[1].at()), begun) << "when it was done, not when it was taken in";
  EXPECT_TRUE(std::filesystem::is_empty(notes()));
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_EQ(acts().size(), before + 2) << "once";
}

TEST_F(CommandsBeside, TheServiceAreTakenInAtItsStopAndFoundByNobodyElse) {
  app::record_act(config, "backup_begun");
  for (const auto& note : std::filesystem::directory_iterator(notes())) {
    EXPECT_EQ(note.status().permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::ifstream file(note.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(bytes.find("backup"), std::string::npos) << "sealed";
  }
  service.stop();
  EXPECT_TRUE(std::filesystem::is_empty(notes()));
  service.start();
  EXPECT_EQ(acts().front().what(), "backup_begun");
}

TEST_F(CommandsBeside, TheServiceThatSomebodyElseNotedAreToldAsWhatTheyAre) {
  app::record_act(config, "backup_begun");
  for (const auto& note : std::filesystem::directory_iterator(notes())) {
    std::fstream file(note.path(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(-1, std::ios::end);
    file.put('x');
  }
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_EQ(acts().front().what(), "act_note_foreign");
  EXPECT_TRUE(std::filesystem::is_empty(notes()));
}

TEST_F(CommandsBeside, NoServiceAreEntriesAtOnce) {
  const auto entries = [&] { return service.app().world().ledger.newest().size; };
  service.stop();
  service.start();
  const auto before = entries();
  service.stop();
  app::record_act(config, "backup_begun");
  EXPECT_FALSE(std::filesystem::exists(notes())) << "the command has the log to itself";
  service.start();
  EXPECT_EQ(entries(), before + 1);
}

}  // namespace
}  // namespace hotline::test
