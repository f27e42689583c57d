// The link in a message to the duty telephone of an office: two taps without an account.
//
// Promises: the token stands in the fragment of the link and is stored as a hash alone; it is good for one
// office and one referral, while that waits, until it expires or is revoked; what it opens holds nothing of a
// person. Once they were revoked, no fresh one is made for that referral. Every link that is of no use is
// answered alike (duty_link_unknown), whatever the reason.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "hotline/v1/duty.pb.h"
#include "service/act.h"

namespace hotline::service {

/// A fresh link, stored in this transaction: path and fragment, to be Notice::link ("/duty.html#…").
Result<std::string> make_duty_link(const World& world, store::Writer& db, Time now, const CaseId& case_id,
                                   const ReferralId& referral, const UnitKey& office);

/// Whether a Notice::link is one of these.
bool is_duty_link(std::string_view link);

/// Whether there is a link of this token at all, of use or not. duty_link_unknown.
Result<> check_duty_link_made(store::Reader& db, std::string_view token);

/// What it leads to now.
Result<v1::DutyReferral> look_up_duty_link(const World& world, store::Reader& db, std::string_view token,
                                           Time now);

/// Says it. `writing` is that of nobody: the actor is the office.
Result<v1::DutyReferral> answer_duty_link(Writing& writing, std::string_view token,
                                          record::v1::DutyAnswer answer);

/// Whether the caller, who is this to the case, may do so now: a referral waits for an office that gets
/// links, and nobody has revoked them.
Result<bool> may_revoke_duty_links(Reading& reading, const CaseState& state,
                                   std::span<const Standing> standings);

/// Ends every link to the referral that waits, those to come too, as an act of the caller.
/// failed_precondition nothing_waits.
Result<> revoke_duty_links(Writing& writing, const CaseId& id, std::uint32_t expected_version);

}  // namespace hotline::service
