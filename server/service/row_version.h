// The version of something that people change, made from what it says: to be sent along with a change, so
// that of two people who change it at once the second is refused (`aborted`) instead of overwriting silently.
#pragma once

#include <string>
#include <string_view>

namespace hotline::service {

/// 24 hexadecimal digits, the same for the same bytes: enough to tell apart the few versions that one row
/// ever has. The bytes cannot be read from it.
std::string row_version(std::string_view bytes);

}  // namespace hotline::service
