#include "evidence/key.h"

#include <sodium.h>

#include <algorithm>

#include "base/status.h"

namespace hotline::evidence {

void sodium_ready() {
  static const bool ready = sodium_init() >= 0;
  HOTLINE_CHECK(ready);
}

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

Key::Key(KeyView bytes) { std::ranges::copy(bytes, bytes_.begin()); }

Key::~Key() { wipe(bytes_); }

Key Key::fresh() {
  sodium_ready();
  Key key;
  randombytes_buf(key.bytes_.data(), key.bytes_.size());
  return key;
}

LockedKey::LockedKey(KeyView bytes) {
  sodium_ready();
  bytes_.reset(static_cast<std::uint8_t*>(sodium_malloc(key_bytes)));
  HOTLINE_CHECK(bytes_ != nullptr);
  std::ranges::copy(bytes, bytes_.get());
  HOTLINE_CHECK(sodium_mprotect_readonly(bytes_.get()) == 0);
}

LockedKey LockedKey::fresh() { return LockedKey{Key::fresh()}; }

void LockedKey::Free::operator()(std::uint8_t* bytes) const { sodium_free(bytes); }

}  // namespace hotline::evidence
