#include "api/report_form_service.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "api/desk.h"
#include "domain/case_time.h"
#include "rpc/json_writer.h"
#include "service/report_forms.h"
#include "sheet/csv.h"
#include "sheet/xlsx.h"

namespace hotline::api {
namespace {

using Forms = std::shared_ptr<const std::vector<v1::ReportForm>>;

Result<v1::FilledReport> fill(const Forms& forms, service::Reading& reading,
                              const v1::FillReportRequest& request) {
  const auto form = std::ranges::find(*forms, request.form(), &v1::ReportForm::form);
  if (form == forms->end())
    return fail(Code::not_found, "report_unknown",
                {"Không có báo cáo này. Hãy chọn trong danh sách báo cáo.",
                 "There is no such report. Choose one of the list."});
  return service::fill_report(reading, *form, request);
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

/// Counts, makes that it leaves an entry of the log, and only then answers.
asio::awaitable<Result<MessagePtr>> export_report(Forms forms, Desk& desk, Ask& ask) {
  struct Made {
    v1::FilledReport report;
    Acting acting;
  };
  auto made = std::make_shared<Made>();
  auto answer =
      co_await desk.read(ask,
                         [forms, made](service::Reading& reading,
                                       const google::protobuf::Message& message) -> Result<MessagePtr> {
                           const auto& request = static_cast<const v1::ExportReportRequest&>(message);
                           auto report = fill(forms, reading, request.report());
                           if (!report) return fail(report.error());
                           auto hat = reading.hat();
                           if (!hat) return fail(hat.error());
                           auto file = file_of(*report, request.file(), request.language());
                           if (!file) return fail(file.error());
                           made->report = std::move(*report);
                           made->acting = *hat;
                           return std::make_unique<v1::ExportReportResponse>(std::move(*file));
                         });
  if (!answer) co_return std::move(answer);
  auto noted = co_await desk.write_plain(
      store::Lane::access, [&world = desk.world(), made, caller = ask.caller](store::Writer& db, auto&) {
        return service::record_report_export(world, db, world.clock.now(), caller, made->acting,
                                             made->report);
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
  methods.steps(service + "ExportReport",
                [forms](Desk& desk, Ask& ask) { return export_report(forms, desk, ask); });
}

}  // namespace hotline::api
