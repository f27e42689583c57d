// Random bytes that everybody may see in the end: nonces and the random part of ids. Keys and passwords are
// not made of them; each of those asks the system for its own.
//
// A call of the system costs an intake more than the bytes do (getrandom was a twentieth of the writer's
// work), so each thread fetches a block at once and hands out pieces of it, each piece once: also in a child
// process, which begins with a block of its own, since a nonce used twice under one key would give both
// contents away.
#pragma once

#include <cstdint>
#include <span>

namespace hotline {

/// Fills `out`, which is at most a block (256 bytes) long. Any thread.
void fill_random(std::span<std::uint8_t> out);

}  // namespace hotline
