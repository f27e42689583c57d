#include "api/case_acts.h"
#include "api/page.h"
#include "hotline/v1/supervision.pb.h"

namespace hotline::api {
namespace {

Result<v1::ListOverdueResponse> list_overdue(service::Reading& reading,
                                             const v1::ListOverdueRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  store::CaseFilter filter;
  filter.overdue_at = reading.now;
  auto list = service::list_cases(reading, std::move(filter), request.unit(), *page);
  if (!list) return fail(list.error());
  v1::ListOverdueResponse response;
  for (const auto& item : list->cases) *response.add_cases() = to_row(item);
  response.set_next_page_token(page_token(reading, list->after));
  return response;
}

}  // namespace

void add_supervision_service(Methods& methods) {
  const std::string service = "hotline.v1.SupervisionService.";
  methods.read<v1::ListOverdueRequest>(service + "ListOverdue", list_overdue);
  act<v1::ReleaseInformantRequest, v1::ReleaseInformantResponse>(
      methods, service + "ReleaseInformant", [](const v1::ReleaseInformantRequest& r) {
        return ReleaseInformant{*UnitKey::parse(r.to_unit()), r.reason()};
      });
}

}  // namespace hotline::api
