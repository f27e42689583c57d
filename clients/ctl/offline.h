// Verification without a server: an exported case against the verifier key, and nothing else.
#pragma once

#include <string>

#include "outcome.h"

namespace hotline::ctl {

/// Says the summary, or the first wrong entry (then: refused).
Outcome<> verify_export_file(const std::string& file, const std::string& verifier_key, bool as_json);

}  // namespace hotline::ctl
