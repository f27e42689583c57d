// JSON text into a message, by the mapping of proto3 (protobuf.dev/programming-guides/json), in one pass.
//
// Stricter than protobuf's own parser, which loses what it does not understand: no key twice (also not once
// as "fooBar" and once as "foo_bar"), no two members of one oneof, no unknown field, no enum number without a
// name, no "true" for a bool. Well-known types other than Timestamp are left to protobuf, after the same
// check of their syntax.
#pragma once

#include <google/protobuf/message.h>

#include <string_view>

#include "base/status.h"
#include "rpc/codec.h"

namespace hotline::rpc {

/// `into` is empty before; it is unspecified after an error. Reasons: see codec.h.
Result<> read_json(std::string_view text, google::protobuf::Message& into, const CodecOptions& options);

}  // namespace hotline::rpc
