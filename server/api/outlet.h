// The way back of a stream. What was not released is taken out of each message by reflection, as it is out of
// every single answer: a stream has no other way to its client. Used on the strand of its connection.
#pragma once

#include <google/protobuf/message.h>

#include <cstddef>
#include <vector>

#include "domain/permission.h"
#include "domain/sensitivity.h"
#include "rpc/call.h"

namespace hotline::api {

class Outlet {
 public:
  static constexpr Visibility plain{.child = false,
                                    .informant = false,
                                    .allegation = false,
                                    .own = false,
                                    .up_to_version = Visibility::newest};

  explicit Outlet(rpc::Sender& sender) : sender_(sender) {}

  /// Errors as rpc::Sender's.
  boost::asio::awaitable<Result<>> start() { return sender_.start(); }
  /// Redacts the message and sends it. Nothing but plain fields where the caller released nothing.
  boost::asio::awaitable<Result<>> send(google::protobuf::Message& message, Visibility released = plain);
  /// The same for messages that belong together, in order.
  template <class Message>
  struct Piece {
    Message message;
    Visibility released = plain;
  };
  template <class Message>
  boost::asio::awaitable<Result<>> send_together(std::vector<Piece<Message>> pieces) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      redact(pieces[i].message, pieces[i].released);
      auto sent = i + 1 == pieces.size() ? co_await sender_.send(pieces[i].message)
                                         : co_await sender_.send_with_next(pieces[i].message);
      if (!sent) co_return sent;
    }
    co_return Result<>{};
  }

 private:
  rpc::Sender& sender_;
};

}  // namespace hotline::api
