// The one door: every call of every service comes through here and is authenticated, validated, authorised
// and redacted by what the contract says of it, before and after its function. A route that could be
// forgotten does not exist.
//
// Sessions come as `Authorization: Bearer …` or as a cookie. A cookie counts only together with what a form
// on a foreign page cannot send: the Connect-Protocol-Version header, and where the browser says where it
// comes from (Sec-Fetch-Site, Origin), the same site.
//
// Who calls is found out from the header alone, before the body is read: whoever may not call a method brings
// no more than a small body, and nothing of it is decompressed.
#pragma once

#include <span>

#include "api/desk.h"
#include "domain/sensitivity.h"
#include "rpc/router.h"

namespace hotline::api {

inline constexpr std::string_view cookie_name = "hotline_session";

class Dispatcher final : public rpc::Dispatcher {
 public:
  /// Checks the contract and that every method has its function; a
  /// contract that cannot be enforced is an error, and the server does not start.
  static Result<std::unique_ptr<Dispatcher>> make(
      service::World& world, const DeskLimits& limits, Copying& copying, service::ReadKeptProofs kept_proofs,
      std::span<const google::protobuf::FileDescriptor* const> contract = contract_files());

  bool knows(const google::protobuf::MethodDescriptor& method, const net::Request& head) override;
  Result<> admit(rpc::Call& call) override;
  asio::awaitable<Result<MessagePtr>> unary(rpc::Call& call, MessagePtr request) override;
  asio::awaitable<Result<>> stream(rpc::Call& call, MessagePtr request, rpc::Sender& sender) override;

  Desk& desk() { return desk_; }

 private:
  Dispatcher(service::World& world, const DeskLimits& limits, Copying& copying,
             service::ReadKeptProofs kept_proofs)
      : desk_(world, limits, copying, std::move(kept_proofs)) {}
  Result<service::Caller> caller_of(const google::protobuf::MethodDescriptor& method,
                                    const net::Request& head);
  Result<Ask> ask(rpc::Call& call, MessagePtr request);

  Desk desk_;
  Methods methods_;
};

/// Reason, both languages and the fields, as the detail of an error on the wire.
rpc::Details error_details(const Error& error);

}  // namespace hotline::api
