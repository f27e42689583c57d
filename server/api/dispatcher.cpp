#include "api/dispatcher.h"

#include <algorithm>

#include "api/answers.h"
#include "domain/sensitivity.h"
#include "domain/validation.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/error.pb.h"
#include "service/account.h"

namespace hotline::api {
namespace {

std::unexpected<Error> no_session() {
  return fail(Code::unauthenticated, "session_missing", {"Hãy đăng nhập.", "Sign in first."});
}

/// The origin without its scheme: "127.0.0.1:8111".
std::string_view host_of(std::string_view origin) {
  const auto at = origin.find("://");
  return at == std::string_view::npos ? origin : origin.substr(at + 3);
}

bool same_site(const rpc::Call& call) {
  if (!call.header("connect-protocol-version")) return false;
  if (const auto site = call.header("sec-fetch-site"); site && *site != "same-origin" && *site != "none")
    return false;
  if (const auto origin = call.header("origin"))
    if (const auto host = call.header("host"); !host || host_of(*origin) != *host) return false;
  return true;
}

Result<std::string_view> token_of(const rpc::Call& call) {
  if (const auto header = call.header("authorization")) {
    constexpr std::string_view scheme = "Bearer ";
    if (header->starts_with(scheme)) return header->substr(scheme.size());
    return no_session();
  }
  const auto cookie = call.cookie(cookie_name);
  if (!cookie) return no_session();
  if (!same_site(call))
    return fail(Code::permission_denied, "foreign_page",
                {"Yêu cầu đến từ một trang khác nên bị từ chối.",
                 "This request came from another site and was refused."});
  return *cookie;
}

bool open_with_old_password(std::string_view method) {
  return method == "hotline.v1.SessionService.WhoAmI" ||
         method == "hotline.v1.SessionService.ChangePassword" ||
         method == "hotline.v1.SessionService.SignOut";
}

/// Any hat with a role that the method is granted to; the relation to a case is for the transaction to find.
bool has_role(const record::v1::Access& access, const service::Caller& caller) {
  if (access.audience() != record::v1::AUDIENCE_GRANTED) return true;
  return std::ranges::any_of(access.grants(), [&](const record::v1::Grant& grant) {
    return std::ranges::any_of(caller.viewer.memberships,
                               [&](const Membership& m) { return m.role == grant.role(); }) ||
           (grant.role() == record::v1::ROLE_CHAIRMAN && !caller.viewer.delegations.empty());
  });
}

}  // namespace

rpc::Details error_details(const Error& error) {
  v1::Failure failure;
  failure.set_reason(std::string(error.reason));
  failure.set_text_vi(std::string(error.text.vi));
  failure.set_text_en(std::string(error.text.en));
  for (const auto& field : error.fields) {
    auto* out = failure.add_fields();
    out->set_path(field.path);
    out->set_reason(std::string(field.reason));
    out->set_text_vi(std::string(field.text.vi));
    out->set_text_en(std::string(field.text.en));
  }
  rpc::Details details(1);
  details.front().PackFrom(failure);
  return details;
}

Result<std::unique_ptr<Dispatcher>> Dispatcher::make(service::World& world) {
  if (auto sound = check_contract(contract_files(), history_roots()); !sound) return fail(sound.error());
  auto dispatcher = std::unique_ptr<Dispatcher>(new Dispatcher(world));
  auto& methods = dispatcher->methods_;
  add_session_service(methods);
  add_intake_service(methods);
  add_case_service(methods);
  add_referral_service(methods);
  add_directory_service(methods);
  add_supervision_service(methods);
  add_audit_service(methods);
  methods.check(contract_services());
  return dispatcher;
}

Result<Ask> Dispatcher::admit(rpc::Call& call, MessagePtr request) {
  static const record::v1::Access& to_read = access_of(*v1::GetCaseRequest::descriptor()
                                                            ->file()
                                                            ->FindServiceByName("CaseService")
                                                            ->FindMethodByName("GetCase"));
  const auto& access = access_of(call.method());
  Ask ask{.call = call,
          .caller = {},
          .demand = {&access, &to_read, call.method().full_name()},
          .request = std::move(request)};
  ask.caller.address = std::string(call.peer_address());
  if (access.audience() != record::v1::AUDIENCE_PUBLIC) {
    auto token = token_of(call);
    if (!token) return fail(token.error());
    auto caller =
        service::authenticate(desk_.world(), *token, call.peer_address(), desk_.world().clock.now());
    if (!caller) return fail(caller.error());
    ask.caller = std::move(*caller);
    if (auto bound = call.bind_person(ask.caller.viewer.person.text()); !bound) return fail(bound.error());
    if (!has_role(access, ask.caller))
      return fail(Code::permission_denied, "role_missing",
                  {"Vai trò của bạn không được làm việc này. Nếu cần, hãy hỏi quản trị viên.",
                   "Your role may not do this. Ask an administrator if you need to."});
    if (ask.caller.must_change_password && !open_with_old_password(ask.demand.method))
      return fail(Code::failed_precondition, "password_must_change",
                  {"Hãy đổi mật khẩu dùng một lần trước đã.", "Change the one-time password first."});
  }
  if (auto valid = validate(*ask.request); !valid) return fail(valid.error());
  return ask;
}

asio::awaitable<Result<MessagePtr>> Dispatcher::unary(rpc::Call& call, MessagePtr request) {
  const auto* method = methods_.find(call.method().full_name());
  auto ask = admit(call, std::move(request));
  if (!ask) co_return fail(ask.error());
  if (method->read) co_return co_await desk_.read(*ask, method->read);
  if (method->write) co_return co_await desk_.write(*ask, method->write);
  co_return co_await method->steps(desk_, *ask);
}

asio::awaitable<Result<>> Dispatcher::stream(rpc::Call& call, MessagePtr request, rpc::Sender& sender) {
  const auto* method = methods_.find(call.method().full_name());
  auto ask = admit(call, std::move(request));
  if (!ask) co_return fail(ask.error());
  Outlet outlet(sender);
  co_return co_await method->watch(desk_, *ask, outlet);
}

}  // namespace hotline::api
