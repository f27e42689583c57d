// Where people belong when their unit is merged or split: proposed from the list of units, decided by a
// supervisor of the level above.
//
// Promises: no list of units gives anybody a role. A confirmation before the day takes effect on that day
// (the role in the new unit begins with it, the one in the old unit ends with it); afterwards it replaces the
// old role at once, and the person signs in again.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "service/act.h"

namespace hotline::service {

/// A role whose unit has ended or ends soon, and for which nobody has said yet where it goes on.
struct RoleToConfirm {
  const record::v1::StoredPerson* person = nullptr;  // lives as long as the People it was found in
  record::v1::Membership membership;
  Date ends_on{};
  Succession succession;  // of the unit, on the day after it
};

/// Of the people whose unit ends up to that day, in the order of sign-in names.
std::vector<RoleToConfirm> roles_to_confirm(const People& people, const Directory& directory, Date today,
                                            Date until);

/// How many of them there are by that day under `after` that there are not under `before`.
std::size_t count_roles_to_confirm(const People& people, const Directory& before, const Directory& after,
                                   Date today, Date until);

/// Whether the caller may say where a role of `from` goes on: a supervisor of the level above. `to` null: the
/// one who would have to choose.
bool may_confirm(const Reading& reading, const RoleToConfirm& role, const Unit* to);

/// `to` empty: the role ends with its unit. Refused: not_found role_unknown (no such role waits, or it is not
/// the caller's to decide), failed_precondition not_oneself, unit_goes_on, too_many_roles, invalid_argument
/// unit_unfit (not one of the units that it became).
Result<record::v1::Person> confirm_membership(Writing& writing, const PersonId& person,
                                              const record::v1::Membership& membership,
                                              const std::optional<UnitKey>& to);

}  // namespace hotline::service
