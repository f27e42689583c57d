#include "domain/reference.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "domain/record_file.h"

namespace hotline {
namespace {
namespace rec = record::v1;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr Text twice_text = {"Mục này đã có rồi.", "This stands twice."};

/// The field that a path names, from a record on; null where there is none. A field that holds several ends
/// the path.
const FieldDescriptor* field_of(const Descriptor& record, std::string_view path) {
  const Descriptor* message = &record;
  for (;;) {
    const auto dot = path.find('.');
    const auto* field =
        message == nullptr ? nullptr : message->FindFieldByName(std::string(path.substr(0, dot)));
    if (field == nullptr || dot == std::string_view::npos) return field;
    message = field->is_repeated() ? nullptr : field->message_type();
    path.remove_prefix(dot + 1);
  }
}

/// The fields that one form names, held against the record.
class FormCheck {
 public:
  FormCheck(const Descriptor& record, RecordProblems& problems) : record_(record), problems_(problems) {}

  void whole(const rec::FormTemplate& form) {
    known(form.office(), "office");
    if (!form.day().empty()) known(form.day(), "day");
    for (int i = 0; i < form.lines_size(); ++i) line(form.lines(i), path_at("lines", i, "."));
    for (int i = 0; i < form.signatures_size(); ++i)
      if (!form.signatures(i).field().empty())
        known(form.signatures(i).field(), path_at("signatures", i, ".field"));
  }

 private:
  void line(const rec::FormLine& line, const std::string& path) {
    for (int i = 0; i < line.parts_size(); ++i)
      known(line.parts(i).field(), path + path_at("parts", i, ".field"));
    if (!line.only_if().empty()) known(line.only_if(), path + "only_if");
    if (!line.unless().empty()) known(line.unless(), path + "unless");
    boxes(line, path);
    if (line.has_table()) table(line.table(), path + "table.");
    if (line.has_risks()) several(line.risks().rows(), path + "risks.rows");
  }

  void boxes(const rec::FormLine& line, const std::string& path) {
    if (line.boxes().empty() && line.field().empty()) return;
    const auto* field = known(line.field(), path + "field");
    if (field == nullptr) return;
    for (int i = 0; i < line.boxes_size(); ++i)
      for (int j = 0; j < line.boxes(i).values_size(); ++j)
        if (!can_be(*field, line.boxes(i).values(j)))
          problems_.add(path + path_at("boxes", i, ".") + path_at("values", j, ""), "unknown_value",
                        {"Trường này không thể có giá trị đó.", "The field cannot have this value."});
  }

  void table(const rec::FormTable& table, const std::string& path) {
    const auto* rows = several(table.rows(), path + "rows");
    if (rows == nullptr) return;
    const auto check = [&](const std::string& name, const std::string& where) {
      if (field_of(*rows->message_type(), name) == nullptr) unknown(where);
    };
    for (int i = 0; i < table.columns_size(); ++i)
      check(table.columns(i).field(), path + path_at("columns", i, ".field"));
    for (int i = 0; i < table.unless_size(); ++i) check(table.unless(i), path + path_at("unless", i, ""));
  }

  static bool can_be(const FieldDescriptor& field, const std::string& value) {
    if (const auto* names = field.enum_type()) return names->FindValueByName(value) != nullptr;
    return field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL && (value == "true" || value == "false");
  }

  const FieldDescriptor* known(const std::string& name, const std::string& path) {
    const auto* field = field_of(record_, name);
    if (field == nullptr) unknown(path);
    return field;
  }
  const FieldDescriptor* several(const std::string& name, const std::string& path) {
    const auto* field = known(name, path);
    if (field == nullptr || (field->is_repeated() && field->message_type() != nullptr)) return field;
    problems_.add(path, "wrong_type",
                  {"Trường này không phải danh sách.", "This field holds one thing alone."});
    return nullptr;
  }
  void unknown(const std::string& path) {
    problems_.add(path, "unknown_field", {"Hồ sơ không có trường này.", "The record has no such field."});
  }

  const Descriptor& record_;
  RecordProblems& problems_;
};

/// Whether two lists hold on one day. Days as texts stand in their order.
bool overlap(const rec::CodeList& a, const rec::CodeList& b) {
  const auto begins_before_end = [](const auto& from, const auto& to) {
    return to.valid_to().empty() || from.valid_from() < to.valid_to();
  };
  return begins_before_end(a, b) && begins_before_end(b, a);
}

std::unexpected<Error> twice(const std::string& what) {
  return record_refused({{what, "twice", twice_text}});
}

}  // namespace

Result<rec::CodeList> read_code_list(std::string_view toml) {
  rec::CodeList list;
  auto lines = read_record(toml, list);
  if (!lines) return fail(lines.error());
  RecordProblems problems(*lines);
  std::set<std::string> groups, codes;
  for (int i = 0; i < list.groups_size(); ++i)
    if (!groups.insert(list.groups(i).code()).second)
      problems.add(path_at("groups", i, ".code"), "twice", twice_text);
  for (int i = 0; i < list.items_size(); ++i) {
    const auto& item = list.items(i);
    if (!codes.insert(item.code()).second) problems.add(path_at("items", i, ".code"), "twice", twice_text);
    if (!item.group().empty() && !groups.contains(item.group()))
      problems.add(path_at("items", i, ".group"), "unknown_value",
                   {"Không có nhóm này trong tệp.", "The file has no such group."});
  }
  if (!list.valid_to().empty() && list.valid_to() <= list.valid_from())
    problems.add("valid_to", "out_of_range",
                 {"Ngày hết hiệu lực phải sau ngày bắt đầu.", "A list ends after it begins."});
  return problems.over(std::move(list));
}

Result<rec::FormTemplate> read_form(std::string_view toml, const Descriptor& record) {
  rec::FormTemplate form;
  auto lines = read_record(toml, form);
  if (!lines) return fail(lines.error());
  RecordProblems problems(*lines);
  FormCheck(record, problems).whole(form);
  return problems.over(std::move(form));
}

Result<> check_reference(const Reference& reference) {
  for (std::size_t i = 0; i < reference.lists.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (reference.lists[i].list() == reference.lists[j].list() &&
          overlap(reference.lists[i], reference.lists[j]))
        return twice("categories: " + reference.lists[i].list());
  std::set<std::string> forms;
  for (const auto& form : reference.forms) {
    if (!forms.insert(form.form()).second) return twice("forms: " + form.form());
    for (const auto& line : form.lines())
      if (line.has_risks() && std::ranges::none_of(reference.lists, [&](const auto& list) {
            return list.list() == line.risks().list();
          }))
        return record_refused(
            {{"forms: " + form.form() + ": risks.list",
              "unknown_value",
              {"Không có danh mục này trong categories.", "categories has no such list."}}});
  }
  return {};
}

}  // namespace hotline
