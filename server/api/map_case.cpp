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
  out.set_rung(static_cast<record::v1::LadderRung>(row.rung));
  if (row.rung_at) *out.mutable_rung_at() = timestamp_of(*row.rung_at);
  if (row.next_step) *out.mutable_next_step_at() = timestamp_of(*row.next_step);
  if (row.call_since) *out.mutable_call_since() = timestamp_of(*row.call_since);
}

void fill_duty_word(const record::v1::StoredDutyWord& word, v1::PendingReferral& out) {
  if (word.has_acknowledged_at()) *out.mutable_acknowledged_at() = word.acknowledged_at();
  for (const auto& claim : word.claims()) {
    auto* one = out.add_duty_claims();
    one->set_answer(claim.answer());
    *one->mutable_claimed_at() = claim.claimed_at();
    if (claim.has_confirmed_at()) *one->mutable_confirmed_at() = claim.confirmed_at();
  }
}

void fill_prominent(const service::Prominent& prominent, v1::CaseRow& out) {
  if (prominent.since) *out.mutable_prominent_since() = timestamp_of(*prominent.since);
  for (const auto& level : prominent.levels) {
    auto* above = out.add_prominent_levels();
    above->set_unit(level.unit->key.text());
    if (level.told) {
      *above->mutable_told_at() = timestamp_of(level.told->at);
      if (level.told->delivered) *above->mutable_delivered_at() = timestamp_of(*level.told->delivered);
    }
    if (level.reminded) *above->mutable_reminded_at() = timestamp_of(*level.reminded);
    if (level.on_call_list && !level.note) *above->mutable_call_since() = timestamp_of(*level.on_call_list);
    if (!level.note) continue;
    *above->mutable_acknowledged_at() = timestamp_of(level.note->at);
    above->set_person_id(level.note->person.text());
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
  out.set_entries(state.version);
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
  out.set_version(view.state.acted_version);
  out.set_emergency(view.state.emergency);
  out.set_risk(view.state.risk);
  out.set_responsible_unit(view.state.responsible.text());
  *out.mutable_received_at() = timestamp_of(view.state.received_at);
}

/// How far the ladder has come, beside each clock.
void add_ladder(const service::CaseView& view, v1::CaseDetail& out) {
  for (int i = 0; i < out.clocks_size(); ++i) {
    auto& clock = *out.mutable_clocks(i);
    const auto& reading = view.clocks[static_cast<std::size_t>(i)];
    for (const auto& step : view.state.ladder) {
      if (step.clock != reading.kind || step.ordinal != reading.ordinal || step.rung < clock.rung()) continue;
      clock.set_rung(step.rung);
      *clock.mutable_rung_at() = timestamp_of(step.at);
    }
    for (const auto& next : view.next_steps)
      if (next.clock.kind == reading.kind && next.clock.ordinal == reading.ordinal)
        *clock.mutable_next_step_at() = timestamp_of(next.at);
  }
}

}  // namespace

v1::CaseRow to_row(const service::ListedCase& listed) {
  v1::CaseRow out;
  fill_row(listed.row, out);
  fill_prominent(listed.prominent, out);
  if (listed.row.referral_id) fill_duty_word(listed.duty_word, *out.mutable_referral());
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
    if (reading.stopped && !reading.met) *clock->mutable_stopped_at() = timestamp_of(*reading.stopped);
    clock->set_overdue(reading.overdue(now));
    clock->set_article(std::string(reading.article));
    clock->set_unit(reading.unit.text());
  }
}

void fill(const service::NobodyAnswers& office, v1::NobodyAnswers& out) {
  out.set_unit(office.unit.text());
  out.set_registered(office.registered);
  for (const auto& telephone : office.telephones) out.add_telephones(telephone);
}

v1::CaseDetail to_detail(const service::CaseView& view, Time now) {
  v1::CaseDetail out;
  fill_state(view, out);
  if (view.former) {
    fill_former(view, *out.mutable_row());
  } else {
    fill_row(view.row, *out.mutable_row());
    fill_prominent(view.prominent, *out.mutable_row());
    if (const auto& pending = view.state.pending) {
      auto* referral = out.mutable_row()->mutable_referral();
      referral->set_from_unit(pending->from.text());
      *referral->mutable_referred_at() = timestamp_of(pending->at);
      referral->set_to_sort(pending->to_sort);
      for (const auto& candidate : view.candidates) referral->add_candidates(candidate.text());
      if (pending->acknowledged) *referral->mutable_acknowledged_at() = timestamp_of(*pending->acknowledged);
      for (const auto& claim : pending->duty_claims) {
        auto* one = referral->add_duty_claims();
        one->set_answer(claim.answer);
        *one->mutable_claimed_at() = timestamp_of(claim.at);
        if (claim.confirmed) *one->mutable_confirmed_at() = timestamp_of(*claim.confirmed);
      }
    }
    to_clocks(view.clocks, now, *out.mutable_clocks());
    add_ladder(view, out);
  }
  *out.mutable_row()->mutable_summary() = service::summary_of(view.state, local_date(view.state.received_at));
  if (view.nobody_answers) fill(*view.nobody_answers, *out.mutable_nobody_answers());
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
