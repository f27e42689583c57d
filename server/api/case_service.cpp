#include <algorithm>

#include "api/case_acts.h"
#include "api/case_page.h"
#include "api/page.h"
#include "api/watch.h"
#include "hotline/v1/case.pb.h"
#include "service/case_links.h"
#include "service/intake.h"

namespace hotline::api {
namespace {

const std::string service_name = "hotline.v1.CaseService.";

template <class Id>
std::vector<Id> ids_of(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  std::vector<Id> out;
  for (const auto& text : texts) out.push_back(*Id::parse(text));  // validated
  return out;
}

std::optional<record::v1::Place> given(bool has, const record::v1::Place& place) {
  return has ? std::optional(place) : std::nullopt;
}

Result<v1::ListCasesResponse> list_cases(service::Reading& reading, const v1::ListCasesRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  store::CaseFilter filter;
  for (const auto status : request.statuses()) filter.statuses.push_back(static_cast<std::uint32_t>(status));
  if (request.overdue_only()) filter.overdue_at = reading.now;
  filter.prominent_only = request.prominent_only();
  filter.emergency_only = request.emergency_only();
  if (request.without_deadline()) service::keep_without_deadline(filter);
  return case_page<v1::ListCasesResponse>(
      reading, service::list_cases(reading, std::move(filter), request.unit(), *page));
}

Result<v1::GetCaseResponse> get_case(service::Reading& reading, const v1::GetCaseRequest& request) {
  auto detail = show_case(reading, *CaseId::parse(request.case_id()));
  if (!detail) return fail(detail.error());
  v1::GetCaseResponse response;
  *response.mutable_case_() = std::move(*detail);
  return response;
}

Result<v1::FindCaseResponse> find_case(service::Reading& reading, const v1::FindCaseRequest& request) {
  auto id = service::find_case(reading, request.case_number());
  if (!id) return fail(id.error());
  v1::FindCaseResponse response;
  response.set_case_id(id->text());
  return response;
}

Result<v1::GetHistoryResponse> get_history(service::Reading& reading, const v1::GetHistoryRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto file = service::CaseFile::open_to_read(reading, *CaseId::parse(request.case_id()));
  if (!file) return fail(file.error());
  auto view = file->view(reading);
  if (!view) return fail(view.error());
  v1::GetHistoryResponse response;
  const std::uint32_t after = page->after.empty() ? 0 : static_cast<std::uint32_t>(std::stoul(page->after));
  for (auto& happened : view->history) {
    if (happened.version <= after) continue;
    if (static_cast<std::uint32_t>(response.entries_size()) == page->size_max) {
      response.set_next_page_token(page_token(reading, std::to_string(happened.version - 1)));
      break;
    }
    auto* entry = response.add_entries();
    entry->set_version(happened.version);
    entry->set_log_index(happened.log_index);
    *entry->mutable_event() = std::move(happened.event);
  }
  return response;
}

Result<v1::AddContactToCaseResponse> add_contact(service::Writing& writing,
                                                 const v1::AddContactToCaseRequest& request) {
  auto file = service::CaseFile::open(writing, *CaseId::parse(request.case_id()), request.expected_version());
  if (!file) return fail(file.error());
  if (auto added = service::add_contact(writing, *file, request.contact()); !added)
    return fail(added.error());
  auto detail = show_after(writing, *file);
  if (!detail) return fail(detail.error());
  v1::AddContactToCaseResponse response;
  *response.mutable_case_() = std::move(*detail);
  return response;
}

Result<v1::LinkCasesResponse> link_cases(service::Writing& writing, const v1::LinkCasesRequest& request) {
  auto file = service::CaseFile::open(writing, *CaseId::parse(request.case_id()), request.expected_version());
  if (!file) return fail(file.error());
  if (auto linked =
          service::link_cases(writing, *file, *CaseId::parse(request.other_case_id()), request.link());
      !linked)
    return fail(linked.error());
  auto detail = show_after(writing, *file);
  if (!detail) return fail(detail.error());
  v1::LinkCasesResponse response;
  *response.mutable_case_() = std::move(*detail);
  return response;
}

void add_early_acts(Methods& m) {
  act<v1::SetPlacesRequest, v1::SetPlacesResponse>(
      m, service_name + "SetPlaces", [](const v1::SetPlacesRequest& r) {
        return SetPlaces{given(r.has_incident(), r.incident()), given(r.has_residence(), r.residence()),
                         given(r.has_present(), r.present())};
      });
  act<v1::AmendIntakeRequest, v1::AmendIntakeResponse>(
      m, service_name + "AmendIntake", [](const v1::AmendIntakeRequest& r) {
        return AmendIntake{r.has_intake() ? std::optional(r.intake()) : std::nullopt,
                           r.has_informant() ? std::optional(r.informant()) : std::nullopt, r.reason()};
      });
  act<v1::AddNoteRequest, v1::AddNoteResponse>(m, service_name + "AddNote",
                                               [](const v1::AddNoteRequest& r) { return AddNote{r.text()}; });
  act<v1::RecordCallAttemptRequest, v1::RecordCallAttemptResponse>(
      m, service_name + "RecordCallAttempt",
      [](const v1::RecordCallAttemptRequest& r) { return RecordCallAttempt{r.attempt()}; });
  act<v1::FlagProminentRequest, v1::FlagProminentResponse>(
      m, service_name + "FlagProminent",
      [](const v1::FlagProminentRequest& r) { return FlagProminent{r.reason(), r.explanation()}; });
  act<v1::AcknowledgeProminentRequest, v1::AcknowledgeProminentResponse>(
      m, service_name + "AcknowledgeProminent",
      [](const v1::AcknowledgeProminentRequest& r) { return AcknowledgeProminent{r.note()}; });
  act<v1::RestrictCaseRequest, v1::RestrictCaseResponse>(
      m, service_name + "RestrictCase", [](const v1::RestrictCaseRequest& r) {
        return RestrictCase{ids_of<PersonId>(r.barred_person_ids()), r.explanation()};
      });
}

void add_work_acts(Methods& m) {
  act<v1::RecordAssessmentRequest, v1::RecordAssessmentResponse>(
      m, service_name + "RecordAssessment",
      [](const v1::RecordAssessmentRequest& r) { return RecordAssessment{r.assessment()}; });
  act<v1::SubmitPlanRequest, v1::SubmitPlanResponse>(
      m, service_name + "SubmitPlan", [](const v1::SubmitPlanRequest& r) { return SubmitPlan{r.plan()}; });
  act<v1::ApprovePlanRequest, v1::ApprovePlanResponse>(
      m, service_name + "ApprovePlan", [](const v1::ApprovePlanRequest&) { return ApprovePlan{}; });
  act<v1::ReturnPlanRequest, v1::ReturnPlanResponse>(
      m, service_name + "ReturnPlan", [](const v1::ReturnPlanRequest& r) { return ReturnPlan{r.reason()}; });
  act<v1::RecordActionRequest, v1::RecordActionResponse>(
      m, service_name + "RecordAction",
      [](const v1::RecordActionRequest& r) { return RecordAction{r.action()}; });
  act<v1::StartEmergencyMeasuresRequest, v1::StartEmergencyMeasuresResponse>(
      m, service_name + "StartEmergencyMeasures",
      [](const v1::StartEmergencyMeasuresRequest& r) { return StartEmergencyMeasures{r.measures()}; });
  act<v1::EndEmergencyMeasuresRequest, v1::EndEmergencyMeasuresResponse>(
      m, service_name + "EndEmergencyMeasures", [](const v1::EndEmergencyMeasuresRequest& r) {
        EndEmergencyMeasures end{.reason = r.reason(), .measure = r.measure()};
        if (r.has_ended_at()) end.ended_at = r.ended_at();
        return end;
      });
  act<v1::InformPoliceRequest, v1::InformPoliceResponse>(
      m, service_name + "InformPolice",
      [](const v1::InformPoliceRequest& r) { return InformPolice{r.office(), r.notes()}; });
  act<v1::RecordReviewRequest, v1::RecordReviewResponse>(
      m, service_name + "RecordReview",
      [](const v1::RecordReviewRequest& r) { return RecordReview{r.review()}; });
  act<v1::CloseCaseRequest, v1::CloseCaseResponse>(
      m, service_name + "CloseCase",
      [](const v1::CloseCaseRequest& r) { return CloseCase{r.closing(), r.decision()}; });
  act<v1::ReopenCaseRequest, v1::ReopenCaseResponse>(
      m, service_name + "ReopenCase", [](const v1::ReopenCaseRequest& r) { return ReopenCase{r.reason()}; });
  act<v1::TransferCaseRequest, v1::TransferCaseResponse>(
      m, service_name + "TransferCase", [](const v1::TransferCaseRequest& r) {
        return TransferCase{*UnitKey::parse(r.to_unit()), r.reason()};
      });
}

}  // namespace

void add_case_service(Methods& methods) {
  methods.read<v1::ListCasesRequest>(service_name + "ListCases", list_cases);
  methods.read<v1::GetCaseRequest>(service_name + "GetCase", get_case);
  methods.read<v1::FindCaseRequest>(service_name + "FindCase", find_case);
  methods.read<v1::GetHistoryRequest>(service_name + "GetHistory", get_history);
  methods.watch(service_name + "WatchCase", watch_case);
  methods.write<v1::AddContactToCaseRequest>(service_name + "AddContactToCase", add_contact);
  methods.write<v1::LinkCasesRequest>(service_name + "LinkCases", link_cases);
  add_early_acts(methods);
  add_work_acts(methods);
}

}  // namespace hotline::api
