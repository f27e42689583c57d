#include <algorithm>

#include "base/status.h"
#include "domain/evolve_steps.h"
#include "domain/followed_way.h"

namespace hotline {
namespace {
namespace rec = record::v1;

void remember(CaseState& s, const UnitKey& unit) {
  const auto known = std::ranges::find(s.past_units, unit, &PastUnit::unit);
  if (known == s.past_units.end()) {
    s.past_units.push_back({unit, s.version});
  } else {
    known->last_version = s.version;
  }
}

/// The work goes on where it stands, but nobody approves the plan of another unit, and whoever takes over
/// looks for themselves before closing.
void hand_over(CaseState& s, const UnitKey& unit) {
  if (s.responsible == unit) return;
  remember(s, s.responsible);
  s.responsible = unit;
  s.review_holds = false;
  if (s.status == rec::CASE_STATUS_AWAITING_APPROVAL) s.status = rec::CASE_STATUS_PLANNING;
}

void no_longer_pending(CaseState& s) {
  s.pending.reset();
  s.receiving.reset();
}

void ask_to_acknowledge(CaseState& s, const UnitKey& unit, Time at) {
  s.marks.acknowledge.push_back({{at, {}, {}}, unit, unit, s.emergency ? rec::RISK_HIGH : s.risk});
}

void acknowledged(CaseState& s, Time at) { s.marks.acknowledge.back().mark.met = at; }

void drop_waiting(CaseState& s, Time at) {
  if (s.pending) s.marks.acknowledge.back().mark.dropped = at;
  no_longer_pending(s);
}

UnitKey unit_key(const std::string& text) {
  const auto key = UnitKey::parse(text);
  HOTLINE_CHECK(key.has_value());
  return *key;
}

}  // namespace

void refer(CaseState& s, const history::v1::Referral& referral, ReferralKind kind, Time at) {
  const UnitKey to = unit_key(referral.to_unit());
  s.pending = PendingReferral{ReferralId::parse(referral.referral_id()).value_or(ReferralId{}),
                              kind,
                              unit_key(referral.from_unit()),
                              to,
                              at,
                              referral.to_sort()};
  s.receiving = to;
  s.proof = rec::PROOF_LEVEL_QUEUED;
  ask_to_acknowledge(s, to, at);
  if (!s.was_accepted()) s.status = rec::CASE_STATUS_REFERRED;
}

void accept(CaseState& s, const Entry& entry) {
  if (s.pending) acknowledged(s, entry.at);
  no_longer_pending(s);
  hand_over(s, entry.unit);
  s.proof = rec::PROOF_LEVEL_ACCEPTED;
  if (!s.was_accepted()) {
    s.marks.first_accepted = entry.at;
    s.status = rec::CASE_STATUS_ACCEPTED;
  }
}

void returned(CaseState& s, const Entry& entry) {
  if (s.pending) acknowledged(s, entry.at);
  no_longer_pending(s);
  remember(s, entry.unit);
  s.proof = rec::PROOF_LEVEL_UNSPECIFIED;
  if (!s.was_accepted()) s.status = rec::CASE_STATUS_RECEIVED;
}

void rerouted(CaseState& s, const history::v1::Rerouted& event, const Entry& entry) {
  drop_waiting(s, entry.at);
  refer(s, event.referral(), ReferralKind::reroute, entry.at);
}

void restricted(CaseState& s, const history::v1::Restricted& event, const Entry& entry) {
  s.restricted = true;
  for (const auto& text : event.barred_person_ids()) {
    const auto person = PersonId::parse(text);
    if (person && std::ranges::find(s.barred, *person) == s.barred.end()) s.barred.push_back(*person);
  }
  if (event.has_referral()) {
    drop_waiting(s, entry.at);
    refer(s, event.referral(), ReferralKind::restriction, entry.at);
  }
  if (!event.responsible_unit().empty()) hand_over(s, unit_key(event.responsible_unit()));
}

void duty_answered(CaseState& s, const history::v1::DutyAnswered& event, const Entry& entry) {
  if (!s.pending || s.pending->id.text() != event.referral_id()) return;
  if (event.answer() != rec::DUTY_ANSWER_ACKNOWLEDGED) {
    s.pending->duty_claims.push_back({event.answer(), entry.at, {}});
    return;
  }
  if (s.pending->acknowledged) return;
  s.pending->acknowledged = entry.at;
  acknowledged(s, entry.at);
  // Whoever tapped is unknown. The same time runs once more, and only somebody who signs in meets it: else a
  // referral that nobody accepts would have no clock at all.
  ask_to_acknowledge(s, s.pending->to, entry.at);
}

namespace {

/// The same referral for other people: nothing that the old office saw of it proves anything of the new one.
void wait_elsewhere(CaseState& s, const history::v1::UnitSucceeded& event, const UnitKey& from,
                    const UnitKey& to) {
  s.pending->id = ReferralId::parse(event.referral_id()).value_or(ReferralId{});
  s.pending->to = to;
  s.pending->to_sort = s.pending->to_sort || event.to_sort();
  s.pending->ended = from;
  s.pending->acknowledged.reset();
  s.pending->duty_claims.clear();
  s.receiving = to;
  s.proof = rec::PROOF_LEVEL_QUEUED;
  s.marks.acknowledge.back().unit = to;
}

void sort(CaseState& s, const history::v1::UnitSucceeded& event, const UnitKey& from, Time at) {
  history::v1::Referral referral;
  referral.set_referral_id(event.referral_id());
  referral.set_from_unit(event.from_unit());
  referral.set_to_unit(event.to_unit());
  referral.set_to_sort(true);
  refer(s, referral, ReferralKind::succession, at);
  s.pending->ended = from;
}

/// The steps of lists that began at `to`, of which there may be several. What waits need not be sorted any
/// more where only they said so.
void take_back_steps(CaseState& s, const std::vector<FollowedUnit>& way, const UnitKey& to) {
  for (const auto& step : way) {
    if (step.made_to_sort && s.pending) s.pending->to_sort = false;
    std::erase_if(s.followed,
                  [&](const FollowedUnit& one) { return one.from == step.from && one.to == step.to; });
    if (step.from == to) return;
  }
}

}  // namespace

void unit_succeeded(CaseState& s, const history::v1::UnitSucceeded& event, const Entry& entry) {
  const UnitKey from = unit_key(event.from_unit()), to = unit_key(event.to_unit());
  const bool waits = s.pending && s.pending->to == from;
  const bool had_to_be_sorted = s.pending && s.pending->to_sort;
  const auto way = followed_way(s, from, event.responsible() || !s.pending ? std::nullopt : s.pending->ended);
  if (event.responsible()) {
    remember(s, from);
    s.responsible = to;
  }
  if (!event.referral_id().empty()) {
    if (waits)
      wait_elsewhere(s, event, from, to);
    else
      sort(s, event, from, entry.at);
  } else if (event.taken_back() && waits) {
    drop_waiting(s, entry.at);
  }
  if (event.taken_back())
    take_back_steps(s, way, to);
  else
    s.followed.push_back(
        {from, to, event.responsible(), !had_to_be_sorted && s.pending && s.pending->to_sort});
}

namespace {

using history::v1::CaseEvent;

/// The office goes on with the case itself, or ends it.
bool is_work(const CaseState& s, const CaseEvent& event) {
  switch (event.body_case()) {
    case CaseEvent::kAccepted:
    case CaseEvent::kClosed:
      return true;
    case CaseEvent::kAssessed:
    case CaseEvent::kPlanSubmitted:
    case CaseEvent::kPlanApproved:
    case CaseEvent::kPlanReturned:
    case CaseEvent::kActionRecorded:
    case CaseEvent::kEmergencyStarted:
    case CaseEvent::kEmergencyEnded:
    case CaseEvent::kReviewed:
      return s.was_accepted();  // to protect a child does not say whose case it is
    default:
      return false;
  }
}

}  // namespace

void watch_forwarding(CaseState& s, const CaseEvent& event, Time at) {
  auto& marks = s.marks.forwards;
  if (!marks.empty() && marks.back().mark.runs()) {
    auto& waiting = marks.back();
    // Taken from the office, by an order or because it is no more: nothing that it did in time or late.
    if (s.pending && (event.has_restricted() || event.has_unit_succeeded()))
      waiting.mark.dropped = at;
    else if (s.pending || is_work(s, event))
      waiting.mark.met = at;
    else
      waiting.unit = s.responsible;
    return;
  }
  if (!s.is_open() || s.pending || (s.was_accepted() && !event.has_returned())) return;
  marks.push_back({{at, {}, {}}, s.responsible, s.responsible, s.emergency ? rec::RISK_HIGH : s.risk});
}

}  // namespace hotline
