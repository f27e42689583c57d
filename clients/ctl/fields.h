// Text from the command line or from a prompt into a field of a request, by what the field is.
//
//   enum        a choice ("wrong-place")            bool     "true"
//   Timestamp   see parse_time                      Place    words, or "CODE@DAY detail"
//   unit, case, person ids: see resolve.h           message  its fields in order, parted by '|'
//
// Repeated fields get one more element.
#pragma once

#include <optional>
#include <string_view>

#include "connection.h"
#include "contract.h"
#include "outcome.h"

namespace hotline::ctl {

/// The path exists in the type of `root`: a broken invariant otherwise. Anything else wrong is said.
Outcome<> set_field(Connection& connection, Message& root, std::string_view path, std::string_view text);

void set_time(Message& timestamp, Time at);
std::optional<Time> time_at(const Message& root, std::string_view path);

}  // namespace hotline::ctl
