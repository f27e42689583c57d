#include "print.h"

#include <google/protobuf/timestamp.pb.h>

#include <cstdio>
#include <map>
#include <string>

#include "fields.h"
#include "format.h"
#include "labels.h"
#include "language.h"
#include "rpc/codec.h"
#include "rpc/wire_error.h"

namespace hotline::ctl {
namespace {

std::string yes() { return language() == Language::en ? "yes" : "có"; }

/// "Tam Dị 07456@2004-06-10". Asked for once each; a unit that cannot be asked for is shown by its code.
std::string unit_text(Task& task, const std::string& unit) {
  static std::map<std::string, std::string, std::less<>> known;
  if (unit.empty()) return "";
  if (const auto found = known.find(unit); found != known.end()) return found->second;
  const auto* method = find_method("DirectoryService.GetUnit");
  auto question = new_message(*method->input_type());
  const auto answer = new_message(*method->output_type());
  auto& text = known[unit] = unit;
  if (!set_field(task.connection, *question, "unit", unit)) return text;
  if (task.connection.try_call(*method, *question, *answer))
    text = text_at(*answer, "unit.name") + " " + unit;
  return text;
}

bool is_unit_itself(const FieldDescriptor& field) { return field.containing_type()->name() == "Unit"; }

/// A code that this service wrote, not a person's words.
bool is_code(const FieldDescriptor& field) {
  const auto& name = field.name();
  return field.file()->package() == "hotline.v1" &&
         (name == "what" || name == "withheld" || name == "emergency_because");
}

std::string text_value(Task& task, const FieldDescriptor& field, const std::string& text) {
  if (field.type() == FieldDescriptor::TYPE_BYTES) return rpc::base64(text);
  if (format_of(field) == Format::unit && !is_unit_itself(field)) return clean(unit_text(task, text));
  return clean(is_code(field) ? code_label(text) : text);
}

std::string scalar(Task& task, const Message& holder, const FieldDescriptor& field, int index) {
  const auto& r = *holder.GetReflection();
  const bool many = field.is_repeated();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING)
    return text_value(task, field,
                      many ? r.GetRepeatedString(holder, &field, index) : r.GetString(holder, &field));
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM)
    return label(many ? *r.GetRepeatedEnum(holder, &field, index) : *r.GetEnum(holder, &field));
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return yes();
  return text_at(holder, field.name());
}

bool is_time(const FieldDescriptor& field) {
  return field.message_type() == google::protobuf::Timestamp::descriptor() && !field.is_repeated();
}

/// All elements, with commas.
std::string inline_text(Task& task, const Message& holder, const FieldDescriptor& field) {
  if (is_time(field)) return time_text(*time_at(holder, field.name()));
  if (!field.is_repeated()) return scalar(task, holder, field, 0);
  std::string out;
  for (int i = 0; i < holder.GetReflection()->FieldSize(holder, &field); ++i)
    out += (i ? ", " : "") + scalar(task, holder, field, i);
  return out;
}

void print_indented(std::string_view text, int indent) {
  const std::string space(static_cast<std::size_t>(indent), ' ');
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    std::printf("%s%.*s\n", space.c_str(), static_cast<int>(end - at), text.data() + at);
    at = end + 1;
  }
}

void print_field(Task& task, const Message& holder, const FieldDescriptor& field, int indent) {
  const std::string space(static_cast<std::size_t>(indent), ' ');
  const auto head = space + label(field) + ":";
  if (!field.message_type() || is_time(field)) {
    const auto text = inline_text(task, holder, field);
    if (text.find('\n') == std::string::npos) return print_line(head + " " + text);
    print_line(head);
    return print_indented(text, indent + 2);
  }
  const auto& r = *holder.GetReflection();
  print_line(head);
  if (!field.is_repeated()) return print_fields(task, r.GetMessage(holder, &field), indent + 2);
  for (int i = 0; i < r.FieldSize(holder, &field); ++i) {
    if (i > 0) print_line(space + "  -");
    print_fields(task, r.GetRepeatedMessage(holder, &field, i), indent + 2);
  }
}

}  // namespace

void print_line(std::string_view text) { std::printf("%.*s\n", static_cast<int>(text.size()), text.data()); }

void print_json(const Message& message) {
  std::string text;
  if (rpc::encode(rpc::Codec::json, message, text)) print_line(text);
  std::fflush(stdout);
}

void print_fields(Task& task, const Message& message, int indent) {
  std::vector<const FieldDescriptor*> present;
  message.GetReflection()->ListFields(message, &present);
  for (const auto* field : present)
    if (field->name() != "next_page_token" && field->name() != "cursor")
      print_field(task, message, *field, indent);
}

std::string cell(Task& task, const Message& row, const Column& column) {
  const auto dot = column.field.rfind('.');
  const auto* holder = dot == std::string_view::npos ? &row : message_at(row, column.field.substr(0, dot));
  if (!holder) return "";
  const auto* field = holder->GetDescriptor()->FindFieldByName(std::string(column.field.substr(dot + 1)));
  HOTLINE_CHECK(field != nullptr);
  const auto& r = *holder->GetReflection();
  const bool there = field->is_repeated() ? r.FieldSize(*holder, field) > 0
                     : field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM
                         ? r.GetEnumValue(*holder, field) != 0
                         : field->cpp_type() != FieldDescriptor::CPPTYPE_BOOL || r.GetBool(*holder, field);
  if (!there || (field->has_presence() && !r.HasField(*holder, field))) return "";
  if (column.as == Column::As::countdown &&
      (message_at(*holder, "met_at") || message_at(*holder, "stopped_at")))
    return "";  // it runs no more
  if (column.as == Column::As::countdown)
    return countdown(*time_at(row, column.field), task.connection.now());
  std::string text;
  if (field->message_type() && field->is_repeated()) {
    for (const auto* item : items_at(*holder, field->name())) {
      if (!text.empty()) text += "; ";
      std::vector<const FieldDescriptor*> parts;
      item->GetReflection()->ListFields(*item, &parts);
      for (const auto* part : parts)
        text += (part == parts.front() ? "" : " ") + inline_text(task, *item, *part);
    }
  } else {
    text =
        field->name() == "what" ? code_label(text_at(*holder, "what")) : inline_text(task, *holder, *field);
  }
  for (auto& c : text)
    if (c == '\n') c = ' ';
  return text;
}

void print_table(Task& task, const Message& answer, std::string_view rows,
                 const std::vector<Column>& columns) {
  Cells heads;
  for (const auto& column : columns) heads.emplace_back(say(column.head));
  std::vector<Cells> lines;
  for (const auto* row : items_at(answer, rows)) {
    Cells cells;
    for (const auto& column : columns) cells.push_back(cell(task, *row, column));
    lines.push_back(std::move(cells));
  }
  if (lines.empty()) return print_line(say({"Không có gì.", "Nothing."}));
  std::fputs(table(heads, lines).c_str(), stdout);
  if (!text_at(answer, "next_page_token").empty())
    std::fprintf(stderr, "%s\n",
                 std::string(say({"Còn nữa: thêm --all.", "There is more: add --all."})).c_str());
}

}  // namespace hotline::ctl
