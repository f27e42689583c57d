// What may be said at the duty telephone of an office, without an account, and what follows from it.
//
// An acknowledgement ends the wait for one, which is a setting and no clock of the law; the sender stays
// responsible until the office accepts. "Child seen" and "not ours" are claims: they stop no clock and move
// no case, until somebody with an account records the visit or returns the referral. Pure.
#pragma once

#include <optional>

#include "base/status.h"
#include "domain/case_state.h"
#include "domain/unit.h"
#include "hotline/history/v1/event.pb.h"

namespace hotline {

/// This referral waits for this office, and whoever answers need not say who they are: in a restricted case
/// they must, for some are barred from it.
bool waits_for(const CaseState& state, const ReferralId& referral, const UnitKey& office);

/// The event that the answer makes; nothing where the same was said before. not_found duty_link_unknown where
/// !waits_for().
Result<std::optional<history::v1::CaseEvent>> decide_duty_answer(const CaseState& state,
                                                                 const ReferralId& referral,
                                                                 const UnitKey& office,
                                                                 record::v1::DutyAnswer answer, Time now);

/// One answer for every link that is not, or no longer, of use.
std::unexpected<Error> duty_link_unknown();

}  // namespace hotline
