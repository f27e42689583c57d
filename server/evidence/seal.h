// Sealing of content: XChaCha20-Poly1305 with a random nonce, bound to its place in the history.
//
//   sealed = nonce 24 | ciphertext | tag 16
//   additional data = stream kind u8 | stream id 16 | sequence u64 | part u8
//
// so that bytes moved to another stream, entry or part do not open. The length of the content is not hidden.
//
// Thread rule: pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"
#include "evidence/key.h"
#include "evidence/stream.h"

namespace hotline::evidence {

inline constexpr std::size_t seal_overhead_bytes = 24 + 16;

/// Replaces `out`, whose memory is used again.
void seal(KeyView key, const StreamId& stream, std::uint64_t sequence, Part part, std::string_view content,
          std::string& out);

/// The key of one sealed part alone, for handing it out: what XChaCha20-Poly1305 makes of the subject's key
/// and the first 16 bytes of the nonce (HChaCha20), a key of ChaCha20-Poly1305 (RFC 8439) under the nonce of
/// four zero bytes and the last 8. It opens no other part, and the subject's key does not follow from it.
/// Error: sealed_damaged (data_loss) for bytes that are too short.
Result<Key> key_of_one(KeyView key, std::string_view sealed);

/// Opens a part with the key of this one alone; everything else as open().
Result<> open_one(KeyView one, const StreamId& stream, std::uint64_t sequence, Part part,
                  std::string_view sealed, std::string& out);

/// Replaces `out`; on an error it is empty. Error: sealed_damaged (data_loss): a changed byte, a cut, another
/// key, or bytes from another place.
Result<> open(KeyView key, const StreamId& stream, std::uint64_t sequence, Part part, std::string_view sealed,
              std::string& out);

}  // namespace hotline::evidence
