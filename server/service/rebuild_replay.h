// The log read once from its beginning, and every row that follows from it handed to a sink.
#pragma once

#include "hotline/history/v1/statistics.pb.h"
#include "hotline/record/v1/stored.pb.h"
#include "service/rebuild.h"

namespace hotline::service {

/// Where the rows go as they are made.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual Result<> take(const store::CaseRow& row, const evidence::SubjectKeys& keys) = 0;
  virtual Result<> take(const store::PastUnitRow& row) = 0;
  virtual Result<> take(const store::ContactRow& row) = 0;
  virtual Result<> take(const store::AccessRow& row) = 0;
  virtual Result<> take(const CaseId& id, const history::v1::CaseFact& fact) = 0;
  /// So many more of this kind in this hour.
  virtual Result<> count(const store::ContactTally& kind, std::uint32_t hour, std::uint32_t times) = 0;
  virtual Result<> count(const store::ReasonTally& kind, std::uint32_t times) = 0;
  virtual Result<> take(const store::ReportRow& row) = 0;
  /// All of them, once.
  virtual Result<> take(const record::v1::StoredReportCalls& calls) = 0;
};

/// Inside the transaction of `db`.
Result<> replay(const World& world, store::Reader& db, RowSink& sink, RebuildReport& report,
                const OnRebuild& on_progress);

}  // namespace hotline::service
