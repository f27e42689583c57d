#include "domain/sensitivity_plan.h"

#include <mutex>

#include "base/status.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using google::protobuf::Descriptor;

constexpr int depth_max = 32;

}  // namespace

const SensitivityPlan& SensitivityPlans::of(const Descriptor& type) {
  {
    const std::shared_lock lock(mutex_);
    if (const auto known = tops_.find(&type); known != tops_.end()) return *known->second;
  }
  const std::unique_lock lock(mutex_);
  return *(tops_[&type] = &make(type, rec::SENSITIVITY_CHILD, 0));
}

const SensitivityPlan& SensitivityPlans::make(const Descriptor& type, rec::Sensitivity inherited, int depth) {
  HOTLINE_CHECK(depth < depth_max);
  const auto key = std::pair{&type, inherited};
  if (const auto known = plans_.find(key); known != plans_.end()) return *known->second;
  SensitivityPlan plan;
  for (int i = 0; i < type.field_count(); ++i) {
    SensitivityPlan::Field entry{type.field(i), type.field(i)->options().GetExtension(rec::sensitivity),
                                 nullptr, 0};
    if (entry.own == rec::SENSITIVITY_UNSPECIFIED) entry.own = inherited;
    entry.holds = bit_of(entry.own);
    if (const Descriptor* inner = entry.field->message_type()) {
      entry.inside = &make(*inner, entry.own, depth + 1);
      entry.holds |= entry.inside->holds;
    }
    plan.holds |= entry.holds;
    plan.fields.push_back(entry);
  }
  return *(plans_[key] = &all_.emplace_back(std::move(plan)));
}

}  // namespace hotline
