#include "domain/random_message.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/timestamp.pb.h>

#include <vector>

#include "domain/story.h"
#include "hotline/record/v1/options.pb.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::Timestamp;

template <std::size_t N>
std::string one_of(const char* const (&values)[N], Random& random) {
  return values[random() % N];
}

std::string words(const rec::Rule& rule, Random& random) {
  static constexpr const char* parts[] = {"trẻ", "xã", "Hòa", "bị", "đánh", "1️⃣", "a", "ngày", "😀", "Nguyễn"};
  std::string text = one_of(parts, random);
  std::size_t chars = 6;
  while (chars + 8 < std::min<std::size_t>(rule.max_chars(), 400) && random() % 8 != 0) {
    text += (rule.format() == rec::FORMAT_TEXT && random() % 6 == 0) ? "\n" : " ";
    text += one_of(parts, random);
    chars += 8;
  }
  return text;
}

std::string text_for(const FieldDescriptor& field, Random& random) {
  const auto& rule = field.options().GetExtension(rec::rule);
  static constexpr const char* units[] = {"07456@2004-07-08", "218@2004-07-08", "24@2025-07-01",
                                          "TD111@2004-01-01"};
  static constexpr const char* telephones[] = {"111", "0912 345 678", "+84 (204) 3.884-123"};
  static constexpr const char* dates[] = {"2015", "2015-03", "2015-03-26", "2024-02-29"};
  static constexpr const char* names[] = {"abc", "operator.1", "violence-physical_2"};
  if (field.type() == FieldDescriptor::TYPE_BYTES)
    return std::string(1 + random() % std::min(40U, rule.max_chars()), '\xff');
  switch (rule.format()) {
    case rec::FORMAT_ID:
      return id<CaseId>(random()).text();
    case rec::FORMAT_UNIT:
      return one_of(units, random);
    case rec::FORMAT_TELEPHONE:
      return one_of(telephones, random);
    case rec::FORMAT_DATE:
      return one_of(dates, random);
    case rec::FORMAT_TOKEN:
      return "dG9rZW4tMQ==";
    case rec::FORMAT_LOGIN:
    case rec::FORMAT_CODE:
      return one_of(names, random);
    default:
      return words(rule, random);
  }
}

std::int64_t number_for(const FieldDescriptor& field, Random& random) {
  const auto& rule = field.options().GetExtension(rec::rule);
  const std::int64_t min = std::max<std::int64_t>(rule.has_min() ? rule.min() : 0, rule.required() ? 1 : 0);
  const std::int64_t max = rule.has_max() ? rule.max() : 1000;
  return min + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(max - min + 1));
}

int enum_for(const FieldDescriptor& field, Random& random) {
  const int count = field.enum_type()->value_count();
  return field.enum_type()
      ->value(1 + static_cast<int>(random() % static_cast<std::uint64_t>(count - 1)))
      ->number();
}

void fill_inner(Message& inner, Random& random, double density) {
  if (inner.GetDescriptor() != Timestamp::descriptor()) return fill(inner, random, density);
  auto& time = static_cast<Timestamp&>(inner);
  time.set_seconds(1'427'331'600 + static_cast<std::int64_t>(random() % 300'000'000));
  time.set_nanos(static_cast<std::int32_t>(random() % 1000) * 1'000'000);
}

void set_single(Message& message, const FieldDescriptor& field, Random& random, double density) {
  const Reflection& set = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return set.SetString(&message, &field, text_for(field, random));
    case FieldDescriptor::CPPTYPE_ENUM:
      return set.SetEnumValue(&message, &field, enum_for(field, random));
    case FieldDescriptor::CPPTYPE_BOOL:
      return set.SetBool(&message, &field, random() % 2 == 0);
    case FieldDescriptor::CPPTYPE_INT32:
      return set.SetInt32(&message, &field, static_cast<std::int32_t>(number_for(field, random)));
    case FieldDescriptor::CPPTYPE_INT64:
      return set.SetInt64(&message, &field, number_for(field, random));
    case FieldDescriptor::CPPTYPE_UINT32:
      return set.SetUInt32(&message, &field, static_cast<std::uint32_t>(number_for(field, random)));
    case FieldDescriptor::CPPTYPE_UINT64:
      return set.SetUInt64(&message, &field, static_cast<std::uint64_t>(number_for(field, random)));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return fill_inner(*set.MutableMessage(&message, &field), random, density);
    default:
      FAIL() << field.full_name();
  }
}

void add_one(Message& message, const FieldDescriptor& field, Random& random, double density) {
  const Reflection& add = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return add.AddString(&message, &field, text_for(field, random));
    case FieldDescriptor::CPPTYPE_ENUM:
      return add.AddEnumValue(&message, &field, enum_for(field, random));
    case FieldDescriptor::CPPTYPE_INT32:
      return add.AddInt32(&message, &field, static_cast<std::int32_t>(number_for(field, random)));
    case FieldDescriptor::CPPTYPE_UINT32:
      return add.AddUInt32(&message, &field, static_cast<std::uint32_t>(number_for(field, random)));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return fill_inner(*add.AddMessage(&message, &field), random, density);
    default:
      FAIL() << field.full_name();
  }
}

}  // namespace

void fill(Message& message, Random& random, double density) {
  const auto& type = *message.GetDescriptor();
  const auto chance = [&] { return static_cast<double>(random() % 1000) < density * 1000; };
  for (int i = 0; i < type.real_oneof_decl_count(); ++i) {
    const auto* choice = type.oneof_decl(i);
    set_single(message,
               *choice->field(static_cast<int>(random() % static_cast<std::uint64_t>(choice->field_count()))),
               random, density);
  }
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    const auto& rule = field.options().GetExtension(rec::rule);
    if (field.real_containing_oneof() != nullptr || (!rule.required() && !chance())) continue;
    if (!field.is_repeated()) {
      set_single(message, field, random, density);
      continue;
    }
    const auto count = 1 + random() % std::min<std::uint64_t>(3, rule.max_items());
    for (std::uint64_t n = 0; n < count; ++n) add_one(message, field, random, density);
  }
}

void visit_fields(Message& message, const FieldVisit& visit, const std::string& prefix) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> present;
  reflection.ListFields(message, &present);
  for (const auto* field : present) {
    const std::string path = prefix + field->name();
    const bool deep = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
                      field->message_type() != Timestamp::descriptor();
    if (deep && field->is_repeated()) {
      for (int i = 0; i < reflection.FieldSize(message, field); ++i)
        visit_fields(*reflection.MutableRepeatedMessage(&message, field, i), visit,
                     path + "[" + std::to_string(i) + "].");
    } else if (deep) {
      visit_fields(*reflection.MutableMessage(&message, field), visit, path + ".");
    }
    visit(message, *field, path);
  }
}

}  // namespace hotline::test
