// The steps of the fold, shared by the files that make it up. Nobody else includes this.
#pragma once

#include "domain/case_state.h"
#include "hotline/history/v1/event.pb.h"

namespace hotline {

/// Who made the entry, when, for which unit.
struct Entry {
  Time at{};
  PersonId person;
  PersonId for_person;
  UnitKey unit;
};

/// Word of danger: emergency and risk rise and never fall; an emergency that nobody watches yet starts its
/// clock when it was learned.
void raise(CaseState& state, bool emergency, record::v1::Risk risk, Time learned);

// evolve_referral.cpp
void refer(CaseState& state, const history::v1::Referral& referral, ReferralKind kind, Time at);
void accept(CaseState& state, const Entry& entry);
void returned(CaseState& state, const Entry& entry);
void rerouted(CaseState& state, const history::v1::Rerouted& event, const Entry& entry);
void restricted(CaseState& state, const history::v1::Restricted& event, const Entry& entry);
void unit_succeeded(CaseState& state, const history::v1::UnitSucceeded& event, const Entry& entry);
void duty_answered(CaseState& state, const history::v1::DutyAnswered& event, const Entry& entry);
/// After an event was folded: whether some office now has to send the case on, or no longer has to.
void watch_forwarding(CaseState& state, const history::v1::CaseEvent& event, Time at);

// evolve_work.cpp
void assessed(CaseState& state, const history::v1::Assessed& event, const Entry& entry);
void plan_submitted(CaseState& state, const history::v1::PlanSubmitted& event, const Entry& entry);
void plan_approved(CaseState& state, const Entry& entry);
void action_recorded(CaseState& state, const history::v1::ActionRecorded& event);
void emergency_started(CaseState& state, const history::v1::EmergencyStarted& event, const Entry& entry);
void emergency_ended(CaseState& state, const history::v1::EmergencyEnded& event, const Entry& entry);
void reviewed(CaseState& state, const history::v1::Reviewed& event, const Entry& entry);
void closed(CaseState& state, const history::v1::Closed& event, const Entry& entry);
void reopened(CaseState& state, const Entry& entry);

}  // namespace hotline
