// Checkpoints: the size and root of the log at an instant, signed, to be kept outside the database. Whoever
// holds one can later tell that nothing before it was changed or cut away.
//
// The format is C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint) in a signed note (c2sp.org/signed-note),
// Ed25519, as Go's golang.org/x/mod/sumdb/note reads and writes it:
//
//   example.org/hotline                      origin, which is also the name of the key
//   20852163                                 size, decimal
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=   root
//   time 2026-11-23T17:24:37.123Z            extension line: when it was made
//
//   — example.org/hotline Az3grlgtzPICa5OS8npVmf1Myq/5IZni…    signature over the lines above the blank one
//
// Stricter than the specification: a note is at most 16 KiB, and its names are printable ASCII without space
// or plus. Signature lines of others (witnesses) are allowed and not looked at; other extension lines too.
//
// Thread rule: immutable, free to use from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/status.h"
#include "evidence/key.h"
#include "evidence/sha256.h"

namespace hotline::evidence {

inline constexpr std::size_t checkpoint_max_bytes = 16 * 1024;
inline constexpr std::size_t key_name_max_bytes = 255;

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::optional<Time> time;  // years 1970 to 9999

  bool operator==(const Checkpoint&) const = default;
};

/// One to 255 printable ASCII characters without space and plus.
bool is_key_name(std::string_view text);

/// The public half: who may have signed. Its text is Go's verifier key, "name+hash+base64(0x01 | public
/// key)".
class CheckpointVerifier {
 public:
  /// Error: verifier_key_malformed (invalid_argument).
  static Result<CheckpointVerifier> parse(std::string_view text);
  CheckpointVerifier(std::string name, const std::array<std::uint8_t, 32>& public_key);

  const std::string& name() const { return name_; }
  std::string text() const;

  /// Parses strictly and checks the signature. Errors: checkpoint_malformed; checkpoint_foreign (another
  /// origin, or no signature by this key: unsigned); checkpoint_forged (a signature in this key's name that
  /// is not its own). All data_loss. About 70 µs.
  Result<Checkpoint> open(std::string_view note) const;

 private:
  friend class CheckpointSigner;
  std::string name_;
  std::array<std::uint8_t, 32> public_key_;
  std::array<std::uint8_t, 4> key_hash_;
};

class CheckpointSigner {
 public:
  /// From the vault's checkpoint key. The name must satisfy is_key_name: a broken invariant otherwise.
  CheckpointSigner(std::string name, KeyView seed);

  const CheckpointVerifier& verifier() const { return verifier_; }
  /// The signed note; its origin is the name of the key. About 25 µs.
  std::string sign(std::uint64_t size, const Hash& root, Time time) const;

 private:
  LockedKey seed_;
  CheckpointVerifier verifier_;
};

}  // namespace hotline::evidence
