// Bytes to messages and back, in protobuf's binary and JSON forms, strictly: what this program does not
// understand is refused, never dropped, so that no part of a report can get lost unnoticed.
//
// protobuf's own texts about a bad input quote it; they never leave this file.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "base/status.h"

namespace hotline::rpc {

enum class Codec : std::uint8_t { proto, json };

struct CodecOptions {
  bool allow_unknown_fields = false;  // in both forms
  bool allow_unknown_enums =
      false;  // numbers (and in JSON, with allow_unknown_fields, names) that no enum has
  int json_depth_max = 64;
};

// What both forms refuse.
Error bad_message();
Error unknown_field();
Error unknown_enum();

/// Clears `into` first; it is unspecified after an error. invalid_argument with one of these reasons:
/// "not_json", "not_utf8", "too_deep", "duplicate_key", "bad_message" (wrong types, unknown names, broken
/// binary), "unknown_field", "unknown_enum" (the last with the path of the field).
Result<> decode(Codec codec, std::string_view bytes, google::protobuf::Message& into,
                const CodecOptions& options);

/// Replaces `out`. Fails (internal) only on what write_json refuses.
Result<> encode(Codec codec, const google::protobuf::Message& message, std::string& out);

}  // namespace hotline::rpc
