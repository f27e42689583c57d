// Reports that offices owe, once more from the log alone: how far each is, and which stand on the call list.
//
// Promises: the same rows as ReportFile::record() wrote with each event. What is kept meanwhile is a name a
// report, not what anybody wrote. Thread rule: one transaction.
#pragma once

#include <vector>

#include "service/rebuild_replay.h"

namespace hotline::service {

class ReportReplay {
 public:
  ReportReplay(const World& world, store::Reader& db) : world_(world), db_(db) {}

  /// Each entry of the stream of a report, in the order of the log.
  Result<> take(const store::Entry& entry);
  /// After the last of them.
  Result<> finish(RowSink& sink);

 private:
  const World& world_;
  store::Reader& db_;
  std::vector<evidence::StreamId> streams_;
  record::v1::StoredReportCalls calls_;
};

/// Only the entries of reports, without opening any other.
Result<> replay_reports(const World& world, store::Reader& db, RowSink& sink);

}  // namespace hotline::service
