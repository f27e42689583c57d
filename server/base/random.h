// Random bytes that are no secret: nonces, and the random half of an id. They come from the system in large
// pieces, since each question is a system call, and an intake needs ten. Keys, tokens and passwords ask the
// system themselves, so that none of them ever waits in a buffer.
//
// Promises: no byte is handed out twice, also not to the child of a fork.
// Thread rule: safe from any thread.
#pragma once

#include <cstdint>
#include <span>

namespace hotline {

void fill_random(std::span<std::uint8_t> out);

}  // namespace hotline
