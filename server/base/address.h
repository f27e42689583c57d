// Which network an address of a machine belongs to, for limits by address: whoever has one IPv6 address has
// 2^64 of them (RFC 6177: a site gets a /64 at the least), so those are counted together.
#pragma once

#include <string>
#include <string_view>

namespace hotline {

/// "2001:db8:0:1::/64" for an IPv6 address; an IPv4 address, also one written as IPv6 (RFC 4291 §2.5.5.2), in
/// dots; anything else as it is.
std::string network_of(std::string_view address);

}  // namespace hotline
