// The people who use the service, and who stands in for whom: small enough to be held in memory, kept sealed
// on disk.
//
// Thread rule: immutable; the world holds the newest one and replaces it on the writer's thread after the
// commit that changed it (after_commit.h).
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

  /// Whether a delegation still has its ground: the chairman may sign in and is chairman of that unit, and
  /// the deputy works there. Its days are not looked at.
  bool has_ground(const store::DelegationRow& row) const;

  /// The same object for as long as nothing changes from which it follows who answers for an office:
  /// memberships, who is disabled, deputies, rosters. A sign-in changes none of that.
  const std::shared_ptr<const int>& answering() const { return answering_; }

  /// All entries of all duty rosters, also those that ended.
  const std::vector<store::DutyRow>& duties() const { return duties_; }

  /// These people and one more, or one changed; the same with a delegation.
  std::shared_ptr<const People> with(record::v1::StoredPerson person) const;
  std::shared_ptr<const People> with(const store::DelegationRow& delegation) const;
  std::shared_ptr<const People> with(const store::DutyRow& duty) const;

  /// The row to store for a person.
  static store::PersonRow row(const Keyring& keys, const record::v1::StoredPerson& person);

 private:
  void add(const PersonId& id, record::v1::StoredPerson person);

  std::unordered_map<PersonId, std::shared_ptr<const record::v1::StoredPerson>> people_;
  std::unordered_map<std::string, PersonId> logins_;
  std::vector<store::DelegationRow> delegations_;
  std::vector<store::DutyRow> duties_;
  std::shared_ptr<const int> answering_ = std::make_shared<const int>(0);
};

}  // namespace hotline::service
