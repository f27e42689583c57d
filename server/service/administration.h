// People, roles and delegations. Every act here is an entry that supervisors see.
//
// An administrator has charge of the people of the unit where they are one, and of all below it (of the
// helpline: of everybody). They act only on people whose every role lies there, give no role beyond it, and
// change neither their own roles nor, but by ChangePassword, their own password: somebody else does. Whoever
// is wholly outside does not exist for them (not_found person_unknown); whoever also works elsewhere is
// permission_denied person_outside; a role elsewhere permission_denied unit_outside; oneself
// failed_precondition not_oneself.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "hotline/record/v1/person.pb.h"
#include "hotline/v1/directory.pb.h"
#include "service/act.h"

namespace hotline::service {

/// `password_hash` is that of the one-time password. Errors: already_exists login_taken; invalid_argument
/// unit_unknown, role_unfit (an operator outside the helpline, an officer of the helpline, …).
Result<record::v1::Person> create_person(World& world, store::Writer& db, AfterCommit& after, Time now,
                                         const Caller* by, record::v1::Person person,
                                         std::string password_hash);
/// The same by an administrator.
Result<record::v1::Person> create_person(Writing& writing, record::v1::Person person,
                                         std::string password_hash);
/// Name, telephone and memberships, all of them anew. Changed roles end the person's sessions. aborted
/// person_version_changed where `expected_version` is not that of the person as stored.
Result<record::v1::Person> update_person(Writing& writing, const record::v1::Person& changed,
                                         std::string_view expected_version);
/// Of all that update_person overwrites.
std::string person_version(const record::v1::Person& person);
Result<record::v1::Person> set_disabled(Writing& writing, const PersonId& id, bool disabled);
Result<> reset_password(Writing& writing, const PersonId& id, std::string one_time_hash);

/// Whether one of the hats is an administrator's with charge of that unit.
bool administers(std::span<const Standing> hats, const Directory& directory, const UnitKey& unit, Date today);
/// An administrator of the helpline: every unit, and who has no role any more.
bool administers_all(std::span<const Standing> hats);

/// What is everybody's (the list of units, copies of the database) is for administrators of the helpline
/// alone: permission_denied role_missing for others.
Result<> check_helpline_administrator(const World& world, const Viewer& viewer, Time now);

/// By sign-in name; those with a membership in the caller's scope, or in an administrator's charge. Of a unit
/// and all below it, or of that unit `alone`; of all of them where `unit` is empty.
Result<std::vector<record::v1::Person>> list_people(Reading& reading, std::string_view unit, bool alone);

/// The names of those among them whom list_people() shows to the caller, in the order asked for, each once.
Result<std::vector<v1::NamedPerson>> name_people(Reading& reading, std::span<const PersonId> ids);

/// A chairman lets a deputy of the same unit decide, for at most `delegation_max`.
inline constexpr std::chrono::days delegation_max{92};
Result<record::v1::Delegation> delegate(Writing& writing, const record::v1::Delegation& wanted);
Result<> revoke_delegation(Writing& writing, const IdBytes& id);
Result<std::vector<record::v1::Delegation>> list_delegations(Reading& reading, std::string_view unit);

}  // namespace hotline::service
