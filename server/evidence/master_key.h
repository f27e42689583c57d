// The master key: 32 random bytes that every other key is wrapped with, kept in a file outside the database,
// so that neither the database nor a backup of it opens anything alone.
//
// Wrapping is XChaCha20-Poly1305. A wrapped blob says, in clear, the id of the master key that wraps it, so
// that a wrong key (the file of another installation, or of before a rotation) is told from damaged bytes:
//
//   version u8 = 1 | what u8 | master key id 8 | nonce 24 | ciphertext | tag 16
//
// additional data = the first ten bytes and the caller's context (the subject that the keys belong to).
//
// Key file, one line: "hotline-master-key-1 <id, 16 hex> <key, 64 hex>\n".
//
// Thread rule: immutable, free to use from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/status.h"
#include "evidence/key.h"

namespace hotline::evidence {

/// The first eight bytes of a keyed hash of the key: says which key, tells nothing about it.
using MasterKeyId = std::array<std::uint8_t, 8>;

class MasterKey {
 public:
  static MasterKey fresh();
  explicit MasterKey(KeyView bytes);

  /// Errors: those of read_key_file; key_file_damaged (data_loss) when the content is not a whole key.
  static Result<MasterKey> load(const std::filesystem::path& path);
  /// Writes a new key file, never over an existing one. Errors: those of create_key_file.
  Result<> save(const std::filesystem::path& path) const;

  const MasterKeyId& id() const { return id_; }
  /// Sixteen hex digits, for people to compare; may be logged.
  std::string id_text() const;
  KeyView view() const { return key_; }

 private:
  using FileContent = WipedBytes<128>;
  std::string_view write_file_content(FileContent& content) const;

  LockedKey key_;
  MasterKeyId id_;
};

/// What a blob holds. Stored numbers.
enum class Wrapped : std::uint8_t { vault = 1, subject_keys = 2 };

inline constexpr std::size_t wrap_overhead_bytes = 1 + 1 + 8 + 24 + 16;

/// About 1.5 µs for the keys of a subject.
std::string wrap(const MasterKey& master, Wrapped what, std::string_view context,
                 std::span<const std::uint8_t> secret);

/// Opens into the caller's memory (at least blob.size() - wrap_overhead_bytes) and returns the length.
/// Errors: wrong_master_key (failed_precondition); wrapped_keys_damaged (data_loss): changed, cut, or belongs
/// to another context.
Result<std::size_t> unwrap(const MasterKey& master, Wrapped what, std::string_view context,
                           std::string_view blob, std::span<std::uint8_t> into);

/// The same secret under another master key. A blob that `to` already wraps is checked and returned as it is,
/// so that a rotation that was cut short can be run again from its start. Errors: those of unwrap.
Result<std::string> rewrap(const MasterKey& from, const MasterKey& to, Wrapped what, std::string_view context,
                           std::string_view blob);

/// The id of the key that wraps a blob, without opening it. Error: wrapped_keys_damaged.
Result<MasterKeyId> wrapping_key_id(std::string_view blob);

}  // namespace hotline::evidence
