#include "labels.h"

#include <algorithm>

#include "language.h"

namespace hotline::ctl {
namespace {

std::string spoken(const std::optional<Text>& words, std::string name) {
  if (words && !say(*words).empty()) return std::string(say(*words));
  std::ranges::replace(name, '_', ' ');
  std::ranges::replace(name, '-', ' ');
  return name;
}

}  // namespace

std::string label(const EnumValueDescriptor& value) {
  return spoken(words_of_value(value.name()), choice_name(value));
}

std::string label_of(const EnumDescriptor& type, int number) {
  const auto* value = type.FindValueByNumber(number);
  return value ? label(*value) : std::to_string(number);
}

std::string label(const FieldDescriptor& field) { return spoken(words_of_field(field), field.name()); }

std::string code_label(std::string_view code) { return spoken(words_of_code(code), std::string(code)); }

}  // namespace hotline::ctl
