#include "rpc/strict.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/unknown_field_set.h>

#include "rpc/codec.h"

namespace hotline::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

class Walk {
 public:
  explicit Walk(const Understood& refuse) : refuse_(refuse) {}

  Result<> message(const Message& m) {
    const auto* reflection = m.GetReflection();
    if (refuse_.unknown_fields && !reflection->GetUnknownFields(m).empty()) return fail(unknown_field());
    std::vector<const FieldDescriptor*> fields;
    reflection->ListFields(m, &fields);
    for (const auto* field : fields) {
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE &&
          field->cpp_type() != FieldDescriptor::CPPTYPE_ENUM)
        continue;
      const int count = field->is_repeated() ? reflection->FieldSize(m, field) : 1;
      for (int i = 0; i < count; ++i)
        if (auto ok = one(m, *reflection, *field, i); !ok) {
          // Built from the inside out, and only for an error.
          if (!ok.error().fields.empty()) prepend(ok.error().fields.front().path, *field, i);
          return ok;
        }
    }
    return {};
  }

 private:
  Result<> one(const Message& m, const google::protobuf::Reflection& reflection, const FieldDescriptor& field,
               int i) {
    const bool repeated = field.is_repeated();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
      return message(repeated ? reflection.GetRepeatedMessage(m, &field, i)
                              : reflection.GetMessage(m, &field));
    if (!refuse_.unknown_enums) return {};
    const int value =
        repeated ? reflection.GetRepeatedEnumValue(m, &field, i) : reflection.GetEnumValue(m, &field);
    if (field.enum_type()->FindValueByNumber(value)) return {};
    Error error = unknown_enum();
    error.fields.push_back({"", error.reason, error.text});
    return fail(std::move(error));
  }

  static void prepend(std::string& path, const FieldDescriptor& field, int i) {
    std::string step(field.name());
    if (field.is_repeated()) step += "[" + std::to_string(i) + "]";
    path = path.empty() ? step : step + "." + path;
  }

  Understood refuse_;
};

}  // namespace

Result<> check_understood(const Message& message, const Understood& refuse) {
  return Walk(refuse).message(message);
}

}  // namespace hotline::rpc
