// Reads config/deadlines.toml.
#pragma once

#include <string_view>

#include "base/status.h"
#include "domain/rules.h"

namespace hotline {

/// A deadline is an array of tables, [[plan]], one a rule, in the order of time: `from` the first day on
/// which it holds, `until` the first on which it no longer does (absent in the last). A deadline, section or
/// key that is absent keeps its default, or what it is in `otherwise`. A [[verify]] without a time, or with
/// "none", and a [[review]] that is due at "none" are no clock from that day on. Refused, with the line and
/// the key in the path ("12: plan.start"): keys that are not known, values of another type or out of range,
/// days without a rule (from 2015-01-01 on) or with two, text that is not TOML or over 64 KiB.
Result<Rules> parse_rules(std::string_view toml, const Rules& otherwise = {});

}  // namespace hotline
