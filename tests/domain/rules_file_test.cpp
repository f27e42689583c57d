#include "domain/rules_file.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <string>

namespace hotline::test {
namespace {

std::string fault(std::string_view text) {
  const auto rules = parse_rules(text);
  if (rules) return "";
  const auto& field = rules.error().fields.front();
  return field.path + " " + std::string{field.reason};
}

TEST(RulesFile, TheOneThatComesWithTheServiceIsReadWholeAndSaysWhatTheDefaultsSay) {
  std::ifstream in{HOTLINE_SOURCE_DIR "/config/deadlines.toml"};
  const auto rules = parse_rules(std::string{std::istreambuf_iterator<char>{in}, {}});
  ASSERT_TRUE(rules);
  const Rules defaults;
  EXPECT_EQ(rules->acknowledge.high, defaults.acknowledge.high);
  EXPECT_EQ(rules->acknowledge.medium, defaults.acknowledge.medium);
  EXPECT_EQ(rules->acknowledge.low_working, defaults.acknowledge.low_working);
  EXPECT_EQ(rules->acknowledge.article, defaults.acknowledge.article);
  EXPECT_EQ(rules->emergency.within, defaults.emergency.within);
  EXPECT_EQ(rules->emergency.assessment_meets, defaults.emergency.assessment_meets);
  EXPECT_EQ(rules->emergency.article, defaults.emergency.article);
  EXPECT_EQ(rules->plan.working_days, defaults.plan.working_days);
  EXPECT_EQ(rules->plan.start, defaults.plan.start);
  EXPECT_EQ(rules->plan.article, defaults.plan.article);
  EXPECT_EQ(rules->separation.at_most, defaults.separation.at_most);
  EXPECT_EQ(rules->separation.article, defaults.separation.article);
  EXPECT_EQ(rules->late_entry_days_max, defaults.late_entry_days_max);
}

TEST(RulesFile, EveryValueIsTaken) {
  const auto rules = parse_rules(R"(
[acknowledge]
high_minutes = 10
medium_minutes = 20
low_working_hours = 3
article = "a"
[emergency]
within_hours = 6
assessment_meets = false
article = "b"
[plan]
working_days = 2
start = "accepted"
article = "c"
[separation]
days_max = 7
article = "d"
[late_entry]
days_max = 30
)");
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->acknowledge.high, std::chrono::minutes{10});
  EXPECT_EQ(rules->acknowledge.medium, std::chrono::minutes{20});
  EXPECT_EQ(rules->acknowledge.low_working, std::chrono::hours{3});
  EXPECT_EQ(rules->emergency.within, std::chrono::hours{6});
  EXPECT_FALSE(rules->emergency.assessment_meets);
  EXPECT_EQ(rules->plan.working_days, 2);
  EXPECT_EQ(rules->plan.start, PlanStart::accepted);
  EXPECT_EQ(rules->separation.at_most, std::chrono::days{7});
  EXPECT_EQ(rules->late_entry_days_max, 30);
  EXPECT_EQ(
      rules->acknowledge.article + rules->emergency.article + rules->plan.article + rules->separation.article,
      "abcd");
}

TEST(RulesFile, WhatIsWrongIsNamedWithItsLine) {
  EXPECT_EQ(fault("[plan]\nworking_day = 5\n"), "2: plan.working_day unknown_key");
  EXPECT_EQ(fault("[plan]\n\n[plans]\n"), "3: plans unknown_key");
  EXPECT_EQ(fault("[plan]\nworking_days = 0\n"), "2: plan.working_days out_of_range");
  EXPECT_EQ(fault("[plan]\nworking_days = \"5\"\n"), "2: plan.working_days out_of_range");
  EXPECT_EQ(fault("[plan]\nstart = \"soon\"\n"), "2: plan.start unknown_value");
  EXPECT_EQ(fault("[emergency]\nassessment_meets = 1\n"), "2: emergency.assessment_meets wrong_type");
  EXPECT_EQ(fault("[emergency]\narticle = 26\n"), "2: emergency.article wrong_type");
  EXPECT_EQ(fault("plan = 5\n"), "1: plan wrong_type");
  EXPECT_EQ(fault("[acknowledge]\nhigh_minutes = 500\n"), "acknowledge.high_minutes out_of_range");
  EXPECT_EQ(fault("a = = b\n"), "1 not_toml");
  EXPECT_EQ(fault(std::string(65 * 1024, '#')), "1 too_long");
}

TEST(RulesFile, AllFaultsAreNamedAtOnce) {
  const auto rules = parse_rules("[plan]\na = 1\nb = 2\n[separation]\ndays_max = -1\n");
  ASSERT_FALSE(rules);
  EXPECT_EQ(rules.error().fields.size(), 3U);
}

}  // namespace
}  // namespace hotline::test
