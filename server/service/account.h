// Signing in and out, and the own password. The password itself is looked at by the caller, on a thread that
// may be slow (password.h); these are the parts inside transactions and memory.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/act.h"

namespace hotline::service {

/// The person behind a session, with the hats of this moment. unauthenticated session_ended for an unknown or
/// ended session or a disabled person.
Result<Caller> authenticate(World& world, std::string_view token, std::string_view address, Time now);

/// A caller as of a transaction: since the request came in, hats may have changed, delegations ended,
/// sessions too. Then unauthenticated session_ended, or the hats that are left.
struct AsOf {
  std::shared_ptr<const People> people;
  Caller caller;
};
/// For reads and open streams: as memory has it, which follows every commit before it is answered.
Result<AsOf> as_of(World& world, const Caller& before, Time now);
/// For write jobs: also what earlier jobs of the same batch changed, which memory does not follow yet.
Result<AsOf> as_of(World& world, store::Writer& db, const Caller& before, Time now);
Result<std::shared_ptr<const People>> people_as_of(World& world, store::Writer& db);

/// What the log calls a sign-in (AdministrationRecord.what).
inline constexpr std::string_view act_of_signing_in{"signed_in"};

struct SignedIn {
  std::string token;
  Time expires_at{};
  record::v1::StoredPerson person;
};
/// For a person whose password fits the hash `verified`. Ends the sessions that are too many, the longest
/// unused first. unauthenticated sign_in_failed where the person was disabled, or the password changed, while
/// it was being verified.
Result<SignedIn> start_session(World& world, store::Writer& db, AfterCommit& after, const PersonId& person,
                               const std::string& verified, std::string_view address, Time now);
std::unexpected<Error> sign_in_failed();
Result<> end_session(Writing& writing);
/// Another session of the caller. not_found session_unknown where it is nobody's, another person's or over;
/// failed_precondition session_present for the one that asks.
Result<> end_other_session(Writing& writing, const SessionId& session);
/// Every session of a person but for one.
Result<> end_sessions(Writing& writing, const PersonId& person, const SessionId& except = {});

/// Stores a new hash and ends every other session of the person. permission_denied old_password_wrong where
/// `verified` is not the present hash any more.
Result<> set_password(Writing& writing, const std::string& verified, std::string hash);
std::unexpected<Error> old_password_wrong();

/// Stores a person, or a delegation; memory follows the commit.
Result<> put_person(World& world, store::Writer& db, AfterCommit& after, record::v1::StoredPerson person);
Result<> put_delegation(Writing& writing, const store::DelegationRow& row);

/// Whoever watches as that person, or decides for them, looks again.
void wake(Writing& writing, const PersonId& person);

/// The hats of a person now, delegations that run included.
Viewer viewer_of(const People& people, const PersonId& person, const SessionId& session, Time now);

}  // namespace hotline::service
