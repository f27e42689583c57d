// The content types of Connect (connectrpc.com/docs/protocol), parsed, not compared.
#pragma once

#include <optional>
#include <string_view>

#include "rpc/codec.h"

namespace hotline::rpc {

struct WireFormat {
  Codec codec = Codec::json;
  bool streaming = false;  // application/connect+…: enveloped messages
  bool operator==(const WireFormat&) const = default;
};

/// application/json, application/proto, application/connect+json, application/connect+proto, in any case,
/// with or without charset=utf-8. Nothing for any other type or charset.
std::optional<WireFormat> parse_content_type(std::string_view field);
std::string_view content_type(WireFormat format);

}  // namespace hotline::rpc
