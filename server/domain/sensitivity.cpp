#include "domain/sensitivity.h"

#include <memory>
#include <utility>

#include "domain/sensitivity_plan.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr rec::Sensitivity sensitivity_of(Part part) {
  return part == Part::informant ? rec::SENSITIVITY_INFORMANT : rec::SENSITIVITY_ALLEGATION;
}

/// A message of the part that is being filled, made when the first field comes into it.
class Target {
 public:
  Target(const Message& like, std::unique_ptr<Message>& top) : like_(like), top_(&top) {}
  Target(Target& outer, const FieldDescriptor& field, const Message& like)
      : like_(like), outer_(&outer), field_(&field) {}

  Message& message() {
    if (made_ == nullptr) {
      if (outer_ == nullptr) {
        top_->reset(like_.New());
        made_ = top_->get();
      } else {
        Message& outer = outer_->message();
        made_ = outer.GetReflection()->MutableMessage(&outer, field_);
      }
    }
    return *made_;
  }

 private:
  const Message& like_;
  std::unique_ptr<Message>* top_ = nullptr;
  Target* outer_ = nullptr;
  const FieldDescriptor* field_ = nullptr;
  Message* made_ = nullptr;
};

/// Of the contract's own types, whose descriptors live as long as the program.
const SensitivityPlan& plan_of(const Message& message) {
  static SensitivityPlans plans;
  return plans.of(*message.GetDescriptor());
}

bool is_present(const Reflection& reflection, const Message& message, const FieldDescriptor* field) {
  return field->is_repeated() ? reflection.FieldSize(message, field) > 0
                              : reflection.HasField(message, field);
}

bool is_empty(const Message& message) { return message.ByteSizeLong() == 0; }

void move_out(const SensitivityPlan& plan, Message& from, rec::Sensitivity what, Target& into) {
  const Reflection& reflection = *from.GetReflection();
  for (const auto& entry : plan.fields) {
    if ((entry.holds & bit_of(what)) == 0 || !is_present(reflection, from, entry.field)) continue;
    if (entry.holds == bit_of(what)) {
      reflection.SwapFields(&from, &into.message(), {entry.field});
      continue;
    }
    HOTLINE_CHECK(!entry.field->is_repeated());
    Message& inner = *reflection.MutableMessage(&from, entry.field);
    Target inner_into(into, *entry.field, inner);
    if (entry.own == what) inner_into.message();  // that it is there at all belongs to this part
    move_out(*entry.inside, inner, what, inner_into);
    if (entry.own == what && is_empty(inner)) reflection.ClearField(&from, entry.field);
  }
}

SensitivitySet hidden_from(const Visibility& sees) {
  SensitivitySet hidden = 0;
  if (!sees.child) hidden |= bit_of(rec::SENSITIVITY_CHILD);
  if (!sees.informant) hidden |= bit_of(rec::SENSITIVITY_INFORMANT);
  if (!sees.allegation) hidden |= bit_of(rec::SENSITIVITY_ALLEGATION);
  return hidden;
}

void take_out(const SensitivityPlan& plan, Message& message, SensitivitySet hidden) {
  const Reflection& reflection = *message.GetReflection();
  for (const auto& entry : plan.fields) {
    if ((entry.holds & hidden) == 0 || !is_present(reflection, message, entry.field)) continue;
    if ((entry.holds & ~hidden) == 0 || entry.inside == nullptr) {
      reflection.ClearField(&message, entry.field);
    } else if (entry.field->is_repeated()) {
      for (int i = 0; i < reflection.FieldSize(message, entry.field); ++i)
        take_out(*entry.inside, *reflection.MutableRepeatedMessage(&message, entry.field, i), hidden);
    } else {
      Message& inner = *reflection.MutableMessage(&message, entry.field);
      take_out(*entry.inside, inner, hidden);
      if ((bit_of(entry.own) & hidden) != 0 && is_empty(inner)) reflection.ClearField(&message, entry.field);
    }
  }
}

}  // namespace

Parts split(const Message& message) {
  const std::unique_ptr<Message> copy(message.New());
  copy->CheckTypeAndMergeFrom(message);
  return split(std::move(*copy));
}

Parts split(Message&& message) {
  Parts parts;
  auto& whole = parts[static_cast<std::size_t>(Part::child)];
  whole.reset(message.New());
  whole->GetReflection()->Swap(whole.get(), &message);
  const auto& plan = plan_of(message);
  for (const Part part : {Part::informant, Part::allegation}) {
    Target into(*whole, parts[static_cast<std::size_t>(part)]);
    move_out(plan, *whole, sensitivity_of(part), into);
  }
  return parts;
}

void redact(Message& message, const Visibility& visibility) {
  if (const auto hidden = hidden_from(visibility); hidden != 0) take_out(plan_of(message), message, hidden);
}

const rec::Access& access_of(const google::protobuf::MethodDescriptor& method) {
  return method.options().GetExtension(rec::access);
}

}  // namespace hotline
