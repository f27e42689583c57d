// A prominent case reaches every level above at once: each is told outside the service too, in the
// transaction that made the case so or that put it under that level, and what each has taken note of stands
// beside the case.
//
// Promises: each level above gets one message for each time that somebody says the case is prominent (domain/
// prominence.h), whoever acts and however the case came under it; none where it took note before, as by
// flagging it itself. It goes to the one on duty there. Who got one stands in the history (ProminentTold),
// and what became of it. Where no address of the office is known nobody is told, the case shows it, and the
// next act tries again.
#pragma once

#include <optional>
#include <vector>

#include "domain/prominence.h"
#include "hotline/record/v1/stored.pb.h"
#include "service/act.h"

namespace hotline::service {

/// What lists and the case itself show of it; empty where no level is to take note.
struct Prominent {
  std::optional<Time> since;
  std::vector<LevelAbove> levels;
};
Prominent prominent_of(const CaseState& state, const Directory& directory, Date on);

/// Into the row of the case and out of it, where the levels above are to take note. `ties`: as far as the row
/// tells.
record::v1::StoredProminence stored_prominence(const Prominence& known);
Prominent prominent_of(const record::v1::StoredProminence& stored, const CaseTies& ties,
                       const Directory& directory, Date on);

/// Writes the messages that levels above have not got yet. The service's own entry about them, where there
/// were any, which the caller appends.
Result<std::optional<history::v1::CaseEvent>> tell_levels_above(Writing& writing, const CaseId& id,
                                                                const CaseState& state);
/// Levels that were reminded for want of a note, or the helpline of levels that stand on its call list
/// (domain/take_note.h): the messages about it.
Result<> tell_of_silence(Writing& writing, const CaseId& id, const CaseState& state,
                         const history::v1::ProminentReminded& entry);
/// Whether tell_levels_above() would write any, going by the addresses of offices alone.
bool leaves_untold(const World& world, const Prominent& prominent);

}  // namespace hotline::service
