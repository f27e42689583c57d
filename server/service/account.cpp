#include "service/account.h"

#include <algorithm>

namespace hotline::service {
namespace {

std::unexpected<Error> session_ended() {
  return fail(Code::unauthenticated, "session_ended",
              {"Phiên làm việc đã hết. Hãy đăng nhập lại; những gì bạn đã lưu vẫn còn.",
               "Your session has ended. Sign in again; what you saved is still there."});
}

/// Ends sessions in the database now and in memory after the commit.
Result<> end_sessions(World& world, store::Writer& db, const std::vector<store::Hash32>& tokens,
                      std::vector<std::function<void()>>& after_commit) {
  for (const auto& token : tokens) {
    if (auto erased = db.erase_session(token); !erased) return erased;
    after_commit.push_back([&world, token] { world.sessions.remove(token); });
  }
  return {};
}

}  // namespace

Viewer viewer_of(const People& people, const PersonId& person, const SessionId& session, Time now) {
  Viewer viewer{.person = person, .session = session, .memberships = {}, .delegations = {}};
  const auto* stored = people.find(person);
  if (!stored) return viewer;
  for (const auto& membership : stored->person().memberships())
    if (const auto unit = UnitKey::parse(membership.unit()))
      viewer.memberships.push_back({*unit, membership.role()});
  for (const auto& row : people.delegations())
    if (row.deputy == person && !row.revoked && row.from <= now && now < row.until)
      if (const auto unit = UnitKey::parse(row.unit)) viewer.delegations.push_back({*unit, row.chairman});
  return viewer;
}

Result<Caller> authenticate(World& world, std::string_view token, std::string_view address, Time now) {
  const auto session = world.sessions.use(token, now);
  if (!session) return session_ended();
  const auto people = world.people.get();
  const auto* person = people->find(session->person);
  if (!person || person->person().disabled()) return session_ended();
  return Caller{viewer_of(*people, session->person, session->id, now), std::string(address),
                person->must_change_password()};
}

Result<SignedIn> start_session(World& world, store::Writer& db, const PersonId& person,
                               std::string_view address, Time now) {
  const auto people = world.people.get();
  const auto* stored = people->find(person);
  HOTLINE_CHECK(stored != nullptr);
  auto started = world.sessions.make(person, world.ids.make<SessionId>(), now);
  auto open = world.sessions.of_person(person);
  while (open.size() >= world.sessions.limits().per_person_max) {
    if (auto erased = db.erase_session(open.front()); !erased) return fail(erased.error());
    world.sessions.remove(open.front());
    open.erase(open.begin());
  }
  if (auto put = db.put(started.row); !put) return fail(put.error());
  const Caller caller{viewer_of(*people, person, started.row.session, now), std::string(address), false};
  if (auto noted = record_administration(world, db, now, &caller, "signed_in", person.text()); !noted)
    return fail(noted.error());
  SignedIn out{std::move(started.token), started.row.expires_at, *stored};
  world.sessions.add(started.row);  // of no use to anybody before the answer with the token leaves
  return out;
}

Result<> end_session(Writing& writing) {
  const auto token = writing.world.sessions.token_of(writing.caller.viewer.session);
  if (!token) return {};
  writing.touched.push_back({.case_id = {}, .units = {}, .person = writing.caller.viewer.person});
  return end_sessions(writing.world, writing.out, {*token}, writing.after_commit);
}

Result<> set_password(Writing& writing, std::string hash) {
  auto people =
      People::load(writing.db, writing.world.keys);  // memory may be behind, and an older record undo a newer
  if (!people) return fail(people.error());
  const auto* stored = (*people)->find(writing.caller.viewer.person);
  if (!stored || stored->person().disabled()) return session_ended();
  auto changed = *stored;
  changed.set_password_hash(std::move(hash));
  changed.set_must_change_password(false);
  if (auto put = writing.out.put(People::row(writing.world.keys, changed)); !put) return put;
  const auto others =
      writing.world.sessions.of_person(writing.caller.viewer.person, writing.caller.viewer.session);
  if (auto ended = end_sessions(writing.world, writing.out, others, writing.after_commit); !ended)
    return ended;
  return record_administration(writing.world, writing.out, writing.now, &writing.caller, "password_changed",
                               writing.caller.viewer.person.text());
}

}  // namespace hotline::service
