#include "api/case_page.h"
#include "api/desk.h"
#include "api/methods.h"
#include "hotline/v1/report.pb.h"
#include "service/audit.h"
#include "service/report_access.h"
#include "service/report_calls.h"
#include "service/reports.h"

namespace hotline::api {
namespace {

const std::string service_name = "hotline.v1.ReportService.";

Result<v1::ListReportsResponse> list_reports(service::Reading& reading,
                                             const v1::ListReportsRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto list = service::list_reports(reading, request, *page);
  if (!list) return fail(list.error());
  list->response.set_next_page_token(page_token(reading, list->after));
  return std::move(list->response);
}

Result<v1::ListCasesOfLineResponse> list_cases_of_line(service::Reading& reading,
                                                       const v1::ListCasesOfLineRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  return case_page<v1::ListCasesOfLineResponse>(reading, service::cases_of_line(reading, request, *page));
}

Result<v1::ListReportCallsResponse> list_report_calls(service::Reading& reading,
                                                      const v1::ListReportCallsRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto list = service::list_report_calls(reading, request, *page);
  if (!list) return fail(list.error());
  list->response.set_next_page_token(page_token(reading, list->after));
  return std::move(list->response);
}

Result<v1::RecordReportCallResponse> record_report_call(service::Writing& writing,
                                                        const v1::RecordReportCallRequest& request) {
  auto call = service::record_report_call(writing, request);
  if (!call) return fail(call.error());
  v1::RecordReportCallResponse response;
  *response.mutable_call() = std::move(*call);
  return response;
}

Result<v1::ExportReportHistoryResponse> export_report_history(service::Writing& writing,
                                                              const v1::ExportReportHistoryRequest& request) {
  auto report = service::find_report(writing, request.key());
  if (!report) return fail(report.error());
  auto exported = service::export_report(writing, *report);
  if (!exported) return fail(exported.error());
  v1::ExportReportHistoryResponse response;
  response.set_bundle(std::move(exported->bundle));
  response.set_checkpoint(std::move(exported->checkpoint));
  response.set_file_name("bao-cao_" + request.key().duty() + "_" +
                         request.key().unit().substr(0, request.key().unit().find('@')) + "_" +
                         request.key().first_day() + ".export");
  return response;
}

Result<v1::ListReportDutiesResponse> list_report_duties(service::Reading& reading,
                                                        const v1::ListReportDutiesRequest&) {
  v1::ListReportDutiesResponse response;
  *response.mutable_duties() = reading.world.reference.report_duties.duties();
  return response;
}

/// An act that answers with the row of the report as it is then.
template <class Request, class Response>
void add_act(Methods& methods, const char* name,
             Result<v1::ReportRow> (*act)(service::Writing&, const Request&)) {
  methods.write<Request>(service_name + name,
                         [act](service::Writing& writing, const Request& request) -> Result<Response> {
                           auto row = act(writing, request);
                           if (!row) return fail(row.error());
                           Response response;
                           *response.mutable_report() = std::move(*row);
                           return response;
                         });
}

/// Figures are counted in a reading, and the one writer only checks that the report is still as it was then.
asio::awaitable<Result<MessagePtr>> sign_report(Desk& desk, Ask& ask) {
  const auto figures = std::make_shared<service::Figures>();
  auto counted = co_await desk.read(
      ask,
      [figures](service::Reading& reading, const google::protobuf::Message& message) -> Result<MessagePtr> {
        auto found = service::figures_to_sign(reading, static_cast<const v1::SignReportRequest&>(message));
        if (!found) return fail(found.error());
        *figures = std::move(*found);
        return std::make_unique<v1::SignReportResponse>();
      });
  if (!counted) co_return std::move(counted);
  co_return co_await desk.write(
      ask,
      [figures](service::Writing& writing, const google::protobuf::Message& message) -> Result<MessagePtr> {
        auto row =
            service::sign_report(writing, static_cast<const v1::SignReportRequest&>(message), *figures);
        if (!row) return fail(row.error());
        auto response = std::make_unique<v1::SignReportResponse>();
        *response->mutable_report() = std::move(*row);
        return response;
      });
}

}  // namespace

void add_report_service(Methods& methods) {
  methods.read<v1::ListReportsRequest>(service_name + "ListReports", list_reports);
  methods.read<v1::GetReportRequest>(service_name + "GetReport", service::get_report);
  methods.read<v1::ListCasesOfLineRequest>(service_name + "ListCasesOfLine", list_cases_of_line);
  add_act<v1::SaveReportDraftRequest, v1::SaveReportDraftResponse>(methods, "SaveReportDraft",
                                                                   service::save_report_draft);
  methods.steps(service_name + "SignReport", sign_report);
  add_act<v1::ReturnReportRequest, v1::ReturnReportResponse>(methods, "ReturnReport", service::return_report);
  add_act<v1::AcceptReportRequest, v1::AcceptReportResponse>(methods, "AcceptReport", service::accept_report);
  methods.write<v1::ExportReportHistoryRequest>(service_name + "ExportReportHistory", export_report_history);
  methods.read<v1::ListReportDutiesRequest>(service_name + "ListReportDuties", list_report_duties);
  methods.read<v1::ListReportCallsRequest>(service_name + "ListReportCalls", list_report_calls);
  methods.write<v1::RecordReportCallRequest>(service_name + "RecordReportCall", record_report_call);
}

}  // namespace hotline::api
