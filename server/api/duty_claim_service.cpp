#include "api/case_page.h"
#include "api/methods.h"
#include "hotline/v1/duty_claim.pb.h"
#include "service/lists.h"

namespace hotline::api {
namespace {

Result<v1::ListDutyClaimsResponse> list_duty_claims(service::Reading& reading,
                                                    const v1::ListDutyClaimsRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  return case_page<v1::ListDutyClaimsResponse>(reading,
                                               service::list_claimed(reading, request.unit(), *page));
}

}  // namespace

void add_duty_claim_service(Methods& methods) {
  methods.read<v1::ListDutyClaimsRequest>("hotline.v1.DutyClaimService.ListDutyClaims", list_duty_claims);
}

}  // namespace hotline::api
