#include "domain/sensitivity_plan.h"

#include <deque>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include "base/status.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using google::protobuf::Descriptor;

constexpr int depth_max = 32;

class Plans {
 public:
  const SensitivityPlan& top(const Descriptor& type) {
    {
      const std::shared_lock lock(mutex_);
      if (const auto known = tops_.find(&type); known != tops_.end()) return *known->second;
    }
    const std::unique_lock lock(mutex_);
    return *(tops_[&type] = &plan(type, rec::SENSITIVITY_CHILD, 0));
  }

 private:
  const SensitivityPlan& plan(const Descriptor& type, rec::Sensitivity inherited, int depth) {
    HOTLINE_CHECK(depth < depth_max);
    const auto key = std::pair{&type, inherited};
    if (const auto known = plans_.find(key); known != plans_.end()) return *known->second;
    SensitivityPlan made;
    for (int i = 0; i < type.field_count(); ++i) {
      SensitivityPlan::Field entry{type.field(i), type.field(i)->options().GetExtension(rec::sensitivity),
                                   nullptr, 0};
      if (entry.own == rec::SENSITIVITY_UNSPECIFIED) entry.own = inherited;
      entry.holds = bit_of(entry.own);
      if (const Descriptor* inner = entry.field->message_type()) {
        entry.inside = &plan(*inner, entry.own, depth + 1);
        entry.holds |= entry.inside->holds;
      }
      made.holds |= entry.holds;
      made.fields.push_back(entry);
    }
    return *(plans_[key] = &all_.emplace_back(std::move(made)));
  }

  std::shared_mutex mutex_;
  std::unordered_map<const Descriptor*, const SensitivityPlan*> tops_;
  std::map<std::pair<const Descriptor*, rec::Sensitivity>, const SensitivityPlan*> plans_;
  std::deque<SensitivityPlan> all_;
};

}  // namespace

const SensitivityPlan& sensitivity_plan(const Descriptor& type) {
  static Plans plans;
  return plans.top(type);
}

}  // namespace hotline
