// The index of the clocks on the running service: made anew where rules, or the program itself, reckon
// otherwise.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <optional>

#include "app/app.h"
#include "app/config.h"
#include "e2e/ladder_story.h"
#include "service/world.h"
#include "support/projections.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

TEST(TheLadder, MakesItsIndexAnewWhereThatWasMadeByOtherRules) {
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
