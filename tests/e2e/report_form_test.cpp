// Reports of config/reports over the wire: their numbers are those of the statistics, every file of them is
// an entry of the log, and what is for others tells nothing small, also where reports are put side by side.
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "app/app.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/report.pb.h"
#include "hotline/v1/report_form.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

v1::FillReportRequest of_2015(const std::string& form, const std::string& unit = "") {
  v1::FillReportRequest request;
  request.set_form(form);
  request.set_unit(unit);
  request.mutable_period()->set_first_day("2015-01-01");
  request.mutable_period()->set_last_day("2015-12-31");
  return request;
}

v1::FilledReport filled(User& user, const v1::FillReportRequest& request) {
  return user.must<v1::FillReportResponse>(request).report();
}

const v1::FilledRow& row_of(const v1::FilledReport& report, int table, const std::string& code) {
  for (const auto& row : report.tables(table).rows())
    if (row.code() == code) return row;
  static const v1::FilledRow none;
  ADD_FAILURE() << code;
  return none;
}

void record(RunningService& service, const rec::Contact& contact) {
  service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact));
}

TEST(ReportForms, HaveTheNumbersOfTheStatistics) {
  RunningService service;
  for (int i = 0; i < 3; ++i) record(service, silent_call());
  auto counselled = counselling();
  counselled.add_reasons("violence.physical");
  record(service, counselled);
  const CaseStory here(service), there(service, bao_son);
  auto& district_supervisor = service.as("supervisor.district");
  const auto letter = filled(district_supervisor, of_2015("letter", district));
  EXPECT_EQ(row_of(letter, 1, "2").cells(0).number(), 2u);
  EXPECT_EQ(row_of(letter, 2, "07456").cells(0).number(), 1u) << "xã Tam Dị";
  EXPECT_EQ(row_of(letter, 2, "07459").cells(0).number(), 1u) << "xã Bảo Sơn";
  EXPECT_EQ(row_of(letter, 2, "07462").cells(0).number(), 0u) << "an office without any has its row";
  EXPECT_EQ(filled(service.as("officer.tamdi"), of_2015("letter")).tables(1).rows(0).cells(0).number(), 1u);

  auto exact = of_2015("chi");
  exact.set_exact(true);
  const auto chi = filled(service.as("supervisor.helpline"), exact);
  v1::GetStatisticsRequest request;
  *request.mutable_period() = of_2015("chi").period();
  const auto figures = service.as("supervisor.helpline").must<v1::GetStatisticsResponse>(request);
  EXPECT_EQ(row_of(chi, 0, "contacts").cells(0).number(), figures.totals(0).count());
  EXPECT_EQ(row_of(chi, 1, "violence.physical").cells(0).number(), 1u);
  const auto abused = filled(service.as("supervisor.helpline"), of_2015("0101"));
  EXPECT_EQ(row_of(abused, 0, "0101").cells(2).number(), 2u) << "both are girls";
  EXPECT_EQ(row_of(abused, 1, "0101.1").cells(0).number(), 2u);
  EXPECT_EQ(service.as("supervisor.helpline").refusal(of_2015("no.such")), "not_found report_unknown");
}

/// The file as text; of a workbook that it is one.
std::string exported(User& user, const v1::FillReportRequest& report, v1::ReportFile file) {
  v1::ExportReportRequest request;
  *request.mutable_report() = report;
  request.set_file(file);
  return user.must<v1::ExportReportResponse>(request).content();
}

TEST(ReportForms, MadeForOthersAreExactOnlyWhereThatIsAskedForByNameAndThenSayThatTheyStayInside) {
  RunningService service;
  for (int i = 0; i < 3; ++i) record(service, counselling());
  service.pass(hours{24 * 300});
  auto& supervisor = service.as("supervisor.helpline");
  const auto handed_on = filled(supervisor, of_2015("chi"));
  EXPECT_TRUE(handed_on.for_others());
  EXPECT_EQ(handed_on.unit(), helpline) << "of the caller's own office, where none is named";
  EXPECT_FALSE(handed_on.has_mark());
  EXPECT_TRUE(row_of(handed_on, 0, "contacts").cells(0).hidden());
  EXPECT_THAT(exported(supervisor, of_2015("chi"), v1::REPORT_FILE_CSV), Not(HasSubstr("NỘI BỘ")));

  auto exact = of_2015("chi");
  exact.set_exact(true);
  const auto inside = filled(supervisor, exact);
  EXPECT_FALSE(inside.for_others());
  EXPECT_EQ(row_of(inside, 0, "contacts").cells(0).number(), 3U);
  EXPECT_EQ(inside.mark().vi(), "NỘI BỘ, KHÔNG CÔNG BỐ");
  EXPECT_THAT(exported(supervisor, exact, v1::REPORT_FILE_CSV), HasSubstr("NỘI BỘ, KHÔNG CÔNG BỐ"));
  EXPECT_THAT(exported(supervisor, exact, v1::REPORT_FILE_JSON), HasSubstr("NỘI BỘ, KHÔNG CÔNG BỐ"));
  std::multiset<bool> told;
  for (const auto& entry :
       service.as("supervisor.helpline").must<v1::ListAccessResponse>(v1::ListAccessRequest{}).entries())
    if (!entry.report_form().empty()) told.insert(entry.report_for_others());
  EXPECT_EQ(told, (std::multiset<bool>{false, false, true})) << "the log tells them apart";
  exact.set_for_others(true);
  EXPECT_EQ(supervisor.refusal(exact), "invalid_argument exact_for_others");
}

