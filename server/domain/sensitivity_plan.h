// What (sensitivity) comes to for each field of a message type, worked out once. Shared by the files that
// enforce it; nobody else includes this.
#pragma once

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <deque>
#include <map>
#include <shared_mutex>
#include <unordered_map>
#include <utility>
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

/// Plans of message types, made at the first question and kept as long as this lives; the descriptors must
/// outlive it. Message types must not contain themselves (check_contract). Safe from any thread.
class SensitivityPlans {
 public:
  /// For a message that is not inside another.
  const SensitivityPlan& of(const google::protobuf::Descriptor& type);

 private:
  const SensitivityPlan& make(const google::protobuf::Descriptor& type, record::v1::Sensitivity inherited,
                              int depth);

  std::shared_mutex mutex_;
  std::unordered_map<const google::protobuf::Descriptor*, const SensitivityPlan*> tops_;
  std::map<std::pair<const google::protobuf::Descriptor*, record::v1::Sensitivity>, const SensitivityPlan*>
      plans_;
  std::deque<SensitivityPlan> all_;
};

}  // namespace hotline
