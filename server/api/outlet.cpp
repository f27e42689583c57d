#include "api/outlet.h"

#include "domain/sensitivity.h"

namespace hotline::api {

boost::asio::awaitable<Result<>> Outlet::send(google::protobuf::Message& message, Visibility released) {
  redact(message, released);
  co_return co_await sender_.send(message);
}

}  // namespace hotline::api
