// Steps about a late report, told outside the service: through the outbox, in the transaction of the step;
// and what became of such a message, as an entry of the report: the proof that it was delivered, or that it
// was not. What nobody got, supervisors see and try again (undelivered.h).
#pragma once

#include "domain/report_ladder.h"
#include "service/act.h"
#include "service/outbox.h"

namespace hotline::service {

/// Writes the messages that reach the office. Whether there are any.
Result<bool> tell_of_report(Writing& writing, const OwedReport& report, history::v1::ReportStep step,
                            const Address& to);

/// Of a message whose cause is such a step. One about a report that is owed no more leaves no entry.
Result<> note_report_delivery(World& world, store::Writer& db, const EndedMessage& ended,
                              const ReportCause& cause);

}  // namespace hotline::service
