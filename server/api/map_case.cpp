#include "api/map_case.h"

#include "domain/case_time.h"
#include "service/case_row.h"

namespace hotline::api {
namespace {

void fill_row(const store::CaseRow& row, v1::CaseRow& out) {
  out.set_case_id(row.case_id.text());
  out.set_number(row.number);
  out.set_status(static_cast<record::v1::CaseStatus>(row.status));
  out.set_version(row.version);
  out.set_emergency(row.emergency);
  out.set_restricted(row.restricted);
  out.set_prominent(row.prominent);
  out.set_risk(static_cast<record::v1::Risk>(row.risk));
  out.set_responsible_unit(row.responsible_unit);
  if (row.referral_id) {
    auto* referral = out.mutable_referral();
    referral->set_referral_id(row.referral_id.text());
    referral->set_to_unit(row.receiving_unit);
    referral->set_proof_level(static_cast<record::v1::ProofLevel>(row.proof_level));
  }
  out.set_contact_unanswered(!row.queue_unit.empty() && !row.referral_id &&
                             row.status != record::v1::CASE_STATUS_RECEIVED);
  *out.mutable_received_at() = timestamp_of(row.received_at);
  if (row.next_due) {
    *out.mutable_next_due_at() = timestamp_of(*row.next_due);
    out.set_next_due_kind(static_cast<v1::ClockKind>(row.next_due_kind));
  }
}

void fill_state(const service::CaseView& view, v1::CaseDetail& out) {
  const auto& state = view.state;
  *out.mutable_intake() = state.intake;
  if (view.sees.informant || view.sees.own) {
    *out.mutable_informant() = state.informant;
    out.set_caller_number(state.caller_number);
  }
  *out.mutable_recorded_at() = timestamp_of(state.recorded_at);
  if (state.last_assessment) *out.mutable_last_assessment() = *state.last_assessment;
  if (state.plan) {
    *out.mutable_plan() = state.plan->plan;
    out.set_plan_number(state.plan->number);
    out.set_plan_approved(state.plan->approved_at.has_value());
  }
  if (state.last_review) *out.mutable_last_review() = *state.last_review;
  out.set_emergency_measures_run(!state.measures.empty());
  out.set_police_informed(state.police_informed);
  out.set_legal_hold(state.legal_hold);
  for (const auto& past : state.past_units) out.add_past_units(past.unit.text());
  for (const auto& link : state.links) {
    auto* linked = out.add_links();
    linked->set_case_id(link.other.text());
    linked->set_link(link.link);
  }
}

/// What a former unit sees of the row: the case as it was when it left.
void fill_former(const service::CaseView& view, v1::CaseRow& out) {
  out.set_case_id(view.id.text());
  out.set_number(view.state.number);
  out.set_status(view.state.status);
  out.set_version(view.state.version);
  out.set_emergency(view.state.emergency);
  out.set_risk(view.state.risk);
  out.set_responsible_unit(view.state.responsible.text());
  *out.mutable_received_at() = timestamp_of(view.state.received_at);
}

}  // namespace

v1::CaseRow to_row(const service::ListedCase& listed) {
  v1::CaseRow out;
  fill_row(listed.row, out);
  if (listed.summary) *out.mutable_summary() = *listed.summary;
  return out;
}

void to_clocks(std::span<const ClockReading> readings, Time now,
               google::protobuf::RepeatedPtrField<v1::Clock>& out) {
  for (const auto& reading : readings) {
    auto* clock = out.Add();
    clock->set_kind(reading.kind);
    *clock->mutable_started_at() = timestamp_of(reading.started);
    *clock->mutable_due_at() = timestamp_of(reading.due);
    if (reading.met) *clock->mutable_met_at() = timestamp_of(*reading.met);
    clock->set_overdue(reading.overdue(now));
    clock->set_article(std::string(reading.article));
  }
}

v1::CaseDetail to_detail(const service::CaseView& view, Time now) {
  v1::CaseDetail out;
  fill_state(view, out);
  if (view.former) {
    fill_former(view, *out.mutable_row());
  } else {
    fill_row(view.row, *out.mutable_row());
    if (const auto& pending = view.state.pending) {
      auto* referral = out.mutable_row()->mutable_referral();
      referral->set_from_unit(pending->from.text());
      *referral->mutable_referred_at() = timestamp_of(pending->at);
      referral->set_to_sort(pending->to_sort);
      for (const auto& candidate : view.candidates) referral->add_candidates(candidate.text());
    }
    to_clocks(view.clocks, now, *out.mutable_clocks());
  }
  *out.mutable_row()->mutable_summary() = service::summary_of(view.state, local_date(view.state.received_at));
  for (const auto act : view.possible) out.add_possible(std::string(act));
  if (!view.sees.informant && !view.sees.own) out.add_withheld("informant");
  if (!view.sees.allegation) out.add_withheld("allegation");
  return out;
}

Result<v1::CaseDetail> show_case(service::Reading& reading, const CaseId& id) {
  auto file = service::CaseFile::open_to_read(reading, id);
  if (!file) return fail(file.error());
  auto view = file->view(reading);
  if (!view) return fail(view.error());
  return to_detail(*view, reading.now);
}

Result<v1::CaseDetail> show_after(service::Writing& writing, service::CaseFile& file) {
  auto view = file.view(writing);
  if (view) return to_detail(*view, writing.now);
  if (view.error().code != Code::not_found) return fail(view.error());
  v1::CaseDetail out;
  out.mutable_row()->set_case_id(file.id().text());
  return out;
}

}  // namespace hotline::api
