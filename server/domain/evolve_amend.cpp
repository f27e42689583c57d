#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <vector>

#include "domain/evolve.h"

namespace hotline {
namespace {
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// Messages whose fields make sense only together: the street of one place does not belong to the unit of
/// another.
bool is_one_value(const google::protobuf::Descriptor& type) {
  return &type == record::v1::Place::descriptor() || &type == google::protobuf::Timestamp::descriptor();
}

void clear_what_is_replaced(Message& record, const Message& change) {
  const auto& reflection = *record.GetReflection();
  std::vector<const FieldDescriptor*> present;
  reflection.ListFields(change, &present);
  for (const FieldDescriptor* field : present) {
    if (field->is_repeated()) {
      reflection.ClearField(&record, field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && reflection.HasField(record, field)) {
      if (is_one_value(*field->message_type())) {
        reflection.ClearField(&record, field);
      } else {
        clear_what_is_replaced(*reflection.MutableMessage(&record, field),
                               reflection.GetMessage(change, field));
      }
    }
  }
}

}  // namespace

void amend(Message& record, const Message& change) {
  clear_what_is_replaced(record, change);
  record.MergeFrom(change);
}

}  // namespace hotline
