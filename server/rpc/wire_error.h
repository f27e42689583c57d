// Errors as Connect sends them: {"code", "message", "details"}, and the last message of a stream
// (connectrpc.com/docs/protocol, "Error Codes" and "Error-End-Stream").
#pragma once

#include <google/protobuf/any.pb.h>

#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "net/http.h"

namespace hotline::rpc {

using Details = std::vector<google::protobuf::Any>;

unsigned http_status(Code code);

/// The message is text.en; the details carry whatever else the layer above wants to say.
std::string error_json(const Error& error, const Details& details);

/// `error` may be null: the stream ended well. Trailers are its metadata.
std::string end_stream_json(const Error* error, const Details& details, const net::Headers& trailers);

/// RFC 4648 §4; Connect leaves the padding away and readers must take both.
std::string base64(std::string_view bytes);
std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace hotline::rpc
