// hotlined simulate: other rules, tried on the histories of the demonstration.
#include <gmock/gmock.h>

#include <fstream>

#include "app/installed.h"

namespace hotline::app_test {
namespace {

using ::testing::HasSubstr;

/// The number behind `"key":` in the object of this kind of clock.
int number(const Ran& ran, const std::string& kind, const std::string& key) {
  const auto object = ran.out.find("{\"kind\":\"" + kind + "\"");
  EXPECT_NE(object, std::string::npos) << ran.out << ran.err;
  const auto at = ran.out.find("\"" + key + "\":", object);
  return at == std::string::npos ? -1 : std::stoi(ran.out.substr(at + key.size() + 3));
}

/// Everything behind a key of one of the two lists, summed.
int sum(const Ran& ran, const std::string& list, const std::string& key) {
  const auto from = ran.out.find("\"" + list + "\":["), to = ran.out.find(']', from);
  const auto word = "\"" + key + "\":";
  int all = 0;
  for (auto at = ran.out.find(word, from); at < to; at = ran.out.find(word, at + 1))
    all += std::stoi(ran.out.substr(at + word.size()));
  return all;
}

constexpr const char* period = " --from 2026-01-01 --to 2026-11-30 ";

class Simulate : public ::testing::Test {
 protected:
  Ran with(const std::string& rules) {
    std::ofstream(demo_ / "other.toml") << rules;
    return demo_.run("simulate --json" + std::string(period) + "--deadlines " +
                     (demo_ / "other.toml").string());
  }
  /// An installation whose plans count from the receipt.
  void plans_count_from_receipt() {
    const std::string config = std::string(HOTLINE_SOURCE_DIR) + "/config/";
    std::ofstream(demo_ / "own.toml") << "[[plan]]\nfrom = 2015-01-01\nstart = \"received\"\n";
    std::ofstream(demo_ / "hotlined.toml")
        << "[server]\nport = 0\n[rules]\ndeadlines = \"" << (demo_ / "own.toml").string()
        << "\"\ncalendar = \"" << config << "calendar/vietnam.toml\"\nunits = \"" << config
        << "units/luc-nam.csv\"\ncategories = \"" << config << "categories\"\nforms = \"" << config
        << "forms\"\n";
  }
  DemoInstalled demo_;
};

TEST_F(Simulate, TheRulesInForceChangeNothing) {
  const auto ran = demo_.run("simulate --json" + std::string(period));
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_GT(number(ran, "acknowledge", "clocks"), 0);
  EXPECT_EQ(sum(ran, "kinds", "newly_late"), 0);
  EXPECT_EQ(sum(ran, "kinds", "no_longer_late"), 0);
  EXPECT_EQ(sum(ran, "kinds", "clocks"), sum(ran, "kinds", "would_begin"));
  EXPECT_THAT(ran.out, HasSubstr("\"unreadable\":0"));
}

TEST_F(Simulate, ShorterTimesMakeMoreOfThePastLateAlthoughTheyHoldOnlyFromTomorrow) {
  const auto ran = with(
      "[[acknowledge]]\nfrom = 2015-01-01\nuntil = 2099-01-01\n"
      "[[acknowledge]]\nfrom = 2099-01-01\nhigh = \"1 minutes\"\nmedium = \"1 minutes\"\nlow = \"1 "
      "minutes\"\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_GT(number(ran, "acknowledge", "newly_late"), 0);
  EXPECT_EQ(number(ran, "acknowledge", "no_longer_late"), 0);
  EXPECT_EQ(number(ran, "acknowledge", "late") + number(ran, "acknowledge", "newly_late"),
            number(ran, "acknowledge", "would_be_late"));
  EXPECT_THAT(ran.out, HasSubstr("{\"unit\":\""));
  for (const auto* key : {"clocks", "late", "would_begin", "would_be_late", "newly_late", "no_longer_late"})
    EXPECT_EQ(sum(ran, "kinds", key), sum(ran, "units", key)) << key;
}

TEST_F(Simulate, LongerTimesMakeLessOfItLate) {
  const auto ran = with(
      "[[acknowledge]]\nfrom = 2015-01-01\nhigh = \"30 days\"\nmedium = \"30 days\"\nlow = \"30 days\"\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_GT(number(ran, "acknowledge", "no_longer_late"), 0);
  EXPECT_EQ(number(ran, "acknowledge", "newly_late"), 0);
  EXPECT_EQ(number(ran, "acknowledge", "late") - number(ran, "acknowledge", "no_longer_late"),
            number(ran, "acknowledge", "would_be_late"));
}

TEST_F(Simulate, WhatTheFileLeavesOutStaysAsItIsInTheInstallation) {
  plans_count_from_receipt();
  const auto ran = with(
      "[[acknowledge]]\nfrom = 2015-01-01\nhigh = \"1 minutes\"\nmedium = \"1 minutes\"\nlow = \"1 "
      "minutes\"\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_GT(number(ran, "acknowledge", "newly_late"), 0);
  EXPECT_GT(number(ran, "plan", "clocks"), 0);
  EXPECT_EQ(number(ran, "plan", "clocks"), number(ran, "plan", "would_begin"));
  EXPECT_EQ(number(ran, "plan", "newly_late") + number(ran, "plan", "no_longer_late"), 0)
      << "a change that nobody proposed";
}

TEST_F(Simulate, ADamagedCaseIsCountedApartAndNothingIsChanged) {
  demo_.tamper(
      "UPDATE entry SET part_0 = zeroblob(length(part_0)) WHERE stream_id = "
      "(SELECT case_id FROM case_row ORDER BY case_id LIMIT 1)");
  const std::string all =
      "SELECT (SELECT count(*) FROM entry), (SELECT sum(changed) FROM case_row), "
      "(SELECT count(*) FROM message), (SELECT group_concat(name) FROM named_blob)";
  const auto before = demo_.ask(all);
  const auto ran = demo_.run("simulate --json" + std::string(period));
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("\"unreadable\":1"));
  EXPECT_THAT(demo_.run("simulate" + std::string(period)).out, HasSubstr("1 ca không đọc được"));
  EXPECT_EQ(demo_.ask(all), before);
}

TEST_F(Simulate, NamesTheOfficesForPeopleAndGivesTheirCodesToPrograms) {
  std::ofstream(demo_ / "other.toml")
      << "[[acknowledge]]\nfrom = 2015-01-01\nhigh = \"1 minutes\"\nmedium = \"1 minutes\"\nlow = \"1 "
         "minutes\"\n";
  const auto rules = "--deadlines " + (demo_ / "other.toml").string();
  EXPECT_THAT(demo_.run("simulate" + std::string(period) + rules).out,
              HasSubstr("xã Lục Nam, tỉnh Bắc Ninh (07444@2025-07-01)"));
  EXPECT_THAT(demo_.run("simulate --json" + std::string(period) + rules).out,
              HasSubstr("{\"unit\":\"07444@2025-07-01\""));
}

TEST_F(Simulate, ReadsAsATableAndSaysWhatIsWrong) {
  const auto ran = demo_.run("simulate" + std::string(period));
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("xác nhận tiếp nhận / acknowledge"));
  EXPECT_THAT(ran.out, HasSubstr("mới trễ"));
  EXPECT_THAT(ran.out, HasSubstr("newly late"));
  EXPECT_EQ(demo_.run("simulate --from 2026-02-01 --to 2026-01-01").code, 2);
  EXPECT_EQ(demo_.run("simulate --from yesterday").code, 2);
  const auto wrong = with("[[acknowledge]]\nfrom = 2015-01-01\nwhen = 3\n");
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.err, HasSubstr("3: acknowledge.when"));
  std::ofstream(demo_ / "days.toml") << "hours = 3\n";
  const auto days =
      demo_.run("simulate" + std::string(period) + "--calendar " + (demo_ / "days.toml").string());
  EXPECT_EQ(days.code, 1);
  EXPECT_THAT(days.err, HasSubstr("1"));
}

}  // namespace
}  // namespace hotline::app_test
