#include "domain/case_state.h"

#include <algorithm>

#include "base/date.h"

namespace hotline {
namespace {

constexpr int age_max = 25;  // as in the contract: helplines count young people up to 25

/// The last day on which somebody born then can have been born: "2015" → 2015-12-31.
std::optional<Date> latest_birth(std::string_view text) {
  if (text.size() == 4) return parse_date(std::string{text} + "-12-31");
  if (text.size() == 10) return parse_date(text);
  if (text.size() != 7) return std::nullopt;
  const auto first = parse_date(std::string{text} + "-01");
  if (!first) return std::nullopt;
  return Date{first->year() / first->month() / std::chrono::last};
}

int full_years(Date from, Date to) {
  const int years = static_cast<int>(to.year()) - static_cast<int>(from.year());
  const bool before_birthday = std::pair{to.month(), to.day()} < std::pair{from.month(), from.day()};
  return years - (before_birthday ? 1 : 0);
}

}  // namespace

std::optional<UnitKey> unit_of(const record::v1::Place& place) { return UnitKey::parse(place.unit()); }

std::optional<int> age_of(const record::v1::Child& child, Date on) {
  if (const auto born = latest_birth(child.birth_date()))
    return std::clamp(full_years(*born, on), 0, age_max);
  if (child.has_estimated_age()) return std::clamp(child.estimated_age(), 0, age_max);
  return std::nullopt;
}

}  // namespace hotline
