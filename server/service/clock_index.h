// The index of the clocks (next_due, next_step, call_since in the rows of cases, and what statistics count of
// clocks), made anew where it was made with other rules, another calendar, or by another version of this
// program.
//
// Promises: what is written is what the function says of each history, no more: a rule that comes into force
// later alters nothing that began before, so after most changes everything is read and nothing is written.
// Reads on every reader at once. A case whose history cannot be read stops nobody: it is left to the clock
// keeper, who comes back to it. Open cases, for no clock runs in a closed one, and closed prominent ones, for
// levels above may not have taken note of what was said since (take_note.h); but where another version of
// this program made the index, every case: it may count clocks that the one before did not know.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "service/world.h"

namespace hotline::service {

/// How the index is made from a history. Raised by whoever changes that (ladder.h, clocks.h, take_note.h, or
/// what a row of a case says of them), so that every store makes its index anew at the next start.
inline constexpr std::string_view clock_index_version = "7";

/// `rules_digest`: another text for other rules or another calendar. Before anybody else writes.
Result<> renew_clock_index(World& world, std::string_view rules_digest,
                           const std::function<void(std::uint64_t done, std::uint64_t total)>& on_progress);

}  // namespace hotline::service
