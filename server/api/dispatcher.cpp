#include "api/dispatcher.h"

#include "api/answers.h"
#include "domain/sensitivity.h"
#include "domain/validation.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/error.pb.h"
#include "service/account.h"

namespace hotline::api {

using google::protobuf::MethodDescriptor;

namespace {

std::unexpected<Error> no_session() {
  return fail(Code::unauthenticated, "session_missing", {"Hãy đăng nhập.", "Sign in first."});
}

/// The origin without its scheme: "127.0.0.1:8111".
std::string_view host_of(std::string_view origin) {
  const auto at = origin.find("://");
  return at == std::string_view::npos ? origin : origin.substr(at + 3);
}

bool same_site(const net::Headers& headers) {
  if (!headers.find("connect-protocol-version")) return false;
  if (const auto site = headers.find("sec-fetch-site"); site && *site != "same-origin" && *site != "none")
    return false;
  if (const auto origin = headers.find("origin"))
    if (const auto host = headers.find("host"); !host || host_of(*origin) != *host) return false;
  return true;
}

Result<std::string_view> token_of(const net::Request& head) {
  if (const auto header = head.headers.find("authorization")) {
    constexpr std::string_view scheme = "Bearer ";
    if (header->starts_with(scheme)) return header->substr(scheme.size());
    return no_session();
  }
  const auto cookie = head.cookie(cookie_name);
  if (!cookie) return no_session();
  if (!same_site(head.headers))
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

Result<std::unique_ptr<Dispatcher>> Dispatcher::make(
    service::World& world, const DeskLimits& limits, Copying& copying, service::ReadKeptProofs kept_proofs,
    std::span<const google::protobuf::FileDescriptor* const> contract) {
  if (auto sound = check_contract(contract, history_roots()); !sound) return fail(sound.error());
  auto dispatcher =
      std::unique_ptr<Dispatcher>(new Dispatcher(world, limits, copying, std::move(kept_proofs)));
  auto& methods = dispatcher->methods_;
  add_session_service(methods);
  add_intake_service(methods);
  add_case_service(methods);
  add_referral_service(methods);
  add_directory_service(methods);
  add_supervision_service(methods);
  add_statistics_service(methods);
  add_report_service(methods);
  add_audit_service(methods);
  add_maintenance_service(methods);
  add_reference_service(methods);
  add_duty_service(methods);
  add_duty_claim_service(methods);
  add_deadline_service(methods);
  add_report_form_service(methods);
  methods.check(contract_services());
  return dispatcher;
}

Result<service::Caller> Dispatcher::caller_of(const MethodDescriptor& method, const net::Request& head) {
  const auto& access = access_of(method);
  service::Caller caller;
  caller.address = head.peer_address;
  if (access.audience() == record::v1::AUDIENCE_PUBLIC) return caller;
  auto token = token_of(head);
  if (!token) return fail(token.error());
  auto& world = desk_.world();
  auto known = service::authenticate(world, *token, head.peer_address, world.clock.now());
  if (!known) return known;
  // The relation to a case is for the transaction to find, and the role is looked at there once more.
  if (auto role = service::check_role(access, known->viewer); !role) return fail(role.error());
  if (known->must_change_password && !open_with_old_password(method.full_name()))
    return fail(Code::failed_precondition, "password_must_change",
                {"Hãy đổi mật khẩu dùng một lần trước đã.", "Change the one-time password first."});
  return known;
}

bool Dispatcher::knows(const MethodDescriptor& method, const net::Request& head) {
  return access_of(method).audience() != record::v1::AUDIENCE_PUBLIC && caller_of(method, head).has_value();
}

Result<> Dispatcher::admit(rpc::Call& call) {
  auto caller = caller_of(call.method(), call.request());
  if (!caller) return fail(caller.error());
  if (caller->viewer.session)
    if (auto bound = call.bind_person(caller->viewer.person.text()); !bound) return bound;
  call.context() = std::move(*caller);
  return {};
}

Result<Ask> Dispatcher::ask(rpc::Call& call, MessagePtr request) {
  static const record::v1::Access& to_read = access_of(*v1::GetCaseRequest::descriptor()
                                                            ->file()
                                                            ->FindServiceByName("CaseService")
                                                            ->FindMethodByName("GetCase"));
  Ask ask{.call = call,
          .caller = std::any_cast<service::Caller>(std::move(call.context())),
          .demand = {&access_of(call.method()), &to_read, call.method().full_name()},
          .request = std::move(request)};
  if (auto valid = validate(*ask.request); !valid) return fail(valid.error());
  return ask;
}

asio::awaitable<Result<MessagePtr>> Dispatcher::unary(rpc::Call& call, MessagePtr request) {
  const auto* method = methods_.find(call.method().full_name());
  auto asked = ask(call, std::move(request));
  if (!asked) co_return fail(asked.error());
  if (method->read) co_return co_await desk_.read(*asked, method->read);
  if (method->write) co_return co_await desk_.write(*asked, method->write);
  co_return co_await method->steps(desk_, *asked);
}

asio::awaitable<Result<>> Dispatcher::stream(rpc::Call& call, MessagePtr request, rpc::Sender& sender) {
  const auto* method = methods_.find(call.method().full_name());
  auto asked = ask(call, std::move(request));
  if (!asked) co_return fail(asked.error());
  Outlet outlet(sender);
  co_return co_await method->watch(desk_, *asked, outlet);
}

}  // namespace hotline::api
