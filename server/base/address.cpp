#include "base/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace hotline {

std::string network_of(std::string_view address) {
  const std::string text(address.substr(0, address.find('%')));  // without the zone of a link-local one
  in6_addr bytes{};
  if (inet_pton(AF_INET6, text.c_str(), &bytes) != 1) return std::string(address);
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (IN6_IS_ADDR_V4MAPPED(&bytes)) {
    inet_ntop(AF_INET, &bytes.s6_addr[12], out.data(), out.size());
    return out.data();
  }
  std::fill(&bytes.s6_addr[8], &bytes.s6_addr[16], std::uint8_t{0});
  inet_ntop(AF_INET6, &bytes, out.data(), out.size());
  return std::string(out.data()) + "/64";
}

}  // namespace hotline
