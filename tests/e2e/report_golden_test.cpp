// The files of a report, byte by byte: one form and one small history, and what stands in the CSV, the JSON
// and the cells of the workbook, held against tests/e2e/golden. After a change that is meant,
// HOTLINE_WRITE_GOLDEN=1 writes them anew, to be read before they are committed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "domain/case_fact.h"
#include "domain/case_time.h"
#include "domain/reference.h"
#include "domain/report_form.h"
#include "domain/report_sheet.h"
#include "domain/sheet.h"
#include "domain/zip_parts.h"
#include "rpc/json_writer.h"
#include "sheet/csv.h"
#include "sheet/grid.h"
#include "sheet/xlsx.h"
#include "support/running_service.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;

constexpr std::string_view form_toml = R"(
form = "thu"
name = { vi = "Báo cáo thử", en = "A trial report" }
number = "Biểu số 00"
source = "Văn bản thử"
title = { vi = "BÁO CÁO THỬ", en = "A TRIAL REPORT" }
draft = true
span = "REPORT_SPAN_YEAR"

[[tables]]
title = { vi = "Trẻ bị xâm hại", en = "Abused children" }
note = { vi = "=1+1 là chữ, không phải công thức", en = "=1+1 is text and no formula" }
counted = "COUNTED_CASES"
among = [{ dimension = "DIMENSION_CASE_ABUSE_TYPE", except = ["ABUSE_TYPE_UNSPECIFIED"] }]
columns = [
  { label = { vi = "Tổng", en = "All" } },
  { label = { vi = "Nữ", en = "Girls" }, among = [{ dimension = "DIMENSION_CASE_SEX", keys = ["SEX_FEMALE"] }] },
]
[[tables.rows]]
code = "1"
label = { vi = "Trẻ", en = "Children" }
definition = { vi = "Ca có ít nhất một loại xâm hại.", en = "Cases with at least one kind of abuse." }
source = "Luật Trẻ em, điều 4"
[[tables.rows]]
label = { vi = "dưới 10 tuổi", en = "under 10" }
among = [{ dimension = "DIMENSION_CASE_AGE_BAND", keys = ["0-3", "4-6", "7-9"] }]
indent = 1
[[tables.rows]]
label = { vi = "tỷ lệ dưới 10 tuổi", en = "share under 10" }
among = [{ dimension = "DIMENSION_CASE_AGE_BAND", keys = ["0-3", "4-6", "7-9"] }]
share_of = "1"
[[tables.rows]]
label = { vi = "Theo đơn vị", en = "By office" }
heading = true
[[tables.rows]]
each = "DIMENSION_CASE_UNIT"

[[tables]]
title = { vi = "Cuộc tiếp nhận", en = "Contacts" }
counted = "COUNTED_CONTACTS"
columns = [{ label = { vi = "Cuộc", en = "Contacts" } }]
[[tables.rows]]
label = { vi = "Tất cả", en = "All" }
[[tables.rows]]
label = { vi = "Ban đêm", en = "At night" }
among = [{ dimension = "DIMENSION_CONTACT_HOUR", keys = ["22", "23", "0"] }]
)";

history::v1::CaseFact fact(rec::AbuseType abuse, rec::Sex sex, std::uint32_t age_band) {
  history::v1::CaseFact out;
  if (abuse != rec::ABUSE_TYPE_UNSPECIFIED) out.add_abuse_types(abuse);
  out.set_sex(sex);
  out.set_age_band(age_band);
  return out;
}

