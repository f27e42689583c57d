#include "domain/evolve.h"

#include <algorithm>

#include "base/status.h"
#include "domain/case_time.h"
#include "domain/evolve_steps.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using history::v1::CaseEvent;

template <class T>
void add_once(std::vector<T>& list, const T& item) {
  if (std::ranges::find(list, item) == list.end()) list.push_back(item);
}

void opened(CaseState& s, const history::v1::Opened& e, const Entry& entry) {
  s.number = e.number();
  s.received_at = time_of(e.received_at());
  s.recorded_at = entry.at;
  s.authors.push_back({entry.person, entry.unit, s.version});
  s.responsible = entry.unit;
  s.status = rec::CASE_STATUS_RECEIVED;
  s.intake = e.contact().intake();
  s.informant = e.contact().informant();
  s.caller_number = e.contact().caller_number();
  s.told_at = s.received_at;
  raise(s, e.emergency(), e.risk(), s.received_at);
  if (e.has_referral()) refer(s, e.referral(), ReferralKind::first, entry.at);
  if (e.accepted_at_once()) accept(s, entry);
}

void contact_added(CaseState& s, const history::v1::ContactAdded& e, const Entry& entry) {
  s.authors.push_back({entry.person, entry.unit, s.version});
  // Two people who told are never mixed into one: the first that is known stays on the form.
  if (s.informant.ByteSizeLong() == 0 && s.caller_number.empty()) {
    s.informant = e.contact().informant();
    s.caller_number = e.contact().caller_number();
  }
  s.review_holds = false;
  s.told_at = entry.at;
  s.contact_unanswered = s.contact_unanswered || e.unanswered();
  raise(s, e.emergency(), e.risk(),
        e.contact().has_received_at() ? time_of(e.contact().received_at()) : entry.at);
}

void intake_amended(CaseState& s, const history::v1::IntakeAmended& e, const Entry& entry) {
  if (e.has_intake()) amend(s.intake, e.intake());
  if (e.has_informant()) amend(s.informant, e.informant());
  if (e.emergency()) s.told_at = entry.at;
  raise(s, e.emergency(), e.risk(), entry.at);
}

void places_set(CaseState& s, const history::v1::PlacesSet& e) {
  if (e.has_incident()) *s.intake.mutable_incident() = e.incident();
  if (e.has_residence()) *s.intake.mutable_residence() = e.residence();
  if (e.has_present()) *s.intake.mutable_present() = e.present();
}

void linked(CaseState& s, const history::v1::Linked& e) {
  if (const auto other = CaseId::parse(e.other_case_id())) add_once(s.links, LinkedCase{*other, e.link()});
}

void informant_released(CaseState& s, const history::v1::InformantReleased& e) {
  if (const auto unit = UnitKey::parse(e.to_unit())) add_once(s.informant_released_to, *unit);
}

/// Whoever says so has news, also where the reason is one that was given before: all above are told anew.
void prominent_flagged(CaseState& s, const history::v1::ProminentFlagged& e, const Entry& entry) {
  s.prominent = true;
  auto& known = s.prominence;
  add_once(known.reasons, e.reason());
  known.since = entry.at;
  known.notes.clear();
  known.told.clear();
  known.reminded.clear();
  known.on_call_list.clear();
  if (e.takes_note()) known.notes.push_back({entry.unit, entry.person, entry.at});
}

/// Nobody acted: everything else stays as it is.
void prominent_told(CaseState& s, const CaseEvent& event) {
  for (const auto& level : event.prominent_told().levels())
    if (const auto unit = UnitKey::parse(level.unit()))
      s.prominence.told.push_back({*unit, time_of(event.recorded_at()), {}});
}

void prominent_delivered(CaseState& s, const CaseEvent& event) {
  const auto& proof = event.prominent_delivered();
  if (!proof.delivered()) return;
  for (auto* messages : {&s.prominence.told, &s.prominence.reminded})
    for (auto& told : *messages)
      if (told.unit.text() == proof.unit() && told.at == time_of(proof.told_at()) && !told.delivered)
        told.delivered = time_of(event.recorded_at());
}

/// Nobody acted: everything else stays as it is.
void prominent_reminded(CaseState& s, const CaseEvent& event) {
  const auto& step = event.prominent_reminded();
  auto& steps = step.call_list() ? s.prominence.on_call_list : s.prominence.reminded;
  for (const auto& level : step.levels())
    if (const auto unit = UnitKey::parse(level.unit()))
      steps.push_back({*unit, time_of(event.recorded_at()), {}});
}

/// What was heard on the telephone stands in the history; of what the office had said without an account it
/// says that it was so.
void call_attempted(CaseState& s, const history::v1::CallAttempted& e, const Entry& entry) {
  if (!s.pending) return;
  const auto& heard = e.attempt().confirms();
  for (auto& claim : s.pending->duty_claims)
    if (!claim.confirmed && std::ranges::find(heard, claim.answer) != heard.end()) claim.confirmed = entry.at;
}

/// Nobody acted: everything else stays as it is.
void ladder_step_taken(CaseState& s, const CaseEvent& event) {
  const auto& taken = event.ladder_step_taken();
  s.ladder.push_back({taken.clock(),
                      taken.ordinal(),
                      taken.notice(),
                      taken.rung(),
                      UnitKey::parse(taken.unit()).value_or(UnitKey{}),
                      time_of(event.recorded_at()),
                      {}});
}

void ladder_step_delivered(CaseState& s, const CaseEvent& event) {
  const auto& proof = event.ladder_step_delivered();
  if (!proof.delivered()) return;
  for (auto& step : s.ladder)
    if (step.clock == proof.clock() && step.ordinal == proof.ordinal() && step.notice == proof.notice() &&
        step.rung == proof.rung() && !step.delivered)
      step.delivered = time_of(event.recorded_at());
}

