#include "api/map_case.h"
#include "api/methods.h"
#include "api/page.h"
#include "domain/case_time.h"
#include "hotline/v1/intake.pb.h"
#include "service/drafts.h"
#include "service/intake.h"

namespace hotline::api {
namespace {

using service::Reading;
using service::Writing;

IdBytes bytes_of(const std::string& id) { return id_bytes(id).value_or(IdBytes{}); }

Result<> add_contact(Reading& reading, const store::ContactRow& row,
                     google::protobuf::RepeatedPtrField<v1::ContactRow>& rows) {
  auto number = service::case_number(reading, row.case_id);
  if (!number) return fail(number.error());
  auto& out = *rows.Add();
  out.set_case_number(std::move(*number));
  out.set_contact_id(row.contact_id.text());
  if (row.case_id) out.set_case_id(row.case_id.text());
  *out.mutable_received_at() = timestamp_of(row.received_at);
  out.set_recorded_by(row.recorded_by.text());
  out.set_unit(row.unit);
  out.set_channel(static_cast<record::v1::Channel>(row.channel));
  out.set_call_type(static_cast<record::v1::CallType>(row.call_type));
  out.set_contact_class(static_cast<record::v1::ContactClass>(row.contact_class));
  return {};
}

v1::Draft to_draft(const service::KeptDraft& kept) {
  v1::Draft out;
  out.set_draft_id(id_text(kept.row.id));
  if (kept.row.owner) out.set_owner_id(kept.row.owner.text());
  out.set_unit(kept.row.unit);
  *out.mutable_updated_at() = timestamp_of(kept.row.updated_at);
  *out.mutable_kept_until() = timestamp_of(kept.kept_until);
  out.set_version(kept.row.version);
  if (kept.typed) {
    *out.mutable_contact() = kept.typed->contact;
    *out.mutable_routing() = kept.typed->routing;
  }
  return out;
}

/// A draft is its owner's own words: nothing in it is kept from them.
void release_own(Reading& reading) {
  reading.released = {
      .child = true, .informant = true, .allegation = true, .own = true, .up_to_version = Visibility::newest};
}

Result<v1::SubmitContactResponse> submit_contact(Writing& writing, const v1::SubmitContactRequest& request) {
  v1::SubmitContactResponse response;
  service::Submission submission{.contact = request.contact(),
                                 .draft = bytes_of(request.draft_id()),
                                 .refer_to = UnitKey::parse(request.refer_to()),
                                 .restricted = request.restricted(),
                                 .barred = {}};
  for (const auto& id : request.barred_person_ids()) submission.barred.push_back(*PersonId::parse(id));
  auto submitted = service::submit_contact(writing, std::move(submission));
  if (!submitted) return fail(submitted.error());
  response.set_contact_id(submitted->contact.text());
  *response.mutable_recorded_at() = timestamp_of(submitted->recorded_at);
  if (const auto& opened = submitted->opened) {
    response.set_case_id(opened->id.text());
    response.set_case_number(opened->state.number);
    response.set_case_version(opened->state.version);
    response.set_referred_to(opened->state.responsible.text());
    if (const auto& pending = opened->state.pending) {
      response.set_referral_id(pending->id.text());
      response.set_referred_to(pending->to.text());
    }
    response.set_proof_level(opened->state.proof);
    response.set_emergency(opened->state.emergency);
    for (const auto& reason : opened->emergency_because) response.add_emergency_because(reason);
    to_clocks(opened->clocks, writing.now, *response.mutable_clocks());
    if (opened->nobody_answers) fill(*opened->nobody_answers, *response.mutable_nobody_answers());
  }
  return response;
}

Result<v1::PreviewContactResponse> preview_contact(Reading& reading,
                                                   const v1::PreviewContactRequest& request) {
  auto foreseen = service::foresee_contact(reading, {.contact = request.contact(),
                                                     .draft = {},
                                                     .refer_to = UnitKey::parse(request.refer_to()),
                                                     .restricted = request.restricted(),
                                                     .barred = {}});
  if (!foreseen) return fail(foreseen.error());
  v1::PreviewContactResponse response;
  response.set_referred_to(foreseen->to.text());
  response.set_emergency(foreseen->emergency);
  to_clocks(foreseen->clocks, reading.now, *response.mutable_clocks());
  if (foreseen->nobody_answers) fill(*foreseen->nobody_answers, *response.mutable_nobody_answers());
  return response;
}

Result<v1::ReportCallResponse> report_call(Writing& writing, const v1::ReportCallRequest& request) {
  record::v1::Contact contact;
  contact.set_channel(record::v1::CHANNEL_PHONE);
  contact.set_caller_number(request.caller_number());
  if (request.has_started_at()) *contact.mutable_started_at() = request.started_at();
  if (request.has_ended_at()) *contact.mutable_ended_at() = request.ended_at();
  auto draft = service::report_call(writing, request.call_id(), contact, request.operator_login());
  if (!draft) return fail(draft.error());
  v1::ReportCallResponse response;
  response.set_draft_id(id_text(*draft));
  return response;
}

Result<v1::SaveDraftResponse> save_draft(Writing& writing, const v1::SaveDraftRequest& request) {
  auto row = service::save_draft(writing, bytes_of(request.draft_id()), request.expected_version(),
                                 {request.contact(), request.routing()});
  if (!row) return fail(row.error());
  v1::SaveDraftResponse response;
  response.set_draft_id(id_text(row->id));
  response.set_version(row->version);
  *response.mutable_saved_at() = timestamp_of(row->updated_at);
  return response;
}

Result<v1::ListDraftsResponse> list_drafts(Reading& reading, const v1::ListDraftsRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto list = service::list_drafts(reading, request.of_unit(), *page);
  if (!list) return fail(list.error());
  release_own(reading);
  v1::ListDraftsResponse response;
  for (const auto& kept : list->drafts) *response.add_drafts() = to_draft(kept);
  response.set_next_page_token(page_token(reading, list->after));
  return response;
}

Result<v1::TakeOverDraftResponse> take_over_draft(Writing& writing, const v1::TakeOverDraftRequest& request) {
  auto kept = service::take_over_draft(writing, bytes_of(request.draft_id()));
  if (!kept) return fail(kept.error());
  release_own(writing);
  v1::TakeOverDraftResponse response;
  *response.mutable_draft() = to_draft(*kept);
  return response;
}

Result<v1::DiscardDraftResponse> discard_draft(Writing& writing, const v1::DiscardDraftRequest& request) {
  if (auto done = service::discard_draft(writing, bytes_of(request.draft_id())); !done)
    return fail(done.error());
  return v1::DiscardDraftResponse{};
}

Result<v1::AmendContactResponse> amend_contact(Writing& writing, const v1::AmendContactRequest& request) {
  auto done = service::amend_contact(writing, *ContactId::parse(request.contact_id()), request.contact(),
                                     request.reason());
  if (!done) return fail(done.error());
  v1::AmendContactResponse response;
  *response.mutable_recorded_at() = timestamp_of(writing.now);
  return response;
}

Result<v1::GetContactResponse> get_contact(Reading& reading, const v1::GetContactRequest& request) {
  auto history = service::read_contact(reading, *ContactId::parse(request.contact_id()));
  if (!history) return fail(history.error());
  auto number = service::case_number(reading, history->row.case_id);
  if (!number) return fail(number.error());
  v1::GetContactResponse response;
  response.set_contact_id(request.contact_id());
  response.set_case_number(std::move(*number));
  if (history->row.case_id) response.set_case_id(history->row.case_id.text());
  response.set_legal_hold(history->legal_hold);
  for (const auto& version : history->versions) {
    auto* out = response.add_versions();
    *out->mutable_recorded_at() = timestamp_of(version.recorded_at);
    out->set_person_id(version.by.text());
    *out->mutable_contact() = version.contact;
    out->set_reason(version.reason);
  }
  return response;
}

Result<v1::ListContactsResponse> list_contacts(Reading& reading, const v1::ListContactsRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  store::ContactFilter filter;
  if (request.has_from()) filter.from = time_of(request.from());
  if (request.has_to()) filter.to = time_of(request.to());
  filter.contact_class = static_cast<std::uint32_t>(request.contact_class());
  auto rows = service::list_contacts(reading, std::move(filter), *page);
  if (!rows) return fail(rows.error());
  v1::ListContactsResponse response;
  for (const auto& row : rows->rows)
    if (auto added = add_contact(reading, row, *response.mutable_contacts()); !added)
      return fail(added.error());
  response.set_next_page_token(page_token(reading, rows->after));
  return response;
}

Result<v1::FindSimilarResponse> find_similar(Reading& reading, const v1::FindSimilarRequest& request) {
  record::v1::Child child;
  if (request.has_estimated_age()) child.set_estimated_age(request.estimated_age());
  child.set_birth_date(request.birth_date());
  child.set_sex(request.sex());
  auto found = service::find_similar(reading, request.caller_number(), request.incident().unit(), child);
  if (!found) return fail(found.error());
  v1::FindSimilarResponse response;
  for (const auto& row : found->same_number)
    if (auto added = add_contact(reading, row, *response.mutable_same_number()); !added)
      return fail(added.error());
  for (const auto& item : found->same_place_and_child) *response.add_same_place_and_child() = to_row(item);
  return response;
}

}  // namespace

void add_intake_service(Methods& methods) {
  const std::string service = "hotline.v1.IntakeService.";
  methods.write<v1::ReportCallRequest>(service + "ReportCall", report_call);
  methods.write<v1::SaveDraftRequest>(service + "SaveDraft", save_draft);
  methods.read<v1::ListDraftsRequest>(service + "ListDrafts", list_drafts);
  methods.write<v1::TakeOverDraftRequest>(service + "TakeOverDraft", take_over_draft);
  methods.write<v1::DiscardDraftRequest>(service + "DiscardDraft", discard_draft);
  methods.write<v1::SubmitContactRequest>(service + "SubmitContact", submit_contact);
  methods.read<v1::PreviewContactRequest>(service + "PreviewContact", preview_contact);
  methods.write<v1::AmendContactRequest>(service + "AmendContact", amend_contact);
  methods.read<v1::GetContactRequest>(service + "GetContact", get_contact);
  methods.read<v1::ListContactsRequest>(service + "ListContacts", list_contacts);
  methods.read<v1::FindSimilarRequest>(service + "FindSimilar", find_similar);
}

}  // namespace hotline::api
