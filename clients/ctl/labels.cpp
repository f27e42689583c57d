#include "labels.h"

#include <algorithm>

#include "language.h"

namespace hotline::ctl {
namespace {
std::string spaced(std::string text) {
  std::ranges::replace(text, '_', ' ');
  std::ranges::replace(text, '-', ' ');
  return text;
}
}  // namespace

std::string label(const EnumValueDescriptor& value) {
  if (language() == Language::vi)
    if (const auto word = vietnamese_of_value(value.name())) return std::string(*word);
  return spaced(choice_name(value));
}

std::string label(const FieldDescriptor& field) {
  if (language() == Language::vi) {
    const auto qualified = field.containing_type()->name() + "." + field.name();
    if (const auto word = vietnamese_of_field(qualified)) return std::string(*word);
    if (const auto word = vietnamese_of_field(field.name())) return std::string(*word);
  }
  return spaced(field.name());
}

std::string code_label(std::string_view code) {
  if (language() == Language::vi)
    if (const auto word = vietnamese_of_code(code)) return std::string(*word);
  return spaced(std::string(code));
}

}  // namespace hotline::ctl
