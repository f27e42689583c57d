// Prominent cases (point 6 of the letter of 26 March 2015: "sudden or prominent cases are reported at once"):
// what makes a case so by itself, and which levels above are told of it and take note, each for itself.
//
// By rule: the press told of it, an official is suspected (a restricted case), or as many children as the
// rules name. A death is nothing that Form 01 asks for: whoever learns of it says so (FlagProminent). That an
// informant names an official among the suspected abusers makes no case prominent: the reason is open to
// whoever may read the case, and would tell of an allegation that fewer people see.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case_state.h"
#include "domain/directory.h"
#include "domain/rules.h"
#include "hotline/history/v1/event.pb.h"

namespace hotline {

struct LevelAbove {
  const Unit* unit = nullptr;
  std::optional<Prominence::Note> note;  // that it has taken
  std::optional<Prominence::Told> told;  // the message that it got
  std::optional<Time> reminded;          // for want of a note (take_note.h)
  std::optional<Time> on_call_list;
};

/// Whether levels above are to take note of it: while it is open, and of what was said since it was closed.
bool awaits_notes(const CaseState& state);

/// Every level above the unit that has the case, and above the one that is getting it, from the nearest up,
/// as they stand on that day: exactly the units that are RELATION_ABOVE to it. A unit that has become another
/// of its level without doubt took its note for that one; a message reached the same office alone, under
/// whatever name.
std::vector<LevelAbove> levels_above(const CaseTies& ties, const Prominence& known,
                                     const Directory& directory, Date on);

/// Why a contact makes its case prominent, as far as that is not known of it already.
std::vector<record::v1::ProminentReason> prominent_by_rule(const record::v1::Contact& contact,
                                                           bool restricted, const Prominence& known,
                                                           const Rules& rules);
/// Whether a correction of the form makes it so: there are as many children as the rules name, and were not
/// before.
bool are_several_now(const record::v1::Intake& before, const record::v1::Intake& after,
                     const Prominence& known, const Rules& rules);

/// What the service notes of the messages that it wrote to levels above, and of what became of one. `cause`
/// is what was given to the message; nothing for the cause of another one.
struct ToldLevel {
  UnitKey unit;
  PersonId person;  // on duty there; zero: whoever reads the office's messages
};
history::v1::CaseEvent prominent_told(const std::vector<ToldLevel>& levels, Time now);
std::string cause_of_prominent(const UnitKey& told, Time now);
std::optional<history::v1::CaseEvent> prominent_delivered(std::string_view cause, std::string_view channel,
                                                          bool delivered, std::uint32_t attempts, Time now);

}  // namespace hotline
