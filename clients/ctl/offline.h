// Verification without a server: an exported case against the verifier key, and nothing else. What its
// content says is shown from the very bytes that the proofs are about; people and units by their ids, for
// nobody is asked.
#pragma once

#include "command.h"

namespace hotline::ctl {

/// Says the summary, with --content each entry as well, or the first wrong entry (then: refused).
Outcome<> verify_export_file(Task& task);

}  // namespace hotline::ctl