/// Five cases of two offices, one of them without abuse, and 1,203 contacts.
v1::FilledReport of_the_history() {
  auto form = read_report_form(form_toml, {}).value();
  ReportSheet sheet(form, {});
  const auto kind = static_cast<rec::AbuseType>(1);
  sheet.add_case(fact(kind, rec::SEX_FEMALE, 1), CaseId{}, first_day, "a", 0);
  sheet.add_case(fact(kind, rec::SEX_FEMALE, 3), CaseId{}, first_day, "a", 0);
  sheet.add_case(fact(kind, rec::SEX_MALE, 5), CaseId{}, first_day, "b", 0);
  sheet.add_case(fact(kind, rec::SEX_FEMALE, 6), CaseId{}, first_day, "b", 0);
  sheet.add_case(fact(rec::ABUSE_TYPE_UNSPECIFIED, rec::SEX_FEMALE, 2), CaseId{}, first_day, "a", 0);
  ReportSheet::Hours hours{};
  hours[8] = 1200;
  hours[23] = 3;
  sheet.add_contacts(rec::CONTACT_CLASS_COUNSELLING, rec::CHANNEL_PHONE, 1, hours, "a", 0);
  v1::FilledReport report;
  const std::vector<ReportOffice> offices = {{"a", "Xã A"}, {"b", "Xã B; thôn 1"}};
  sheet.fill(offices, [](const std::string& key) { return key; }, false, report);
  form.clear_tables();
  *report.mutable_form() = form;
  report.set_unit(district);
  report.set_unit_name("huyện Lục Nam");
  report.mutable_period()->set_first_day("2015-01-01");
  report.mutable_period()->set_last_day("2015-12-31");
  *report.mutable_made_at() = timestamp_of(first_day);
  return report;
}

/// Every sheet of a workbook as lines: the number of the row and its cells, parted by tabs.
std::string cells_of(const std::string& workbook) {
  const auto parts =
      zip_parts(workbook, [](std::string_view) { return true; }, {.entries_max = 100, .bytes_max = 1 << 22});
  EXPECT_TRUE(parts);
  const auto book = parts ? sheets::read_book(*parts) : std::nullopt;
  EXPECT_TRUE(book);
  std::string out;
  if (!book) return out;
  for (const auto& name : book->sheets) {
    const auto rows = sheets::read_sheet(*book, parts->at(name), 1000, 1 << 20);
    EXPECT_TRUE(rows) << name;
    out += name + "\n";
    for (const auto& row : rows.value_or(std::vector<sheets::Row>{})) {
      out += std::to_string(row.number);
      for (const auto& cell : row.cells) out += "\t" + cell;
      out += "\n";
    }
  }
  return out;
}

