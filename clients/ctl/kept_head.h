// A signed head of the log that somebody kept, against the server's log of today: that today's log goes on
// from it, and nothing before it was changed or cut away. The server is not believed: its head must be signed
// by the same key, and it must prove that the one tree continues the other (RFC 9162, 2.1.4).
#pragma once

#include <string>

#include "connection.h"
#include "outcome.h"

namespace hotline::ctl {

/// `file` as `audit checkpoint` wrote it. Says what was found; refused where the log does not go on from it.
Outcome<> verify_kept_head(Connection& connection, const std::string& file, const std::string& verifier_key,
                           bool as_json);

}  // namespace hotline::ctl
