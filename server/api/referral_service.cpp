#include "api/case_acts.h"
#include "api/page.h"
#include "api/watch.h"
#include "hotline/v1/referral.pb.h"

namespace hotline::api {
namespace {

Result<v1::ListQueueResponse> list_queue(service::Reading& reading, const v1::ListQueueRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto size = reading.db.log_size();
  if (!size) return fail(size.error());
  auto list = service::list_queue(reading, request.unit(), *page, request.unaccepted_only());
  if (!list) return fail(list.error());
  v1::ListQueueResponse response;
  for (const auto& item : list->cases) *response.add_rows() = to_row(item);
  response.set_next_page_token(page_token(reading, list->after));
  response.set_cursor(queue_cursor(reading, *size));
  return response;
}

}  // namespace

void add_referral_service(Methods& methods) {
  const std::string service = "hotline.v1.ReferralService.";
  methods.read<v1::ListQueueRequest>(service + "ListQueue", list_queue);
  methods.watch(service + "WatchQueue", watch_queue);
  act<v1::AcceptReferralRequest, v1::AcceptReferralResponse>(
      methods, service + "AcceptReferral",
      [](const v1::AcceptReferralRequest& r) { return AcceptReferral{*ReferralId::parse(r.referral_id())}; });
  act<v1::ReturnReferralRequest, v1::ReturnReferralResponse>(
      methods, service + "ReturnReferral", [](const v1::ReturnReferralRequest& r) {
        return ReturnReferral{*ReferralId::parse(r.referral_id()), r.reason(), r.explanation()};
      });
  act<v1::RerouteReferralRequest, v1::RerouteReferralResponse>(
      methods, service + "RerouteReferral", [](const v1::RerouteReferralRequest& r) {
        return RerouteReferral{*UnitKey::parse(r.to_unit()), r.reason()};
      });
}

}  // namespace hotline::api
