// Which version of a case or a report was shown last to this person on this machine, so that what they decide
// is about what they saw, and is refused where somebody has written since. Kept between runs in the file
// "seen" of the state directory: a line for each, "SERVER PERSON NAME VERSION" (ids and codes only), the 500
// that were shown last. Of two programs that write at once one is forgotten: then the person looks again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connection.h"
#include "outcome.h"

namespace hotline::ctl {

inline constexpr std::size_t seen_versions_max = 500;

/// What the request or the answer is about: the id of a case, "half-year/CODE@DAY/2025-10-01" of a report;
/// empty for anything else.
std::string seen_name(const Message& request);

/// Nothing where it was never shown.
std::optional<std::uint32_t> seen_version(const SavedSession& session, std::string_view name);

/// After an answer was shown: what it shows counts as seen. An act's answer does only where the act itself
/// was sent with a version that was seen; otherwise there may be something between that nobody looked at.
/// Lines of lists and of a watched queue do not: they show the head of a case, not what stands in it.
void remember_shown(Connection& connection, const Message& request, const Message& answer);

/// Refuses an act on what was never shown, and says which command shows it.
std::unexpected<Exit> look_first(const Message& request);

}  // namespace hotline::ctl
