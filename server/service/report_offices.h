// Which offices' work a report is about that an office owes: its own and all below it, by the tree of units
// as it stood on the last day in time, whatever an office of the period was called before.
//
// Promises: the same for whoever asks. Of restricted cases a report holds none, for those who sign it may be
// barred from them; that of the helpline holds them. Thread rule: one transaction; the directory outlives it.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/report_duty.h"
#include "domain/report_sheet.h"
#include "hotline/history/v1/statistics.pb.h"

namespace hotline::service {

class ReportOffices {
 public:
  ReportOffices(const Directory& directory, const OwedReport& report);

  bool holds(const std::string& office) { return below(office) != nullptr; }
  bool holds(const history::v1::CaseFact& fact) { return below(fact) != nullptr; }
  /// The office directly below the reporting one to which that work belongs, or the reporting one for its own
  /// and for what nobody can say; null: not in the report. Lives as long as this.
  const std::string* below(const std::string& office);
  const std::string* below(const history::v1::CaseFact& fact);

  /// The helpline's own: restricted cases are in it.
  bool whole_country() const { return upper_ == &directory_.helpline(); }

  /// The reporting one, then those directly below it, by name.
  std::vector<ReportOffice> named() const;

 private:
  std::optional<std::string> find(const std::string& office) const;

  const Directory& directory_;
  const Unit* upper_;
  Date on_;
  std::unordered_map<std::string, std::optional<std::string>> known_;
};

}  // namespace hotline::service
