// Which reports stand on the call list, and which were returned and not signed since: one stored value, an
// index of the histories of reports, so that lists, the board and the keeper of steps need not read every
// report that an office ever owed. No text of a person: codes and days.
//
// Promises: written in the transaction of the event that changes it; made anew from the log alone it is the
// same (rebuild.h).
#pragma once

#include "hotline/history/v1/report.pb.h"
#include "hotline/record/v1/stored.pb.h"
#include "service/world.h"
#include "store/store.h"

namespace hotline::service {

/// In the order in which they came onto the list.
Result<record::v1::StoredReportCalls> report_calls(store::Reader& db);
Result<> put_report_calls(store::Writer& db, const record::v1::StoredReportCalls& calls);
/// Once in the life of a database: calls and rows of reports (report_rows.h) that were recorded before there
/// were such. Before anybody is answered.
Result<> fill_reports(World& world);
/// After the event has gone into the log.
Result<> index_report_call(store::Writer& db, const history::v1::ReportEvent& event);

}  // namespace hotline::service
