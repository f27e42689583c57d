// check_contract: the contract as this program can enforce it.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/timestamp.pb.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/sensitivity.h"
#include "domain/sensitivity_plan.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr Text not_enforceable = {"Hợp đồng giao tiếp có điều mà chương trình không thi hành được.",
                                  "The contract demands something that this program cannot enforce."};

class ContractCheck {
 public:
  void file(const FileDescriptor& file) {
    // The options describe the contract; they are not part of what it carries.
    if (&file == rec::Rule::descriptor()->file()) return;
    for (int i = 0; i < file.message_type_count(); ++i) type(*file.message_type(i));
    for (int i = 0; i < file.service_count(); ++i)
      for (int m = 0; m < file.service(i)->method_count(); ++m) method(*file.service(i)->method(m));
  }

  void root(const Descriptor& type) {
    if (!recursive_.contains(&type)) stored(type, plans_.of(type));
  }

  Result<> verdict() && {
    if (faults_.empty()) return {};
    return fail({Code::internal, "contract_not_enforceable", not_enforceable, std::move(faults_)});
  }

 private:
  void fault(const std::string& name, std::string_view reason) {
    faults_.push_back({name, reason, not_enforceable});
  }

  void type(const Descriptor& type) {
    std::set<const Descriptor*> path;
    if (contains_itself(type, path)) {
      recursive_.insert(&type);
      fault(type.full_name(), "recursive_message");
    }
    for (int i = 0; i < type.nested_type_count(); ++i) this->type(*type.nested_type(i));
    for (int i = 0; i < type.field_count(); ++i) field(*type.field(i));
  }

  static bool contains_itself(const Descriptor& type, std::set<const Descriptor*>& path) {
    if (!path.insert(&type).second) return true;
    for (int i = 0; i < type.field_count(); ++i) {
      const Descriptor* inner = type.field(i)->message_type();
      if (inner != nullptr && contains_itself(*inner, path)) return true;
    }
    path.erase(&type);
    return false;
  }

  /// Only the options that are enforced may be there: one that this program was not built with shows as
  /// unknown.
  void known_options(const Message& options, const std::string& name, std::initializer_list<int> known) {
    if (!options.GetReflection()->GetUnknownFields(options).empty()) return fault(name, "option_unknown");
    std::vector<const FieldDescriptor*> set;
    options.GetReflection()->ListFields(options, &set);
    for (const auto* option : set) {
      if (!option->is_extension()) continue;
      if (std::ranges::find(known, option->number()) == known.end()) fault(name, "option_unknown");
      const auto* reflection = options.GetReflection();
      if (option->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !option->is_repeated())
        nothing_unknown(reflection->GetMessage(options, option), name);
    }
  }

  void nothing_unknown(const Message& message, const std::string& name) {
    const auto* reflection = message.GetReflection();
    if (!reflection->GetUnknownFields(message).empty()) fault(name, "option_unknown");
    std::vector<const FieldDescriptor*> set;
    reflection->ListFields(message, &set);
    for (const auto* part : set) {
      if (part->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || !part->is_repeated()) continue;
      for (int i = 0; i < reflection->FieldSize(message, part); ++i)
        nothing_unknown(reflection->GetRepeatedMessage(message, part, i), name);
    }
  }

  void field(const FieldDescriptor& field) {
    const auto& name = field.full_name();
    known_options(field.options(), name, {rec::kRuleFieldNumber, rec::kSensitivityFieldNumber});
    const auto sensitivity = field.options().GetExtension(rec::sensitivity);
    if (field.is_map()) fault(name, "map_field");
    if (field.real_containing_oneof() != nullptr && field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE)
      fault(name, "scalar_in_oneof");
    rule(field, field.options().GetExtension(rec::rule), sensitivity);
  }

