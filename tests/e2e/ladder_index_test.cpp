// The index of the clocks on the running service: made anew where rules, or the program itself, reckon
// otherwise.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "app/app.h"
#include "app/config.h"
#include "domain/case_time.h"
#include "e2e/ladder_story.h"
#include "hotline/v1/audit.pb.h"
#include "net/testing/certificates.h"
#include "service/world.h"
#include "support/projections.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using namespace std::chrono_literals;

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void replace_first(std::string& text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}

/// The files of deadlines and days, of one installation, to be edited.
struct OwnFiles {
  net::testing::TemporaryDirectory place;
  std::filesystem::path rules = place.path() / "config/deadlines.toml",
                        days = place.path() / "config/calendar/vietnam.toml";

  OwnFiles() {
    std::filesystem::copy(std::string(HOTLINE_SOURCE_DIR) + "/config", place.path() / "config",
                          std::filesystem::copy_options::recursive);
  }
  void configure(app::Config& config) const {
    config.deadlines = rules;
    config.calendar = days;
  }
};

/// From the second day on an emergency is to be acknowledged within five minutes.
std::string shorter_from_tomorrow(std::string rules) {
  const auto at = rules.find("\n[[acknowledge]]\n") + 1;
  const auto end = rules.find("\n\n", at);
  auto rule = rules.substr(at, end - at), next = rule;
  replace_first(rule, "from = 2015-01-01", "from = 2015-01-01\nuntil = 2015-03-27");
  replace_first(next, "from = 2015-01-01", "from = 2015-03-27");
  replace_first(next, "high = \"30 minutes\"", "high = \"5 minutes\"");
  return rules.replace(at, end - at, rule + "\n\n" + next);
}

/// Announced on the second day: from then on three weeks of holidays.
constexpr const char* holidays_from_tomorrow =
    "\n[[year]]\nyear = 2015\nknown_from = 2015-03-27\nsource = \"x\"\n"
    "holidays = [{ name = \"x\", from = 2015-03-27, to = 2015-04-17 }]\n";

/// Nothing grave: eight hours of work to acknowledge it. Its id.
std::string calm(RunningService& service) {
  auto contact = intervention();
  contact.mutable_intake()->clear_abuse_types();
  return service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact)).case_id();
}

Duration time_to_acknowledge(RunningService& service, const std::string& id) {
  const auto clock = case_of(service, id).clocks(0);
  EXPECT_EQ(clock.kind(), v1::CLOCK_KIND_ACKNOWLEDGE);
  return time_of(clock.due_at()) - time_of(clock.started_at());
}

TEST(TheLadder, StartedWithOtherRulesAndAnotherCalendarKeepsWhatHasBegunAndFollowsThemFromTheirDayOn) {
  OwnFiles own;
  std::filesystem::path file;
  RunningService service([&](app::Config& config) {
    file = config.database;
    own.configure(config);
  });
  const auto danger = in_danger(service), waits = calm(service);
  const auto before_danger = case_of(service, danger), before_calm = case_of(service, waits);
  ASSERT_EQ(time_to_acknowledge(service, danger), 30min);
  const auto usual = time_to_acknowledge(service, waits);
  service.stop();
  std::ofstream(own.rules) << shorter_from_tomorrow(
      text_of(std::string(HOTLINE_SOURCE_DIR) + "/config/deadlines.toml"));
  std::ofstream(own.days, std::ios::app) << holidays_from_tomorrow;
  // Of rules and a calendar of its own the index would be taken as it is, wrong or not.
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, "UPDATE case_row SET due = 0, next_step = 9223372036854775807", nullptr,
                         nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(database);
  service.start();
  EXPECT_EQ(differences(service), 0u);
  EXPECT_EQ(case_of(service, danger).SerializeAsString(), before_danger.SerializeAsString());
  EXPECT_EQ(case_of(service, waits).SerializeAsString(), before_calm.SerializeAsString());

  service.pass(24h);
  EXPECT_EQ(time_to_acknowledge(service, danger), 30min);
  EXPECT_EQ(time_to_acknowledge(service, waits), usual);
  EXPECT_EQ(time_to_acknowledge(service, in_danger(service)), 5min);
  EXPECT_GT(time_to_acknowledge(service, calm(service)), usual + 24h * 20);
  ASSERT_TRUE(service.app().take_due_steps());
  EXPECT_EQ(differences(service), 0u);
}

/// What the log says of rules, the newest first: "deadlines_in_force acknowledge".
std::vector<std::string> rules_in_log(RunningService& service) {
  std::vector<std::string> out;
  v1::ListAdministrationRequest request;
  request.set_page_size(200);
  const auto list = service.as("supervisor.helpline").must<v1::ListAdministrationResponse>(request);
  for (const auto& entry : list.entries())
    if (entry.what().ends_with("_in_force")) out.push_back(entry.what() + " " + entry.subject_id());
  return out;
}

