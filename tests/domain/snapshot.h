// Everything that is in a state but the clocks' marks and the ladder, as one text, so that two can be
// compared.
#pragma once

#include <string>

#include "domain/case_state.h"

namespace hotline::test {

std::string snapshot(const CaseState& s);

}  // namespace hotline::test
