#include "api/case_acts.h"
#include "api/case_page.h"
#include "api/watch.h"
#include "domain/case_time.h"
#include "hotline/v1/supervision.pb.h"
#include "service/calls.h"
#include "service/intake.h"
#include "service/membership_change.h"
#include "service/overview.h"
#include "service/undelivered.h"
#include "service/unit_change_list.h"

namespace hotline::api {
namespace {

Result<v1::ListOverdueResponse> list_overdue(service::Reading& reading,
                                             const v1::ListOverdueRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  store::CaseFilter filter;
  filter.overdue_at = reading.now;
  return case_page<v1::ListOverdueResponse>(
      reading, service::list_cases(reading, std::move(filter), request.unit(), *page));
}

Result<v1::ListCallsResponse> list_calls(service::Reading& reading, const v1::ListCallsRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto list = service::list_calls(reading, request.unit(), *page);
  if (!list) return fail(list.error());
  v1::ListCallsResponse response;
  for (const auto& item : list->calls) {
    auto* call = response.add_calls();
    *call->mutable_case_() = to_row(item.row);
    *call->mutable_since() = timestamp_of(item.since);
    call->set_unit(item.unit.text());
    for (const auto& telephone : item.telephones) call->add_telephones(telephone);
    call->set_clock(item.clock.kind);
    if (item.clock.kind != v1::CLOCK_KIND_UNSPECIFIED) *call->mutable_due_at() = timestamp_of(item.clock.due);
    for (const auto& silent : item.silent) {
      auto* level = call->add_silent_levels();
      level->set_unit(silent.level.text());
      for (const auto& telephone : silent.telephones) level->add_telephones(telephone);
    }
    call->set_attempts(item.attempts);
    if (!item.last) continue;
    *call->mutable_last_attempt_at() = item.last->at();
    call->set_last_result(item.last->result());
  }
  response.set_next_page_token(page_token(reading, list->after));
  return response;
}

Result<v1::SetContactLegalHoldResponse> set_contact_hold(service::Writing& writing,
                                                         const v1::SetContactLegalHoldRequest& request) {
  auto done = service::set_contact_hold(writing, *ContactId::parse(request.contact_id()), request.held(),
                                        request.reason());
  if (!done) return fail(done.error());
  return v1::SetContactLegalHoldResponse{};
}

Result<v1::ListUndeliveredResponse> list_undelivered(service::Reading& reading,
                                                     const v1::ListUndeliveredRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto list = service::list_undelivered(reading, request.unit(), *page);
  if (!list) return fail(list.error());
  v1::ListUndeliveredResponse response;
  for (auto& message : list->messages) *response.add_messages() = std::move(message);
  response.set_next_page_token(page_token(reading, list->after));
  return response;
}

Result<v1::RetryUndeliveredResponse> retry_undelivered(service::Writing& writing,
                                                       const v1::RetryUndeliveredRequest& request) {
  auto done = service::retry_undelivered(writing, *store::MessageId::parse(request.message_id()));
  if (!done) return fail(done.error());
  return v1::RetryUndeliveredResponse{};
}

Result<v1::ListUnitChangesResponse> list_unit_changes(service::Reading& reading,
                                                      const v1::ListUnitChangesRequest& request) {
  return service::list_unit_changes(reading, request.unit(), parse_date(request.since()));
}

Result<v1::ConfirmMembershipResponse> confirm_membership(service::Writing& writing,
                                                         const v1::ConfirmMembershipRequest& request) {
  auto person = service::confirm_membership(writing, *PersonId::parse(request.person_id()),
                                            request.membership(), UnitKey::parse(request.to_unit()));
  if (!person) return fail(person.error());
  v1::ConfirmMembershipResponse response;
  *response.mutable_person() = std::move(*person);
  return response;
}

}  // namespace

void add_supervision_service(Methods& methods) {
  const std::string service = "hotline.v1.SupervisionService.";
  methods.read<v1::GetOverviewRequest>(service + "GetOverview",
                                       [](service::Reading& reading, const v1::GetOverviewRequest& request) {
                                         return service::overview(reading, request.unit());
                                       });
  methods.watch(service + "WatchOverview", watch_overview);
  methods.read<v1::ListOverdueRequest>(service + "ListOverdue", list_overdue);
  methods.read<v1::ListCallsRequest>(service + "ListCalls", list_calls);
  act<v1::ReleaseInformantRequest, v1::ReleaseInformantResponse>(
      methods, service + "ReleaseInformant", [](const v1::ReleaseInformantRequest& r) {
        return ReleaseInformant{*UnitKey::parse(r.to_unit()), r.reason()};
      });
  act<v1::SetLegalHoldRequest, v1::SetLegalHoldResponse>(
      methods, service + "SetLegalHold",
      [](const v1::SetLegalHoldRequest& r) { return SetLegalHold{r.held(), r.reason()}; });
  methods.read<v1::ListUndeliveredRequest>(service + "ListUndelivered", list_undelivered);
  methods.write<v1::RetryUndeliveredRequest>(service + "RetryUndelivered", retry_undelivered);
  methods.read<v1::ListUnitChangesRequest>(service + "ListUnitChanges", list_unit_changes);
  methods.write<v1::ConfirmMembershipRequest>(service + "ConfirmMembership", confirm_membership);
  methods.write<v1::SetContactLegalHoldRequest>(service + "SetContactLegalHold", set_contact_hold);
}

}  // namespace hotline::api
