// The erasure ledger: which keys were destroyed, so that a restore from a backup destroys them again before
// anything is opened. It lives beside the backups, not in them. This module reads and writes its lines; the
// store keeps the file (append, then sync) and replays it.
//
// One line for each erasure:
//
//   erased 1 case 018f6b0e-… child+allegation 2026-11-23T17:24:37.123Z 018f6b0e-… 3\n
//
// subject kind and id, parts (in this order; all three = the whole blob goes), when, who, why (a number of
// the service's list). No personal data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/status.h"
#include "evidence/stream.h"

namespace hotline::evidence {

/// A set of parts: bit 0 child, bit 1 informant, bit 2 allegation.
using PartMask = std::uint8_t;
constexpr PartMask mask_of(Part part) { return static_cast<PartMask>(1 << static_cast<unsigned>(part)); }
inline constexpr PartMask all_parts_mask = (1 << part_count) - 1;

struct Erasure {
  StreamId subject;
  PartMask parts = all_parts_mask;  // at least one
  Time at{};
  PersonId by;
  std::uint16_t why = 0;

  bool operator==(const Erasure&) const = default;
};

/// One line. Empty or unknown parts, or an instant out of range, are a broken invariant.
std::string ledger_line(const Erasure& erasure);

struct ErasureLedger {
  std::vector<Erasure> erasures;
  /// The text ended inside a line: a write that a power cut tore, and that was never acknowledged. Cut the
  /// file back to whole_bytes before appending to it.
  bool torn = false;
  std::size_t whole_bytes = 0;
};

/// Error: erasure_ledger_damaged (data_loss), with the field "lines[4]" (from 0): a restore must not go on,
/// for it would bring back what was erased.
Result<ErasureLedger> parse_ledger(std::string_view text);

}  // namespace hotline::evidence
