// Writing the units file, and whether it can be read again.
#include <array>

#include "domain/unit_columns.h"
#include "domain/unit_csv.h"
#include "domain/unit_file.h"

namespace hotline {
namespace {

using namespace unit_columns;

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : "|") + item;
  return out;
}

std::string parts_text(const Unit& unit) {
  std::vector<std::string> items;
  items.reserve(unit.parts.size());
  for (const UnitPart& part : unit.parts)
    items.push_back(part.name + " > " + part.to.text() + " > " + part.source);
  return joined(items);
}

/// As they stand in the file, full keys everywhere.
std::array<std::string, columns> fields_of(const Unit& unit) {
  std::vector<std::string> keys;
  keys.reserve(unit.successors.size());
  for (const UnitKey& key : unit.successors) keys.push_back(key.text());
  std::array<std::string, columns> fields;
  fields[code] = unit.key.code;
  fields[valid_from] = date_text(unit.key.valid_from);
  fields[valid_to] = unit.valid_to ? date_text(*unit.valid_to) : "";
  fields[level] = name(unit.level);
  fields[kind] = unit.kind;
  fields[unit_name] = unit.name;
  fields[other_names] = joined(unit.other_names);
  fields[parent] = unit.parent ? unit.parent->text() : "";
  fields[successors] = (unit.successors_proposed ? "?" : "") + joined(keys);
  fields[telephones] = joined(unit.telephones);
  fields[note] = unit.note;
  fields[source] = unit.source;
  fields[parts] = parts_text(unit);
  fields[valid_to_is] = unit.valid_to && unit.ended_not_later ? not_later_word : "";
  fields[seat] = unit.seat;
  return fields;
}

}  // namespace

std::string write_units(std::span<const Unit> units) {
  std::string out;
  append_csv(out, std::vector<std::string>(column_names.begin(), column_names.end()));
  for (const Unit& unit : units) append_csv(out, fields_of(unit));
  return out;
}

void refuse_unstorable(UnitFile& file) {
  if (!file.directory) return;
  const auto refuse = [&](std::size_t line, std::string_view column, std::string_view reason, Text text) {
    file.errors.push_back({line, column, reason, text});
  };
  for (std::size_t i = 0; i < file.units.size(); ++i) {
    const auto fields = fields_of(file.units[i]);
    for (std::size_t column = 0; column < columns; ++column)
      if (fields[column].size() > max_bytes(column))
        refuse(i < file.lines.size() ? file.lines[i] : 0, column_names[column], "field_too_long",
               {"Cùng với những gì đã có, ô này quá dài để lưu.",
                "With what is kept already, this field is too long to be stored."});
  }
  const auto text = write_units(file.units);
  if (file.units.size() > unit_file_max_rows || text.size() > unit_file_max_bytes)
    refuse(0, {}, "list_too_large",
           {"Cùng với những đơn vị đã có, danh mục quá lớn để lưu.",
            "With the units that are there already, the list is too large to be stored."});
  if (file.errors.empty()) {
    const auto again = read_units(text);
    if (!again.directory || again.units != file.units)
      refuse(0, {}, "list_not_storable",
             {"Danh mục này lưu xong sẽ không đọc lại được như cũ.",
              "Once stored, this list could not be read again as it is."});
  }
  if (!file.errors.empty()) file.directory.reset();
}

}  // namespace hotline
