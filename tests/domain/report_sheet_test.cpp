// What a report counts: every cell held against a count of its own over the same facts; and for others,
// nothing that the published figures do not have.
#include "domain/report_sheet.h"

#include <gmock/gmock.h>

#include <random>
#include <string>
#include <vector>

#include "domain/case_fact.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::ElementsAre;

constexpr Time now{};

v1::ReportForm form_of(const std::string& tables) {
  auto form = read_report_form(
      "form = \"f\"\nname = { vi = \"a\", en = \"b\" }\nsource = \"s\"\ntitle = { vi = \"a\", en = \"b\" }\n"
      "span = \"REPORT_SPAN_YEAR\"\n" +
          tables,
      {});
  EXPECT_TRUE(form);
  return form ? *form : v1::ReportForm{};
}

const std::string of_girls = R"(
[[tables]]
title = { vi = "a", en = "b" }
counted = "COUNTED_CASES"
among = [{ dimension = "DIMENSION_CASE_ABUSE_TYPE", except = ["ABUSE_TYPE_UNSPECIFIED"] }]
columns = [
  { label = { vi = "Tổng", en = "All" } },
  { label = { vi = "Nữ", en = "Girls" }, among = [{ dimension = "DIMENSION_CASE_SEX", keys = ["SEX_FEMALE"] }] },
]
[[tables.rows]]
code = "1"
label = { vi = "Trẻ", en = "Children" }
[[tables.rows]]
label = { vi = "dưới 10", en = "under 10" }
among = [{ dimension = "DIMENSION_CASE_AGE_BAND", keys = ["0-3", "4-6", "7-9"] }]
[[tables.rows]]
label = { vi = "tỷ lệ", en = "share" }
among = [{ dimension = "DIMENSION_CASE_AGE_BAND", keys = ["0-3", "4-6", "7-9"] }]
share_of = "1"
[[tables.rows]]
each = "DIMENSION_CASE_UNIT"
)";

std::vector<history::v1::CaseFact> some_facts(unsigned seed) {
  std::mt19937 random(seed);
  std::vector<history::v1::CaseFact> out(300);
  for (auto& fact : out) {
    for (auto n = random() % 3; n > 0; --n)
      fact.add_abuse_types(static_cast<rec::AbuseType>(1 + random() % rec::AbuseType_MAX));
    fact.set_sex(static_cast<rec::Sex>(random() % 4));
    fact.set_age_band(static_cast<std::uint32_t>(random() % 9));
  }
  return out;
}

TEST(ReportSheet, CountsEveryCellAsAPlainCountDoes) {
  const auto facts = some_facts(7);
  ReportSheet sheet(form_of(of_girls), {});
  std::uint32_t all = 0, girls = 0, young = 0, young_girls = 0, of_b = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    sheet.add_case(facts[i], CaseId{}, now, i % 3 == 0 ? "b" : "a", 0);
    if (facts[i].abuse_types().empty()) continue;
    const bool girl = facts[i].sex() == rec::SEX_FEMALE,
               is_young = facts[i].age_band() >= 1 && facts[i].age_band() <= 3;
    ++all;
    girls += girl;
    young += is_young;
    young_girls += girl && is_young;
    of_b += i % 3 == 0;
  }
  v1::FilledReport report;
  const std::vector<ReportOffice> offices = {{"a", "xã A"}};
  sheet.fill(offices, [](const std::string& key) { return "xã " + key; }, false, report);
  const auto& rows = report.tables(0).rows();
  ASSERT_EQ(rows.size(), 5);
  const auto cells = [&](int row) {
    std::vector<std::uint32_t> out;
    for (const auto& cell : rows.Get(row).cells()) out.push_back(cell.number());
    return out;
  };
  EXPECT_THAT(cells(0), ElementsAre(all, girls));
  EXPECT_THAT(cells(1), ElementsAre(young, young_girls));
  EXPECT_THAT(cells(2),
              ElementsAre((young * 1000 + all / 2) / all, (young_girls * 1000 + girls / 2) / girls));
  EXPECT_TRUE(rows.Get(2).share());
  EXPECT_EQ(rows.Get(3).label().vi(), "xã A");
  EXPECT_EQ(rows.Get(3).cells(0).number(), all - of_b);
  EXPECT_EQ(rows.Get(4).label().vi(), "xã b") << "an office that was not named, but counts";
  EXPECT_EQ(rows.Get(4).cells(0).number(), of_b);
}