TEST(TheLadder, OfRulesThatWereEditedWhereTheyStandKeepsWhatWasDueAndTheLogSaysWhatWasChanged) {
  OwnFiles own;
  RunningService service([&](app::Config& config) { own.configure(config); });
  const auto danger = in_danger(service), waits = calm(service);
  const auto before_danger = case_of(service, danger), before_calm = case_of(service, waits);
  const auto usual = time_to_acknowledge(service, waits);
  service.stop();
  auto edited = text_of(own.rules);
  replace_first(edited, "high = \"30 minutes\"",
                "high = \"25 days\"");  // and medium with it: a file must be sound
  replace_first(edited, "medium = \"2 hours\"", "medium = \"26 days\"");
  std::ofstream(own.rules) << edited;
  auto calendar = text_of(own.days);
  replace_first(calendar, "{ name = \"Giỗ Tổ Hùng Vương\", from = 2015-04-28 }",
                "{ name = \"x\", from = 2015-03-26, to = 2015-04-20 }");
  std::ofstream(own.days) << calendar;
  service.start();
  EXPECT_EQ(differences(service), 0u);
  EXPECT_EQ(case_of(service, danger).SerializeAsString(), before_danger.SerializeAsString());
  EXPECT_EQ(case_of(service, waits).SerializeAsString(), before_calm.SerializeAsString());
  EXPECT_EQ(time_to_acknowledge(service, in_danger(service)), 30min) << "the day on which they were edited";
  const std::vector<std::string> in_log = {"calendar_in_force ", "deadlines_in_force acknowledge",
                                           "calendar_in_force ", "deadlines_in_force all"};
  EXPECT_EQ(rules_in_log(service), in_log);

  service.pass(24h);
  EXPECT_EQ(time_to_acknowledge(service, danger), 30min);
  EXPECT_EQ(time_to_acknowledge(service, waits), usual);
  EXPECT_EQ(time_to_acknowledge(service, in_danger(service)), 24h * 25);
  EXPECT_GT(time_to_acknowledge(service, calm(service)), usual + 24h * 20);
  service.stop();
  service.start();  // once more with the same files: nothing is new
  EXPECT_EQ(time_to_acknowledge(service, danger), 30min);
  EXPECT_EQ(rules_in_log(service), in_log);
}

TEST(TheLadder, MakesItsIndexAnewWhereNothingSaysByWhichRulesThatWasMade) {
  std::filesystem::path file;
  RunningService service([&](app::Config& config) { file = config.database; });
  const auto id = in_danger(service);
  const auto next = [&] {
    std::optional<Time> at;
    EXPECT_TRUE(service.app().world().store.read_and_wait([&](store::Reader& db) -> Result<> {
      at = db.next_step().value();
      return {};
    }));
    return at;
  };
  const auto before = next();
  ASSERT_TRUE(before);
  const auto spoil = [&](const std::string& sql) {
    service.stop();
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    service.start();
  };
  const std::string never = "UPDATE case_row SET next_step = 9223372036854775807";
  spoil(never);
  EXPECT_FALSE(next()) << "as it was made by these rules, it is taken as it is";
  spoil(never + "; DELETE FROM named_blob WHERE name = 'clock_rules'");
  EXPECT_EQ(next(), before);
  EXPECT_EQ(differences(service), 0u);
}

TEST(TheLadder, KnowsTheClocksOfAStoreThatTheVersionBeforeMadeOfOpenAndOfClosedCases) {
  std::filesystem::path file;
  RunningService service([&](app::Config& config) { file = config.database; });
  CaseStory open(service), closed(service);
  for (auto* story : {&open, &closed}) {
    story->accept();
    story->assess();
    auto submit = story->about<v1::SubmitPlanRequest>();
    *submit.mutable_plan() = plan();
    submit.mutable_plan()->set_review_date("2015-04-10");
    story->act<v1::SubmitPlanResponse>("officer.tamdi", submit);
    story->act<v1::ApprovePlanResponse>("chairman.tamdi", story->about<v1::ApprovePlanRequest>());
  }
  auto held = closed.about<v1::RecordReviewRequest>();
  *held.mutable_review() = review(true, true);
  closed.act<v1::RecordReviewResponse>("officer.tamdi", held);
  auto close = closed.about<v1::CloseCaseRequest>();
  close.set_closing(rec::CLOSING_SAFE);
  close.set_decision("x");
  closed.act<v1::CloseCaseResponse>("chairman.tamdi", close);
  service.stop();
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  // It knew of no review: nothing was due, and no fact tells of one.
  constexpr const char* before =
      "UPDATE case_row SET due = 9223372036854775807, due_kind = 0, next_step = 9223372036854775807;"
      "DELETE FROM case_fact;"
      "UPDATE named_blob SET value = CAST('4:' || substr(CAST(value AS TEXT), instr(CAST(value AS TEXT), "
      "':') "
      "+ 1) AS BLOB) WHERE name = 'clock_rules'";
  EXPECT_EQ(sqlite3_exec(database, before, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  EXPECT_EQ(sqlite3_changes(database), 1) << "the mark of the version";
  sqlite3_close(database);
  service.start();
  EXPECT_EQ(differences(service), 0u);
  EXPECT_EQ(case_of(service, open.id()).row().next_due_kind(), v1::CLOCK_KIND_REVIEW);
}

}  // namespace
}  // namespace hotline::test
