// People, roles and delegations. Every act here is an entry that supervisors see.
#pragma once

#include <string>
#include <vector>

#include "hotline/record/v1/person.pb.h"
#include "service/act.h"

namespace hotline::service {

/// `password_hash` is that of the one-time password. Errors: already_exists login_taken; invalid_argument
/// unit_unknown, role_unfit (an operator outside the helpline, an officer of the helpline, …).
Result<record::v1::Person> create_person(World& world, store::Writer& db, Time now, const Caller* by,
                                         record::v1::Person person, std::string password_hash);
/// Name, telephone and memberships. Changed roles end the person's sessions.
Result<record::v1::Person> update_person(Writing& writing, const record::v1::Person& changed);
Result<record::v1::Person> set_disabled(Writing& writing, const PersonId& id, bool disabled);
Result<> reset_password(Writing& writing, const PersonId& id, std::string one_time_hash);

/// By sign-in name; those with a membership in the caller's scope, or all for an administrator.
Result<std::vector<record::v1::Person>> list_people(Reading& reading, std::string_view unit);

/// A chairman lets a deputy of the same unit decide, for at most `delegation_max`.
inline constexpr std::chrono::days delegation_max{92};
Result<record::v1::Delegation> delegate(Writing& writing, const record::v1::Delegation& wanted);
Result<> revoke_delegation(Writing& writing, const IdBytes& id);
Result<std::vector<record::v1::Delegation>> list_delegations(Reading& reading, std::string_view unit);

}  // namespace hotline::service