/// How many of these cases stand behind each number, beside the number.
std::vector<std::pair<std::uint32_t, std::uint32_t>> behind_each_number(
    const ReportSheet& sheet, const v1::FilledReport& report,
    const std::vector<std::pair<history::v1::CaseFact, std::string>>& cases) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  for (std::uint32_t table = 1; const auto& filled : report.tables()) {
    for (const auto& row : filled.rows())
      for (int column = 0; column < row.cells_size() && !row.share(); ++column) {
        const auto cell =
            sheet.case_cell({table, row.row(), static_cast<std::uint32_t>(column) + 1, row.key()});
        EXPECT_TRUE(cell) << row.row() << " " << row.key() << " " << column;
        if (!cell) continue;
        const auto behind = std::ranges::count_if(
            cases, [&](const auto& one) { return sheet.counts(*cell, one.first, now, one.second); });
        out.emplace_back(row.cells(column).number(), behind);
      }
    ++table;
  }
  return out;
}

TEST(ReportSheet, HasAsManyCasesBehindEachNumberAsTheNumberSays) {
  for (const unsigned seed : {1u, 2u, 3u}) {
    ReportSheet sheet(form_of(of_girls), {});
    std::vector<std::pair<history::v1::CaseFact, std::string>> cases;
    for (const auto& fact : some_facts(seed)) cases.emplace_back(fact, cases.size() % 3 == 0 ? "b@1" : "a@1");
    for (const auto& [fact, office] : cases) sheet.add_case(fact, CaseId{}, now, office, 0);
    v1::FilledReport report;
    const std::vector<ReportOffice> offices = {{"a@1", "xã A"}, {"c@1", "xã C"}};
    sheet.fill(offices, [](const std::string& key) { return key; }, false, report);
    const auto numbers = behind_each_number(sheet, report, cases);
    ASSERT_EQ(numbers.size(), 10U) << "two rows and three offices, in two columns";
    for (const auto& [number, behind] : numbers) EXPECT_EQ(number, behind);
  }
}

/// "cell_unknown row not_in_form"
std::string refused(const ReportSheet& sheet, const CellName& name) {
  const auto cell = sheet.case_cell(name);
  if (cell) return {};
  EXPECT_EQ(cell.error().code, Code::invalid_argument);
  const auto& field = cell.error().fields.at(0);
  return std::string(cell.error().reason) + " " + field.path + " " + std::string(field.reason);
}

CaseId case_of(std::uint8_t number) {
  CaseId id{};
  id.bytes.fill(number);
  return id;
}

/// Of one kind of abuse; linked with these.
history::v1::CaseFact linked(std::initializer_list<std::uint8_t> others) {
  history::v1::CaseFact fact;
  fact.add_abuse_types(rec::ABUSE_TYPE_VIOLENCE);
  for (const auto other : others) fact.add_same_child(std::string(16, static_cast<char>(other)));
  return fact;
}

/// All of the first row of `of_girls`, where each child counts once.
std::uint32_t children(const std::vector<std::pair<std::uint8_t, history::v1::CaseFact>>& cases) {
  auto form = form_of(of_girls);
  form.mutable_tables(0)->set_each_child_once(true);
  ReportSheet sheet(form, {});
  for (const auto& [number, fact] : cases) sheet.add_case(fact, case_of(number), now, "a", 0);
  v1::FilledReport report;
  sheet.fill({}, [](const std::string& key) { return key; }, false, report);
  return report.tables(0).rows(0).cells(0).number();
}

TEST(ReportSheet, CountsAChildOnceThroughEveryChainOfLinksInWhateverOrder) {
  EXPECT_EQ(children({{1, linked({})}, {2, linked({})}}), 2U);
  EXPECT_EQ(children({{1, linked({2})}, {2, linked({1})}}), 1U);
  EXPECT_EQ(children({{3, linked({2})}, {1, linked({2})}, {2, linked({1, 3})}, {4, linked({})}}), 2U);
  EXPECT_EQ(children({{1, linked({2})}, {3, linked({2})}}), 1U) << "through one that is of another period";
  auto no_abuse = linked({2});
  no_abuse.clear_abuse_types();
  EXPECT_EQ(children({{1, no_abuse}, {2, linked({1})}}), 1U) << "by the one that counts";
}

