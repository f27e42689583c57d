#include "api/dispatcher.h"
#include "api/turn.h"
#include "domain/case_time.h"
#include "hotline/v1/session.pb.h"
#include "service/account.h"
#include "service/password.h"

namespace hotline::api {
namespace {

void set_cookie(Ask& ask, std::string_view token, Duration life) {
  std::string cookie(cookie_name);
  cookie += '=';
  cookie += token;
  cookie += "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";
  cookie += std::to_string(std::chrono::duration_cast<std::chrono::seconds>(life).count());
  if (ask.call.is_tls()) cookie += "; Secure";
  ask.call.response_headers().add("Set-Cookie", cookie);
}

asio::awaitable<Result<MessagePtr>> sign_in(Desk& desk, Ask& ask) {
  const auto& request = ask.as<v1::SignInRequest>();
  auto& world = desk.world();
  if (auto turn = co_await take_turn(world.sign_in_guard, world.clock, request.login(), ask.caller.address);
      !turn)
    co_return fail(turn.error());
  const auto people = world.people.get();
  const auto* person = people->find_login(request.login());
  const bool known = person && !person->person().disabled();
  const auto hash = known ? person->password_hash() : std::string();
  const auto fits = co_await desk.password_fits(hash, request.password());
  if (!fits) co_return fail(fits.error());
  if (!known || !*fits) co_return service::sign_in_failed();
  world.sign_in_guard.succeeded(request.login(), ask.caller.address);

  auto signed_in = std::make_shared<service::SignedIn>();
  const auto id = *PersonId::parse(person->person().person_id());
  auto written = co_await desk.write_plain(store::Lane::normal,
                                           [&world, id, hash, address = ask.caller.address, signed_in](
                                               store::Writer& db, service::AfterCommit& after) -> Result<> {
                                             auto started = service::start_session(
                                                 world, db, after, id, hash, address, world.clock.now());
                                             if (!started) return fail(started.error());
                                             *signed_in = std::move(*started);
                                             return {};
                                           });
  if (!written) co_return fail(written.error());
  auto response = std::make_unique<v1::SignInResponse>();
  if (request.as_cookie())
    set_cookie(ask, signed_in->token, world.sessions.limits().life_max);
  else
    response->set_token(signed_in->token);
  *response->mutable_expires_at() = timestamp_of(signed_in->expires_at);
  *response->mutable_person() = signed_in->person.person();
  response->set_must_change_password(signed_in->person.must_change_password());
  co_return response;
}

std::unexpected<Error> password_same() {
  return fail(Code::invalid_argument, "password_same",
              {"Mật khẩu mới phải khác mật khẩu hiện tại.",
               "The new password must be another than the present one."});
}

asio::awaitable<Result<MessagePtr>> change_password(Desk& desk, Ask& ask) {
  const auto& request = ask.as<v1::ChangePasswordRequest>();
  auto& world = desk.world();
  const auto people = world.people.get();
  const auto* person = people->find(ask.caller.viewer.person);
  if (!person) co_return service::old_password_wrong();
  const auto& login = person->person().login();
  if (auto turn = co_await take_turn(world.sign_in_guard, world.clock, login, ask.caller.address); !turn)
    co_return fail(turn.error());
  const auto fits = co_await desk.password_fits(person->password_hash(), request.old_password());
  if (!fits) co_return fail(fits.error());
  if (*fits && request.new_password() == request.old_password()) co_return password_same();
  if (!*fits) {
    // A retry after a broken line finds the new password in place already, and its first answer in the store;
    // whoever has no such answer is refused there.
    const auto retried = co_await desk.password_fits(person->password_hash(), request.new_password());
    if (!retried) co_return fail(retried.error());
    if (!*retried) co_return service::old_password_wrong();
  }
  world.sign_in_guard.succeeded(login, ask.caller.address);
  if (auto good = service::check_new_password(request.new_password(), login); !good)
    co_return fail(good.error());
  auto hash = co_await desk.hash_password(request.new_password());
  if (!hash) co_return fail(hash.error());
  co_return co_await desk.write(
      ask,
      [hash = *hash, verified = *fits ? person->password_hash() : std::string()](
          service::Writing& writing, const google::protobuf::Message&) -> Result<MessagePtr> {
        if (auto set = service::set_password(writing, verified, hash); !set) return fail(set.error());
        return std::make_unique<v1::ChangePasswordResponse>();
      });
}

Result<v1::WhoAmIResponse> who_am_i(service::Reading& reading, const v1::WhoAmIRequest&) {
  v1::WhoAmIResponse response;
  const auto* person = reading.people->find(reading.caller.viewer.person);
  if (person) *response.mutable_person() = person->person();
  if (const auto end = reading.world.sessions.life_end_of(reading.caller.viewer.session))
    *response.mutable_expires_at() = timestamp_of(*end);
  response.set_must_change_password(reading.caller.must_change_password);
  return response;
}

Result<v1::ListSessionsResponse> list_sessions(service::Reading& reading, const v1::ListSessionsRequest&) {
  const auto& viewer = reading.caller.viewer;
  v1::ListSessionsResponse response;
  for (const auto& open : reading.world.sessions.open_ones(viewer.person, reading.now)) {
    auto& out = *response.add_sessions();
    out.set_session_id(open.id.text());
    *out.mutable_started_at() = timestamp_of(open.started_at);
    *out.mutable_last_used_at() = timestamp_of(open.seen_at);
    *out.mutable_ends_at() = timestamp_of(open.ends_at);
    out.set_present(open.id == viewer.session);
  }
  return response;
}

Result<v1::EndSessionResponse> end_session(service::Writing& writing, const v1::EndSessionRequest& request) {
  if (auto ended = service::end_other_session(writing, *SessionId::parse(request.session_id())); !ended)
    return fail(ended.error());
  return v1::EndSessionResponse{};
}

asio::awaitable<Result<MessagePtr>> sign_out(Desk& desk, Ask& ask) {
  auto done = co_await desk.write(
      ask, [](service::Writing& writing, const google::protobuf::Message&) -> Result<MessagePtr> {
        if (auto ended = service::end_session(writing); !ended) return fail(ended.error());
        return std::make_unique<v1::SignOutResponse>();
      });
  if (done && ask.call.cookie(cookie_name)) set_cookie(ask, "", Duration::zero());
  co_return done;
}

}  // namespace

void add_session_service(Methods& methods) {
  const std::string service = "hotline.v1.SessionService.";
  methods.steps(service + "SignIn", sign_in);
  methods.steps(service + "SignOut", sign_out);
  methods.read<v1::WhoAmIRequest>(service + "WhoAmI", who_am_i);
  methods.steps(service + "ChangePassword", change_password);
  methods.read<v1::ListSessionsRequest>(service + "ListSessions", list_sessions);
  methods.write<v1::EndSessionRequest>(service + "EndSession", end_session);
}

}  // namespace hotline::api
