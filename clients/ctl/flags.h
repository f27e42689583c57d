// What the flags of a command are, by the fields that they fill: for the command line, its help and its
// completion.
#pragma once

#include <string>
#include <vector>

#include "command.h"

namespace hotline::ctl {

/// Those of the table, and those that the request itself calls for: --file, --page-size, --all,
/// --expected-version, --request-id.
std::vector<Flag> all_flags(const Command& command);

/// Null for an own flag. A path that the request does not have is a broken invariant.
const FieldDescriptor* field_of(const Command& command, const Flag& flag);
bool is_toggle(const Command& command, const Flag& flag);
bool is_many(const Command& command, const Flag& flag);

/// What a value looks like: "{wrong-place,duplicate}", "UNIT", "TIME", "'what|who|by_date'".
std::string looks(const Command& command, const Flag& flag);

}  // namespace hotline::ctl
