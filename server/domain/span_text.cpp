#include "domain/span_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace hotline {
namespace {

struct Unit {
  std::string_view one, many;
  Span::Of of;
  int max;
};
constexpr std::array<Unit, 5> units = {{
    {"minute", "minutes", Span::Of::minutes, 31 * 24 * 60},
    {"hour", "hours", Span::Of::hours, 31 * 24},
    {"day", "days", Span::Of::days, 3660},
    {"working hour", "working hours", Span::Of::working_hours, 31 * 24},
    {"working day", "working days", Span::Of::working_days, 3660},
}};

}  // namespace

std::optional<Span> span_of_text(std::string_view text, int min) {
  int amount = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (error != std::errc{} || rest == end || *rest != ' ') return std::nullopt;
  const std::string_view name{rest + 1, end};
  for (const auto& unit : units)
    if ((name == unit.one || name == unit.many) && amount >= min && amount <= unit.max)
      return Span{amount, unit.of};
  return std::nullopt;
}

std::string text_of_span(const Span& span) {
  const auto unit = std::ranges::find(units, span.of, &Unit::of);
  return std::to_string(span.amount) + " " + std::string(unit->many);
}

}  // namespace hotline
