#include "domain/record_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "domain/validation.h"

namespace hotline {
namespace {
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int depth_max = 8;
constexpr Text unknown_text = {"Có mục không biết tên. Hãy xoá hoặc sửa tên.",
                               "A key is unknown. Remove or correct it."};
constexpr Text type_text = {"Mục này không đúng kiểu.", "This is of the wrong type."};

std::optional<std::string> text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return text;
  const auto day = node.value_exact<toml::date>();
  if (!day) return std::nullopt;
  std::ostringstream out;
  out << *day;
  return out.str();
}

/// Fills one record; what is wrong goes into `problems`, and where things stand into `lines`.
class Filler {
 public:
  Filler(RecordLines& lines, std::vector<FieldError>& problems) : lines_(lines), problems_(problems) {}

  void fill(const toml::table& table, Message& into, const std::string& prefix, int depth) {
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      const std::string path = prefix + name;
      note(node, path);
      const auto* field = into.GetDescriptor()->FindFieldByName(name);
      if (field == nullptr)
        bad(node, path, "unknown_key", unknown_text);
      else if (field->is_repeated())
        fill_all(node, into, *field, path, depth);
      else if (!set(node, into, *field, path, depth))
        bad(node, path, "wrong_type", type_text);
    }
  }

 private:
  void fill_all(const toml::node& node, Message& into, const FieldDescriptor& field, const std::string& path,
                int depth) {
    const auto* array = node.as_array();
    if (array == nullptr) return bad(node, path, "wrong_type", type_text);
    for (std::size_t i = 0; i < array->size(); ++i) {
      const auto at = path + "[" + std::to_string(i) + "]";
      const auto& item = *array->get(i);
      note(item, at);
      if (!set(item, into, field, at, depth)) bad(item, at, "wrong_type", type_text);
    }
  }

  /// One value: of the field, or one more of a field that holds several. False where it has another type.
  bool set(const toml::node& node, Message& into, const FieldDescriptor& field, const std::string& path,
           int depth) {
    const auto& reflection = *into.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        const auto text = text_of(node);
        if (!text) return false;
        field.is_repeated() ? reflection.AddString(&into, &field, *text)
                            : reflection.SetString(&into, &field, *text);
        return true;
      }
      case FieldDescriptor::CPPTYPE_BOOL: {
        const auto value = node.value_exact<bool>();
        if (!value || field.is_repeated()) return false;
        reflection.SetBool(&into, &field, *value);
        return true;
      }
      case FieldDescriptor::CPPTYPE_UINT32: {
        const auto value = node.value_exact<std::int64_t>();
        if (!value || *value < 0 || *value > std::numeric_limits<std::uint32_t>::max() || field.is_repeated())
          return false;
        reflection.SetUInt32(&into, &field, static_cast<std::uint32_t>(*value));
        return true;
      }
      case FieldDescriptor::CPPTYPE_ENUM: {
        const auto name = node.value_exact<std::string>();
        const auto* value = name ? field.enum_type()->FindValueByName(*name) : nullptr;
        if (value == nullptr || field.is_repeated()) return false;
        reflection.SetEnum(&into, &field, value);
        return true;
      }
      case FieldDescriptor::CPPTYPE_MESSAGE: {
        const auto* table = node.as_table();
        if (table == nullptr || depth == depth_max) return false;
        auto& inner = field.is_repeated() ? *reflection.AddMessage(&into, &field)
                                          : *reflection.MutableMessage(&into, &field);
        fill(*table, inner, path + ".", depth + 1);
        return true;
      }
      default:
        return false;  // no record that is kept in files has any other kind
    }
  }

  void note(const toml::node& node, const std::string& path) {
    lines_.insert_or_assign(path, static_cast<int>(node.source().begin.line));
  }
  void bad(const toml::node& node, const std::string& path, std::string_view reason, Text text) {
    problems_.push_back({std::to_string(node.source().begin.line) + ": " + path, reason, text});
  }

  RecordLines& lines_;
  std::vector<FieldError>& problems_;
};

}  // namespace

std::string line_and_path(const RecordLines& lines, const std::string& path) {
  for (auto known = path;;) {
    if (const auto at = lines.find(known); at != lines.end()) return std::to_string(at->second) + ": " + path;
    const auto cut = known.find_last_of(".[");
    if (cut == std::string::npos) return "1: " + path;
    known.resize(cut);
  }
}

std::string path_at(std::string_view name, int index, std::string_view rest) {
  return std::string(name) + "[" + std::to_string(index) + "]" + std::string(rest);
}

std::unexpected<Error> record_refused(std::vector<FieldError> problems) {
  return fail({Code::invalid_argument,
               "record_file_invalid",
               {"Một tệp cấu hình có chỗ sai. Hãy sửa các dòng được nêu.",
                "A configuration file is wrong. Correct the lines that are named."},
               std::move(problems)});
}

Result<RecordLines> read_record(std::string_view text, Message& into) {
  if (text.size() > record_file_max_bytes)
    return record_refused({{"1", "too_long", {"Tệp quá dài.", "The file is too long."}}});
  toml::table file;
  try {
    file = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return record_refused({{std::to_string(error.source().begin.line),
                            "not_toml",
                            {"Không đúng dạng TOML.", "This is not TOML."}}});
  }
  RecordLines lines;
  std::vector<FieldError> problems;
  Filler(lines, problems).fill(file, into, "", 0);
  if (problems.empty())
    if (auto valid = validate(into); !valid)
      for (auto problem : valid.error().fields) {
        problem.path = line_and_path(lines, problem.path);
        problems.push_back(std::move(problem));
      }
  if (!problems.empty()) return record_refused(std::move(problems));
  return lines;
}

}  // namespace hotline
