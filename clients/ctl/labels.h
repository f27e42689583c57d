// Words for the names of the contract, in the language spoken. What has no Vietnamese word in the tables (a
// newer server) is shown by its name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contract.h"

namespace hotline::ctl {

std::string label(const EnumValueDescriptor& value);
std::string label(const FieldDescriptor& field);
/// Of a code in a plain text field: "merged", "sexual_abuse", "informant".
std::string code_label(std::string_view code);

// The tables.
std::optional<std::string_view> vietnamese_of_value(std::string_view full_name);
std::optional<std::string_view> vietnamese_of_field(std::string_view name);
std::optional<std::string_view> vietnamese_of_code(std::string_view code);

}  // namespace hotline::ctl
