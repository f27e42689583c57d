// Reads config/deadlines.toml.
#pragma once

#include <string_view>

#include "base/status.h"
#include "domain/rules.h"

namespace hotline {

/// A key that is absent keeps its default. Refused, with the line and the key in the path ("12: plan.start"):
/// keys that are not known, values of another type or out of range, text that is not TOML or over 64 KiB.
Result<Rules> parse_rules(std::string_view toml);

}  // namespace hotline
