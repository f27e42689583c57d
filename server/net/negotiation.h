// Reading the lists of Accept-Encoding (RFC 9110 §12.5.3).
#pragma once

#include <string_view>

namespace hotline::net {

/// Whether the list names `coding` (or "*") with a weight above zero. An empty list accepts nothing but
/// identity.
bool accepts(std::string_view list, std::string_view coding);

}  // namespace hotline::net