TEST(ReportSheet, CountsAChildOnceWhenTheLaterOfItsCasesIsErasedAndForgetsTheOther) {
  auto later = linked({1});
  forget_links(case_of(2), later);
  EXPECT_EQ(later.same_child(0), "") << "nothing that would name it";
  EXPECT_EQ(keys_of(v1::DIMENSION_CASE_LINKED, later, now), std::vector<std::string>{"same_child"});
  EXPECT_EQ(children({{1, linked({2})}, {9, later}}), 1U);
  auto first = linked({2});
  forget_links(case_of(1), first);
  EXPECT_EQ(children({{8, first}, {9, later}}), 1U) << "both";
}

TEST(ReportSheet, HasCasesBehindNoShareNoOfficeWithoutANameAndNothingBeyondTheForm) {
  const ReportSheet sheet(form_of(of_girls), {});
  EXPECT_EQ(refused(sheet, {1, 1, 1, ""}), "");
  EXPECT_EQ(refused(sheet, {1, 4, 2, "a@1"}), "");
  EXPECT_EQ(refused(sheet, {1, 3, 1, ""}), "cell_without_cases row share");
  EXPECT_EQ(refused(sheet, {0, 1, 1, ""}), "cell_unknown table not_in_form");
  EXPECT_EQ(refused(sheet, {2, 1, 1, ""}), "cell_unknown table not_in_form");
  EXPECT_EQ(refused(sheet, {1, 0, 1, ""}), "cell_unknown row not_in_form");
  EXPECT_EQ(refused(sheet, {1, 5, 1, ""}), "cell_unknown row not_in_form");
  EXPECT_EQ(refused(sheet, {1, 1, 0, ""}), "cell_unknown column not_in_form");
  EXPECT_EQ(refused(sheet, {1, 1, 3, ""}), "cell_unknown column not_in_form");
  EXPECT_EQ(refused(sheet, {1, 1, 1, "a@1"}), "cell_unknown key not_in_form");
  EXPECT_EQ(refused(sheet, {1, 4, 1, ""}), "cell_unknown key not_in_form");
}

TEST(ReportSheet, CountsContactsByKindAndHourOfBothPeriods) {
  ReportSheet sheet(form_of(R"(
[[tables]]
title = { vi = "a", en = "b" }
counted = "COUNTED_CONTACTS"
columns = [{ label = { vi = "a", en = "b" } }]
[[tables.rows]]
label = { vi = "đêm", en = "at night" }
among = [{ dimension = "DIMENSION_CONTACT_HOUR", keys = ["22", "23", "0"] },
  { dimension = "DIMENSION_CONTACT_CHANNEL", keys = ["CHANNEL_PHONE"] }]
[[tables.rows]]
label = { vi = "tư vấn", en = "counselling" }
among = [{ dimension = "DIMENSION_CONTACT_CLASS", keys = ["CONTACT_CLASS_COUNSELLING"] }]
)"),
                    {});
  ReportSheet::Hours hours{};
  hours[0] = 3;
  hours[8] = 4;
  hours[23] = 5;
  sheet.add_contacts(rec::CONTACT_CLASS_COUNSELLING, rec::CHANNEL_PHONE, 1, hours, "a", 0);
  sheet.add_contacts(rec::CONTACT_CLASS_COUNSELLING, rec::CHANNEL_CHAT, 1, hours, "b", 0);
  sheet.add_contacts(rec::CONTACT_CLASS_INFORMATION, rec::CHANNEL_PHONE, 1, hours, "a", 1);
  v1::FilledReport report;
  sheet.fill({}, [](const std::string& key) { return key; }, true, report);
  const auto& rows = report.tables(0).rows();
  EXPECT_EQ(rows.Get(0).cells(0).number(), 8u);
  EXPECT_EQ(rows.Get(0).cells(0).compared(), 8u);
  EXPECT_EQ(rows.Get(1).cells(0).number(), 24u);
  EXPECT_EQ(rows.Get(1).cells(0).compared(), 0u);
}

