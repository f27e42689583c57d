#include "fields.h"

#include <google/protobuf/timestamp.pb.h>

#include <charconv>
#include <cstdio>

#include "base/date.h"
#include "base/id.h"
#include "format.h"
#include "hotline/record/v1/contact.pb.h"
#include "labels.h"
#include "language.h"
#include "resolve.h"

namespace hotline::ctl {
namespace {

using google::protobuf::Timestamp;

std::unexpected<Exit> bad_value(const FieldDescriptor& field, const Text& text) {
  auto told = stop(Exit::wrong_use, text);
  std::fprintf(stderr, "  %s\n", label(field).c_str());
  if (field.enum_type())
    for (const auto* value : choices_of(*field.enum_type()))
      std::fprintf(stderr, "    %s\n", choice_name(*value).c_str());
  return told;
}

/// Where to look, and what a unit was: elsewhere a name means the office that is responsible today.
bool of_the_place_itself(const FieldDescriptor& field) {
  return field.name() == "within" || field.containing_type()->name() == "GetUnitRequest";
}

/// "2026-11-28": a day without its hour, which the twelve hours of the law cannot begin with.
bool is_day_alone(std::string_view text) { return parse_date(text).has_value(); }

/// Ids and units by what people call them.
Outcome<std::string> resolved(Connection& connection, const FieldDescriptor& field, std::string_view text) {
  if (format_of(field) == Format::unit)
    return of_the_place_itself(field) ? resolve_area(connection, text) : resolve_unit(connection, text);
  if (format_of(field) != Format::id) return std::string(text);
  if (field.name().ends_with("case_id")) return resolve_case(connection, text);
  if (is_person(field)) return resolve_person(connection, text);
  if (!id_bytes(text))  // as the contract's own rule has it
    return bad_value(field, {"Phải là một mã như 018f6b0e-0000-7000-8000-000000000000.",
                             "It must be an id, as 018f6b0e-0000-7000-8000-000000000000."});
  return std::string(text);
}

Outcome<> set_message(Connection& connection, Message& into, const FieldDescriptor& field,
                      std::string_view text) {
  if (field.message_type() == Timestamp::descriptor()) {
    const auto at = parse_time(text, connection.now());
    if (!at || (field.name() == "received_at" && is_day_alone(text)))
      return bad_value(field,
                       {"Cần ngày và giờ, ví dụ 2026-11-28 22:00; hoặc chỉ giờ nếu là hôm nay, ví dụ 22:00.",
                        "A day with its hour is needed, as 2026-11-28 22:00; or the hour alone where it is "
                        "today's, as 22:00."});
    set_time(into, *at);
    return {};
  }
  if (field.message_type() == record::v1::Place::descriptor()) {
    auto place = resolve_place(connection, text);
    if (!place) return std::unexpected(place.error());
    auto& out = static_cast<record::v1::Place&>(into);
    out.set_unit(place->unit);
    out.set_detail(place->detail);
    return {};
  }
  for (int i = 0; i < field.message_type()->field_count(); ++i) {
    const auto bar = text.find('|');
    const auto part = text.substr(0, bar);
    if (!part.empty())
      if (auto set = set_field(connection, into, field.message_type()->field(i)->name(), part); !set)
        return set;
    if (bar == std::string_view::npos) return {};
    text.remove_prefix(bar + 1);
  }
  return bad_value(field, {"Quá nhiều phần.", "Too many parts."});
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number out{};
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

Outcome<> set_number(Message& holder, const FieldDescriptor& field, std::string_view text) {
  const auto& r = *holder.GetReflection();
  bool fits = false;
  const auto put = [&]<class Number>(void (google::protobuf::Reflection::*set)(
                       Message*, const FieldDescriptor*, Number) const) {
    const auto value = number<Number>(text);
    fits = value.has_value();
    if (value) (r.*set)(&holder, &field, *value);
  };
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      put(&google::protobuf::Reflection::SetInt32);
      break;
    case FieldDescriptor::CPPTYPE_UINT32:
      put(&google::protobuf::Reflection::SetUInt32);
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      put(&google::protobuf::Reflection::SetInt64);
      break;
    case FieldDescriptor::CPPTYPE_UINT64:
      put(&google::protobuf::Reflection::SetUInt64);
      break;
    default:
      break;
  }
  if (!fits) return bad_value(field, {"Phải là một số.", "It must be a number."});
  return {};
}

Outcome<> set_scalar(Connection& connection, Message& holder, const FieldDescriptor& field,
                     std::string_view text) {
  const auto& r = *holder.GetReflection();
  const bool many = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      auto value = resolved(connection, field, text);
      if (!value) return std::unexpected(value.error());
      many ? r.AddString(&holder, &field, *value) : r.SetString(&holder, &field, *value);
      return {};
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      r.SetBool(&holder, &field, text == "true");
      return {};
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value = find_choice(*field.enum_type(), text);
      if (!value)
        return bad_value(field,
                         {"Không có lựa chọn này. Có thể chọn:", "There is no such choice. There are:"});
      many ? r.AddEnum(&holder, &field, value) : r.SetEnum(&holder, &field, value);
      return {};
    }
    default:
      return set_number(holder, field, text);
  }
}

}  // namespace

Outcome<> set_field(Connection& connection, Message& root, std::string_view path, std::string_view text) {
  auto& holder = holder_of(root, path);
  const auto dot = path.rfind('.');
  const auto* field = holder.GetDescriptor()->FindFieldByName(std::string(path.substr(dot + 1)));
  HOTLINE_CHECK(field != nullptr);
  if (!field->message_type()) return set_scalar(connection, holder, *field, text);
  const auto& r = *holder.GetReflection();
  auto* into = field->is_repeated() ? r.AddMessage(&holder, field) : r.MutableMessage(&holder, field);
  return set_message(connection, *into, *field, text);
}

void set_time(Message& timestamp, Time at) {
  auto& out = static_cast<Timestamp&>(timestamp);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
  out.set_seconds(seconds.time_since_epoch().count());
  out.set_nanos(static_cast<int>((at - seconds).count() * 1'000'000));
}

std::optional<Time> time_at(const Message& root, std::string_view path) {
  const auto* message = message_at(root, path);
  if (!message || message->GetDescriptor() != Timestamp::descriptor()) return std::nullopt;
  const auto& stamp = static_cast<const Timestamp&>(*message);
  return from_unix_ms(stamp.seconds() * 1000 + stamp.nanos() / 1'000'000);
}

}  // namespace hotline::ctl
