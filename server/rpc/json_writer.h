// A message as JSON text, by the mapping of proto3: camelCase names, enums by name, 64-bit integers as
// strings, bytes in base64, fields without a value left out. Well-known types other than Timestamp are left
// to protobuf.
#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace hotline::rpc {

/// Appends. False when the message cannot be written: an Any of a type that is not linked in, a time out of
/// range, or a string that is no UTF-8.
bool write_json(const google::protobuf::Message& message, std::string& out);

/// Appends `text`, which is UTF-8, with quotes and escapes.
void append_json_string(std::string& out, std::string_view text);

}  // namespace hotline::rpc