TEST(ReportForms, LeaveAnEntryOfTheLogWithEveryFile) {
  RunningService service;
  const CaseStory story(service);
  auto& supervisor = service.as("supervisor.district");
  std::set<std::string> names;
  for (const auto file : {v1::REPORT_FILE_XLSX, v1::REPORT_FILE_CSV, v1::REPORT_FILE_JSON}) {
    v1::ExportReportRequest request;
    *request.mutable_report() = of_2015("letter", district);
    request.set_file(file);
    const auto answer = supervisor.must<v1::ExportReportResponse>(request);
    EXPECT_FALSE(answer.content().empty());
    if (file == v1::REPORT_FILE_XLSX) EXPECT_TRUE(answer.content().starts_with("PK"));
    if (file == v1::REPORT_FILE_CSV) EXPECT_THAT(answer.content(), HasSubstr("Ca nhận trong kỳ,1,"));
    names.insert(answer.file_name());
  }
  EXPECT_TRUE(names.contains("bao-cao_letter_218_2015-01-01_2015-12-31.xlsx"));
  filled(supervisor, of_2015("letter", district));  // on the screen: no export
  const auto entries =
      service.as("supervisor.helpline").must<v1::ListAccessResponse>(v1::ListAccessRequest{});
  int exports = 0;
  for (const auto& entry : entries.entries()) {
    if (entry.report_form().empty()) continue;
    ++exports;
    EXPECT_EQ(entry.what(), "exported");
    EXPECT_EQ(entry.report_form(), "letter");
    EXPECT_EQ(entry.report_unit(), district);
    EXPECT_EQ(entry.report_first_day(), "2015-01-01");
    EXPECT_EQ(entry.role(), rec::ROLE_SUPERVISOR);
  }
  EXPECT_EQ(exports, 3);
  auto twisted = v1::ExportReportRequest{};
  *twisted.mutable_report() = of_2015("letter", district);
  EXPECT_EQ(supervisor.refusal(twisted), "invalid_argument fields_invalid") << "of no kind";
}

v1::GetReportRequest owed_by_tam_di(RunningService& service) {
  v1::ListReportsRequest request;
  request.set_unit(tam_di);
  request.mutable_due()->set_first_day("2015-01-01");
  request.mutable_due()->set_last_day("2015-12-31");
  v1::GetReportRequest out;
  *out.mutable_key() = service.as("officer.tamdi").must<v1::ListReportsResponse>(request).reports(0).key();
  return out;
}

TEST(ReportForms, WhatAPageShowsLeavesAnEntryBeforeItIsPrintedOrSavedThere) {
  RunningService service;
  const CaseStory story(service);
  v1::NoteExportRequest statistics, filled_form, owed;
  statistics.mutable_statistics()->set_unit(tam_di);
  *statistics.mutable_statistics()->mutable_period() = of_2015("").period();
  *filled_form.mutable_filled() = of_2015("letter", tam_di);
  *owed.mutable_report() = owed_by_tam_di(service);
  auto& officer = service.as("officer.tamdi");
  for (const auto& request : {statistics, filled_form, owed}) officer.must<v1::NoteExportResponse>(request);
  std::vector<std::string> forms;
  const auto log = service.as("supervisor.helpline").must<v1::ListAccessResponse>(v1::ListAccessRequest{});
  for (const auto& entry : log.entries()) {
    if (entry.report_form().empty()) continue;
    forms.push_back(entry.report_form());
    EXPECT_EQ(entry.what(), "exported");
    EXPECT_EQ(entry.report_unit(), tam_di);
    EXPECT_EQ(entry.role(), rec::ROLE_OFFICER);
    EXPECT_EQ(entry.report_first_day(),
              entry.report_form() == "duty.half-year" ? owed.report().key().first_day() : "2015-01-01");
    EXPECT_FALSE(entry.report_last_day().empty());
  }
  EXPECT_THAT(forms, UnorderedElementsAre("statistics", "letter", "duty.half-year"));
}

