// One report out of the store, and what is added to it: the only way to the history of a report.
//
// Promises: the stream of a report follows from its duty, its office and its first day alone, so that no
// second one can be begun; its entries are sealed and leaves of the log like all others.
//
// Thread rule: load() in any transaction, record() on the writer.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/report.h"
#include "evidence/stream.h"
#include "service/act.h"

namespace hotline::service {

evidence::StreamId report_stream(const OwedReport& report);

class ReportFile {
 public:
  struct Entry {
    history::v1::ReportEvent event;
    std::uint64_t log_index = 0;
  };

  /// Of a report that nobody touched: owed, without entries.
  static Result<ReportFile> load(const World& world, store::Reader& db, const OwedReport& report);

  const OwedReport& report() const { return report_; }
  const ReportState& state() const { return state_; }
  const std::vector<Entry>& entries() const { return entries_; }

  /// Into the log, onto the state and into its row (report_rows.h); by the service itself where the event
  /// names no actor. failed_precondition report_too_long: drafts over a draft, past `drafts_max` entries;
  /// calls, past `calls_max`; everything, past `entries_max`. So a report that was saved over and over is
  /// still told of, telephoned about, signed, returned, written anew and accepted.
  Result<> record(Writing& writing, history::v1::ReportEvent event);

  static constexpr std::size_t drafts_max = 400, calls_max = 450;
  static constexpr std::size_t entries_max = 500;  // as many as the contract gives out

 private:
  explicit ReportFile(const OwedReport& report) : report_(report) {}

  OwedReport report_;
  ReportState state_;
  std::vector<Entry> entries_;
};

}  // namespace hotline::service
