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

struct SignedIn {
  std::string token;
  Time expires_at{};
  record::v1::StoredPerson person;
};
/// For a person whose password fits. Ends the sessions that are too many, the longest unused first.
Result<SignedIn> start_session(World& world, store::Writer& db, const PersonId& person,
                               std::string_view address, Time now);
Result<> end_session(Writing& writing);

/// Stores a new hash and ends every other session of the person.
Result<> set_password(Writing& writing, std::string hash);

/// The hats of a person now, delegations that run included.
Viewer viewer_of(const People& people, const PersonId& person, const SessionId& session, Time now);

}  // namespace hotline::service
