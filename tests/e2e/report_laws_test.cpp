// The lists of the laws in reports: a form has the groups that were in force in its period, and where that
// spans the change, both, each counting what was received under it. Nobody counts two laws as one.
#include <gmock/gmock.h>

#include <map>
#include <vector>

#include "app/app.h"
#include "hotline/v1/report_form.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

void go_to(RunningService& service, const char* day) {
  service.pass(start_of(parse_date(day).value()) + std::chrono::hours{9} - service.clock.now());
  ASSERT_TRUE(service.app().keep_house());
}

void receive(RunningService& service, std::vector<std::string> groups, const std::string& commune = tam_di) {
  auto contact = intervention(commune);
  for (auto& group : groups) contact.mutable_intake()->add_special_circumstances(std::move(group));
  service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact));
}

/// Three under the law of 2004, of which one early; two under that of 2016; both have the word "disabled".
void two_laws(RunningService& service) {
  receive(service, {"disabled", "street_child"});
  go_to(service, "2017-05-31");
  receive(service, {"disabled"});
  receive(service, {"disabled", "exploited"});  // a word of the coming law
  go_to(service, "2017-06-01");
  receive(service, {"disabled"});
  receive(service, {"exploited"});
}

v1::Period period(const char* first, const char* last) {
  v1::Period out;
  out.set_first_day(first);
  out.set_last_day(last);
  return out;
}

/// The table of groups: "heading: …" and "key: number of the row's cells", only what counts somebody.
struct Groups {
  std::vector<std::string> headings;
  std::map<std::string, std::string> words;  // by key, of every row
  std::map<std::string, std::uint32_t> counted;
};

Groups groups_of(RunningService& service, const v1::Period& of) {
  v1::FillReportRequest request;
  request.set_form("letter");
  *request.mutable_period() = of;
  const auto report =
      service.as("supervisor.helpline").must<v1::FillReportResponse>(request).report().tables(3);
  Groups out;
  for (const auto& row : report.rows()) {
    if (row.heading()) {
      out.headings.push_back(row.label().vi());
      continue;
    }
    EXPECT_TRUE(out.words.emplace(row.key(), row.label().vi()).second) << "two rows of one key";
    if (row.cells(0).number() != 0) out.counted[row.key()] = row.cells(0).number();
  }
  return out;
}

TEST(ReportsAndTheLaws, ALetterHasTheGroupsOfTheLawInForceInItsPeriod) {
  RunningService service;
  two_laws(service);
  const auto old = groups_of(service, period("2015-01-01", "2015-12-31"));
  EXPECT_THAT(old.headings, IsEmpty());
  EXPECT_EQ(old.words.size(), 11U) << "ten groups, and those of whom nothing was said";
  EXPECT_EQ(old.words.at("disabled"), "Trẻ em khuyết tật, tàn tật");
  EXPECT_FALSE(old.words.contains("exploited"));
  EXPECT_THAT(old.counted, UnorderedElementsAre(Pair("disabled", 1), Pair("street_child", 1)));

  go_to(service, "2026-03-10");
  receive(service, {"disabled"}, "07462@2025-07-01");
  const auto now = groups_of(service, period("2026-01-01", "2026-12-31"));
  EXPECT_THAT(now.headings, IsEmpty());
  EXPECT_EQ(now.words.size(), 15U) << "fourteen groups, and those of whom nothing was said";
  EXPECT_EQ(now.words.at("disabled"), "Trẻ em khuyết tật");
  EXPECT_FALSE(now.words.contains("agent_orange"));
  EXPECT_THAT(now.counted, UnorderedElementsAre(Pair("disabled", 1)));
}

