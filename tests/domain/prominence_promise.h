// What holds of a prominent case whatever people do.
#pragma once

#include "domain/story.h"

namespace hotline::test {

/// After an act: who took note of the case stands above it, and has done so until somebody flags it again; no
/// clock moves by taking note.
void expect_notes_kept(const CaseState& before, const Story& after, const Decision& act);

}  // namespace hotline::test