  void rule(const FieldDescriptor& field, const rec::Rule& rule, rec::Sensitivity sensitivity) {
    const auto& name = field.full_name();
    const auto type = field.cpp_type();
    const bool text = type == FieldDescriptor::CPPTYPE_STRING;
    const bool bytes = field.type() == FieldDescriptor::TYPE_BYTES;
    const bool number = type == FieldDescriptor::CPPTYPE_INT32 || type == FieldDescriptor::CPPTYPE_UINT32 ||
                        type == FieldDescriptor::CPPTYPE_INT64 || type == FieldDescriptor::CPPTYPE_UINT64;
    if (text && rule.max_chars() == 0) fault(name, "max_chars_missing");
    if (!text && (rule.max_chars() != 0 || rule.min_chars() != 0)) fault(name, "rule_does_not_fit");
    if (rule.min_chars() > rule.max_chars()) fault(name, "rule_does_not_fit");
    if (!rec::Format_IsValid(rule.format())) fault(name, "format_unknown");
    // Passwords and tokens may be any text; everything else says what it is.
    if (text && !bytes && rule.format() == rec::FORMAT_UNSPECIFIED && sensitivity != rec::SENSITIVITY_SECRET)
      fault(name, "format_missing");
    if ((!text || bytes) && rule.format() != rec::FORMAT_UNSPECIFIED) fault(name, "rule_does_not_fit");
    if (!number && (rule.has_min() || rule.has_max())) fault(name, "rule_does_not_fit");
    if (rule.has_min() && rule.has_max() && rule.min() > rule.max()) fault(name, "rule_does_not_fit");
    const bool message = type == FieldDescriptor::CPPTYPE_MESSAGE &&
                         field.message_type() != google::protobuf::Timestamp::descriptor();
    if (rule.partial() && !message) fault(name, "rule_does_not_fit");
    if (field.is_repeated() && rule.max_items() == 0) fault(name, "max_items_missing");
    if (!field.is_repeated() && rule.max_items() != 0) fault(name, "rule_does_not_fit");
    if (type == FieldDescriptor::CPPTYPE_FLOAT || type == FieldDescriptor::CPPTYPE_DOUBLE)
      fault(name, "type_unknown");
  }

  void method(const MethodDescriptor& method) {
    const auto& name = method.full_name();
    known_options(method.options(), name, {rec::kAccessFieldNumber});
    if (!method.options().HasExtension(rec::access)) return fault(name, "access_missing");
    const auto& access = access_of(method);
    if (!rec::Audience_IsValid(access.audience()) || access.audience() == rec::AUDIENCE_UNSPECIFIED)
      fault(name, "audience_unknown");
    if ((access.audience() == rec::AUDIENCE_GRANTED) != (access.grants_size() > 0))
      fault(name, "grants_do_not_fit");
    bool relates = false;
    for (const auto& grant : access.grants()) {
      if (!rec::Role_IsValid(grant.role()) || grant.role() == rec::ROLE_UNSPECIFIED)
        fault(name, "role_unknown");
      for (const int relation : grant.relations())
        if (!rec::Relation_IsValid(relation) || relation == rec::RELATION_UNSPECIFIED)
          fault(name, "relation_unknown");
      relates |= grant.relations_size() > 0;
    }
    effect(method, access.effect());
    if (relates && !has_required(method, "case_id", rec::FORMAT_ID) &&
        !has_required(method, "case_number", rec::FORMAT_LINE))
      fault(name, "case_id_missing");
  }

  void effect(const MethodDescriptor& method, rec::Effect effect) {
    const auto& name = method.full_name();
    const bool known =
        effect == rec::EFFECT_READ || effect == rec::EFFECT_WRITE || effect == rec::EFFECT_WATCH;
    if (!known) return fault(name, "effect_unknown");
    if (method.client_streaming()) fault(name, "client_stream");
    if (effect == rec::EFFECT_READ && method.server_streaming()) fault(name, "effect_does_not_fit");
    if (effect == rec::EFFECT_WATCH && !method.server_streaming()) fault(name, "effect_does_not_fit");
    if (effect == rec::EFFECT_WRITE && !has_required(method, "request_id", rec::FORMAT_ID))
      fault(name, "request_id_missing");
  }

  static bool has_required(const MethodDescriptor& method, const char* name, rec::Format format) {
    const auto* field = method.input_type()->FindFieldByName(name);
    if (field == nullptr) return false;
    const auto& rule = field->options().GetExtension(rec::rule);
    return rule.required() && rule.format() == format;
  }

  void stored(const Descriptor& type, const SensitivityPlan& plan) {
    constexpr SensitivitySet apart = bit_of(rec::SENSITIVITY_INFORMANT) | bit_of(rec::SENSITIVITY_ALLEGATION);
    if (!visited_.insert({&type, &plan}).second) return;
    for (const auto& entry : plan.fields) {
      const auto& name = entry.field->full_name();
      if (entry.own == rec::SENSITIVITY_SECRET) fault(name, "secret_in_history");
      const SensitivitySet parts = (entry.holds & apart) | ((entry.holds & ~apart) != 0 ? 1U : 0U);
      if (entry.field->is_repeated() && (parts & (parts - 1)) != 0)
        fault(name, "repeated_message_in_several_parts");
      if (entry.inside != nullptr) stored(*entry.field->message_type(), *entry.inside);
    }
  }

  SensitivityPlans plans_;
  std::vector<FieldError> faults_;
  std::set<const Descriptor*> recursive_;
  std::set<std::pair<const Descriptor*, const SensitivityPlan*>> visited_;
};

}  // namespace

Result<> check_contract(std::span<const FileDescriptor* const> files,
                        std::span<const Descriptor* const> roots) {
  ContractCheck check;
  for (const auto* file : files) check.file(*file);
  for (const auto* root : roots) check.root(*root);
  return std::move(check).verdict();
}

}  // namespace hotline
