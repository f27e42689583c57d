// Days as files of configuration write them: 2025-07-01.
#pragma once

#include <toml++/toml.h>

#include <optional>

#include "base/date.h"

namespace hotline {

inline toml::date toml_day(Date day) {
  return {static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())};
}

/// Nothing where there is none, or something else.
inline std::optional<Date> day_of(const toml::node* node) {
  const auto value = node ? node->value_exact<toml::date>() : std::nullopt;
  if (!value) return std::nullopt;
  return Date{std::chrono::year{value->year}, std::chrono::month{value->month}, std::chrono::day{value->day}};
}

}  // namespace hotline
