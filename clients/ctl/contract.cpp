#include "contract.h"

#include <google/protobuf/timestamp.pb.h>

#include <algorithm>
#include <cctype>

#include "base/status.h"
#include "hotline/record/v1/options.pb.h"
#include "hotline/record/v1/reference.pb.h"
#include "hotline/v1/audit.pb.h"
#include "hotline/v1/case.pb.h"
#include "hotline/v1/deadline.pb.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/duty.pb.h"
#include "hotline/v1/duty_claim.pb.h"
#include "hotline/v1/intake.pb.h"
#include "hotline/v1/maintenance.pb.h"
#include "hotline/v1/reference.pb.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/report.pb.h"
#include "hotline/v1/report_form.pb.h"
#include "hotline/v1/session.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "hotline/v1/supervision.pb.h"

namespace hotline::ctl {
namespace {

/// Naming the files also makes the linker keep them.
std::vector<const google::protobuf::FileDescriptor*> files() {
  return {v1::SignInRequest::descriptor()->file(),          v1::SubmitContactRequest::descriptor()->file(),
          v1::GetCaseRequest::descriptor()->file(),         v1::ListQueueRequest::descriptor()->file(),
          v1::FindPlaceRequest::descriptor()->file(),       v1::ListOverdueRequest::descriptor()->file(),
          v1::GetProofRequest::descriptor()->file(),        v1::MakeSecondCopyRequest::descriptor()->file(),
          v1::RevokeDutyLinksRequest::descriptor()->file(), v1::GetStatisticsRequest::descriptor()->file(),
          v1::ListDutyClaimsRequest::descriptor()->file(),  v1::GetDeadlinesRequest::descriptor()->file(),
          v1::GetReportRequest::descriptor()->file(),       v1::FillReportRequest::descriptor()->file(),
          v1::ListCategoriesRequest::descriptor()->file()};
}

/// Takes the first name off the path.
std::string take_name(std::string_view& path) {
  const auto dot = path.find('.');
  std::string out(path.substr(0, dot));
  path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  return out;
}

std::string prefix_of(const EnumDescriptor& type) {
  std::string out;
  for (const char c : type.name()) {
    if (std::isupper(static_cast<unsigned char>(c)) && !out.empty()) out += '_';
    out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return out + "_";
}

std::string scalar_text(const Message& message, const FieldDescriptor& field) {
  const auto& r = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return r.GetString(message, &field);
    case FieldDescriptor::CPPTYPE_BOOL:
      return r.GetBool(message, &field) ? "true" : "";
    case FieldDescriptor::CPPTYPE_INT32:
      return std::to_string(r.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return std::to_string(r.GetUInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return std::to_string(r.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return std::to_string(r.GetUInt64(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return std::to_string(r.GetEnumValue(message, &field));
    default:
      return "";
  }
}

}  // namespace

const MethodDescriptor* find_method(std::string_view name) {
  std::string wanted(name);
  std::ranges::replace(wanted, '/', '.');
  if (wanted.starts_with('.')) wanted.erase(0, 1);
  for (const auto* file : files())
    for (int s = 0; s < file->service_count(); ++s)
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const auto* method = file->service(s)->method(m);
        if (method->full_name() == wanted || method->full_name() == file->package() + "." + wanted)
          return method;
      }
  return nullptr;
}

std::unique_ptr<Message> new_message(const Descriptor& type) {
  const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type);
  HOTLINE_CHECK(prototype != nullptr);
  return std::unique_ptr<Message>(prototype->New());
}

const FieldDescriptor* find_field(const Descriptor& type, std::string_view path) {
  const auto* field = type.FindFieldByName(take_name(path));
  if (!field || path.empty()) return field;
  return field->message_type() ? find_field(*field->message_type(), path) : nullptr;
}

const Message* message_at(const Message& root, std::string_view path) {
  const Message* at = &root;
  while (!path.empty()) {
    const auto* field = at->GetDescriptor()->FindFieldByName(take_name(path));
    if (!field || !field->message_type() || field->is_repeated()) return nullptr;
    if (!at->GetReflection()->HasField(*at, field)) return nullptr;
    at = &at->GetReflection()->GetMessage(*at, field);
  }
  return at;
}

std::string text_at(const Message& root, std::string_view path) {
  const auto dot = path.rfind('.');
  const auto* holder = dot == std::string_view::npos ? &root : message_at(root, path.substr(0, dot));
  if (!holder) return "";
  const auto* field = holder->GetDescriptor()->FindFieldByName(std::string(path.substr(dot + 1)));
  if (!field || field->is_repeated()) return "";
  if (field->has_presence() && !holder->GetReflection()->HasField(*holder, field)) return "";
  return scalar_text(*holder, *field);
}

std::vector<const Message*> items_at(const Message& root, std::string_view path) {
  const auto dot = path.rfind('.');
  const auto* holder = dot == std::string_view::npos ? &root : message_at(root, path.substr(0, dot));
  std::vector<const Message*> out;
  if (!holder) return out;
  const auto* field = holder->GetDescriptor()->FindFieldByName(std::string(path.substr(dot + 1)));
  HOTLINE_CHECK(field && field->is_repeated() && field->message_type());
  const auto& r = *holder->GetReflection();
  for (int i = 0; i < r.FieldSize(*holder, field); ++i)
    out.push_back(&r.GetRepeatedMessage(*holder, field, i));
  return out;
}

Message& holder_of(Message& root, std::string_view path) {
  Message* at = &root;
  while (path.find('.') != std::string_view::npos) {
    const auto* field = at->GetDescriptor()->FindFieldByName(take_name(path));
    HOTLINE_CHECK(field && field->message_type() && !field->is_repeated());
    at = at->GetReflection()->MutableMessage(at, field);
  }
  return *at;
}

std::string choice_name(const EnumValueDescriptor& value) {
  const auto prefix = prefix_of(*value.type());
  std::string out = value.name().starts_with(prefix) ? value.name().substr(prefix.size()) : value.name();
  for (auto& c : out) c = c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::vector<const EnumValueDescriptor*> choices_of(const EnumDescriptor& type) {
  std::vector<const EnumValueDescriptor*> out;
  for (int i = 0; i < type.value_count(); ++i)
    if (type.value(i)->number() != 0) out.push_back(type.value(i));
  return out;
}

const EnumValueDescriptor* find_choice(const EnumDescriptor& type, std::string_view text) {
  for (const auto* value : choices_of(type))
    if (choice_name(*value) == text || value->name() == text) return value;
  return nullptr;
}

Format format_of(const FieldDescriptor& field) {
  switch (field.options().GetExtension(record::v1::rule).format()) {
    case record::v1::FORMAT_UNIT:
      return Format::unit;
    case record::v1::FORMAT_ID:
      return Format::id;
    case record::v1::FORMAT_DATE:
      return Format::date;
    case record::v1::FORMAT_CODE:
      return Format::code;
    default:
      return Format::none;
  }
}

bool is_one_value(const Descriptor& type) {
  return &type == google::protobuf::Timestamp::descriptor() || &type == record::v1::Words::descriptor();
}

bool is_person(const FieldDescriptor& field) {
  static constexpr std::string_view names[] = {"chairman_id", "chairman_ids", "deputy_id",
                                               "officer_ids", "owner_id",     "recorded_by"};
  if (format_of(field) != Format::id) return false;
  return field.name().find("person_id") != std::string::npos ||
         std::ranges::find(names, field.name()) != std::end(names);
}

}  // namespace hotline::ctl
