// What may be done with a case, and what happens then: the state machine of DOMAIN's lifecycle (Decree
// 56/2017, chapter III). Pure: no I/O, no clock, no randomness.
//
// Who may call an act at all is permission.h's to say (role × unit × relation, from the contract). `decide`
// guards what holds whoever calls: the order of the steps, who must be the chairman, that nobody approves
// their own plan, that barred persons never act, that a restricted case stays above. Every refusal has a
// stable reason and says what to do; nothing of the input is in it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "domain/case_command.h"
#include "domain/case_state.h"
#include "domain/directory.h"
#include "domain/permission.h"
#include "domain/rules.h"
#include "hotline/history/v1/event.pb.h"

namespace hotline {

/// What comes in from outside. Read once per transaction.
struct Context {
  Time now{};
  CaseId case_id;
  PersonId person;
  Acting acting;
  const Directory& directory;
  const Rules& rules;
  ReferralId new_referral;  // used by acts that make a referral
  std::string new_number;   // of a case that is opened: "2026-000123"
};

using Decision = std::vector<history::v1::CaseEvent>;

/// The events that the act makes, in order; never empty. Refusals:
/// not_found case_unknown · permission_denied (person_barred, chairman_decides, own_plan, not_responsible, …)
/// · failed_precondition (the step is not open: case_closed, referral_replaced, review_missing, …) ·
/// invalid_argument, with the fields.
Result<Decision> decide(const CaseState& state, const CaseCommand& command, const Context& context);

/// Whether one decision made both, the second right behind the first: an opening that is restricted at once,
/// a referral that whoever reroutes it to their own unit accepts by that. Everything else is an act of its
/// own, however close in time.
bool of_one_act(const history::v1::CaseEvent& first, const history::v1::CaseEvent& second);

/// Tries each hat that the act may be done under, in order, and answers with the first that decides; else
/// with the refusal of the first. `hats` is not empty.
Result<Decision> decide_as(const CaseState& state, const CaseCommand& command, Context context,
                           std::span<const Acting> hats);

/// Short names of the methods ("AcceptReferral") that would not be refused whatever is written in them: by
/// the same permission and the same preconditions as `decide`. In the order of CaseCommand.
std::vector<std::string_view> possible_acts(const CaseState& state, std::span<const Standing> standings,
                                            Context context);

}  // namespace hotline
