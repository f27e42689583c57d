// The log read once from its beginning, and every row that follows from it handed to a sink.
#pragma once

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
};

/// Inside the transaction of `db`.
Result<> replay(const World& world, store::Reader& db, RowSink& sink, RebuildReport& report,
                const OnRebuild& on_progress);

}  // namespace hotline::service
