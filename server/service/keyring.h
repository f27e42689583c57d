// The keys in use: the master key from its file, the long-lived keys of the vault, and the keys of subjects
// as they are made and opened inside a transaction.
//
// Thread rule: immutable after load; the verbs that take a Reader or Writer run where that transaction runs.
#pragma once

#include <string>
#include <string_view>

#include "evidence/lookup.h"
#include "evidence/master_key.h"
#include "evidence/subject_keys.h"
#include "evidence/vault.h"
#include "store/store.h"

namespace hotline::service {

class Keyring {
 public:
  Keyring(evidence::MasterKey master, evidence::Vault vault);

  /// Fresh keys of a subject that has none yet, stored wrapped.
  Result<evidence::SubjectKeys> make(store::Writer& db, const evidence::StreamId& subject) const;
  /// Error: content_erased (not_found) where the keys were destroyed.
  Result<evidence::SubjectKeys> open(store::Reader& db, const evidence::StreamId& subject) const;
  /// The keys of a subject that several entries share: opened, or made with the first.
  Result<evidence::SubjectKeys> open_or_make(store::Writer& db, const evidence::StreamId& subject) const;

  /// Keyed hash for equality look-ups. `domain` keeps equal values of different kinds apart.
  store::Hash16 lookup(std::string_view domain, std::string_view value) const;

  /// Seals what is kept beside the log (people, drafts, answers) under a long-lived key, bound to its row.
  std::string seal(evidence::VaultKey key, const IdBytes& row, std::string_view content) const;
  Result<std::string> unseal(evidence::VaultKey key, const IdBytes& row, std::string_view sealed) const;

  const evidence::MasterKey& master() const { return master_; }
  const evidence::Vault& vault() const { return vault_; }

 private:
  evidence::MasterKey master_;
  evidence::Vault vault_;
};

}  // namespace hotline::service
