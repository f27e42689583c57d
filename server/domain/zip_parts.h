// What is wanted of a ZIP archive (ISO/IEC 21320-1), in memory: bytes in, bytes out, by libarchive.
//
// The sizes that an archive states of itself are believed nowhere: at most so many bytes are inflated in all,
// and the rest is refused, so that no archive is a bomb. Pure.
#pragma once

#include <cstddef>
#include <expected>
#include <map>
#include <string>
#include <string_view>

namespace hotline {

struct ZipLimits {
  std::size_t entries_max;
  std::size_t bytes_max;  // inflated, of all parts that are wanted
};

enum class ZipFault { unreadable, too_large, locked };

/// By their names in small letters. `wanted` is asked with such a name. A name that stands twice is
/// unreadable.
using ZipParts = std::map<std::string, std::string, std::less<>>;
std::expected<ZipParts, ZipFault> zip_parts(std::string_view archive, bool (*wanted)(std::string_view),
                                            const ZipLimits& limits);

}  // namespace hotline
