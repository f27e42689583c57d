// Steps about a report that is late or returned, told outside the service: through the outbox, in the
// transaction of the step; and what became of such a message, as an entry of the report: the proof that it
// was delivered, or that it was not. What nobody got, supervisors see and try again (undelivered.h).
#pragma once

#include "domain/report_ladder.h"
#include "service/act.h"
#include "service/outbox.h"
#include "service/report_file.h"

namespace hotline::service {

/// Writes the messages that reach the office. Whether there are any.
Result<bool> tell_of_report(Writing& writing, const OwedReport& report, history::v1::ReportStep step,
                            const Address& to);

/// A report was returned: its office is told, in the transaction of the return, and the report says who was.
/// Where the office has nobody, nobody is told; its ladder goes on.
Result<> tell_of_return(Writing& writing, ReportFile& file);

/// Of a message whose cause is such a step. One about a report that is owed no more leaves no entry.
Result<> note_report_delivery(World& world, store::Writer& db, const EndedMessage& ended,
                              const ReportCause& cause);

}  // namespace hotline::service
