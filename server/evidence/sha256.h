// SHA-256 (FIPS 180-4), the hash of everything that others must be able to check with their own tools: parts,
// entries, the tree, checkpoints. OpenSSL's, because with the processor's SHA instructions it takes a sixth
// of libsodium's time.
//
// Promise: no allocation after a thread's first call; safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hotline::evidence {

using Hash = std::array<std::uint8_t, 32>;

Hash sha256(std::string_view bytes);

}  // namespace hotline::evidence
