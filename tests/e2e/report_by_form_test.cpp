// The report that an office signs is made of a form of config/reports: what was signed stays as it was,
// whatever the form says later, and in the shape of earlier versions too; it leaves with its proofs and as
// files, each of which the log names; the level above sees what each office below handed over.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/app.h"
#include "app/config.h"
#include "domain/case_time.h"
#include "domain/zip_parts.h"
#include "e2e/report_desk.h"
#include "e2e/report_writer.h"
#include "evidence/export.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/report_form.pb.h"
#include "rpc/json_writer.h"
#include "service/account.h"
#include "service/report_file.h"
#include "service/world.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ReportByForm : public ReportDesk {
 protected:
  /// "duty.half-year 07456@2004-07-08", the newest first.
  std::vector<std::string> exports_noted() {
    v1::ListAccessRequest request;
    request.set_page_size(200);
    std::vector<std::string> out;
    for (const auto& entry :
         service.as("supervisor.helpline").must<v1::ListAccessResponse>(request).entries())
      if (!entry.report_form().empty()) out.push_back(entry.report_form() + " " + entry.report_unit());
    return out;
  }
  v1::ExportReportResponse exported(const char* login, v1::ExportReportRequest request, v1::ReportFile file) {
    request.set_file(file);
    return service.as(login).must<v1::ExportReportResponse>(request);
  }
  evidence::CheckpointVerifier verifier() {
    return evidence::CheckpointVerifier::parse(
               service.as("officer.tamdi")
                   .must<v1::GetCheckpointResponse>(v1::GetCheckpointRequest{})
                   .verifier_key())
        .value();
  }
};

TEST_F(ReportByForm, HoldsTheTablesOfTheFormAndTheNumbersThatFillingItGives) {
  CaseStory one(service), two(service);
  one.accept();
  turn_to("2015-04-02");
  const auto told = get("officer.tamdi", spring);
  v1::FillReportRequest fill;
  fill.set_form("letter");
  fill.set_unit(tam_di);
  fill.mutable_period()->set_first_day("2014-10-01");
  fill.mutable_period()->set_last_day("2015-03-31");
  const auto filled = service.as("officer.tamdi").must<v1::FillReportResponse>(fill).report();
  ASSERT_EQ(told.filled().tables_size(), filled.tables_size());
  for (int t = 0; t < filled.tables_size(); ++t)
    EXPECT_EQ(told.filled().tables(t).SerializeAsString(), filled.tables(t).SerializeAsString()) << t;
  EXPECT_THAT(told.lines(), IsEmpty());
  EXPECT_EQ(told.filled().form().form(), "letter");
  EXPECT_EQ(number_in(told, 2, 1).number(), 2U);
}

TEST_F(ReportByForm, IsCorrectedByItsOwnNumbersAlone) {
  turn_to("2015-04-02");
  const auto refused = [&](std::uint32_t table, std::uint32_t row, std::uint32_t column,
                           const char* key = "") {
    auto request = about<v1::SaveReportDraftRequest>(spring);
    correct_cases(request, 3, "ghi sổ giấy");
    auto& one = *request.mutable_corrections(0);
    one.set_table(table);
    one.set_row(row);
    one.set_column(column);
    one.set_key(key);
    return service.as("officer.tamdi").refusal(request);
  };
  const std::string unknown = "invalid_argument report_correction_unknown";
  EXPECT_EQ(refused(2, 5, 1), unknown) << "a share is worked out of others";
  EXPECT_EQ(refused(2, 1, 3), unknown);
  EXPECT_EQ(refused(9, 1, 1), unknown);
  EXPECT_EQ(refused(0, 0, 0, "cases"), unknown) << "a total of a report by dimensions";
  EXPECT_EQ(refused(3, 1, 1), unknown) << "of which office?";
  EXPECT_EQ(refused(3, 1, 1, "Nguyễn Văn A"), unknown);
  EXPECT_EQ(refused(3, 1, 1, tam_di), "");
  EXPECT_EQ(get("officer.tamdi", spring).corrections(0).label().vi(), "3. Theo đơn vị: xã Tam Dị, Ca");
  EXPECT_EQ(number_in(get("officer.tamdi", spring), 3, 1, 1, tam_di).corrected(), 3U);
}

