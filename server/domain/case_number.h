// The number of a case as people say it on the telephone: "LN-2026-000147", "2026/147", or only "147".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hotline {

/// "LN-2026-000147": prefix, year, a number that counts up within the year.
std::string case_number(std::string_view prefix, int year, std::uint64_t count);

/// What was said, in full: without a year it is of `year`, without a prefix it has `prefix`. Case, zeros in
/// front and the mark between the parts do not matter. Nothing where it is no such number.
std::optional<std::string> spoken_case_number(std::string_view said, std::string_view prefix, int year);

}  // namespace hotline
