// A secret of 32 bytes. Key wipes itself when it ends and may be copied: for the many short-lived keys of
// subjects. LockedKey lives in memory that is never swapped out or dumped, behind guard pages, and is
// read-only once made: for the few keys that the whole service rests on (about 100 µs to make).
//
// Thread rule: immutable once made, so free to read from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>

namespace hotline::evidence {

inline constexpr std::size_t key_bytes = 32;
using KeyView = std::span<const std::uint8_t, key_bytes>;

/// Prepares libsodium; everything in this module that needs it calls it. Safe and cheap to call again.
void sodium_ready();

class Key {
 public:
  Key() = default;
  explicit Key(KeyView bytes);
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();
  static Key fresh();
  operator KeyView() const { return bytes_; }

 private:
  std::array<std::uint8_t, key_bytes> bytes_{};
};

class LockedKey {
 public:
  explicit LockedKey(KeyView bytes);
  static LockedKey fresh();
  operator KeyView() const { return KeyView{bytes_.get(), key_bytes}; }

 private:
  struct Free {
    void operator()(std::uint8_t* bytes) const;
  };
  std::unique_ptr<std::uint8_t[], Free> bytes_;
};

/// Overwrites in a way that the compiler cannot leave out.
void wipe(std::span<std::uint8_t> bytes);

/// Room for secrets on the stack, wiped at the end of its scope.
template <std::size_t N>
struct WipedBytes {
  std::array<std::uint8_t, N> bytes{};
  WipedBytes() = default;
  WipedBytes(const WipedBytes&) = delete;
  WipedBytes& operator=(const WipedBytes&) = delete;
  ~WipedBytes() { wipe(bytes); }
};

}  // namespace hotline::evidence
