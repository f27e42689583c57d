#include "base/random.h"

#include <pthread.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/status.h"

namespace hotline {
namespace {

struct Stock {
  std::array<std::uint8_t, 2048> bytes;
  std::size_t left = 0;
};
thread_local Stock stock;

/// The child of a fork has the parent's bytes, and only the thread that forked.
void forget_at_fork() {
  static const bool registered = ::pthread_atfork(nullptr, nullptr, [] { stock.left = 0; }) == 0;
  HOTLINE_CHECK(registered);
}

}  // namespace

void fill_random(std::span<std::uint8_t> out) {
  HOTLINE_CHECK(out.size() <= stock.bytes.size());
  if (stock.left < out.size()) {
    forget_at_fork();
    randombytes_buf(stock.bytes.data(), stock.bytes.size());
    stock.left = stock.bytes.size();
  }
  const auto from = std::span{stock.bytes}.subspan(stock.left - out.size(), out.size());
  std::ranges::copy(from, out.begin());
  stock.left -= out.size();
}

}  // namespace hotline
