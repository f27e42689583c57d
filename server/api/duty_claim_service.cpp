#include "api/map_case.h"
#include "api/methods.h"
#include "api/page.h"
#include "hotline/v1/duty_claim.pb.h"
#include "service/lists.h"

namespace hotline::api {
namespace {

Result<v1::ListDutyClaimsResponse> list_duty_claims(service::Reading& reading,
                                                    const v1::ListDutyClaimsRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto list = service::list_claimed(reading, request.unit(), *page);
  if (!list) return fail(list.error());
  v1::ListDutyClaimsResponse response;
  for (const auto& item : list->cases) *response.add_cases() = to_row(item);
  response.set_next_page_token(page_token(reading, list->after));
  return response;
}

}  // namespace

void add_duty_claim_service(Methods& methods) {
  methods.read<v1::ListDutyClaimsRequest>("hotline.v1.DutyClaimService.ListDutyClaims", list_duty_claims);
}

}  // namespace hotline::api
