// The long-lived keys that must survive a rotation of the master key, wrapped together as one blob that the
// store keeps: rotating rewraps the blob, and nothing that these keys made changes.
//
// Thread rule: immutable after fresh(), unwrap() and add_missing().
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/status.h"
#include "evidence/master_key.h"

namespace hotline::evidence {

/// What a long-lived key is for. Stored numbers, never reused; a new purpose gets the next one and a line in
/// vault.cpp.
enum class VaultKey : std::uint8_t {
  index = 1,         // keyed hashes for equality look-ups (lookup.h)
  checkpoint = 2,    // seed of the Ed25519 key that signs checkpoints (checkpoint.h)
  answers = 3,       // seals the stored answers of request ids
  directory = 4,     // seals people's names and units' telephones
  outbox = 5,        // seals messages that leave the service, with their recipients
  machine_acts = 6,  // seals what commands on the machine leave for the log while the service holds it
  statistics = 7,    // seals what statistics count of each case
};

class Vault {
 public:
  /// A key of its own for every purpose.
  static Vault fresh();
  /// Errors: those of unwrap in master_key.h. Keys of purposes that this version does not know are kept.
  static Result<Vault> unwrap(const MasterKey& master, std::string_view blob);

  std::string wrap(const MasterKey& master) const;
  static Result<std::string> rewrap(const MasterKey& from, const MasterKey& to, std::string_view blob);

  /// Makes the keys of purposes that came after the vault was made; true when there were any, and the blob is
  /// to be stored again.
  bool add_missing();

  /// Every purpose has its key after fresh() or add_missing(); asking for another one is a broken invariant.
  KeyView key(VaultKey purpose) const;

 private:
  Vault() = default;
  std::map<std::uint8_t, LockedKey> keys_;
};

}  // namespace hotline::evidence
