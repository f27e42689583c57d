// How a span of time is written in a file of rules, of deadlines as of report duties.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/rules.h"

namespace hotline {

/// "30 minutes", "12 hours", "15 days", "8 working hours", "5 working days"; also "1 day". Nothing for
/// anything else, or an amount below `min` or beyond the limit of its unit: 31 days of hours, ten years of
/// days.
std::optional<Span> span_of_text(std::string_view text, int min);
std::string text_of_span(const Span& span);

}  // namespace hotline
