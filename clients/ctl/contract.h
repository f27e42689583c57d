// The contract by name: methods, and fields by dotted paths, so that commands are tables and not code.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hotline::ctl {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

/// "CaseService.GetCase", "CaseService/GetCase" or with the package in front; null where there is none.
const MethodDescriptor* find_method(std::string_view name);
std::unique_ptr<Message> new_message(const Descriptor& type);

/// "plan.goals" in a message of that type; null where there is none.
const FieldDescriptor* find_field(const Descriptor& type, std::string_view path);

/// What stands there; null or empty where a message on the way is absent or the path is not of this type.
const Message* message_at(const Message& root, std::string_view path);
std::string text_at(const Message& root, std::string_view path);
/// Elements of a repeated message field.
std::vector<const Message*> items_at(const Message& root, std::string_view path);

/// The message that holds the last field of the path, made where it is absent.
Message& holder_of(Message& root, std::string_view path);

/// "wrong-place" for RETURN_REASON_WRONG_PLACE.
std::string choice_name(const EnumValueDescriptor& value);
/// All but UNSPECIFIED.
std::vector<const EnumValueDescriptor*> choices_of(const EnumDescriptor& type);
/// By choice name or full name; null where there is none.
const EnumValueDescriptor* find_choice(const EnumDescriptor& type, std::string_view text);

enum class Format { none, unit, id, date, code };
Format format_of(const FieldDescriptor& field);

/// A message that is told as one value: a time, or words in both languages.
bool is_one_value(const Descriptor& type);

/// An id of somebody who uses the service.
bool is_person(const FieldDescriptor& field);

}  // namespace hotline::ctl
