// The way back when the master key file is lost: a recovery key, printed once at the start for the safe, and
// a small recovery file that holds the master key sealed to it.
//
// The recovery key is 32 random bytes, written as fourteen groups of five characters in Crockford's base32
// (no I, L, O, U; small letters and the look-alikes I, L, O are taken for what they resemble):
//
//   4QJ7K-0M3XC-…
//
// The fifth character of a group checks the other four and the group's place, so that every single wrong
// character, every swap of two neighbours and every swap of two groups is found and located; the last 24 bits
// check the whole.
//
// The sealing is X25519 (libsodium's crypto_box_seal) to a public key that stands in the file in clear, so
// that a rotation seals the new master key without anybody fetching the paper from the safe. A keyed hash
// under the master key keeps that public key from being exchanged in the file for another.
//
// Recovery file, 0600 like every key file (key_file.h writes and reads it), four lines:
//
//   hotline-recovery-1
//   public <base64, 32 bytes>
//   check <base64, 32 bytes>
//   sealed <base64, 80 bytes>
//
// Thread rule: immutable, free to use from any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "evidence/key.h"
#include "evidence/master_key.h"

namespace hotline::evidence {

class RecoveryKey {
 public:
  static RecoveryKey fresh();
  /// Groups may be separated by spaces, dashes or line ends, or not at all. Errors (invalid_argument):
  /// recovery_key_mistyped, with a field "recovery_key.groups[2]" and a sentence ("group 3 …") for each group
  /// that is wrong; recovery_key_length, when there are not fourteen groups of five.
  static Result<RecoveryKey> parse(std::string_view text);

  /// 83 characters, one line. To be printed once and never stored.
  std::string text() const;
  KeyView view() const { return seed_; }

 private:
  explicit RecoveryKey(KeyView seed) : seed_(seed) {}
  LockedKey seed_;
};

/// The recovery file of a new installation, or for a new recovery key.
std::string seal_for_recovery(const RecoveryKey& recovery, const MasterKey& master);

/// The recovery file for the next master key and the same recovery key, which is not needed.
/// Errors: recovery_file_damaged (data_loss); wrong_master_key (failed_precondition) when `current` is not
/// the key that the file was made for, or its public key was exchanged.
Result<std::string> reseal_for_recovery(std::string_view file, const MasterKey& current,
                                        const MasterKey& next);

/// Errors: recovery_file_damaged (data_loss); wrong_recovery_key (failed_precondition).
Result<MasterKey> recover(const RecoveryKey& recovery, std::string_view file);

}  // namespace hotline::evidence
