// Reading what a server says went wrong (internal to rpc).
#pragma once

#include <string_view>

#include "rpc/client.h"

namespace hotline::rpc {

/// {"code":…,"message":…,"details":[…]}; without a usable body or code, the code that the HTTP status stands
/// for (connectrpc.com/docs/protocol, "HTTP to Error Code").
RemoteError read_error(std::string_view json, unsigned http_status);

/// The last message of a stream: its trailers, and its error if it has one.
Remote<> read_end_of_stream(std::string_view json, net::Headers& trailers);

RemoteError local_error(const Error& error);

}  // namespace hotline::rpc
