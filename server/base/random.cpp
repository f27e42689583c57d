#include "base/random.h"

#include <pthread.h>
#include <sodium.h>

#include <array>
#include <cstring>

#include "base/status.h"

namespace hotline {
namespace {

struct Block {
  std::array<std::uint8_t, 256>
      bytes;  // as much as one call gives whole, whatever signals come (getrandom(2))
  std::size_t left = 0;
};

thread_local Block block;

}  // namespace

void fill_random(std::span<std::uint8_t> out) {
  static const int watched = pthread_atfork(nullptr, nullptr, [] { block.left = 0; });
  HOTLINE_CHECK(watched == 0 && out.size() <= block.bytes.size());
  if (block.left < out.size()) {
    randombytes_buf(block.bytes.data(), block.bytes.size());
    block.left = block.bytes.size();
  }
  block.left -= out.size();
  std::memcpy(out.data(), &block.bytes[block.left], out.size());
}

}  // namespace hotline
