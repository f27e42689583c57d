#include "api/report_form_service.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "api/case_page.h"
#include "api/desk.h"
#include "domain/case_time.h"
#include "hotline/history/v1/journal.pb.h"
#include "rpc/json_writer.h"
#include "service/report_forms.h"
#include "service/reports.h"
#include "service/statistics.h"
#include "sheet/csv.h"
#include "sheet/xlsx.h"

namespace hotline::api {
namespace {

using Forms = std::shared_ptr<const std::vector<v1::ReportForm>>;

Result<const v1::ReportForm*> find(const Forms& forms, const std::string& code) {
  const auto form = std::ranges::find(*forms, code, &v1::ReportForm::form);
  if (form == forms->end())
    return fail(Code::not_found, "report_unknown",
                {"Không có báo cáo này. Hãy chọn trong danh sách báo cáo.",
                 "There is no such report. Choose one of the list."});
  return &*form;
}

Result<v1::FilledReport> fill(const Forms& forms, service::Reading& reading,
                              const v1::FillReportRequest& request) {
  auto form = find(forms, request.form());
  if (!form) return fail(form.error());
  return service::fill_report(reading, **form, request);
}

Result<v1::ListCasesOfCellResponse> cases_of_cell(const Forms& forms, service::Reading& reading,
                                                  const v1::ListCasesOfCellRequest& request) {
  auto form = find(forms, request.form());
  if (!form) return fail(form.error());
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  return case_page<v1::ListCasesOfCellResponse>(reading,
                                                service::cases_of_cell(reading, **form, request, *page));
}

v1::ListReportFormsResponse without_tables(const Forms& forms) {
  v1::ListReportFormsResponse response;
  for (const auto& form : *forms) {
    auto& out = *response.add_forms();
    out = form;
    out.clear_tables();
  }
  return response;
}

Result<v1::ExportReportResponse> file_of(const v1::FilledReport& report, v1::ReportFile file,
                                         v1::ReportLanguage language) {
  v1::ExportReportResponse out;
  switch (file) {
    case v1::REPORT_FILE_XLSX: {
      auto book = sheet::xlsx_of(sheet::grids_of(report, language), time_of(report.made_at()));
      if (!book) return fail(book.error());
      out.set_content(std::move(*book));
      out.set_media_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
      out.set_file_name(sheet::file_name(report, "xlsx"));
      break;
    }
    case v1::REPORT_FILE_CSV:
      out.set_content(sheet::csv_of(sheet::grids_of(report, language).front()));
      out.set_media_type("text/csv; charset=utf-8");
      out.set_file_name(sheet::file_name(report, "csv"));
      break;
    case v1::REPORT_FILE_JSON:
      HOTLINE_CHECK(rpc::write_json(report, *out.mutable_content()));
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

/// What leaves is read once more, so that nobody notes what they may not see.
Result<history::v1::ReportExport> export_of(service::Reading& reading,
                                            const v1::GetStatisticsRequest& request) {
  auto figures = service::statistics(reading, request);
  if (!figures) return fail(figures.error());
  history::v1::ReportExport out;
  out.set_form("statistics");
  out.set_unit(figures->unit());
  out.set_first_day(request.period().first_day());
  out.set_last_day(request.period().last_day());
  out.set_for_others(request.for_others());
  return out;
}

Result<history::v1::ReportExport> export_of(service::Reading& reading, const v1::GetReportRequest& request) {
  auto told = service::get_report(reading, request);
  if (!told) return fail(told.error());
  const auto& row = told->report();
  history::v1::ReportExport out;
  out.set_form("duty." + row.key().duty());
  out.set_unit(row.key().unit());
  out.set_first_day(row.key().first_day());
  out.set_last_day(row.last_day());
  return out;
}

Result<history::v1::ReportExport> export_of(const Forms& forms, service::Reading& reading,
                                            const v1::NoteExportRequest& request) {
  if (request.has_statistics() + request.has_filled() + request.has_report() != 1) {
    constexpr Text one_of_them = {"Cần nêu đúng một thứ được in hoặc tải.",
                                  "Name exactly one thing that is printed or saved."};
    return fail(
        {Code::invalid_argument, "fields_invalid", one_of_them, {{"statistics", "one_of", one_of_them}}});
  }
  if (request.has_statistics()) return export_of(reading, request.statistics());
  if (request.has_report()) return export_of(reading, request.report());
  auto report = fill(forms, reading, request.filled());
  if (!report) return fail(report.error());
  return export_of(*report);
}

/// Makes the answer, and says what leaves with it.
using Make = std::function<Result<MessagePtr>(service::Reading&, const google::protobuf::Message&,
                                              history::v1::ReportExport& leaves)>;

Make making_of_file(const Forms& forms) {
  return [forms](service::Reading& reading, const google::protobuf::Message& message,
                 history::v1::ReportExport& leaves) -> Result<MessagePtr> {
    const auto& request = static_cast<const v1::ExportReportRequest&>(message);
    auto report = fill(forms, reading, request.report());
    if (!report) return fail(report.error());
    auto file = file_of(*report, request.file(), request.language());
    if (!file) return fail(file.error());
    leaves = export_of(*report);
    return std::make_unique<v1::ExportReportResponse>(std::move(*file));
  };
}

Make making_of_note(const Forms& forms) {
  return [forms](service::Reading& reading, const google::protobuf::Message& message,
                 history::v1::ReportExport& leaves) -> Result<MessagePtr> {
    auto told = export_of(forms, reading, static_cast<const v1::NoteExportRequest&>(message));
    if (!told) return fail(told.error());
    leaves = std::move(*told);
    return std::make_unique<v1::NoteExportResponse>();
  };
}

/// Reads, makes that it leaves an entry of the log, and only then answers.
asio::awaitable<Result<MessagePtr>> answer_when_noted(Make make, Desk& desk, Ask& ask) {
  struct Leaving {
    history::v1::ReportExport what;
    Acting acting;
  };
  auto leaving = std::make_shared<Leaving>();
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

void add_report_form_service(Methods& methods, std::vector<v1::ReportForm> read) {
  const auto forms = std::make_shared<const std::vector<v1::ReportForm>>(std::move(read));
  const std::string service = "hotline.v1.ReportFormService.";
  methods.read<v1::ListReportFormsRequest>(
      service + "ListReportForms",
      [forms](service::Reading&, const v1::ListReportFormsRequest&) -> Result<v1::ListReportFormsResponse> {
        return without_tables(forms);
      });
  methods.read<v1::FillReportRequest>(
      service + "FillReport",
      [forms](service::Reading& reading,
              const v1::FillReportRequest& request) -> Result<v1::FillReportResponse> {
        auto report = fill(forms, reading, request);
        if (!report) return fail(report.error());
        v1::FillReportResponse response;
        *response.mutable_report() = std::move(*report);
        return response;
      });
  methods.read<v1::ListCasesOfCellRequest>(
      service + "ListCasesOfCell",
      [forms](service::Reading& reading, const v1::ListCasesOfCellRequest& request) {
        return cases_of_cell(forms, reading, request);
      });
  methods.steps(service + "ExportReport", [make = making_of_file(forms)](Desk& desk, Ask& ask) {
    return answer_when_noted(make, desk, ask);
  });
  methods.steps(service + "NoteExport", [make = making_of_note(forms)](Desk& desk, Ask& ask) {
    return answer_when_noted(make, desk, ask);
  });
}

}  // namespace hotline::api
