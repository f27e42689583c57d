// The demonstration: invented, the same each time, and never in a database for real work.
#include "app/demo.h"

#include <gmock/gmock.h>

#include "app/init.h"
#include "app/installed.h"
#include "service/demo_story.h"

namespace hotline::app_test {
namespace {

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
}

TEST(Demo, HoldsWhatATourNeeds) {
  const DemoInstalled demo;
  EXPECT_EQ(demo.ask("SELECT DISTINCT status FROM case_row ORDER BY 1"), "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
  const auto end = std::to_string(to_unix_ms(story_end()));
  EXPECT_GE(std::stoi(demo.ask("SELECT count(*) FROM case_row WHERE status = 2")), 5);
  EXPECT_GE(std::stoi(demo.ask("SELECT count(*) FROM case_row WHERE status = 2 AND calm = 0")), 1);
  EXPECT_GE(std::stoi(demo.ask("SELECT count(*) FROM case_row WHERE status <> 9 AND due < " + end)), 3);
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
