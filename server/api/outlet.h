// The way back of a stream. What was not released is taken out of each message by reflection, as it is out of
// every single answer: a stream has no other way to its client. Used on the strand of its connection.
#pragma once

#include <google/protobuf/message.h>

#include "domain/permission.h"
#include "rpc/call.h"

namespace hotline::api {

class Outlet {
 public:
  explicit Outlet(rpc::Sender& sender) : sender_(sender) {}

  /// Errors as rpc::Sender's.
  boost::asio::awaitable<Result<>> start() { return sender_.start(); }
  /// Redacts the message and sends it. Nothing but plain fields where the caller released nothing.
  boost::asio::awaitable<Result<>> send(google::protobuf::Message& message, Visibility released = plain);

 private:
  static constexpr Visibility plain{.child = false,
                                    .informant = false,
                                    .allegation = false,
                                    .own = false,
                                    .up_to_version = Visibility::newest};
  rpc::Sender& sender_;
};

}  // namespace hotline::api
