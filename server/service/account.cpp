#include "service/account.h"

#include <algorithm>

#include "domain/case_time.h"

namespace hotline::service {
namespace {

std::unexpected<Error> session_ended() {
  return fail(Code::unauthenticated, "session_ended",
              {"Phiên làm việc đã hết. Hãy đăng nhập lại; những gì bạn đã lưu vẫn còn.",
               "Your session has ended. Sign in again; what you saved is still there."});
}

Result<> end_all(World& world, store::Writer& db, AfterCommit& after,
                 const std::vector<store::Hash32>& tokens) {
  for (const auto& token : tokens) {
    if (auto erased = db.erase_session(token); !erased) return erased;
    after.add([&world, token] { world.sessions.remove(token); });
  }
  return {};
}

/// When somebody last signed in is for administrators to see, and decides nothing: so memory may know it
/// before the commit, which spares the later jobs of the batch a look into the database.
Result<> note_sign_in(World& world, store::Writer& db, AfterCommit& after, record::v1::StoredPerson person,
                      Time now) {
  *person.mutable_person()->mutable_last_signed_in_at() = timestamp_of(now);
  if (world.behind != 0) return put_person(world, db, after, std::move(person));
  if (auto put = db.put(People::row(world.keys, person)); !put) return put;
  world.people.set(world.people.get()->with(std::move(person)));
  return {};
}

/// Whether the session runs, also where an earlier job of the batch ended it.
Result<bool> session_runs(const World& world, store::Writer& db, const SessionId& session, Time now) {
  if (!world.sessions.runs(session, now)) return false;
  if (world.behind == 0) return true;
  auto rows = db.sessions();
  if (!rows) return fail(rows.error());
  return std::ranges::any_of(*rows, [&](const store::SessionRow& row) { return row.session == session; });
}

Result<AsOf> renewed(std::shared_ptr<const People> people, const Caller& before, Time now) {
  const auto* person = people->find(before.viewer.person);
  if (!person || person->person().disabled()) return session_ended();
  Caller caller{viewer_of(*people, before.viewer.person, before.viewer.session, now), before.address,
                person->must_change_password()};
  return AsOf{std::move(people), std::move(caller)};
}

}  // namespace

void wake(Writing& writing, const PersonId& person) {
  const auto look_again = [&](const PersonId& id) {
    writing.touched.push_back({.case_id = {}, .units = {}, .person = id});
  };
  look_again(person);
  for (const auto& row : writing.people->delegations())
    if (row.chairman == person && !row.revoked) look_again(row.deputy);
}

Viewer viewer_of(const People& people, const PersonId& person, const SessionId& session, Time now) {
  Viewer viewer{.person = person, .session = session, .memberships = {}, .delegations = {}};
  const auto* stored = people.find(person);
  if (!stored) return viewer;
  for (const auto& membership : stored->person().memberships())
    if (const auto unit = UnitKey::parse(membership.unit()))
      viewer.memberships.push_back({*unit, membership.role()});
  for (const auto& row : people.delegations())
    if (row.deputy == person && row.from <= now && now < row.until && people.has_ground(row))
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

Result<AsOf> as_of(World& world, const Caller& before, Time now) {
  if (!world.sessions.runs(before.viewer.session, now)) return session_ended();
  return renewed(world.people.get(), before, now);
}

Result<AsOf> as_of(World& world, store::Writer& db, const Caller& before, Time now) {
  auto people = people_as_of(world, db);
  if (!people) return fail(people.error());
  auto runs = session_runs(world, db, before.viewer.session, now);
  if (!runs) return fail(runs.error());
  if (!*runs) return session_ended();
  return renewed(std::move(*people), before, now);
}

Result<std::shared_ptr<const People>> people_as_of(World& world, store::Writer& db) {
  if (world.behind == 0) return world.people.get();
  return People::load(db, world.keys);
}

std::unexpected<Error> sign_in_failed() {
  return fail(Code::unauthenticated, "sign_in_failed",
              {"Tên đăng nhập hoặc mật khẩu không đúng.", "The name or the password is wrong."});
}

Result<SignedIn> start_session(World& world, store::Writer& db, AfterCommit& after, const PersonId& person,
                               const std::string& verified, std::string_view address, Time now) {
  auto people = people_as_of(world, db);
  if (!people) return fail(people.error());
  const auto* stored = (*people)->find(person);
  if (!stored || stored->person().disabled() || stored->password_hash() != verified) return sign_in_failed();
  auto started = world.sessions.make(person, world.ids.make<SessionId>(), now);
  auto open = world.sessions.of_person(person);
  const auto kept = static_cast<std::size_t>(world.sessions.limits().per_person_max) - 1;
  open.resize(open.size() > kept ? open.size() - kept : 0);
  if (auto ended = end_all(world, db, after, open); !ended) return fail(ended.error());
  if (auto put = db.put(started.row); !put) return fail(put.error());
  if (auto noted = note_sign_in(world, db, after, *stored, now); !noted) return fail(noted.error());
  const Caller caller{viewer_of(**people, person, started.row.session, now), std::string(address), false};
  if (auto noted = record_administration(world, db, now, &caller, act_of_signing_in, person.text()); !noted)
    return fail(noted.error());
  SignedIn out{std::move(started.token), started.row.expires_at, *stored};
  world.sessions.add(started.row);
  return out;
}

Result<> end_session(Writing& writing) {
  const auto token = writing.world.sessions.token_of(writing.caller.viewer.session);
  if (!token) return {};
  writing.touched.push_back({.case_id = {}, .units = {}, .person = writing.caller.viewer.person});
  return end_all(writing.world, writing.out, writing.after_commit, {*token});
}

Result<> end_other_session(Writing& writing, const SessionId& session) {
  const auto& person = writing.caller.viewer.person;
  if (session == writing.caller.viewer.session)
    return fail(Code::failed_precondition, "session_present",
                {"Đây là phiên bạn đang dùng. Hãy đăng xuất để kết thúc nó.",
                 "This is the session that you are using. Sign out to end it."});
  const auto& sessions = writing.world.sessions;
  const auto open = sessions.open_ones(person, writing.now);
  const bool own = std::ranges::find(open, session, &Sessions::Open::id) != open.end();
  const auto token = own ? sessions.token_of(session) : std::nullopt;
  if (!token)
    return fail(
        Code::not_found, "session_unknown",
        {"Phiên này không còn. Hãy tải lại danh sách.", "This session is no more. Load the list again."});
  writing.touched.push_back({.case_id = {}, .units = {}, .person = person});
  if (auto ended = end_all(writing.world, writing.out, writing.after_commit, {*token}); !ended) return ended;
  return record_administration(writing.world, writing.out, writing.now, &writing.caller, "session_ended",
                               person.text());
}

Result<> end_sessions(Writing& writing, const PersonId& person, const SessionId& except) {
  return end_all(writing.world, writing.out, writing.after_commit,
                 writing.world.sessions.of_person(person, except));
}

std::unexpected<Error> old_password_wrong() {
  return fail(Code::permission_denied, "old_password_wrong",
              {"Mật khẩu hiện tại không đúng.", "The present password is wrong."});
}

Result<> set_password(Writing& writing, const std::string& verified, std::string hash) {
  const auto& viewer = writing.caller.viewer;
  const auto* stored = writing.people->find(viewer.person);
  if (!stored || stored->person().disabled()) return session_ended();
  if (stored->password_hash() != verified) return old_password_wrong();
  auto changed = *stored;
  changed.set_password_hash(std::move(hash));
  changed.set_must_change_password(false);
  if (auto put = put_person(writing.world, writing.out, writing.after_commit, std::move(changed)); !put)
    return put;
  if (auto ended = end_sessions(writing, viewer.person, viewer.session); !ended) return ended;
  writing.touched.push_back({.case_id = {}, .units = {}, .person = viewer.person});
  return record_administration(writing.world, writing.out, writing.now, &writing.caller, "password_changed",
                               viewer.person.text());
}

Result<> put_person(World& world, store::Writer& db, AfterCommit& after, record::v1::StoredPerson person) {
  if (auto put = db.put(People::row(world.keys, person)); !put) return put;
  after.add([&world, person = std::move(person)] { world.people.set(world.people.get()->with(person)); });
  return {};
}

Result<> put_delegation(Writing& writing, const store::DelegationRow& row) {
  if (auto put = writing.out.put(row); !put) return put;
  writing.after_commit.add(
      [&world = writing.world, row] { world.people.set(world.people.get()->with(row)); });
  return {};
}

}  // namespace hotline::service