TEST_F(ReportByForm, ThatWasSignedByDimensionsInAnEarlierVersionIsReadAsItWas) {
  CaseStory story(service);
  turn_to("2015-04-02");
  write_into_report(service, spring, [](const service::ReportFile&, auto record) {
    history::v1::ReportEvent event;
    auto& whole = *event.mutable_signed_();
    whole.set_narrative("như cũ");
    for (const auto& [dimension, key, count] :
         {std::tuple{v1::DIMENSION_UNSPECIFIED, "cases", 7U}, {v1::DIMENSION_CASE_SEX, "2", 1U}}) {
      auto& figure = *whole.add_figures();
      figure.set_dimension(dimension);
      figure.set_key(key);
      figure.set_count(count);
    }
    return record(std::move(event));
  });
  const auto told = get("supervisor.district", spring);
  EXPECT_FALSE(told.has_filled());
  const auto& total = line(told, v1::DIMENSION_UNSPECIFIED, "cases");
  EXPECT_EQ(total.signed_(), 7U) << "what was signed stays";
  EXPECT_EQ(total.counted(), 1U);
  EXPECT_TRUE(total.differs()) << "and the data of today shows beside it";
  EXPECT_EQ(line(told, v1::DIMENSION_CASE_SEX, "2").signed_(), 1U);
  // Returned, it is written anew by the form of its rule.
  EXPECT_EQ(give_back("supervisor.district", spring, "theo mẫu"), "");
  EXPECT_EQ(cases(get("officer.tamdi", spring)), 1U);
}

TEST_F(ReportByForm, OverOthersHoldsALineOfEachWithItsStateItsCorrectionsAndWhatItSays) {
  CaseStory story(service);
  turn_to("2015-04-02");
  auto corrected = about<v1::SaveReportDraftRequest>(spring);
  corrected.set_narrative("một vụ, trẻ đã an toàn");
  correct_cases(corrected, 2, "một vụ ghi sổ giấy");
  EXPECT_EQ(service.as("officer.tamdi").refusal(corrected), "");
  EXPECT_EQ(draft("officer.baoson", spring_of_bao_son, "đang viết"), "");
  const auto below = [&](const char* login, const char* unit) {
    const auto told = get(login, spring_of_district);
    for (const auto& one : told.below())
      if (one.report().key().unit() == unit) return one;
    return v1::ReportBelow{};
  };
  EXPECT_EQ(get("officer.district", spring_of_district).below_size(), 27);
  EXPECT_EQ(below("officer.district", tam_di).report().state(), v1::REPORT_STATE_DRAFTED);
  EXPECT_EQ(below("officer.district", tam_di).narrative(), "") << "it was not handed over yet";
  EXPECT_EQ(sign("chairman.tamdi", spring), "");
  const auto handed_over = below("officer.district", tam_di);
  EXPECT_EQ(handed_over.narrative(), "một vụ, trẻ đã an toàn");
  ASSERT_THAT(handed_over.corrections(), SizeIs(1));
  EXPECT_EQ(handed_over.corrections(0).count(), 2U);
  EXPECT_EQ(handed_over.corrections(0).reason(), "một vụ ghi sổ giấy");
  EXPECT_EQ(below("officer.district", bao_son).narrative(), "");
  EXPECT_THAT(get("officer.tamdi", spring).below(), IsEmpty());
}

TEST_F(ReportByForm, ThatWasAcceptedLeavesWithItsProofsAndAFlippedByteIsFoundOffLine) {
  CaseStory story(service);
  turn_to("2015-04-02");
  v1::ExportReportHistoryRequest request;
  *request.mutable_key() = spring;
  EXPECT_EQ(service.as("officer.tamdi").refusal(request), "failed_precondition nothing_to_export");
  EXPECT_EQ(draft("officer.tamdi", spring, "một vụ"), "");
  EXPECT_EQ(sign("chairman.tamdi", spring), "");
  EXPECT_EQ(accept("supervisor.district", spring), "");
  EXPECT_EQ(service.as("officer.baoson").refusal(request), "not_found report_unknown");
  const auto exported = service.as("supervisor.district").must<v1::ExportReportHistoryResponse>(request);
  EXPECT_EQ(exports_noted().front(), std::string("proof.half-year ") + tam_di);
  const auto summary = evidence::verify_export(exported.bundle(), verifier());
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->entries, 3U);
  EXPECT_EQ(summary->withheld_parts, 0U) << "the seals leave, and what is in them stays sealed";
  EXPECT_EQ(exported.bundle().find("một vụ"), std::string::npos);
  // The sealed part of the second entry, which holds what was signed.
  auto flipped = exported.bundle();
  auto at = flipped.find("child sealed ", flipped.find("sequence 2\n"));
  at = flipped.find('\n', at) - 20;
  flipped[at] = flipped[at] == 'A' ? 'B' : 'A';
  const auto wrong = evidence::verify_export(flipped, verifier());
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().first, get("supervisor.district", spring).entries(1).log_index());
}

