// What (sensitivity) comes to for each field of a message type, worked out once. Shared by the files that
// enforce it; nobody else includes this.
#pragma once

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <vector>

#include "hotline/record/v1/options.pb.h"

namespace hotline {

/// A set of record.v1.Sensitivity, one bit each.
using SensitivitySet = std::uint32_t;
constexpr SensitivitySet bit_of(record::v1::Sensitivity sensitivity) { return 1U << sensitivity; }

struct SensitivityPlan {
  struct Field {
    const google::protobuf::FieldDescriptor* field = nullptr;
    record::v1::Sensitivity own = record::v1::SENSITIVITY_UNSPECIFIED;  // effective, never UNSPECIFIED
    const SensitivityPlan* inside = nullptr;                            // of a message field
    SensitivitySet holds = 0;                                           // own and everything inside
  };
  std::vector<Field> fields;
  SensitivitySet holds = 0;
};

/// For a message that is not inside another. Message types must not contain themselves (check_contract). The
/// plan lives as long as the program. Safe from any thread.
const SensitivityPlan& sensitivity_plan(const google::protobuf::Descriptor& type);

}  // namespace hotline
