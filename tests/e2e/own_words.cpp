#include "e2e/own_words.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "domain/sensitivity.h"
#include "hotline/record/v1/options.pb.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

bool is_free(const FieldDescriptor& field) {
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return false;
  const auto format = field.options().GetExtension(rec::rule).format();
  return format == rec::FORMAT_UNSPECIFIED || format == rec::FORMAT_TEXT || format == rec::FORMAT_LINE ||
         format == rec::FORMAT_TELEPHONE;
}

bool is_message_of_ours(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         field.message_type()->full_name().starts_with("hotline.");
}

void collect(const Descriptor& type, std::set<const Descriptor*>& seen, std::set<std::string>& out) {
  if (!seen.insert(&type).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    if (is_free(field)) out.insert(field.full_name());
    if (is_message_of_ours(field)) collect(*field.message_type(), seen, out);
  }
}

}  // namespace

std::set<std::string> free_fields_of_requests() {
  std::set<const Descriptor*> seen;
  std::set<std::string> out;
  for (const auto* method : all_methods()) collect(*method->input_type(), seen, out);
  return out;
}

void OwnWords::fill(google::protobuf::Message& message) {
  const auto& type = *message.GetDescriptor();
  const auto& reflection = *message.GetReflection();
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    if (is_message_of_ours(field) && field.is_repeated()) {
      for (int at = 0; at < reflection.FieldSize(message, &field); ++at)
        fill(*reflection.MutableRepeatedMessage(&message, &field, at));
    } else if (is_message_of_ours(field)) {
      if (reflection.HasField(message, &field)) fill(*reflection.MutableMessage(&message, &field));
    } else if (is_free(field) && !field.is_repeated()) {
      const bool telephone = field.options().GetExtension(rec::rule).format() == rec::FORMAT_TELEPHONE;
      if (reflection.GetString(message, &field).empty())
        reflection.SetString(&message, &field, next(telephone));
      if (is_ours(reflection.GetString(message, &field))) fields_.insert(field.full_name());
    }
  }
}

std::string OwnWords::next(bool telephone) {
  ++last_;
  if (!telephone) return words_.emplace_back(fmt::format("bí mật {:04}", last_));
  const auto national = fmt::format("91234{:04}", last_);
  words_.push_back(national);
  words_.push_back("0" + national);
  return words_.emplace_back(fmt::format("0912 34{} {}", national.substr(5, 1), national.substr(6)));
}

bool OwnWords::is_ours(const std::string& text) const {
  return std::ranges::any_of(words_, [&](const auto& word) { return text.find(word) != std::string::npos; });
}

}  // namespace hotline::test