v1::GetStatisticsResponse figures_for_others() {
  v1::GetStatisticsResponse out;
  auto& total = *out.add_totals();
  total.set_key("cases");
  total.set_count(40);
  auto& ages = *out.add_breakdowns();
  ages.set_dimension(v1::DIMENSION_CASE_AGE_BAND);
  for (const auto& [key, count] : {std::pair{"0-3", 10u}, {"4-6", 20u}, {"7-9", 0u}}) {
    auto& figure = *ages.add_figures();
    figure.set_key(key);
    figure.set_count(count);
  }
  ages.add_figures()->set_key("10-12");
  auto& kinds = *out.add_breakdowns();
  kinds.set_dimension(v1::DIMENSION_CASE_ABUSE_TYPE);
  for (const auto& [key, count] : {std::pair{"0", 12u}, {"1", 20u}, {"2", 9u}}) {
    auto& figure = *kinds.add_figures();
    figure.set_key(key);
    figure.set_count(count);
  }
  return out;
}

/// The number of a row with these conditions; nothing: hidden.
std::optional<std::uint32_t> published(const std::string& among) {
  const ReportSheet sheet(
      form_of("[[tables]]\ntitle = { vi = \"a\", en = \"b\" }\ncounted = \"COUNTED_CASES\"\n"
              "columns = [{ label = { vi = \"a\", en = \"b\" } }]\n[[tables.rows]]\n"
              "label = { vi = \"a\", en = \"b\" }\namong = [" +
              among + "]\n"),
      {});
  v1::FilledReport report;
  sheet.fill_published(figures_for_others(), {}, false, report);
  const auto& cell = report.tables(0).rows(0).cells(0);
  EXPECT_NE(cell.hidden(), cell.has_number());
  return cell.hidden() ? std::nullopt : std::optional(cell.number());
}

TEST(ReportSheet, ForOthersHasNothingButFiguresThatMayBeHandedOnTheirSumsAndWhatIsLeftOfTheTotal) {
  const auto age = [](const std::string& keys) {
    return "{ dimension = \"DIMENSION_CASE_AGE_BAND\", " + keys + " }";
  };
  EXPECT_EQ(published(""), 40u);
  EXPECT_EQ(published(age("keys = [\"0-3\"]")), 10u);
  EXPECT_EQ(published(age("keys = [\"0-3\", \"4-6\", \"7-9\"]")), 30u);
  EXPECT_EQ(published(age("except = [\"0-3\"]")), 30u);
  EXPECT_EQ(published(age("keys = [\"0-3\", \"10-12\"]")), std::nullopt) << "a part is hidden";
  EXPECT_EQ(published(age("except = [\"10-12\"]")), std::nullopt);
  const std::string abused =
      R"({ dimension = "DIMENSION_CASE_ABUSE_TYPE", except = ["ABUSE_TYPE_UNSPECIFIED"] })";
  EXPECT_EQ(published(abused), 28u);
  EXPECT_EQ(
      published(
          R"({ dimension = "DIMENSION_CASE_ABUSE_TYPE", keys = ["ABUSE_TYPE_VIOLENCE", "ABUSE_TYPE_EXPLOITATION"] })"),
      std::nullopt)
      << "one child may suffer both";
  EXPECT_EQ(published(abused + ", " + age("keys = [\"0-3\"]")), std::nullopt) << "no figure says it";
  for (const char* goes_on : {R"("DIMENSION_CASE_STATUS", keys = ["CASE_STATUS_CLOSED"])",
                              R"("DIMENSION_CASE_OUTCOME", keys = ["CLOSING_SAFE"])",
                              R"("DIMENSION_CASE_TIME_TO_CLOSING", keys = ["not_yet"])",
                              R"("DIMENSION_CASE_CLOCK", keys = ["CLOCK_KIND_ACKNOWLEDGE.on_time"])"})
    EXPECT_EQ(published("{ dimension = " + std::string(goes_on) + " }"), std::nullopt)
        << goes_on << " changes when the period is over";
}

TEST(ReportSheet, ForOthersHidesASmallNumberEvenWhereTheFiguresWouldShowIt) {
  auto figures = figures_for_others();
  figures.mutable_totals(0)->set_count(12);  // no such figures are ever made
  const ReportSheet sheet(form_of(of_girls), {});
  v1::FilledReport report;
  sheet.fill_published(figures, {}, false, report);
  for (const auto& row : report.tables(0).rows())
    for (const auto& cell : row.cells())
      EXPECT_TRUE(!cell.has_number() || cell.number() == 0 || cell.number() >= 5);
}

}  // namespace
}  // namespace hotline::test
