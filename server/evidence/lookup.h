// Equality without plain text: a telephone number or another value is found again by a keyed hash, which
// tells nothing without the index key. And session tokens: random, handed out once, stored only as their
// hash.
//
// Thread rule: pure functions, safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "evidence/key.h"
#include "evidence/sha256.h"

namespace hotline::evidence {

using LookupHash = std::array<std::uint8_t, 16>;

/// BLAKE2b-128 of domain and value under the index key. The domain ("caller_number", "place_and_age", at most
/// 255 bytes) keeps equal values of different kinds apart. The caller normalises the value first.
LookupHash lookup_hash(KeyView index_key, std::string_view domain, std::string_view value);

/// 256 random bits as 43 characters that are safe in a cookie and a header.
std::string fresh_token();

/// What is stored of a token. Without a key: a token has too many bits to be guessed from it.
Hash token_hash(std::string_view token);

}  // namespace hotline::evidence
