// The duty rosters, a part of DirectoryService.
#include "api/directory_methods.h"
#include "api/page.h"
#include "hotline/v1/directory.pb.h"
#include "service/duty.h"

namespace hotline::api {
namespace {

using service::Reading;
using service::Writing;

const std::string service_name = "hotline.v1.DirectoryService.";

Result<v1::SetDutyResponse> set_duty(Writing& writing, const v1::SetDutyRequest& request) {
  auto change = service::set_duty(writing, request.duty());
  if (!change) return fail(change.error());
  v1::SetDutyResponse response;
  *response.mutable_duty() = std::move(change->duty);
  *response.mutable_on_duty() = std::move(change->on_duty);
  return response;
}

Result<v1::RevokeDutyResponse> revoke_duty(Writing& writing, const v1::RevokeDutyRequest& request) {
  auto change = service::revoke_duty(writing, *id_bytes(request.duty_id()));
  if (!change) return fail(change.error());
  v1::RevokeDutyResponse response;
  *response.mutable_on_duty() = std::move(change->on_duty);
  return response;
}

Result<v1::GetRosterResponse> get_roster(Reading& reading, const v1::GetRosterRequest& request) {
  auto roster = service::unit_roster(reading, request.unit());
  if (!roster) return fail(roster.error());
  v1::GetRosterResponse response;
  for (auto& duty : roster->duties) *response.add_duties() = std::move(duty);
  *response.mutable_on_duty() = std::move(roster->on_duty);
  return response;
}

Result<v1::ListUnansweredResponse> list_unanswered(Reading& reading,
                                                   const v1::ListUnansweredRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto list = service::unanswered(reading, request.unit(), *page);
  if (!list) return fail(list.error());
  v1::ListUnansweredResponse response;
  for (auto& office : list->offices) {
    *response.add_offices() = std::move(office.on_duty);
    auto* work = response.add_work();
    work->set_open(office.open);
    work->set_waiting(office.waiting);
  }
  response.set_next_page_token(page_token(reading, list->after));
  return response;
}

}  // namespace

void add_roster_methods(Methods& methods) {
  methods.write<v1::SetDutyRequest>(service_name + "SetDuty", set_duty);
  methods.write<v1::RevokeDutyRequest>(service_name + "RevokeDuty", revoke_duty);
  methods.read<v1::GetRosterRequest>(service_name + "GetRoster", get_roster);
  methods.read<v1::ListUnansweredRequest>(service_name + "ListUnanswered", list_unanswered);
}

}  // namespace hotline::api
