// The row of a case: what lists, queues and watches are made of. A projection of its history; see rows.h.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/case_state.h"
#include "domain/clocks.h"
#include "hotline/history/v1/journal.pb.h"
#include "hotline/record/v1/case.pb.h"
#include "hotline/record/v1/stored.pb.h"
#include "service/keyring.h"
#include "service/world.h"

namespace hotline::service {

/// The units, as far as a row depends on them: the levels above a prominent case.
struct UnitsOf {
  const Directory& directory;
  Date today;
};

/// The row as the history has it; `readings` are its clocks. `proof` of readings is kept from `before` while
/// the referral is the same.
Result<store::CaseRow> project(const World& world, const UnitsOf& units, const CaseId& id,
                               const CaseState& state, std::span<const ClockReading> readings,
                               const evidence::SubjectKeys& keys, std::uint64_t changed,
                               const store::CaseRow* before);

/// What the row says of the clocks: the next that is due, when something is done about them next, and how far
/// the ladder has climbed.
void index_clocks(const Rules& rules, const UnitsOf& units, const CaseState& state,
                  std::span<const ClockReading> readings, store::CaseRow& row);

/// What a list says of the child.
record::v1::CaseSummary summary_of(const CaseState& state, Date on);
/// What of the row is sealed. data_loss where that is damaged.
Result<record::v1::StoredCaseRow> open_row(const evidence::SubjectKeys& keys, const store::CaseRow& row);

/// The keyed hash by which a second call about the same child is found: place, age band, sex. Where band or
/// sex is not known it stands for itself.
store::Hash16 similar_hash(const Keyring& keys, const std::string& unit, std::optional<int> age,
                           record::v1::Sex sex);

/// Who is what to the case, as far as the row tells: everything but the barred persons of a restricted case.
CaseTies ties_of(const store::CaseRow& row, std::span<const store::PastUnitRow> past);

/// The units that an act took the case from, at `after.changed`: those that had it, with what they may still
/// read, and the one whose referral was replaced before it answered, with nothing (up_to_version 0).
std::vector<store::PastUnitRow> units_that_left(std::span<const PastUnit> past_before, const CaseState& state,
                                                const store::CaseRow* before, const store::CaseRow& after);

/// That a reading proves: of the whole, or of a line in a list.
record::v1::ProofLevel proof_level(history::v1::AccessWhat what);
/// Whether that referral still waits, and has not this proof level.
Result<bool> raises_proof(store::Reader& db, const CaseId& id, const ReferralId& referral,
                          record::v1::ProofLevel level);
/// Raises the proof level of a referral that still waits. Nothing where it does not wait or has that level.
Result<std::optional<Touched>> raise_proof(store::Writer& db, const CaseId& id, const ReferralId& referral,
                                           record::v1::ProofLevel level, std::uint64_t changed);

/// Nobody has it: referred and not accepted, or returned to whoever has to route it.
bool is_unaccepted(const store::CaseRow& row);

/// Those whose screens a change of the row concerns.
Touched touched_by(const store::CaseRow* before, const store::CaseRow& after);

}  // namespace hotline::service
