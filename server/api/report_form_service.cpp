#include <algorithm>
#include <memory>
#include <utility>

#include "api/case_page.h"
#include "api/desk.h"
#include "api/methods.h"
#include "domain/case_time.h"
#include "hotline/history/v1/journal.pb.h"
#include "rpc/json_writer.h"
#include "service/report_forms.h"
#include "service/reports.h"
#include "service/statistics.h"
#include "sheet/csv.h"
#include "sheet/figures.h"
#include "sheet/owed.h"
#include "sheet/xlsx.h"

namespace hotline::api {
namespace {

Result<const v1::ReportForm*> find(const service::Reading& reading, const std::string& code) {
  const auto& forms = reading.world.reference.report_forms;
  const auto form = std::ranges::find(forms, code, &v1::ReportForm::form);
  if (form == forms.end())
    return fail(Code::not_found, "report_unknown",
                {"Không có báo cáo này. Hãy chọn trong danh sách báo cáo.",
                 "There is no such report. Choose one of the list."});
  return &*form;
}

Result<v1::FilledReport> fill(service::Reading& reading, const v1::FillReportRequest& request) {
  auto form = find(reading, request.form());
  if (!form) return fail(form.error());
  return service::fill_report(reading, **form, request);
}

Result<v1::FillReportResponse> fill_report(service::Reading& reading, const v1::FillReportRequest& request) {
  auto report = fill(reading, request);
  if (!report) return fail(report.error());
  v1::FillReportResponse response;
  *response.mutable_report() = std::move(*report);
  return response;
}

Result<v1::ListCasesOfCellResponse> cases_of_cell(service::Reading& reading,
                                                  const v1::ListCasesOfCellRequest& request) {
  auto form = find(reading, request.form());
  if (!form) return fail(form.error());
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  return case_page<v1::ListCasesOfCellResponse>(reading,
                                                service::cases_of_cell(reading, **form, request, *page));
}

Result<v1::ListReportFormsResponse> without_tables(service::Reading& reading,
                                                   const v1::ListReportFormsRequest&) {
  v1::ListReportFormsResponse response;
  for (const auto& form : reading.world.reference.report_forms) {
    auto& out = *response.add_forms();
    out = form;
    out.clear_tables();
  }
  return response;
}

/// The file, and what the log says of it.
struct Leaving {
  v1::ExportReportResponse file;
  history::v1::ReportExport what;
};

/// `whole`: what a program reads in its place.
Result<v1::ExportReportResponse> file_of(const v1::FilledReport& report,
                                         const std::vector<sheet::Grid>& grids,
                                         const google::protobuf::Message& whole, v1::ReportFile file) {
  v1::ExportReportResponse out;
  switch (file) {
    case v1::REPORT_FILE_XLSX: {
      auto book = sheet::xlsx_of(grids, time_of(report.made_at()));
      if (!book) return fail(book.error());
      out.set_content(std::move(*book));
      out.set_media_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
      out.set_file_name(sheet::file_name(report, "xlsx"));
      break;
    }
    case v1::REPORT_FILE_CSV:
      out.set_content(sheet::csv_of(grids.front()));
      out.set_media_type("text/csv; charset=utf-8");
      out.set_file_name(sheet::file_name(report, "csv"));
      break;
    case v1::REPORT_FILE_JSON:
      HOTLINE_CHECK(rpc::write_json(whole, *out.mutable_content()));
      out.set_media_type("application/json");
      out.set_file_name(sheet::file_name(report, "json"));
      break;
    default:
      break;
  }
  return out;
}

history::v1::ReportExport export_of(const v1::FilledReport& report) {
  history::v1::ReportExport out;
  out.set_form(report.form().form());
  out.set_unit(report.unit());
  out.set_first_day(report.period().first_day());
  out.set_last_day(report.period().last_day());
  out.set_for_others(report.for_others());
  return out;
}

history::v1::ReportExport export_of(const v1::GetStatisticsRequest& request,
                                    const v1::GetStatisticsResponse& figures) {
  history::v1::ReportExport out;
  out.set_form("statistics");
  out.set_unit(figures.unit());
  out.set_first_day(request.period().first_day());
  out.set_last_day(request.period().last_day());
  out.set_for_others(request.for_others());
  return out;
}

history::v1::ReportExport export_of(const v1::GetReportResponse& told) {
  const auto& row = told.report();
  history::v1::ReportExport out;
  out.set_form("duty." + row.key().duty());
  out.set_unit(row.key().unit());
  out.set_first_day(row.key().first_day());
  out.set_last_day(row.last_day());
  return out;
}

std::unexpected<Error> not_one_of_them(const char* field) {
  constexpr Text text = {"Cần nêu đúng một thứ được in hoặc tải.",
                         "Name exactly one thing that is printed or saved."};
  return fail({Code::invalid_argument, "fields_invalid", text, {{field, "one_of", text}}});
}

/// What leaves is read once more, so that nobody notes what they may not see.
Result<history::v1::ReportExport> export_of(service::Reading& reading, const v1::NoteExportRequest& request) {
  if (request.has_statistics() + request.has_filled() + request.has_report() != 1)
    return not_one_of_them("statistics");
  if (request.has_statistics()) {
    auto figures = service::statistics(reading, request.statistics());
    if (!figures) return fail(figures.error());
    return export_of(request.statistics(), *figures);
  }
  if (request.has_report()) {
    auto told = service::get_report(reading, request.report());
    if (!told) return fail(told.error());
    return export_of(*told);
  }
  auto report = fill(reading, request.filled());
  if (!report) return fail(report.error());
  return export_of(*report);
}

Result<Leaving> leaving_file(const v1::FilledReport& report, const std::vector<sheet::Grid>& grids,
                             const google::protobuf::Message& whole, v1::ReportFile kind,
                             history::v1::ReportExport what) {
  auto file = file_of(report, grids, whole, kind);
  if (!file) return fail(file.error());
  return Leaving{std::move(*file), std::move(what)};
}

/// A filled form, statistics, or a report that is owed: in every file the same cells.
Result<Leaving> leaving(service::Reading& reading, const v1::ExportReportRequest& request) {
  if (request.has_report() + request.has_statistics() + request.has_owed() != 1)
    return not_one_of_them("report");
  const auto& directory = reading.directory();
  const auto name_of = [&](const std::string& unit) { return service::office_name(directory, unit); };
  const sheet::FigureNames names(request.words());
  const bool english = request.language() == v1::REPORT_LANGUAGE_ENGLISH;
  if (request.has_statistics()) {
    auto figures = service::statistics(reading, request.statistics());
    if (!figures) return fail(figures.error());
    const auto laid = sheet::laid_out(request.statistics(), *figures, names, name_of, reading.now);
    return leaving_file(laid, sheet::grids_of(laid, request.language()), *figures, request.file(),
                        export_of(request.statistics(), *figures));
  }
  if (request.has_owed()) {
    auto told = service::get_report(reading, request.owed());
    if (!told) return fail(told.error());
    const auto laid = sheet::standing(*told, names, name_of, reading.now);
    return leaving_file(laid, sheet::grids_of_owed(*told, laid, names, name_of, english), *told,
                        request.file(), export_of(*told));
  }
  auto report = fill(reading, request.report());
  if (!report) return fail(report.error());
  return leaving_file(*report, sheet::grids_of(*report, request.language()), *report, request.file(),
                      export_of(*report));
}

/// Makes the answer, and says what leaves with it.
using Make = Result<MessagePtr> (*)(service::Reading&, const google::protobuf::Message&,
                                    history::v1::ReportExport& leaves);

Result<MessagePtr> make_file(service::Reading& reading, const google::protobuf::Message& message,
                             history::v1::ReportExport& leaves) {
  auto made = leaving(reading, static_cast<const v1::ExportReportRequest&>(message));
  if (!made) return fail(made.error());
  leaves = std::move(made->what);
  return std::make_unique<v1::ExportReportResponse>(std::move(made->file));
}

Result<MessagePtr> make_note(service::Reading& reading, const google::protobuf::Message& message,
                             history::v1::ReportExport& leaves) {
  auto told = export_of(reading, static_cast<const v1::NoteExportRequest&>(message));
  if (!told) return fail(told.error());
  leaves = std::move(*told);
  return std::make_unique<v1::NoteExportResponse>();
}

/// Reads, makes that it leaves an entry of the log, and only then answers.
asio::awaitable<Result<MessagePtr>> answer_when_noted(Make make, Desk& desk, Ask& ask) {
  struct Noted {
    history::v1::ReportExport what;
    Acting acting;
  };
  auto leaving = std::make_shared<Noted>();
  auto answer =
      co_await desk.read(ask,
                         [make, leaving](service::Reading& reading,
                                         const google::protobuf::Message& message) -> Result<MessagePtr> {
                           auto hat = reading.hat();
                           if (!hat) return fail(hat.error());
                           leaving->acting = *hat;
                           return make(reading, message, leaving->what);
                         });
  if (!answer) co_return std::move(answer);
  auto noted = co_await desk.write_plain(
      store::Lane::access, [&world = desk.world(), leaving, caller = ask.caller](store::Writer& db, auto&) {
        return service::record_report_export(world, db, world.clock.now(), caller, leaving->acting,
                                             leaving->what);
      });
  if (!noted) co_return fail(noted.error());
  co_return std::move(answer);
}

}  // namespace

void add_report_form_service(Methods& methods) {
  const std::string service = "hotline.v1.ReportFormService.";
  methods.read<v1::ListReportFormsRequest>(service + "ListReportForms", without_tables);
  methods.read<v1::FillReportRequest>(service + "FillReport", fill_report);
  methods.read<v1::ListCasesOfCellRequest>(service + "ListCasesOfCell", cases_of_cell);
  methods.steps(service + "ExportReport",
                [](Desk& desk, Ask& ask) { return answer_when_noted(make_file, desk, ask); });
  methods.steps(service + "NoteExport",
                [](Desk& desk, Ask& ask) { return answer_when_noted(make_note, desk, ask); });
}

}  // namespace hotline::api
