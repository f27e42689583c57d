#include "service/report_call_index.h"

#include <string_view>

#include "domain/report_ladder.h"
#include "service/rebuild.h"

namespace hotline::service {
namespace {

constexpr std::string_view calls_blob = "report_calls";
constexpr std::string_view filled_blob = "reports", filled_version = "1";

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

Result<> fill_reports(World& world) {
  return world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto filled = db.blob(filled_blob);
    if (!filled) return fail(filled.error());
    if (*filled && **filled == filled_version) return {};
    if (auto rebuilt = rebuild_reports(world, db); !rebuilt) return rebuilt;
    return db.put_blob(filled_blob, filled_version);
  });
}

Result<> index_report_call(store::Writer& db, const history::v1::ReportEvent& event) {
  if (!event.has_step_taken() && !event.has_signed_() && !event.has_returned()) return {};
  auto calls = report_calls(db);
  if (!calls) return fail(calls.error());
  return evolve(*calls, event) ? put_report_calls(db, *calls) : Result<>{};
}

}  // namespace hotline::service