TEST(ReportsAndTheLaws, AYearInWhichTheLawChangedHasBothListsEachUnderItsHeading) {
  RunningService service;
  two_laws(service);
  const auto both = groups_of(service, period("2017-01-01", "2017-12-31"));
  EXPECT_THAT(both.headings, ElementsAre(HasSubstr("25/2004/QH11"), HasSubstr("102/2016/QH13")));
  EXPECT_THAT(both.headings.front(), HasSubstr("nhận trước ngày 01/06/2017"));
  EXPECT_EQ(both.words.at("disabled@2017-06-01"), "Trẻ em khuyết tật, tàn tật");
  EXPECT_EQ(both.words.at("disabled"), "Trẻ em khuyết tật");
  EXPECT_THAT(both.counted, UnorderedElementsAre(Pair("disabled@2017-06-01", 2), Pair("disabled", 1),
                                                 Pair("exploited", 1), Pair("other", 1)))
      << "a word of another law is of no list, and not lost";
  const auto after = groups_of(service, period("2017-06-01", "2017-12-31"));
  EXPECT_THAT(after.headings, IsEmpty());
  EXPECT_THAT(after.counted, UnorderedElementsAre(Pair("disabled", 1), Pair("exploited", 1)));
}

std::map<std::string, std::uint32_t> statistics_of(RunningService& service,
                                                   const v1::GetStatisticsRequest& request) {
  const auto answer = service.as("supervisor.helpline").must<v1::GetStatisticsResponse>(request);
  std::map<std::string, std::uint32_t> out;
  for (const auto& figure : answer.breakdowns(0).figures()) out[figure.key()] = figure.count();
  return out;
}

TEST(ReportsAndTheLaws, StatisticsCountNoTwoLawsAsOneAndEachFigureLeadsToItsCases) {
  RunningService service;
  two_laws(service);
  v1::GetStatisticsRequest request;
  request.add_dimensions(v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE);
  *request.mutable_period() = period("2015-01-01", "2017-12-31");
  const auto figures = statistics_of(service, request);
  EXPECT_THAT(figures, UnorderedElementsAre(
                           Pair("disabled@2017-06-01", 3), Pair("street_child@2017-06-01", 1),
                           Pair("exploited@2017-06-01", 1), Pair("disabled", 1), Pair("exploited", 1)));
  v1::ListCasesBehindRequest behind;
  *behind.mutable_period() = request.period();
  behind.set_dimension(v1::DIMENSION_CASE_SPECIAL_CIRCUMSTANCE);
  for (const auto& [key, count] : figures) {
    behind.set_key(key);
    EXPECT_EQ(service.as("supervisor.helpline").must<v1::ListCasesBehindResponse>(behind).cases_size(), count)
        << key;
  }
  // Beside a year of the other law each keeps its own line.
  *request.mutable_period() = period("2015-01-01", "2015-12-31");
  EXPECT_THAT(statistics_of(service, request), Contains(Pair("disabled", 1)));
  *request.mutable_compared_with() = period("2017-07-01", "2017-12-31");
  EXPECT_THAT(statistics_of(service, request), Contains(Pair("disabled@2017-06-01", 1)));
  EXPECT_THAT(statistics_of(service, request), Not(Contains(Pair("disabled", 1))));
}

TEST(ReportsAndTheLaws, WhatIsHandedOnKeepsThemApartToo) {
  RunningService service;
  go_to(service, "2017-05-02");
  for (int i = 0; i < 6; ++i) receive(service, {"disabled"});
  for (int i = 0; i < 6; ++i) receive(service, {"street_child"});
  go_to(service, "2017-06-02");
  for (int i = 0; i < 7; ++i) receive(service, {"disabled"});
  for (int i = 0; i < 7; ++i) receive(service, {"exploited"});
  go_to(service, "2018-02-01");
  v1::FillReportRequest request;
  request.set_form("letter");
  request.set_unit(helpline);
  request.set_for_others(true);
  *request.mutable_period() = period("2017-01-01", "2017-12-31");
  const auto report = service.as("supervisor.helpline").must<v1::FillReportResponse>(request).report();
  std::map<std::string, std::uint32_t> shown;
  for (const auto& row : report.tables(3).rows())
    if (!row.heading() && !row.cells(0).hidden() && row.cells(0).number() != 0)
      shown[row.key()] = row.cells(0).number();
  EXPECT_THAT(shown, UnorderedElementsAre(Pair("disabled@2017-06-01", 6), Pair("street_child@2017-06-01", 6),
                                          Pair("disabled", 7), Pair("exploited", 7)));
}

}  // namespace
}  // namespace hotline::test
