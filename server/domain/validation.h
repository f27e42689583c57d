// (rule) enforced by reflection on every field of a message, at any depth, before a handler sees it.
//
// Refused, with the path of the field and a stable reason: "required", "too_long", "too_short", "not_utf8",
// "control_character", "wrong_format", "too_small", "too_large", "too_many", "unknown_value" (an enum number
// that the contract does not know, or UNSPECIFIED in a list), "time_out_of_range" (1900 to 2200). Lengths
// count code points; bytes fields count bytes. A required text needs more than spaces. Below a field that may
// be `partial` nothing is required: a form can be kept half filled. Nothing of the value is in the error.
// Unknown fields are the codec's to refuse. Plans are worked out once per message type; safe from any thread.
#pragma once

#include <google/protobuf/message.h>

#include "base/status.h"

namespace hotline {

inline constexpr std::size_t field_errors_max = 50;

/// invalid_argument fields_invalid with up to field_errors_max fields, in the order of the contract.
Result<> validate(const google::protobuf::Message& message);

}  // namespace hotline
