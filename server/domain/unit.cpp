#include "domain/unit.h"

#include <algorithm>
#include <array>

namespace hotline {
namespace {
constexpr std::size_t code_size_max = 8;
constexpr std::array<std::string_view, 5> level_names = {"helpline", "ministry", "province", "district",
                                                         "commune"};
}  // namespace

bool is_unit_code(std::string_view code) {
  return !code.empty() && code.size() <= code_size_max &&
         std::ranges::all_of(code, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

std::string UnitKey::text() const { return code + "@" + date_text(valid_from); }

std::optional<UnitKey> UnitKey::parse(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || !is_unit_code(text.substr(0, at))) return std::nullopt;
  const auto date = parse_date(text.substr(at + 1));
  if (!date) return std::nullopt;
  return UnitKey{std::string{text.substr(0, at)}, *date};
}

std::string_view name(Level level) { return level_names.at(static_cast<std::size_t>(level)); }

std::optional<Level> level_of(std::string_view name) {
  const auto at = std::ranges::find(level_names, name);
  if (at == level_names.end()) return std::nullopt;
  return static_cast<Level>(at - level_names.begin());
}

}  // namespace hotline
