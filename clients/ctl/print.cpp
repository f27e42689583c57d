#include "print.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "asked_names.h"
#include "fields.h"
#include "format.h"
#include "labels.h"
#include "language.h"
#include "rpc/codec.h"
#include "rpc/wire_error.h"

namespace hotline::ctl {
namespace {

std::string yes() { return language() == Language::en ? "yes" : "có"; }

bool has_field(const Descriptor& type, const char* name) { return type.FindFieldByName(name) != nullptr; }

/// Where a message names somebody itself, the id is what tells them apart.
bool says_name(const Descriptor& type) { return has_field(type, "name") || has_field(type, "person_name"); }

std::string code_text(Task& task, const FieldDescriptor& field, const std::string& code) {
  const auto* known = code_field(field);
  if (!known || known->as == CodeField::As::word) return code_label(code);
  return known->as == CodeField::As::listed ? listed_text(task.connection, known->list, code) : code;
}

std::string text_value(Task& task, const Message& holder, const FieldDescriptor& field,
                       const std::string& text) {
  if (field.type() == FieldDescriptor::TYPE_BYTES) return rpc::base64(text);
  const bool is_itself = field.containing_type()->name() == "Unit" && field.name() == "unit";
  if (format_of(field) == Format::unit && !is_itself) return unit_text(task.connection, text);
  if (format_of(field) == Format::code) return clean(code_text(task, field, text));
  if (is_person(field) && !says_name(*field.containing_type()))
    return person_text(task.connection, text_at(holder, "unit"), text);
  return clean(text);
}

std::string scalar(Task& task, const Message& holder, const FieldDescriptor& field, int index) {
  const auto& r = *holder.GetReflection();
  const bool many = field.is_repeated();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING)
    return text_value(task, holder, field,
                      many ? r.GetRepeatedString(holder, &field, index) : r.GetString(holder, &field));
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM)
    return label(many ? *r.GetRepeatedEnum(holder, &field, index) : *r.GetEnum(holder, &field));
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return yes();
  return text_at(holder, field.name());
}

bool is_told_at_once(const FieldDescriptor& field) {
  return field.message_type() && is_one_value(*field.message_type()) && !field.is_repeated();
}

/// All elements, with commas.
std::string inline_text(Task& task, const Message& holder, const FieldDescriptor& field) {
  if (const auto time = is_told_at_once(field) ? time_at(holder, field.name()) : std::nullopt)
    return time_text(*time);
  if (is_told_at_once(field))
    return clean(text_at(holder, field.name() + (language() == Language::en ? ".en" : ".vi")));
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

void show_fields(Task& task, const Message& message, int indent);

void print_field(Task& task, const Message& holder, const FieldDescriptor& field, int indent) {
  const std::string space(static_cast<std::size_t>(indent), ' ');
  const auto head = space + label(field) + ":";
  if (!field.message_type() || is_told_at_once(field)) {
    const auto text = inline_text(task, holder, field);
    if (text.find('\n') == std::string::npos) return print_line(head + " " + text);
    print_line(head);
    return print_indented(text, indent + 2);
  }
  const auto& r = *holder.GetReflection();
  print_line(head);
  if (!field.is_repeated()) return show_fields(task, r.GetMessage(holder, &field), indent + 2);
  for (int i = 0; i < r.FieldSize(holder, &field); ++i) {
    if (i > 0) print_line(space + "  -");
    show_fields(task, r.GetRepeatedMessage(holder, &field, i), indent + 2);
  }
}

void show_fields(Task& task, const Message& message, int indent) {
  std::vector<const FieldDescriptor*> present;
  message.GetReflection()->ListFields(message, &present);
  for (const auto* field : present)
    if (field->name() != "next_page_token" && field->name() != "cursor")
      print_field(task, message, *field, indent);
}

/// Each element with all its parts, or everything of one that is no message.
std::string leaf_text(Task& task, const Message& holder, const FieldDescriptor& field) {
  if (!field.message_type() || is_told_at_once(field)) return inline_text(task, holder, field);
  std::string out;
  const auto& r = *holder.GetReflection();
  for (int i = 0; i < (field.is_repeated() ? r.FieldSize(holder, &field) : 1); ++i) {
    const auto& item =
        field.is_repeated() ? r.GetRepeatedMessage(holder, &field, i) : r.GetMessage(holder, &field);
    std::vector<const FieldDescriptor*> parts;
    item.GetReflection()->ListFields(item, &parts);
    for (const auto* part : parts)
      out += (part != parts.front() ? " " : out.empty() ? "" : "; ") + inline_text(task, item, *part);
  }
  return out;
}

bool is_there(const Message& holder, const FieldDescriptor& field) {
  const auto& r = *holder.GetReflection();
  if (field.is_repeated()) return r.FieldSize(holder, &field) > 0;
  if (field.has_presence()) return r.HasField(holder, &field);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) return r.GetEnumValue(holder, &field) != 0;
  return field.cpp_type() != FieldDescriptor::CPPTYPE_BOOL || r.GetBool(holder, &field);
}

std::string value_text(Task& task, const Message& holder, const FieldDescriptor& field, Column::As as) {
  if (!is_there(holder, field)) return "";
  if (as == Column::As::key) return clean(text_at(holder, field.name()));
  if (as == Column::As::text) return leaf_text(task, holder, field);
  const bool runs = !message_at(holder, "met_at") && !message_at(holder, "stopped_at");
  return runs ? countdown(*time_at(holder, field.name()), task.connection.now()) : "";
}

void add_values(Task& task, const Message& holder, std::string_view path, Column::As as, std::string& out) {
  const auto dot = path.find('.');
  const auto* field = holder.GetDescriptor()->FindFieldByName(std::string(path.substr(0, dot)));
  HOTLINE_CHECK(field != nullptr);
  if (dot == std::string_view::npos) {
    const auto text = value_text(task, holder, *field, as);
    out += (out.empty() || text.empty() ? "" : "; ") + text;
  } else if (field->is_repeated()) {
    for (const auto* item : items_at(holder, field->name()))
      add_values(task, *item, path.substr(dot + 1), as, out);
  } else if (const auto* part = message_at(holder, field->name())) {
    add_values(task, *part, path.substr(dot + 1), as, out);
  }
}

}  // namespace

void print_line(std::string_view text) { std::printf("%.*s\n", static_cast<int>(text.size()), text.data()); }

void print_beside(std::string_view text) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

void print_json(const Message& message) {
  std::string text;
  if (rpc::encode(rpc::Codec::json, message, text)) print_line(text);
  std::fflush(stdout);
}

void print_fields(Task& task, const Message& message, int indent) {
  HOTLINE_CHECK(shown_whole().contains(message.GetDescriptor()));
  show_fields(task, message, indent);
}

std::string cell(Task& task, const Message& row, const Column& column) {
  std::string text;
  if (column.told)
    text = column.told(task, row);
  else
    add_values(task, row, column.field, column.as, text);
  std::ranges::replace(text, '\n', ' ');
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
  print_more(answer);
}

void print_more(const Message& answer) {
  if (!text_at(answer, "next_page_token").empty())
    print_beside(say({"Còn nữa: thêm --all.", "There is more: add --all."}));
}

}  // namespace hotline::ctl
