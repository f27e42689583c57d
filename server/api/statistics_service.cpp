#include "api/case_page.h"
#include "api/methods.h"
#include "hotline/v1/statistics.pb.h"
#include "service/statistics.h"

namespace hotline::api {
namespace {

Result<v1::ListCasesBehindResponse> list_cases_behind(service::Reading& reading,
                                                      const v1::ListCasesBehindRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  return case_page<v1::ListCasesBehindResponse>(reading, service::cases_behind(reading, request, *page));
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