TEST_F(ReportByForm, LeavesAsFilesOfTheSameCellsAndTheLogNamesEach) {
  CaseStory story(service);
  turn_to("2015-04-02");
  auto corrected = about<v1::SaveReportDraftRequest>(spring);
  corrected.set_narrative("một vụ, trẻ đã an toàn");
  correct_cases(corrected, 4, "ba vụ ghi sổ giấy");
  EXPECT_EQ(service.as("officer.tamdi").refusal(corrected), "");
  EXPECT_EQ(sign("chairman.tamdi", spring), "");
  v1::ExportReportRequest owed;
  *owed.mutable_owed()->mutable_key() = spring;
  const auto csv = exported("supervisor.district", owed, v1::REPORT_FILE_CSV);
  EXPECT_THAT(csv.content(), HasSubstr("2,Ca nhận trong kỳ,4,")) << "the number that the report stands for";
  EXPECT_THAT(csv.content(),
              HasSubstr("\"2. Trẻ em được trợ giúp: Ca nhận trong kỳ, Tổng số\",1,4,ba vụ ghi sổ giấy"));
  EXPECT_THAT(csv.content(), HasSubstr("\"một vụ, trẻ đã an toàn\""));
  EXPECT_EQ(csv.file_name(), "bao-cao_half-year_07456_2014-10-01_2015-03-31.csv");
  const auto json = exported("supervisor.district", owed, v1::REPORT_FILE_JSON).content();
  std::string told;
  ASSERT_TRUE(rpc::write_json(get("supervisor.district", spring), told));
  const auto without_time = [](std::string text) { return text.substr(0, text.find("\"madeAt\"")); };
  EXPECT_EQ(without_time(json), without_time(told));
  EXPECT_TRUE(exported("supervisor.district", owed, v1::REPORT_FILE_XLSX).content().starts_with("PK"));
  const auto proof = std::string("duty.half-year ") + tam_di;
  EXPECT_THAT(exports_noted(), ElementsAre(proof, proof, proof));
}

TEST_F(ReportByForm, StatisticsLeaveAsFilesToo) {
  CaseStory story(service);
  v1::ExportReportRequest request;
  request.mutable_statistics()->set_unit(tam_di);
  request.mutable_statistics()->mutable_period()->set_first_day("2015-01-01");
  request.mutable_statistics()->mutable_period()->set_last_day("2015-12-31");
  request.mutable_statistics()->add_dimensions(v1::DIMENSION_CASE_SEX);
  auto& title = *request.add_words();
  title.set_dimension(v1::DIMENSION_CASE_SEX);
  title.set_words("Ca theo giới tính");
  auto& girls = *request.add_words();
  girls.set_dimension(v1::DIMENSION_CASE_SEX);
  girls.set_key("2");
  girls.set_words("nữ");
  const auto csv = exported("officer.tamdi", request, v1::REPORT_FILE_CSV).content();
  EXPECT_THAT(csv, HasSubstr("Ca theo giới tính\r\n"));
  EXPECT_THAT(csv, HasSubstr("nữ,1\r\n"));
  EXPECT_TRUE(exported("officer.tamdi", request, v1::REPORT_FILE_XLSX).content().starts_with("PK"));
  EXPECT_THAT(exported("officer.tamdi", request, v1::REPORT_FILE_JSON).content(),
              HasSubstr("\"DIMENSION_CASE_SEX\""));
  EXPECT_THAT(exports_noted(), SizeIs(3));
  EXPECT_EQ(exports_noted().front(), std::string("statistics ") + tam_di);
  request.mutable_owed()->mutable_key()->CopyFrom(spring);
  request.set_file(v1::REPORT_FILE_CSV);
  EXPECT_EQ(service.as("officer.tamdi").refusal(request), "invalid_argument fields_invalid") << "two at once";
}

TEST_F(ReportByForm, OfAPeriodThatEndedBeforeTheLogBeganIsNeitherListedNorLate) {
  v1::GetReportRequest request;
  *request.mutable_key() = report_key_of(tam_di, "2014-10-01");
  EXPECT_EQ(service.as("officer.tamdi").refusal(request), "") << "it ends after the log began";
  const auto march = list("supervisor.helpline", "2015-03-27", "2015-04-30");
  EXPECT_TRUE(std::ranges::any_of(march.reports(), [](const auto& row) {
    return row.key().duty() == "helpline-month" && row.key().first_day() == "2015-03-01";
  }));
  const auto april = list("supervisor.helpline", "2015-03-01", "2015-03-26");
  EXPECT_THAT(april.reports(), IsEmpty()) << "February was never counted here";
  *request.mutable_key() = report_key_of(helpline, "2015-02-01", "helpline-month");
  EXPECT_EQ(service.as("supervisor.helpline").refusal(request), "not_found report_unknown");
}

