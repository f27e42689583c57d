// The fold: what an event makes of a case. Total: whatever the history says, happened.
#pragma once

#include <span>

#include "domain/case_state.h"
#include "hotline/history/v1/event.pb.h"

namespace hotline {

/// Applies one event; the version rises by one. Ends the process where the event cannot stand in a history
/// (a responsible unit that is no unit key): stored events are sealed, so that is a mistake in this program.
void evolve(CaseState& state, const history::v1::CaseEvent& event);

CaseState fold_case(std::span<const history::v1::CaseEvent> history);

/// An entry that the service itself made: nobody's act, and no version of the case.
bool is_note_of_service(const history::v1::CaseEvent& event);

/// Corrections: a field that is present in `change` replaces the one in `intake`, repeated fields whole.
void amend(google::protobuf::Message& record, const google::protobuf::Message& change);

}  // namespace hotline
