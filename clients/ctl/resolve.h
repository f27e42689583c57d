// What people type for what the contract names by an id: the number of a case, the name of a place or a unit,
// a sign-in name. Ids themselves pass unchanged and cost no call.
#pragma once

#include <string>
#include <string_view>

#include "connection.h"
#include "outcome.h"

namespace hotline::ctl {

/// "LN-2026-000147": looked for among the newest cases of the lists that one may see, 2,000 at most.
Outcome<std::string> resolve_case(Connection& connection, std::string_view text);

/// A code or a name to today's unit. Where the place is not sure, says the candidates, each once, and stops.
Outcome<std::string> resolve_unit(Connection& connection, std::string_view text);

/// A code or a name to the unit that it names, also one that has ended: what was in it is looked for.
Outcome<std::string> resolve_area(Connection& connection, std::string_view text);

struct FoundPlace {
  std::string unit;    // of its own time
  std::string detail;  // words that name no unit
};
Outcome<FoundPlace> resolve_place(Connection& connection, std::string_view text);

/// A sign-in name among the people that one may list.
Outcome<std::string> resolve_person(Connection& connection, std::string_view text);

}  // namespace hotline::ctl
