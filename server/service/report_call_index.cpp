#include "service/report_call_index.h"

#include <string_view>

#include "domain/report_ladder.h"

namespace hotline::service {
namespace {

constexpr std::string_view calls_blob = "report_calls";

}  // namespace

Result<record::v1::StoredReportCalls> report_calls(store::Reader& db) {
  auto blob = db.blob(calls_blob);
  if (!blob) return fail(blob.error());
  record::v1::StoredReportCalls calls;
  if (*blob) HOTLINE_CHECK(calls.ParseFromString(**blob));  // nobody else writes it
  return calls;
}

Result<> put_report_calls(store::Writer& db, const record::v1::StoredReportCalls& calls) {
  return db.put_blob(calls_blob, calls.SerializeAsString());
}

Result<> index_report_call(store::Writer& db, const history::v1::ReportEvent& event) {
  if (!event.has_step_taken() && !event.has_signed_() && !event.has_returned()) return {};
  auto calls = report_calls(db);
  if (!calls) return fail(calls.error());
  return evolve(*calls, event) ? put_report_calls(db, *calls) : Result<>{};
}

}  // namespace hotline::service