Entry entry_of(const CaseEvent& event) {
  const auto unit = UnitKey::parse(event.actor().unit());
  HOTLINE_CHECK(unit.has_value());
  return {time_of(event.recorded_at()), PersonId::parse(event.actor().person_id()).value_or(PersonId{}),
          PersonId::parse(event.actor().for_person_id()).value_or(PersonId{}), *unit};
}

}  // namespace

void raise(CaseState& s, bool emergency, rec::Risk risk, Time learned) {
  s.risk = std::max(s.risk, risk);
  if (emergency) {
    s.emergency = true;
    auto& marks = s.marks.emergencies;
    const bool watched = !marks.empty() && !marks.back().mark.met && !marks.back().found_none;
    if (!watched && s.measures.empty()) marks.push_back({{learned, {}, {}}, {}});
  }
  if (s.pending && !s.marks.acknowledge.empty()) {
    auto& waiting = s.marks.acknowledge.back();
    if (waiting.mark.met) return;  // what came in time does not become late
    waiting.risk = std::max(waiting.risk, s.emergency ? rec::RISK_HIGH : s.risk);
  }
  if (!s.marks.forwards.empty() && s.marks.forwards.back().mark.runs()) {
    auto& waiting = s.marks.forwards.back();
    waiting.risk = std::max(waiting.risk, s.emergency ? rec::RISK_HIGH : s.risk);
  }
}

namespace {

void acted(CaseState& s, const CaseEvent& event, const Entry& entry) {
  switch (event.body_case()) {
    case CaseEvent::kOpened:
      return opened(s, event.opened(), entry);
    case CaseEvent::kAccepted:
      return accept(s, entry);
    case CaseEvent::kReturned:
      return returned(s, entry);
    case CaseEvent::kRerouted:
      return rerouted(s, event.rerouted(), entry);
    case CaseEvent::kTransferred:
      return refer(s, event.transferred().referral(), ReferralKind::transfer, entry.at);
    case CaseEvent::kContactAdded:
      return contact_added(s, event.contact_added(), entry);
    case CaseEvent::kIntakeAmended:
      return intake_amended(s, event.intake_amended(), entry);
    case CaseEvent::kPlacesSet:
      return places_set(s, event.places_set());
    case CaseEvent::kProminentFlagged:
      return prominent_flagged(s, event.prominent_flagged(), entry);
    case CaseEvent::kProminentAcknowledged:
      s.prominence.notes.push_back({entry.unit, entry.person, entry.at});
      return;
    case CaseEvent::kRestricted:
      return restricted(s, event.restricted(), entry);
    case CaseEvent::kAssessed:
      return assessed(s, event.assessed(), entry);
    case CaseEvent::kPlanSubmitted:
      return plan_submitted(s, event.plan_submitted(), entry);
    case CaseEvent::kPlanApproved:
      return plan_approved(s, entry);
    case CaseEvent::kPlanReturned:
      s.status = rec::CASE_STATUS_PLANNING;
      return;
    case CaseEvent::kActionRecorded:
      return action_recorded(s, event.action_recorded());
    case CaseEvent::kEmergencyStarted:
      return emergency_started(s, event.emergency_started(), entry);
    case CaseEvent::kEmergencyEnded:
      return emergency_ended(s, event.emergency_ended(), entry);
    case CaseEvent::kPoliceInformed:
      s.police_informed = true;
      return;
    case CaseEvent::kReviewed:
      return reviewed(s, event.reviewed(), entry);
    case CaseEvent::kClosed:
      return closed(s, event.closed(), entry);
    case CaseEvent::kReopened:
      return reopened(s, entry);
    case CaseEvent::kLinked:
      return linked(s, event.linked());
    case CaseEvent::kInformantReleased:
      return informant_released(s, event.informant_released());
    case CaseEvent::kUnitSucceeded:
      return unit_succeeded(s, event.unit_succeeded(), entry);
    case CaseEvent::kLegalHoldSet:
      s.legal_hold = event.legal_hold_set().held();
      return;
    case CaseEvent::kDutyAnswered:
      return duty_answered(s, event.duty_answered(), entry);
    case CaseEvent::kCallAttempted:
      return call_attempted(s, event.call_attempted(), entry);
    case CaseEvent::kLadderStepTaken:
    case CaseEvent::kLadderStepDelivered:
    case CaseEvent::kProminentTold:
    case CaseEvent::kProminentDelivered:
    case CaseEvent::kProminentReminded:
    case CaseEvent::kNoteAdded:
    case CaseEvent::BODY_NOT_SET:
      return;
  }
}

}  // namespace

void evolve(CaseState& s, const CaseEvent& event) {
  ++s.version;
  if (event.has_ladder_step_taken()) return ladder_step_taken(s, event);
  if (event.has_ladder_step_delivered()) return ladder_step_delivered(s, event);
  if (event.has_prominent_told()) return prominent_told(s, event);
  if (event.has_prominent_delivered()) return prominent_delivered(s, event);
  if (event.has_prominent_reminded()) return prominent_reminded(s, event);
  const Entry entry = entry_of(event);
  s.acted_version = s.version;
  s.changed_at = entry.at;
  if (event.answers_contact()) s.contact_unanswered = false;
  acted(s, event, entry);
  watch_forwarding(s, event, entry.at);
}

bool is_note_of_service(const CaseEvent& event) {
  return event.has_ladder_step_taken() || event.has_ladder_step_delivered() || event.has_prominent_told() ||
         event.has_prominent_delivered() || event.has_prominent_reminded();
}

CaseState fold_case(std::span<const CaseEvent> history) {
  CaseState state;
  for (const auto& event : history) evolve(state, event);
  return state;
}

}  // namespace hotline
