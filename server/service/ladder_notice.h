// Steps of the ladder, told outside the service: through the outbox, in the transaction of the step; and what
// became of such a message, as an entry of the case: the proof that it was delivered, or that it was not.
#pragma once

#include "domain/case_state.h"
#include "hotline/history/v1/event.pb.h"
#include "service/act.h"
#include "service/outbox.h"

namespace hotline::service {

/// Puts the messages that reach the office, and adds the channel to the step where there are any. None for a
/// step at the start within the office that has the clock: that a referral waits there is told it anyway.
Result<> tell_outside(Writing& writing, const CaseId& id, const CaseState& state,
                      history::v1::LadderStepTaken& step);

/// For Outbox::on_ended; of late reports too (report_notice.h). A message that is about no step and no
/// prominent case, or whose case was erased, leaves no entry.
Result<> note_delivery(World& world, store::Writer& db, const EndedMessage& ended);

}  // namespace hotline::service
