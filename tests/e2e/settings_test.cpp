// Settings of the configuration that govern something of the running service: each at another value than its
// default, and what then is otherwise.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <optional>
#include <set>

#include "app/app.h"
#include "app/config.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/duty.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/session.pb.h"
#include "service/duty_link.h"
#include "service/outbox.h"
#include "service/world.h"
#include "support/records.h"

namespace hotline::test {
namespace {
using std::chrono::days;
using std::chrono::minutes;

std::string signed_in(RunningService& service, const std::string& login) {
  v1::SignInRequest request;
  request.set_login(login);
  request.set_password(RunningService::password_of(login));
  return service.stranger().must<v1::SignInResponse>(request).token();
}

std::string sign_of_life(RunningService& service, const std::string& token) {
  return service.stranger(token).refusal(v1::WhoAmIRequest{});
}

TEST(Settings, OfSessionsAPersonEndTheLongestUnusedWhenAnotherBegins) {
  RunningService service([](app::Config& config) { config.sessions_per_person_max = 2; });
  service.pass(minutes{1});  // since the session that everybody has from the beginning
  const auto first = signed_in(service, "officer.tamdi");
  service.pass(minutes{1});
  const auto second = signed_in(service, "officer.tamdi");
  service.pass(minutes{1});
  ASSERT_EQ(sign_of_life(service, first), "") << "two may be";
  service.pass(minutes{1});
  const auto third = signed_in(service, "officer.tamdi");
  EXPECT_EQ(sign_of_life(service, second), "unauthenticated session_ended")
      << "begun later, unused for longer";
  EXPECT_EQ(sign_of_life(service, first), "");
  EXPECT_EQ(sign_of_life(service, third), "");
  EXPECT_EQ(service.as("deputy.tamdi").refusal(v1::WhoAmIRequest{}), "") << "others have their own";
}

TEST(Settings, OfImportsBoundTheFileThatIsTakenAndNothingElse) {
  RunningService service([](app::Config& config) { config.limits.import_max_mib = 2; });
  const auto answer_to = [&](std::size_t kib) {
    v1::ImportUnitsRequest import;
    import.set_request_id(new_id());
    import.set_dry_run(true);
    std::string lines;
    while (lines.size() < kib << 10) lines += "no row of a list of units\n";
    import.set_units_csv(lines);
    std::string last;
    const auto refusal = service.as("admin").stream(import, [&](const auto& message) {
      last = static_cast<const v1::ImportUnitsResponse&>(message).done() ? "read" : last;
      return true;
    });
    return refusal.empty() ? last : refusal.substr(0, refusal.find(' '));
  };
  EXPECT_EQ(answer_to(1800), "read") << "more than the body of any other request";
  EXPECT_EQ(answer_to(2200), "resource_exhausted");
}

/// Threads of this process that serve connections.
int network_threads() {
  int found = 0;
  std::error_code gone;
  for (std::filesystem::directory_iterator at("/proc/self/task", gone), end; !gone && at != end;
       at.increment(gone)) {
    std::string name;
    std::getline(std::ifstream(at->path() / "comm") >> std::ws, name);
    found += name == "network" ? 1 : 0;
  }
  return found;
}

TEST(Settings, OfNetworkThreadsServeManySideBySide) {
  constexpr int threads = 4, clients = 8, each = 5;
  RunningService service([](app::Config& config) { config.network_threads = threads; });
  auto& queue = service.watch("supervisor.helpline", v1::WatchQueueRequest{});
  ASSERT_TRUE(queue.next<v1::WatchQueueResponse>()->caught_up());
  EXPECT_EQ(network_threads(), threads);
  const auto token = service.as("operator.hoa").token();
  std::vector<std::future<std::string>> asked;
  for (int client = 0; client < clients; ++client)
    asked.push_back(std::async(std::launch::async, [&service, token] {
      auto user = service.stranger(token);
      std::string refused;
      for (int i = 0; i < each; ++i) refused += user.refusal(submission(intervention()));
      return refused;
    }));
  for (auto& one : asked) EXPECT_EQ(one.get(), "");
  std::set<std::string> seen;
  while (seen.size() < clients * each) {
    const auto word = queue.next<v1::WatchQueueResponse>();
    ASSERT_TRUE(word) << "after " << seen.size();
    if (word->has_row()) seen.insert(word->row().case_id());
  }
}

TEST(Settings, OfDutyLinksEndThemAfterTheirHours) {
  RunningService service([](app::Config& config) { config.notify.duty_link_hours = 2; });
  auto& world = service.app().world();
  CaseStory story(service);
  const auto referral = story.seen_by("operator.hoa").row().referral().referral_id();
  std::string link;
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto made = service::make_duty_link(world, db, service.clock.now(), *CaseId::parse(story.id()),
                                        ReferralId::parse(referral).value(), UnitKey::parse(tam_di).value());
    if (!made) return fail(made.error());
    link = *made;
    return {};
  }));
  v1::LookUpDutyLinkRequest look;
  look.set_token(link.substr(link.find('#') + 1));
  service.pass(minutes{119});
  EXPECT_EQ(service.stranger().refusal(look), "");
  service.pass(minutes{2});
  EXPECT_EQ(service.stranger().refusal(look), "not_found duty_link_unknown");
}

TEST(Settings, OfMessagesKeepWhatWasDeliveredAndWhatNobodyGotForTheirDays) {
  RunningService service([](app::Config& config) {
    config.notify.delivered_kept_days = 2;
    config.notify.undelivered_kept_days = 5;
  });
  auto& world = service.app().world();
  world.outbox.configure({.email = true,
                          .webhook = false,
                          .public_url = "https://hotline.example",
                          .contacts = {{tam_di, {.emails = {"truc@tamdi.example"}, .telephones = {}}}}});
  const auto ended = [&](bool delivered) {
    std::optional<store::MessageId> id;
    EXPECT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
      auto put = service::put_message(world, db, service.clock.now(),
                                      {.kind = v1::NOTICE_KIND_ESCALATION,
                                       .case_id = {},
                                       .case_number = "LN-2015-999999",
                                       .unit = UnitKey::parse(tam_di).value(),
                                       .person = {},
                                       .clock = v1::CLOCK_KIND_ACKNOWLEDGE,
                                       .due = service.clock.now(),
                                       .link = "",
                                       .cause = ""});
      if (!put) return fail(put.error());
      id = put->at(0);
      return service::end_message(world, db, db.message(*id).value().value(), delivered,
                                  delivered ? v1::MESSAGE_FAILURE_UNSPECIFIED : v1::MESSAGE_FAILURE_TIMED_OUT,
                                  service.clock.now());
    }));
    return id.value();
  };
  const auto delivered = ended(true), given_up = ended(false);
  const auto kept = [&](const store::MessageId& id) {
    EXPECT_TRUE(service.app().keep_house());
    bool there = false;
    EXPECT_TRUE(world.store.read_and_wait([&](store::Reader& db) -> Result<> {
      there = db.message(id).value().has_value();
      return {};
    }));
    return there;
  };
  service.pass(days{2} - minutes{1});
  EXPECT_TRUE(kept(delivered));
  service.pass(minutes{2});
  EXPECT_FALSE(kept(delivered));
  EXPECT_TRUE(kept(given_up));
  service.pass(days{3} - minutes{2});
  EXPECT_TRUE(kept(given_up));
  service.pass(minutes{2});
  EXPECT_FALSE(kept(given_up));
}

}  // namespace
}  // namespace hotline::test
