#include "base/status.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace hotline {
namespace {
constexpr std::array<std::string_view, 17> names = {
    "",          "canceled",       "unknown",           "invalid_argument",   "deadline_exceeded",
    "not_found", "already_exists", "permission_denied", "resource_exhausted", "failed_precondition",
    "aborted",   "out_of_range",   "unimplemented",     "internal",           "unavailable",
    "data_loss", "unauthenticated"};
}

std::string_view name(Code code) { return names.at(static_cast<std::size_t>(code)); }

Code code_of(std::string_view name) {
  for (std::size_t i = 1; i < names.size(); ++i)
    if (names[i] == name) return static_cast<Code>(i);
  return Code::unknown;
}

void broken(std::string_view claim, std::source_location where) {
  std::fprintf(stderr, "%s:%u: %s: broken invariant: %.*s\n", where.file_name(),
               static_cast<unsigned>(where.line()), where.function_name(), static_cast<int>(claim.size()),
               claim.data());
  std::abort();
}

}  // namespace hotline