void expect_golden(const std::string& name, const std::string& made) {
  const auto path = std::filesystem::path(HOTLINE_SOURCE_DIR) / "tests/e2e/golden" / name;
  if (std::getenv("HOTLINE_WRITE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << made;
  std::ifstream in(path, std::ios::binary);
  const std::string golden{std::istreambuf_iterator<char>{in}, {}};
  EXPECT_EQ(made, golden) << path;
}

std::string file_of(const std::string& name) {
  std::ifstream in(std::filesystem::path(HOTLINE_SOURCE_DIR) / "config" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<rec::CodeList> lists_of_categories() {
  std::vector<rec::CodeList> out;
  for (const auto* name : {"reasons", "settings", "special-circumstances-2004", "special-circumstances-2016"})
    out.push_back(read_code_list(file_of(std::string("categories/") + name + ".toml")).value());
  return out;
}

/// A case of that day, of the n-th of everything that there is.
history::v1::CaseFact fact_on(std::int32_t day, int n) {
  auto out = fact(static_cast<rec::AbuseType>(n % rec::AbuseType_ARRAYSIZE), static_cast<rec::Sex>(n % 4),
                  static_cast<std::uint32_t>(n % 9));
  out.set_day(day);
  out.set_emergency(n % 3 == 0);
  out.set_status(n % 2 == 0 ? rec::CASE_STATUS_CLOSED : rec::CASE_STATUS_ASSESSING);
  out.set_closing(n % 2 == 1   ? rec::CLOSING_UNSPECIFIED
                  : n % 6 == 0 ? rec::CLOSING_UNFOUNDED
                               : rec::CLOSING_SAFE);
  constexpr const char* settings[] = {"", "family", "school", "online"};
  constexpr const char* groups[] = {"disabled", "street_child",
                                    "exploited"};  // the last of 2016, the second of 2004
  out.set_setting(settings[n % 4]);
  if (n % 5 != 0) out.add_special_circumstances(groups[n % 3]);
  auto& clock = *out.add_clocks();
  clock.set_kind(v1::CLOCK_KIND_ACKNOWLEDGE);
  clock.set_due_ms(1000);
  clock.set_ended_ms(n % 4 == 0 ? 2000 : 500);
  return out;
}

/// 2017, in which the law changed: sixty cases of two offices, of which two are linked, and contacts.
v1::FilledReport of_2017(const v1::ReportForm& form, std::span<const rec::CodeList> lists, bool marked) {
  const auto new_year = day_number(parse_date("2017-01-01").value());
  const DaySpan year{new_year, new_year + 365};
  ReportSheet sheet(form, lists, std::span(&year, 1));
  for (int n = 0; n < 60; ++n) {
    CaseId id{};
    id.bytes.fill(static_cast<std::uint8_t>(n + 1));
    auto one = fact_on(new_year + n * 6, n);
    if (n == 2) one.add_duplicates(std::string(16, static_cast<char>(31)));
    sheet.add_case(one, id, first_day, n % 2 == 0 ? "a" : "b", 0);
  }
  ReportSheet::Hours hours{};
  hours[8] = 1200;
  hours[23] = 3;
  for (std::uint32_t n = 1; n <= 4; ++n) sheet.add_contacts(n, n, n, hours, "a", 0);
  sheet.add_reason("violence.physical", rec::CONTACT_CLASS_COUNSELLING, 4, new_year, "a", 0);
  sheet.add_reason("other", rec::CONTACT_CLASS_COUNSELLING, 2, new_year, "a", 0);
  v1::FilledReport report;
  const std::vector<ReportOffice> offices = {{"a", "Xã A"}, {"b", "Xã B"}};
  sheet.fill(offices, [](const std::string& key) { return key; }, false, report);
  *report.mutable_form() = form;
  report.mutable_form()->clear_tables();
  report.set_unit(district);
  report.set_unit_name("huyện Lục Nam");
  report.mutable_period()->set_first_day("2017-01-01");
  report.mutable_period()->set_last_day("2017-12-31");
  *report.mutable_made_at() = timestamp_of(first_day);
  if (marked) {
    report.mutable_mark()->set_vi("NỘI BỘ, KHÔNG CÔNG BỐ");
    report.mutable_mark()->set_en("INTERNAL, NOT TO BE PUBLISHED");
  }
  return report;
}

TEST(ReportFiles, OfTheFormsThatAreShippedAreTheSameInEveryVersion) {
  const auto lists = lists_of_categories();
  for (const std::string name : {"letter", "0101", "chi"}) {
    const auto form = read_report_form(file_of("reports/" + name + ".toml"), lists);
    ASSERT_TRUE(form) << name;
    const auto report = of_2017(*form, lists, name == "chi");
    const auto grids = sheet::grids_of(report, v1::REPORT_LANGUAGE_VIETNAMESE);
    expect_golden(name + ".csv", sheet::csv_of(grids.front()));
    expect_golden(name + "-english.csv",
                  sheet::csv_of(sheet::grids_of(report, v1::REPORT_LANGUAGE_ENGLISH).front()));
    std::string json;
    ASSERT_TRUE(rpc::write_json(report, json));
    expect_golden(name + ".json", json + "\n");
    const auto workbook = sheet::xlsx_of(grids, first_day);
    ASSERT_TRUE(workbook);
    expect_golden(name + ".xlsx.txt", cells_of(*workbook));
  }
}

TEST(ReportFiles, OfOneHistoryAreTheSameBytesInEveryVersion) {
  const auto report = of_the_history();
  const auto vietnamese = sheet::grids_of(report, v1::REPORT_LANGUAGE_VIETNAMESE);
  expect_golden("report.csv", sheet::csv_of(vietnamese.front()));
  expect_golden("report-english.csv",
                sheet::csv_of(sheet::grids_of(report, v1::REPORT_LANGUAGE_ENGLISH).front()));
  std::string json;
  ASSERT_TRUE(rpc::write_json(report, json));
  expect_golden("report.json", json + "\n");
  const auto workbook = sheet::xlsx_of(vietnamese, first_day);
  ASSERT_TRUE(workbook);
  expect_golden("report.xlsx.txt", cells_of(*workbook));
  EXPECT_EQ(*workbook, sheet::xlsx_of(vietnamese, first_day).value()) << "the same report is the same bytes";
}

}  // namespace
}  // namespace hotline::test