TEST(ReportForms, NobodyNotesAnExportOfWhatTheyMayNotSee) {
  RunningService service;
  auto& officer = service.as("officer.baoson");
  v1::NoteExportRequest request;
  EXPECT_EQ(officer.refusal(request), "invalid_argument fields_invalid");
  *request.mutable_filled() = of_2015("letter");
  *request.mutable_report() = owed_by_tam_di(service);
  EXPECT_EQ(officer.refusal(request), "invalid_argument fields_invalid");
  request.clear_filled();
  EXPECT_EQ(officer.refusal(request), "not_found report_unknown");
  request.clear_report();
  request.mutable_statistics()->set_unit("99999@2015-01-01");
  *request.mutable_statistics()->mutable_period() = of_2015("").period();
  EXPECT_EQ(officer.refusal(request), "invalid_argument unit_unknown");
  const auto log = service.as("supervisor.helpline").must<v1::ListAccessResponse>(v1::ListAccessRequest{});
  for (const auto& entry : log.entries()) EXPECT_EQ(entry.report_form(), "");
}

/// Where a number is of, and which places hold it: each office those below it, the year its halves.
struct Place {
  std::size_t office, part;
  bool holds(const Place& other) const {
    const bool above = office == other.office || (office < 3 && office < other.office);
    return above && (part == other.part || part == 0);
  }
};
using Numbers =
    std::map<std::string, std::vector<std::pair<Place, std::uint64_t>>>;  // of each cell of a form

/// Every number that anybody may hand on about 2015.
Numbers all_for_others(RunningService& service) {
  const std::string offices[] = {helpline, province, district, "07456@2004-07-08", bao_son};
  constexpr std::pair<const char*, const char*> parts[] = {
      {"2015-01-01", "2015-12-31"}, {"2015-01-01", "2015-06-30"}, {"2015-07-01", "2015-12-31"}};
  Numbers numbers;
  const auto take = [&](const v1::FilledReport& report, const Place& place) {
    EXPECT_TRUE(report.for_others());
    for (int t = 0; t < report.tables_size(); ++t)
      for (const auto& row : report.tables(t).rows())
        for (int c = 0; c < row.cells_size() && !row.share(); ++c)
          if (row.cells(c).has_number())
            numbers[report.form().form() + "|" + std::to_string(t) + "|" + row.code() + "|" +
                    row.label().vi() + "|" + std::to_string(c)]
                .emplace_back(place, row.cells(c).number());
  };
  for (const char* form : {"0101", "letter", "chi"})
    for (std::size_t office = 0; office < std::size(offices); ++office)
      for (std::size_t part = 0; part < std::size(parts); ++part) {
        auto request = of_2015(form, offices[office]);
        request.mutable_period()->set_first_day(parts[part].first);
        request.mutable_period()->set_last_day(parts[part].second);
        request.set_for_others(true);
        take(filled(service.as("supervisor.helpline"), request), {office, part});
      }
  return numbers;
}

TEST(ReportForms, ForOthersTellNothingSmallAlsoWherePutSideBySide) {
  RunningService service;
  for (int i = 0; i < 9; ++i) record(service, silent_call());
  for (int i = 0; i < 7; ++i) record(service, counselling());
  std::vector<std::unique_ptr<CaseStory>> stories;
  for (int i = 0; i < 8; ++i) stories.push_back(std::make_unique<CaseStory>(service));
  for (int i = 0; i < 2; ++i) stories.push_back(std::make_unique<CaseStory>(service, bao_son));
  service.pass(hours{24 * 120});
  for (int i = 0; i < 6; ++i) record(service, silent_call());
  stories.push_back(std::make_unique<CaseStory>(service));
  service.pass(hours{24 * 200});
  std::size_t shown = 0;
  for (const auto& [cell, of] : all_for_others(service))
    for (const auto& [place, number] : of) {
      shown += number != 0;
      EXPECT_TRUE(number == 0 || number >= 5) << cell << " = " << number;
      for (const auto& [within, part] : of)
        if (place.holds(within))
          EXPECT_TRUE(number == part || number - part >= 5)
              << cell << ": " << number << " without the " << part << " of " << within.office << ", "
              << within.part;
    }
  EXPECT_GT(shown, 20u);
}

TEST(ReportForms, ForOthersHideTheSameInTheFiles) {
  RunningService service;
  for (int i = 0; i < 2; ++i) record(service, counselling());
  const CaseStory story(service);
  service.pass(hours{24 * 300});
  v1::ExportReportRequest request;
  *request.mutable_report() = of_2015("letter", helpline);
  request.mutable_report()->set_for_others(true);
  request.set_file(v1::REPORT_FILE_CSV);
  auto& supervisor = service.as("supervisor.helpline");
  const auto csv = supervisor.must<v1::ExportReportResponse>(request).content();
  EXPECT_THAT(csv, HasSubstr("Cuộc tiếp nhận,ẩn,"));
  EXPECT_THAT(csv, HasSubstr("Bản để công bố"));
  request.set_file(v1::REPORT_FILE_JSON);
  EXPECT_THAT(supervisor.must<v1::ExportReportResponse>(request).content(),
              Not(testing::ContainsRegex("\"number\":[1-4][,}]")));
  request.mutable_report()->mutable_period()->set_last_day("2015-03-31");
  EXPECT_EQ(supervisor.refusal(request), "invalid_argument period_not_for_others");
}

}  // namespace
}  // namespace hotline::test
