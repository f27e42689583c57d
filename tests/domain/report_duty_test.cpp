// Which reports are owed, over the mergers of Lục Nam (813/NQ-UBTVQH14, 1191/NQ-UBTVQH15, 1658/NQ-UBTVQH15),
// by the duties that come with the service; and what is wrong in a file of duties, with its line.
#include "domain/report_duty.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "domain/story.h"

namespace hotline::test {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;

record::v1::ReportDuties of_the_service() {
  std::ifstream in(HOTLINE_SOURCE_DIR "/config/report-duties.toml", std::ios::binary);
  v1::ReportForm letter;
  letter.set_form("letter");
  auto duties = read_report_duties(std::string{std::istreambuf_iterator<char>{in}, {}}, {&letter, 1});
  HOTLINE_CHECK(duties);
  return *duties;
}

Date day(std::string_view text) { return parse_date(text).value(); }

/// "2015-10-30 half-year 07456@2004-07-08 → 218@2004-07-08"
std::vector<std::string> owed(std::string_view from, std::string_view to, std::string_view code,
                              std::string_view unit = {}) {
  static const auto duties = of_the_service();
  std::vector<std::string> out;
  for (const auto& report : owed_reports(duties, directory(), day(from), day(to))) {
    if (report.duty->code() != code || (!unit.empty() && report.unit.text() != unit)) continue;
    out.push_back(date_text(report.span.first) + " to " + date_text(report.span.last) + " before " +
                  date_text(report.span.before) + ": " + (report.to ? report.to->text() : "nobody here"));
  }
  return out;
}

std::vector<std::string> problems(std::string_view toml) {
  const auto read = read_report_duties(toml);
  std::vector<std::string> out;
  if (read) return out;
  expect_both_languages(read.error());
  for (const auto& problem : read.error().fields)
    out.push_back(problem.path + " " + std::string(problem.reason));
  return out;
}

const std::string rule =
    "[[duties]]\ncode = \"half-year\"\nname = { vi = \"a\", en = \"b\" }\nlevel = \"commune\"\n"
    "to_level = \"district\"\nfigures = [\"case-sex\"]\n"
    "periods = [{ first = \"10-01\", last = \"03-31\", before = \"04-20\" }]\n";

TEST(ReportDuty, ACommuneOwesItsDistrictTwoReportsAYearFromTheLetterOn) {
  EXPECT_THAT(owed("2015-01-01", "2016-01-01", "half-year", tam_di),
              ElementsAre("2014-10-01 to 2015-03-31 before 2015-04-20: 218@2004-07-08",
                          "2015-04-01 to 2015-09-30 before 2015-10-30: 218@2004-07-08"));
  EXPECT_THAT(owed("2014-01-01", "2015-01-01", "half-year"), IsEmpty());
  EXPECT_EQ(owed("2015-04-20", "2015-04-21", "half-year").size(), 27U) << "2 towns and 25 communes";
}

TEST(ReportDuty, WhoEndsBeforeTheLastDayInTimeOwesNothingAndWhoFollowsReportsForAll) {
  // The town of Lục Nam and Tiên Hưng joined Đồi Ngô on 1 January 2020: within a period.
  EXPECT_THAT(owed("2020-01-01", "2021-01-01", "half-year", "07447@2004-07-08"), IsEmpty());
  EXPECT_EQ(owed("2020-01-01", "2021-01-01", "half-year", "07444@2004-07-08").size(), 2U);
  EXPECT_EQ(owed("2020-04-20", "2020-04-21", "half-year").size(), 25U);
}

TEST(ReportDuty, SinceJuly2025TheNewCommunesReportToTheProvince) {
  EXPECT_THAT(owed("2025-01-01", "2026-01-01", "half-year", "07456@2004-07-08"),
              ElementsAre("2024-10-01 to 2025-03-31 before 2025-04-20: 218@2004-07-08"));
  EXPECT_THAT(owed("2025-01-01", "2026-12-31", "half-year", "07462@2025-07-01"),
              ElementsAre("2025-04-01 to 2025-09-30 before 2025-10-30: 24@2025-07-01",
                          "2025-10-01 to 2026-03-31 before 2026-04-20: 24@2025-07-01",
                          "2026-04-01 to 2026-09-30 before 2026-10-30: 24@2025-07-01"));
  EXPECT_EQ(owed("2025-10-30", "2025-10-31", "half-year").size(), 8U);
  EXPECT_THAT(owed("2025-07-02", "2026-12-31", "half-year-district"), IsEmpty());
}

TEST(ReportDuty, TheHelplineReportsEachMonthAlsoWhereNoMinistryIsAmongTheUnits) {
  const auto months = owed("2016-01-01", "2017-01-01", "helpline-month", helpline);
  ASSERT_EQ(months.size(), 12U);
  EXPECT_EQ(months.at(0), "2015-12-01 to 2015-12-31 before 2016-01-10: nobody here");
  EXPECT_EQ(months.at(2), "2016-02-01 to 2016-02-29 before 2016-03-10: nobody here");
}

TEST(ReportDuty, WhatOneLevelGathersGoesToTheNextOneUp) {
  EXPECT_THAT(owed("2015-04-01", "2015-06-30", "half-year-district", district),
              ElementsAre("2014-10-01 to 2015-03-31 before 2015-05-10: 24@2004-07-08"));
  EXPECT_THAT(owed("2015-04-01", "2015-06-30", "half-year-province", province),
              ElementsAre("2014-10-01 to 2015-03-31 before 2015-05-31: TD111@2004-01-01"));
}

TEST(ReportDuty, IsFoundByItsNameAndByNoOther) {
  const auto duties = of_the_service();
  const auto found = owed_report(duties, directory(), "half-year", key(tam_di), day("2015-04-01"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->span.due(), start_of(day("2015-10-30")));
  EXPECT_FALSE(owed_report(duties, directory(), "half-year", key(tam_di), day("2015-04-02")));
  EXPECT_FALSE(owed_report(duties, directory(), "half-year", key(district), day("2015-04-01")));
  EXPECT_FALSE(owed_report(duties, directory(), "half-year", key(tam_di), day("2025-04-01")));
  EXPECT_FALSE(owed_report(duties, directory(), "yearly", key(tam_di), day("2015-04-01")));
}

TEST(ReportDuty, AnEndedOfficeIsActedForByWhatItBecameOrTheLevelAbove) {
  const auto& commune = *directory().find(key(tam_di));
  EXPECT_EQ(acts_for(directory(), commune, day("2015-05-01")).key, key(tam_di));
  EXPECT_EQ(acts_for(directory(), commune, day("2025-08-01")).key, key("07462@2025-07-01"));
  EXPECT_EQ(acts_for(directory(), *directory().find(key(district)), day("2025-08-01")).key,
            key("24@2025-07-01"));
}

TEST(ReportDutiesFile, NamesWhatIsWrongByItsLine) {
  EXPECT_THAT(problems(rule + "from = 2015-03-26\n"), IsEmpty());
  EXPECT_THAT(problems(rule + "from = 2015-03-26\nto = 2016-01-01\n"),
              ElementsAre("9: duties[0].to unknown_key"));
  EXPECT_THAT(problems(rule), ElementsAre("1: duties[0].from required"));
  EXPECT_THAT(problems(rule + "from = \"2015\"\n"), ElementsAre("8: duties[0].from day_malformed"));
  EXPECT_THAT(problems(rule + "from = 2015-03-26\nuntil = 2015-03-26\n"),
              ElementsAre("9: duties[0].until out_of_order"));
  EXPECT_THAT(problems(rule + "from = 2015-03-26\nmonth_before_day = 10\n"),
              ElementsAre("7: duties[0].periods periods_unclear"));
  EXPECT_THAT(problems("duties = "), ElementsAre("1 not_toml"));
}

std::string with(std::string text, std::string_view what, std::string_view instead) {
  return text.replace(text.find(what), what.size(), instead);
}

TEST(ReportDutiesFile, TwoReportsOfOneOfficeNeverHaveOneName) {
  const auto from = rule + "from = 2015-03-26\n";
  const auto periods = [&](std::string_view more) {
    return problems(with(from, "before = \"04-20\" }", "before = \"04-20\" }" + std::string(more)));
  };
  EXPECT_THAT(periods(", { first = \"04-01\", last = \"09-30\", before = \"10-30\" }"), IsEmpty());
  EXPECT_THAT(periods(", { first = \"10-01\", last = \"12-31\", before = \"01-31\" }"),
              ElementsAre("7: duties[0].periods[1].first first_day_taken"));
  // Over two rules of one code: the year has the first day of the quarter that was reported by the old rule.
  const auto rules = [&](std::string_view until, std::string_view again) {
    const auto quarter = with(rule, "\"10-01\", last = \"03-31\", before = \"04-20\"",
                              "\"01-01\", last = \"03-31\", before = \"04-20\"");
    const auto year = with(rule, "\"10-01\", last = \"03-31\", before = \"04-20\"",
                           "\"01-01\", last = \"12-31\", before = \"01-31\"");
    return problems(quarter + "from = 2015-03-26\nuntil = " + std::string(until) + "\n" + year +
                    "from = " + std::string(again) + "\n");
  };
  EXPECT_THAT(rules("2025-07-01", "2025-07-01"),
              ElementsAre("16: duties[1].periods[0].first first_day_taken"));
  EXPECT_THAT(rules("2025-04-01", "2025-04-01"), IsEmpty()) << "the quarter of 2025 is owed by neither";
  // The same period under both: whoever's day of handing over is later would be owed twice.
  EXPECT_THAT(problems(rule + "from = 2015-03-26\nuntil = 2025-07-01\n" + rule + "from = 2025-07-01\n"),
              IsEmpty());
  EXPECT_THAT(problems(rule + "from = 2015-03-26\nuntil = 2025-04-25\n" + with(rule, "04-20", "05-10") +
                       "from = 2025-04-25\n"),
              ElementsAre("16: duties[1].periods[0].first first_day_taken"));
}

TEST(ReportDutiesFile, TakesOnlyDaysLevelsAndFiguresThatThereAre) {
  const auto whole = rule + "from = 2015-03-26\n";
  EXPECT_THAT(problems(with(whole, "04-20", "04-31")),
              ElementsAre("7: duties[0].periods[0].before day_malformed"));
  EXPECT_THAT(problems(with(whole, "04-20", "02-29")),
              ElementsAre("7: duties[0].periods[0].before day_malformed"));
  EXPECT_THAT(problems(with(whole, "\"commune\"", "\"village\"")),
              ElementsAre("4: duties[0].level level_unknown"));
  EXPECT_THAT(problems(with(whole, "\"district\"", "\"commune\"")),
              ElementsAre("5: duties[0].to_level level_unknown"));
  EXPECT_THAT(problems(with(whole, "case-sex", "case-name")),
              ElementsAre("6: duties[0].figures[0] figure_unknown"));
  EXPECT_THAT(problems(with(whole, "case-sex", "case-status")),
              ElementsAre("6: duties[0].figures[0] figure_unknown"))
      << "changes when the period is over";
}

TEST(ReportDutiesFile, TakesOnlyStepsThatAreSpansAndInTheirOrder) {
  const auto whole = rule + "from = 2015-03-26\n";
  const auto steps = [&](const std::string& keys) { return problems(whole + "steps = { " + keys + " }\n"); };
  EXPECT_THAT(steps("remind_before = \"10 days\", chairman_after = \"0 days\", above_after = \"36 hours\", "
                    "call_after = \"1 day\""),
              ElementsAre("9: duties[0].steps.call_after out_of_order"));
  EXPECT_THAT(steps("remind_before = \"10 days\", chairman_after = \"0 days\", call_after = \"60 days\""),
              IsEmpty())
      << "one may be left out";
  for (const auto* wrong : {"10", "10days", "ten days", "-1 days", "61 days", "3 working days", "0 days"})
    EXPECT_THAT(steps("remind_before = \"" + std::string(wrong) + "\""),
                ElementsAre("9: duties[0].steps.remind_before span_malformed"))
        << wrong;
  EXPECT_THAT(steps("called_after = \"7 days\""), ElementsAre("9: duties[0].steps.called_after unknown_key"));
  EXPECT_THAT(problems(whole + "remind_days_before = 10\n"),
              ElementsAre("9: duties[0].remind_days_before unknown_key"))
      << "of earlier versions";
}

TEST(ReportDuty, EveryDutyOfTheServiceHasSteps) {
  for (const auto& duty : of_the_service().duties()) {
    EXPECT_FALSE(duty.steps().remind_before().empty()) << duty.code();
    EXPECT_FALSE(duty.steps().chairman_after().empty()) << duty.code();
    EXPECT_EQ(duty.steps().call_after().empty(), duty.level() == "helpline")
        << "it does not telephone to itself";
  }
}

TEST(ReportDutiesFile, OneDutyHasOneRuleADay) {
  EXPECT_THAT(problems(rule + "from = 2015-03-26\nuntil = 2025-07-01\n" + rule + "from = 2025-07-01\n"),
              IsEmpty());
  EXPECT_THAT(problems(rule + "from = 2015-03-26\nuntil = 2025-07-02\n" + rule + "from = 2025-07-01\n"),
              ElementsAre("17: duties[1].from overlap"));
  EXPECT_THAT(problems(rule + "from = 2015-03-26\n" + rule + "from = 2025-07-01\n"),
              ElementsAre("16: duties[1].from overlap"));
}

TEST(ReportDuty, APeriodToTheEndOfFebruaryHasTheTwentyNinthWhereThereIsOne) {
  const std::string to_february =
      "[[duties]]\ncode = \"winter\"\nname = { vi = \"a\", en = \"b\" }\nlevel = \"commune\"\n"
      "to_level = \"district\"\nfigures = [\"case-sex\"]\nfrom = 2015-03-26\n"
      "periods = [{ first = \"12-01\", last = \"02-28\", before = \"03-15\" }]\n";
  const auto duties = read_report_duties(to_february);
  ASSERT_TRUE(duties);
  const auto last_day = [&](std::string_view from, std::string_view to) {
    const auto reports = owed_reports(*duties, directory(), day(from), day(to));
    return reports.empty() ? "" : date_text(reports.front().span.last);
  };
  EXPECT_EQ(last_day("2016-01-01", "2016-05-01"), "2016-02-29");
  EXPECT_EQ(last_day("2017-01-01", "2017-05-01"), "2017-02-28");
}

TEST(ReportDuty, IsFilledInByAFormOrByDimensionsAndNeverByAFormForOthers) {
  std::vector<v1::ReportForm> forms(2);
  forms[0].set_form("letter");
  forms[1].set_form("chi");
  forms[1].set_for_others(true);
  const auto with = [&](const std::string& content) {
    auto text = rule + "from = 2015-03-26\n";
    const std::string figures = "figures = [\"case-sex\"]\n";
    text.replace(text.find(figures), figures.size(), content);
    const auto read = read_report_duties(text, forms);
    std::vector<std::string> out;
    if (read) return out;
    expect_both_languages(read.error());
    for (const auto& problem : read.error().fields)
      out.push_back(problem.path + " " + std::string(problem.reason));
    return out;
  };
  EXPECT_THAT(with("form = \"letter\"\n"), IsEmpty());
  EXPECT_THAT(with("form = \"leter\"\n"), ElementsAre("6: duties[0].form form_unknown"));
  EXPECT_THAT(with("form = \"chi\"\n"), ElementsAre("6: duties[0].form form_for_others"));
  EXPECT_THAT(with("form = \"letter\"\nfigures = [\"case-sex\"]\n"),
              ElementsAre("6: duties[0].form content_unclear"));
  EXPECT_EQ(with("").size(), 1U) << "neither";
}

TEST(ReportDuty, OfAPeriodThatEndedBeforeTheLogBeganIsOwedByNobodyUnlessTheDutiesSaySo) {
  auto duties = of_the_service();
  const auto spring = owed_report(duties, directory(), "half-year", key(tam_di), day("2014-10-01")).value();
  EXPECT_TRUE(is_owed(duties, spring, day("2015-03-31"))) << "its last day was counted";
  EXPECT_FALSE(is_owed(duties, spring, day("2015-04-01")));
  duties.set_owed_since("2015-03-31");
  EXPECT_TRUE(is_owed(duties, spring, day("2026-11-29"))) << "the sheets were entered";
  duties.set_owed_since("2015-04-01");
  EXPECT_FALSE(is_owed(duties, spring, day("2015-03-26")));
}

}  // namespace
}  // namespace hotline::test
