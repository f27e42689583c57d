// The demonstration: invented, the same each time, and never in a database for real work.
#include "app/demo.h"

#include <gmock/gmock.h>

#include <cstdint>
#include <map>
#include <set>

#include "app/init.h"
#include "app/installation.h"
#include "app/installed.h"
#include "service/case_file.h"
#include "service/demo_story.h"
#include "service/recount.h"

namespace hotline::app_test {
namespace {

using std::chrono::hours;
using testing::HasSubstr;

constexpr const char* cases_without_ids =
    "SELECT number, status, version, responsible_unit, receiving_unit, proof_level, calm, restricted, risk, "
    "received_at, due FROM case_row ORDER BY number";

TEST(Demo, TheSameInstantGivesTheSameStory) {
  const DemoInstalled first;
  Installed second;
  auto made = app::initialise_demo(second.config(), story_end());
  ASSERT_TRUE(made) << made.error().reason;
  EXPECT_EQ(second.ask(cases_without_ids), first.ask(cases_without_ids));
  constexpr const char* contacts =
      "SELECT received_at, contact_class, call_type, channel FROM contact_row ORDER BY 1, 2, 3, 4";
  EXPECT_EQ(second.ask(contacts), first.ask(contacts));
  EXPECT_EQ(second.ask("SELECT * FROM report_row"), first.ask("SELECT * FROM report_row"));
}

TEST(Demo, HoldsWhatATourNeeds) {
  const DemoInstalled demo;
  EXPECT_EQ(demo.ask("SELECT DISTINCT status FROM case_row ORDER BY 1"), "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
  const auto end = std::to_string(to_unix_ms(story_end()));
  EXPECT_GE(std::stoi(demo.ask("SELECT count(*) FROM case_row WHERE status = 2")), 5);
  EXPECT_GE(std::stoi(demo.ask("SELECT count(*) FROM case_row WHERE status = 2 AND calm = 0")), 1);
  EXPECT_GE(std::stoi(demo.ask("SELECT count(*) FROM case_row WHERE status <> 9 AND due < " + end)), 3);
  EXPECT_GE(std::stoi(demo.ask("SELECT count(*) FROM case_row WHERE status <> 9 AND due = " +
                               std::to_string(INT64_MAX))),
            1)
      << "open without a running deadline";
  EXPECT_GE(std::stoi(demo.ask("SELECT count(*) FROM case_row WHERE status = 1 AND due_kind = " +
                               std::to_string(v1::CLOCK_KIND_FORWARD))),
            1)
      << "came back, and somebody has to send it on";
  EXPECT_GE(std::stoi(demo.ask("SELECT count(*) FROM case_row WHERE restricted = 1")), 1);
  EXPECT_GE(std::stoi(demo.ask("SELECT count(*) FROM draft")), 1);
  EXPECT_EQ(demo.ask("SELECT count(*) FROM (SELECT case_id FROM contact_row WHERE case_id <> zeroblob(16) "
                     "GROUP BY case_id HAVING count(*) > 1)"),
            "1\n");
  EXPECT_EQ(demo.ask("SELECT count(*) FROM contact_row WHERE received_at > " + end), "0\n");
  // Whoever refers a case reads whom to ring: invented numbers, which begin with 0000.
  EXPECT_EQ(demo.ask("SELECT count(*) FROM unit WHERE unit LIKE '07444@%' AND csv LIKE '%,0000207444,%'"),
            "1\n");
  // Most calls need no form.
  EXPECT_EQ(demo.ask("SELECT sum(contact_class = 1) * 2 > count(*) FROM contact_row"), "1\n");
}

TEST(Demo, IsAFewHundredContactsOverTheLastMonths) {
  const DemoInstalled demo;
  const auto contacts = std::stoi(demo.ask("SELECT count(*) FROM contact_row"));
  EXPECT_GE(contacts, 300);
  EXPECT_LE(contacts, 600);
  const auto day_ms = std::to_string(24 * 3'600 * 1'000);
  EXPECT_GE(
      std::stoi(demo.ask("SELECT (max(received_at) - min(received_at)) / " + day_ms + " FROM contact_row")),
      60);
  EXPECT_GE(std::stoi(demo.ask("SELECT count(DISTINCT received_at / " + day_ms + ") FROM contact_row")), 60)
      << "on most days there is something";
}

/// Each on its day: state, acts, corrections, and whether it was signed when it was late already.
std::string reports_due(const Installed& demo, const char* day) {
  return demo.ask("SELECT state, version, corrections, first_signed >= " +
                  std::to_string(to_unix_ms(start_of(parse_date(day).value()))) +
                  " FROM report_row WHERE first_day = (SELECT max(first_day) FROM report_row) ORDER BY unit");
}
/// State and acts of those of the half-year before.
std::string reports_before(const Installed& demo) {
  return demo.ask(
      "SELECT DISTINCT state, version FROM report_row WHERE first_day < (SELECT max(first_day) FROM "
      "report_row)");
}

/// Accepted; accepted after a return; written and not signed; signed late; returned.
constexpr const char* at_every_step = "5|3|0|0\n5|6|0|0\n2|1|1|\n3|2|0|1\n4|3|0|0\n";

TEST(Demo, HoldsReportsThatAreOwedAtEveryStep) {
  const DemoInstalled demo;
  EXPECT_EQ(reports_due(demo, "2026-10-30"), at_every_step);
  EXPECT_EQ(reports_before(demo), "5|3\n");
  EXPECT_EQ(demo.ask("SELECT duty, count(*) FROM report_row GROUP BY duty"), "half-year|10\n");
}

TEST(Demo, HoldsTheSameReportsOnWhateverDayItIsMade) {
  for (const auto& [made, due] :
       {std::pair{"2027-03-15", "2026-10-30"}, {"2027-05-03", "2026-10-30"}, {"2027-05-04", "2027-04-20"}}) {
    Installed demo;
    const auto filled = app::initialise_demo(demo.config(), start_of(parse_date(made).value()) + hours{10});
    ASSERT_TRUE(filled) << made << " " << filled.error().reason;
    EXPECT_EQ(reports_due(demo, due), at_every_step) << made;
    EXPECT_EQ(reports_before(demo), "5|3\n") << made;
  }
}

TEST(Demo, HoldsNoReportOfDaysBeforeItsOfficesWereThere) {
  Installed demo;  // the communes of today are of July 2025
  ASSERT_TRUE(app::initialise_demo(demo.config(), start_of(parse_date("2026-01-15").value()) + hours{10}));
  EXPECT_EQ(reports_due(demo, "2025-10-30"), at_every_step);
  EXPECT_EQ(reports_before(demo), "");
}

TEST(Demo, HoldsReasonsSettingsAndGroupsOfTheLawSoThatNoPictureIsEmpty) {
  const DemoInstalled demo;
  const SystemClock clock;
  const auto installation =
      app::Installation::open(demo.config(), clock, store_sqlite::OpenMode::read_only).value();
  auto& world = installation->world();
  std::map<v1::Dimension, std::set<std::string>> keys;
  ASSERT_TRUE(world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    auto cells = service::recount(world, db, clock.now(), [](std::uint64_t, std::uint64_t) {});
    if (!cells) return fail(cells.error());
    for (const auto& [cell, count] : *cells) keys[std::get<2>(cell)].insert(std::get<3>(cell));
    return {};
  }));
  for (const auto dimension :
       {v1::DIMENSION_CONTACT_REASON, v1::DIMENSION_CASE_SETTING, v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE}) {
    EXPECT_GE(keys[dimension].size(), 4U) << v1::Dimension_Name(dimension);
    EXPECT_FALSE(keys[dimension].contains("other")) << "every code is one of its list";
  }
}

TEST(Demo, HasAPersonOfEveryRole) {
  const DemoInstalled demo;
  const SystemClock clock;
  const auto installation =
      app::Installation::open(demo.config(), clock, store_sqlite::OpenMode::read_only).value();
  std::set<record::v1::Role> roles;
  const auto people = installation->world().people.get();
  for (const auto* person : people->all())
    for (const auto& hat : person->person().memberships()) roles.insert(hat.role());
  for (int role = record::v1::ROLE_OPERATOR; role <= record::v1::Role_MAX; ++role)
    EXPECT_TRUE(roles.contains(static_cast<record::v1::Role>(role)))
        << record::v1::Role_Name(static_cast<record::v1::Role>(role));
}

/// How many of a hundred cases are of that kind; one may be of several.
std::map<record::v1::AbuseType, double> shares_of(const Installed& demo) {
  const SystemClock clock;
  const auto installation =
      app::Installation::open(demo.config(), clock, store_sqlite::OpenMode::read_only).value();
  auto& world = installation->world();
  std::map<record::v1::AbuseType, double> shares;
  const auto ids = demo.ids("SELECT hex(case_id) FROM case_row");
  auto read = world.store.read_and_wait([&](store::Reader& db) -> Result<> {
    for (const auto& id : ids) {
      auto file = service::CaseFile::load(world, db, CaseId{id});
      if (!file) return fail(file.error());
      for (const int type : file->state().intake.abuse_types())
        shares[static_cast<record::v1::AbuseType>(type)] += 100.0 / static_cast<double>(ids.size());
    }
    return {};
  });
  EXPECT_TRUE(read);
  return shares;
}

TEST(Demo, IsSpreadAsInterventionsAreAtTheHelpline) {
  using namespace record::v1;
  const DemoInstalled demo;
  auto shares = shares_of(demo);
  // Of 9,601 interventions in 19 years, in percent; the demonstration is small, and chance has its part.
  constexpr double chance = 12;
  const std::pair<AbuseType, double> field[] = {{ABUSE_TYPE_VIOLENCE, 43.7},
                                                {ABUSE_TYPE_SEXUAL, 25.8},
                                                {ABUSE_TYPE_EXPLOITATION, 7.8},
                                                {ABUSE_TYPE_NEGLECT, 2.8},
                                                {ABUSE_TYPE_TRAFFICKING, 2.4}};
  for (const auto& [type, percent] : field)
    EXPECT_NEAR(shares[type], percent, chance) << AbuseType_Name(type);
  EXPECT_GT(shares[ABUSE_TYPE_VIOLENCE], shares[ABUSE_TYPE_SEXUAL]);
  for (const auto& [type, percent] : field) {
    EXPECT_GT(shares[type], 0) << AbuseType_Name(type);
    EXPECT_GE(shares[ABUSE_TYPE_SEXUAL], type == ABUSE_TYPE_VIOLENCE ? 0 : shares[type]);
  }
}

TEST(Demo, ARealDatabaseIsRefused) {
  Installed real;
  const SystemClock clock;
  ASSERT_TRUE(app::initialise(real.config(), clock));
  const auto filled = app::fill_demo(real.config(), clock.now());
  ASSERT_FALSE(filled);
  EXPECT_EQ(filled.error().reason, "not_a_demo");
  EXPECT_EQ(real.ask("SELECT count(*) FROM contact_row"), "0\n");
  EXPECT_EQ(real.ask("SELECT count(*) FROM person"), "1\n");
}

TEST(Demo, IsFilledOnce) {
  const DemoInstalled demo;
  const auto again = app::fill_demo(demo.config(), story_end());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().reason, "demo_filled");
}

TEST(Init, OverwritesNothing) {
  Installed installed;
  const auto first = installed.run("init");
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("admin"));
  for (const auto* again : {"init", "init --demo"}) {
    const auto second = installed.run(again);
    EXPECT_EQ(second.code, 1);
    EXPECT_THAT(second.err, HasSubstr("[already_initialised]"));
    EXPECT_EQ(second.out, "");
  }
  EXPECT_EQ(installed.ask("SELECT count(*) FROM person"), "1\n");
}

TEST(Init, PrintsALineToSignInForEveryDemoPerson) {
  Installed installed;
  const auto made = installed.run("init --demo");
  ASSERT_EQ(made.code, 0) << made.err;
  for (const auto* login : {"admin ", "operator1 ", "supervisor ", "officer.lucnam ", "chairman.lucnam ",
                            "supervisor.bacninh ", "telephone "})
    EXPECT_THAT(made.out, HasSubstr(std::string("\n") + login));
}

}  // namespace
}  // namespace hotline::app_test
