// One entry of the one log: a header in clear, and up to three sealed parts that it names by their hashes.
//
//   version u8 = 1 | index u64 | stream kind u8 | stream id 16 | stream sequence u64 | recorded_at unix ms
//   i64 | actor 16 | session 16 | entry kind u16 | SHA-256(part 0) | SHA-256(part 1) | SHA-256(part 2)
//
// 172 bytes, integers big-endian; 32 zero bytes stand for a part that the entry does not have. The leaf of
// the Merkle tree is that encoding and nothing else (RFC 6962 §2.1: leaf hash = SHA-256(0x00 | encoding)). So
// a part can be withheld from an export or erased, and the proof of the entry still holds.
//
// Thread rule: values and pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"
#include "base/status.h"
#include "evidence/sha256.h"
#include "evidence/stream.h"

namespace hotline::evidence {

/// What stands in a header for a part that is not there; SHA-256 of no known content.
inline constexpr Hash no_part{};

struct EntryHeader {
  std::uint64_t index = 0;  // place in the log, from 0
  StreamId stream;
  std::uint64_t sequence = 0;  // place in the stream, from 1
  Time recorded_at{};          // years 1970 to 9999
  PersonId actor;              // all zero: the service itself
  SessionId session;           // all zero: none
  std::uint16_t kind = 0;      // numbered by the service; this module does not look at it
  std::array<Hash, part_count> parts{};

  bool operator==(const EntryHeader&) const = default;
};

inline constexpr std::size_t header_bytes = 1 + 8 + 1 + 16 + 8 + 8 + 16 + 16 + 2 + 3 * 32;
using HeaderBytes = std::array<std::uint8_t, header_bytes>;

/// A sequence of 0 or an instant out of range is a broken invariant.
HeaderBytes encode(const EntryHeader& header);

/// Error: entry_header_malformed (data_loss) for anything that encode() cannot have written.
Result<EntryHeader> parse_header(std::string_view bytes);

/// The hash that a header carries for the sealed bytes of a part.
Hash part_hash(std::string_view sealed);

/// RFC 6962 leaf hash of an encoded header of `header_bytes` bytes.
Hash leaf_hash(std::string_view header);
inline Hash leaf_hash(const HeaderBytes& header) {
  return leaf_hash({reinterpret_cast<const char*>(header.data()), header.size()});
}

}  // namespace hotline::evidence
