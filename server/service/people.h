// The people who use the service, and who stands in for whom: small enough to be held in memory, kept sealed
// on disk.
//
// Thread rule: immutable; the world holds the newest one and replaces it after the commit that changed it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "hotline/record/v1/stored.pb.h"
#include "service/keyring.h"
#include "store/store.h"

namespace hotline::service {

class People {
 public:
  /// Everybody, as stored.
  static Result<std::shared_ptr<const People>> load(store::Reader& db, const Keyring& keys);

  const record::v1::StoredPerson* find(const PersonId& id) const;
  /// By sign-in name, in small letters.
  const record::v1::StoredPerson* find_login(std::string_view login) const;
  /// Ordered by sign-in name.
  std::vector<const record::v1::StoredPerson*> all() const;
  /// All that were ever given, also those that ended.
  const std::vector<store::DelegationRow>& delegations() const { return delegations_; }

  /// The row to store for a person.
  static store::PersonRow row(const Keyring& keys, const record::v1::StoredPerson& person);

 private:
  std::unordered_map<PersonId, record::v1::StoredPerson> people_;
  std::unordered_map<std::string, PersonId> logins_;
  std::vector<store::DelegationRow> delegations_;
};

}  // namespace hotline::service
