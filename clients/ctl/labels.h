// Words for the names of the contract, in the language spoken. What has no word in the tables (a newer
// server) is shown by its name; tests/ctl holds the tables against the contract and against what the commands
// print.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"
#include "contract.h"

namespace hotline::ctl {

std::string label(const EnumValueDescriptor& value);
/// Of a value of a generated enum: label_of(share.kind()). One of a newer server is shown by its number.
std::string label_of(const EnumDescriptor& type, int number);
template <class Enum>
std::string label_of(Enum value) {
  return label_of(*google::protobuf::GetEnumDescriptor<Enum>(), value);
}
std::string label(const FieldDescriptor& field);
/// Of a code in a plain text field: "merged", "sexual_abuse", "informant".
std::string code_label(std::string_view code);

/// How the codes in a field are told.
struct CodeField {
  enum class As {
    word,    // by code_label()
    listed,  // by the server's lists whose names begin with `list`
    typed,   // as they are: a person types them, or a program reads them
  };
  std::string_view field;  // "UnitChange.what"
  As as = As::word;
  std::string_view list = {};
};
/// Null for a field of no codes, or of a newer server.
const CodeField* code_field(const FieldDescriptor& field);

// The tables. English may be empty for values and fields: their names are the English words then.
std::optional<Text> words_of_value(std::string_view full_name);
std::optional<Text> words_of_field(const FieldDescriptor& field);
std::optional<Text> words_of_code(std::string_view code);

}  // namespace hotline::ctl
