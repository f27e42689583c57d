// Whether a parsed message holds something that the contract does not name, anywhere inside it.
#pragma once

#include <google/protobuf/message.h>

#include "base/status.h"

namespace hotline::rpc {

struct Understood {
  bool unknown_fields = true;  // refuse fields that the binary form carried under unknown numbers
  bool unknown_enums = true;   // refuse enum values without a name
};

/// invalid_argument, "unknown_field" or "unknown_enum"; the latter with the path of the first such field.
/// Does not look inside google.protobuf.Any: its bytes are not parsed here.
Result<> check_understood(const google::protobuf::Message& message, const Understood& refuse);

}  // namespace hotline::rpc
