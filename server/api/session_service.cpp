#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/dispatcher.h"
#include "domain/case_time.h"
#include "hotline/v1/session.pb.h"
#include "service/account.h"
#include "service/password.h"

namespace hotline::api {
namespace {

std::unexpected<Error> sign_in_failed() {
  return fail(Code::unauthenticated, "sign_in_failed",
              {"Tên đăng nhập hoặc mật khẩu không đúng.", "The name or the password is wrong."});
}

void set_cookie(Ask& ask, std::string_view token, Duration life) {
  std::string cookie(cookie_name);
  cookie += '=';
  cookie += token;
  cookie += "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";
  cookie += std::to_string(std::chrono::duration_cast<std::chrono::seconds>(life).count());
  if (ask.call.is_tls()) cookie += "; Secure";
  ask.call.response_headers().add("Set-Cookie", cookie);
}

asio::awaitable<void> wait(Duration delay) {
  if (delay <= Duration::zero()) co_return;
  asio::steady_timer timer(co_await asio::this_coro::executor, delay);
  co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<Result<MessagePtr>> sign_in(Desk& desk, Ask& ask) {
  const auto& request = ask.as<v1::SignInRequest>();
  auto& world = desk.world();
  co_await wait(world.sign_in_guard.delay(request.login(), ask.caller.address, world.clock.now()));
  const auto people = world.people.get();
  const auto* person = people->find_login(request.login());
  const bool known = person && !person->person().disabled();
  const bool fits =
      co_await desk.password_fits(known ? person->password_hash() : std::string(), request.password());
  if (!known || !fits) {
    world.sign_in_guard.failed(request.login(), ask.caller.address, world.clock.now());
    co_return sign_in_failed();
  }
  world.sign_in_guard.succeeded(request.login());

  auto signed_in = std::make_shared<service::SignedIn>();
  const auto id = *PersonId::parse(person->person().person_id());
  auto written = co_await desk.write_plain(
      store::Lane::normal,
      [&world, id, address = ask.caller.address, signed_in](store::Writer& db) -> Result<> {
        auto started = service::start_session(world, db, id, address, world.clock.now());
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

asio::awaitable<Result<MessagePtr>> change_password(Desk& desk, Ask& ask) {
  const auto& request = ask.as<v1::ChangePasswordRequest>();
  const auto people = desk.world().people.get();
  const auto* person = people->find(ask.caller.viewer.person);
  const bool fits = person && co_await desk.password_fits(person->password_hash(), request.old_password());
  // A retry after a broken line finds the new password in place already.
  if (!fits && !(person && co_await desk.password_fits(person->password_hash(), request.new_password())))
    co_return fail(Code::permission_denied, "old_password_wrong",
                   {"Mật khẩu hiện tại không đúng.", "The present password is wrong."});
  if (auto good = service::check_new_password(request.new_password(), person->person().login()); !good)
    co_return fail(good.error());
  auto hash = co_await desk.hash_password(request.new_password());
  co_return co_await desk.write(
      ask, [hash](service::Writing& writing, const google::protobuf::Message&) -> Result<MessagePtr> {
        if (auto set = service::set_password(writing, hash); !set) return fail(set.error());
        writing.touched.push_back({.case_id = {}, .units = {}, .person = writing.caller.viewer.person});
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

Result<v1::SignOutResponse> sign_out(service::Writing& writing, const v1::SignOutRequest&) {
  if (auto ended = service::end_session(writing); !ended) return fail(ended.error());
  return v1::SignOutResponse{};
}

}  // namespace

void add_session_service(Methods& methods) {
  const std::string service = "hotline.v1.SessionService.";
  methods.steps(service + "SignIn", sign_in);
  methods.write<v1::SignOutRequest>(service + "SignOut", sign_out);
  methods.read<v1::WhoAmIRequest>(service + "WhoAmI", who_am_i);
  methods.steps(service + "ChangePassword", change_password);
}

}  // namespace hotline::api
