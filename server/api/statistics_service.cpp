#include "api/case_acts.h"
#include "api/page.h"
#include "hotline/v1/statistics.pb.h"
#include "service/statistics.h"

namespace hotline::api {
namespace {

Result<v1::ListCasesBehindResponse> list_cases_behind(service::Reading& reading,
                                                      const v1::ListCasesBehindRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto list = service::cases_behind(reading, request, *page);
  if (!list) return fail(list.error());
  v1::ListCasesBehindResponse response;
  for (const auto& item : list->cases) *response.add_cases() = to_row(item);
  response.set_next_page_token(page_token(reading, list->after));
  return response;
}

}  // namespace

void add_statistics_service(Methods& methods) {
  const std::string service = "hotline.v1.StatisticsService.";
  methods.read<v1::GetStatisticsRequest>(
      service + "GetStatistics", [](service::Reading& reading, const v1::GetStatisticsRequest& request) {
        return service::statistics(reading, request);
      });
  methods.read<v1::ListCasesBehindRequest>(service + "ListCasesBehind", list_cases_behind);
}

}  // namespace hotline::api