TEST(ReportDutiesOfAnInstallation, MayBeOwedForThePeriodsWhoseSheetsWereEntered) {
  const auto own = std::filesystem::temp_directory_path() / ("hotline-duties-" + new_id() + ".toml");
  {
    std::ifstream in(HOTLINE_SOURCE_DIR "/config/report-duties.toml", std::ios::binary);
    std::ofstream(own) << "owed_since = 2014-09-30\n" << in.rdbuf();
  }
  {
    RunningService service([&](app::Config& config) { config.report_duties = own; });
    service.pass(std::chrono::days{1});
    v1::ListReportsRequest request;
    request.mutable_due()->set_first_day("2015-03-26");
    request.mutable_due()->set_last_day("2015-12-31");
    EXPECT_GT(service.as("supervisor.district").must<v1::ListReportsResponse>(request).counts().owed(), 0U);
    const auto duties =
        service.as("officer.tamdi").must<v1::ListReportDutiesResponse>(v1::ListReportDutiesRequest{});
    ASSERT_GT(duties.duties_size(), 0);
    EXPECT_EQ(duties.duties(0).form(), "letter");
    EXPECT_EQ(duties.duties(0).periods(0).before(), "04-20");
  }
  std::filesystem::remove(own);
}

TEST(ReportDutiesOfAnInstallation, ThatChangeTheFormChangeNothingThatWasSignedByIt) {
  const auto own = std::filesystem::temp_directory_path() / ("hotline-duties-" + new_id() + ".toml");
  const auto write = [&](const std::string& content) {
    std::ifstream in(HOTLINE_SOURCE_DIR "/config/report-duties.toml", std::ios::binary);
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    const std::string form = "form = \"letter\"\n";
    for (std::size_t at = 0; (at = text.find(form, at)) != std::string::npos; at += content.size())
      text.replace(at, form.size(), content);
    std::ofstream(own) << text;
  };
  write("form = \"0101\"\n");
  {
    RunningService service([&](app::Config& config) { config.report_duties = own; });
    const CaseStory story(service);
    service.pass(std::chrono::days{8});
    const auto key = report_key_of(tam_di, "2014-10-01");
    const auto get = [&] {
      v1::GetReportRequest request;
      *request.mutable_key() = key;
      return service.as("supervisor.district").must<v1::GetReportResponse>(request);
    };
    v1::SaveReportDraftRequest draft;
    *draft.mutable_key() = key;
    draft.set_narrative("theo mẫu cũ");
    auto& correction = *draft.add_corrections();
    const auto before = get().filled();
    const auto& row =
        before.tables(0).rows(0).heading() ? before.tables(0).rows(1) : before.tables(0).rows(0);
    correction.set_table(1);
    correction.set_row(row.row());
    correction.set_key(row.key());
    correction.set_column(1);
    correction.set_count(9);
    correction.set_reason("ghi sổ giấy");
    service.as("officer.tamdi").must<v1::SaveReportDraftResponse>(draft);
    v1::SignReportRequest sign;
    *sign.mutable_key() = key;
    sign.set_expected_version(1);
    // Another form now: a correction is never laid onto another number.
    service.stop();
    write("form = \"letter\"\n");
    service.start();
    EXPECT_EQ(service.as("chairman.tamdi").refusal(sign), "failed_precondition report_form_changed");
    // Signed by the first form, it stays of that form.
    service.stop();
    write("form = \"0101\"\n");
    service.start();
    EXPECT_EQ(service.as("chairman.tamdi").refusal(sign), "");
    service.stop();
    write("figures = [\"case-sex\"]\n");
    service.start();
    const auto after = get();
    ASSERT_EQ(after.filled().tables_size(), before.tables_size());
    EXPECT_EQ(after.filled().form().form(), "0101");
    EXPECT_EQ(after.corrections_size(), 1);
    for (const auto& table : after.filled().tables())
      for (const auto& one : table.rows())
        for (const auto& cell : one.cells()) EXPECT_FALSE(cell.differs()) << one.label().vi();
  }
  std::filesystem::remove(own);
}

}  // namespace
}  // namespace hotline::test
