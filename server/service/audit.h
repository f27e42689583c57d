// Who read and wrote what, and the proof that none of it was changed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/report_duty.h"
#include "evidence/export.h"
#include "hotline/history/v1/journal.pb.h"
#include "service/case_file.h"

namespace hotline::service {

/// A reading, for "who read what": of cases in the caller's scope, and of look-ups by people in it. A page
/// may hold fewer than asked for, and still not be the last.
struct AccessSeen {
  std::uint64_t log_index = 0;
  CaseId case_id;
  history::v1::AccessRecord record;
};
struct AccessList {
  std::vector<AccessSeen> entries;  // newest first
  std::string after;
};
Result<AccessList> list_access(Reading& reading, const store::AccessFilter& filter, const store::Page& page);

struct ActSeen {
  std::uint64_t log_index = 0;
  history::v1::AdministrationRecord record;
};
struct ActList {
  std::vector<ActSeen> entries;  // newest first
  std::string after;
};
/// Acts of administrators, day by day from the newest: those that are about people or units in the caller's
/// scope or charge, or were done by them; the helpline sees all, also the commands of the machine. A page may
/// hold fewer than asked for, and still not be the last.
Result<ActList> list_administration(Reading& reading, const store::Page& page, bool with_sign_ins);

/// The committed log, signed now.
std::string checkpoint_now(const World& world, Time now);

/// One case with its proofs, as at an instant. Without a legal basis its sealed parts are withheld; with one
/// they leave with their keys, so that whoever has the bundle reads them. Nobody gets at more by exporting
/// than they may see: who told stays withheld from a supervisor of a commune, and so does an entry that names
/// a linked case which the exporting person may not read. In the clear the bundle names this case alone.
struct Exported {
  std::string bundle;  // evidence/export.h
  std::string checkpoint;
  bool redacted = true;  // something that is there was withheld
};
Result<Exported> export_case(Writing& writing, const CaseId& id, std::optional<Time> as_of,
                             const std::string& legal_basis);

/// One report with its proofs: its sealed parts leave as they are stored, for whoever asks may read it; that
/// it left is an access entry. failed_precondition nothing_to_export where nobody did anything with it yet.
Result<Exported> export_report(Writing& writing, const OwedReport& report);

}  // namespace hotline::service
