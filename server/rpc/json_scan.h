// A strict look at JSON text before protobuf's parser sees it, which is lax: it takes trailing commas,
// duplicate keys and bytes that are no UTF-8. One pass, no copy, no recursion deeper than `depth_max`.
#pragma once

#include <cstdint>
#include <string_view>

namespace hotline::rpc {

enum class JsonFault : std::uint8_t { none, not_json, not_utf8, too_deep, duplicate_key };

/// RFC 8259, and besides: no key twice in one object (compared after escapes are resolved), no lone
/// surrogate.
JsonFault scan_json(std::string_view text, int depth_max);

/// Whether the bytes are UTF-8 as RFC 3629 defines it: shortest form, no surrogates, at most U+10FFFF.
bool is_utf8(std::string_view text);

}  // namespace hotline::rpc
