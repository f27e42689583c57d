#include "rpc/json_scalar.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>

#include "rpc/wire_error.h"

namespace hotline::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

template <class Number, class Set, class Add>
bool store(Message& into, const FieldDescriptor& field, std::string_view text, Set set, Add add) {
  Number number{};
  if constexpr (std::is_integral_v<Number>) {
    if (!parse_integer(text, number)) return false;
  } else {
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (ec != std::errc() || end != text.data() + text.size()) return false;
  }
  const auto& reflection = *into.GetReflection();
  field.is_repeated() ? (reflection.*add)(&into, &field, number) : (reflection.*set)(&into, &field, number);
  return true;
}

bool is_real(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_FLOAT;
}

/// from_chars knows "nan", "inf" and "infinity" in any case; JSON's mapping has three exact names.
bool has_letters(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return (c >= 'A' && c <= 'Z' && c != 'E') || (c >= 'a' && c <= 'z' && c != 'e'); });
}

bool store_bytes(Message& into, const FieldDescriptor& field, std::string text) {
  std::ranges::replace(text, '-', '+');  // the mapping takes the alphabet for URLs too
  std::ranges::replace(text, '_', '/');
  auto bytes = base64_decoded(text);
  if (!bytes) return false;
  const auto& reflection = *into.GetReflection();
  field.is_repeated() ? reflection.AddString(&into, &field, std::move(*bytes))
                      : reflection.SetString(&into, &field, std::move(*bytes));
  return true;
}

}  // namespace

bool store_number(Message& into, const FieldDescriptor& field, std::string_view text) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return store<std::int32_t>(into, field, text, &Reflection::SetInt32, &Reflection::AddInt32);
    case FieldDescriptor::CPPTYPE_INT64:
      return store<std::int64_t>(into, field, text, &Reflection::SetInt64, &Reflection::AddInt64);
    case FieldDescriptor::CPPTYPE_UINT32:
      return store<std::uint32_t>(into, field, text, &Reflection::SetUInt32, &Reflection::AddUInt32);
    case FieldDescriptor::CPPTYPE_UINT64:
      return store<std::uint64_t>(into, field, text, &Reflection::SetUInt64, &Reflection::AddUInt64);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return store<double>(into, field, text, &Reflection::SetDouble, &Reflection::AddDouble);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return store<float>(into, field, text, &Reflection::SetFloat, &Reflection::AddFloat);
    default:
      return false;
  }
}

bool store_text(Message& into, const FieldDescriptor& field, std::string text) {
  const auto& reflection = *into.GetReflection();
  if (field.type() == FieldDescriptor::TYPE_BYTES) return store_bytes(into, field, std::move(text));
  if (field.type() == FieldDescriptor::TYPE_STRING) {
    field.is_repeated() ? reflection.AddString(&into, &field, std::move(text))
                        : reflection.SetString(&into, &field, std::move(text));
    return true;
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {  // only a map's key comes as text
    if (text != "true" && text != "false") return false;
    reflection.SetBool(&into, &field, text == "true");
    return true;
  }
  if (is_real(field) && has_letters(text)) {
    if (text == "NaN") return store_number(into, field, "nan");
    if (text == "Infinity") return store_number(into, field, "inf");
    return text == "-Infinity" && store_number(into, field, "-inf");
  }
  return store_number(into, field, text);
}

}  // namespace hotline::rpc
