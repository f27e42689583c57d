#include "evidence/stream.h"

#include <algorithm>

#include "base/status.h"

namespace hotline::evidence {
namespace {
constexpr std::array<std::string_view, 7> kind_names = {"",       "case",  "contact", "day",
                                                        "access", "admin", "report"};
constexpr std::array<std::string_view, part_count> part_names = {"child", "informant", "allegation"};
}  // namespace

std::string_view name(StreamKind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }
std::string_view name(Part part) { return part_names.at(static_cast<std::size_t>(part)); }

std::optional<StreamKind> stream_kind(std::uint8_t number) {
  if (number == 0 || number >= kind_names.size()) return std::nullopt;
  return static_cast<StreamKind>(number);
}

std::optional<StreamKind> stream_kind(std::string_view name) {
  const auto* found = std::ranges::find(kind_names, name);
  return found == kind_names.end() ? std::nullopt
                                   : stream_kind(static_cast<std::uint8_t>(found - kind_names.begin()));
}

std::array<std::uint8_t, 17> StreamId::bytes() const {
  std::array<std::uint8_t, 17> out;
  out[0] = static_cast<std::uint8_t>(kind);
  std::ranges::copy(id, out.begin() + 1);
  return out;
}

StreamId day_stream(std::chrono::year_month_day day) {
  const int year = static_cast<int>(day.year());
  HOTLINE_CHECK(day.ok() && year >= 0 && year <= 9999);
  const auto two_digits = [](unsigned n) { return static_cast<std::uint8_t>(n / 10 << 4 | n % 10); };
  StreamId stream{StreamKind::day, {}};
  stream.id[12] = two_digits(static_cast<unsigned>(year) / 100);
  stream.id[13] = two_digits(static_cast<unsigned>(year) % 100);
  stream.id[14] = two_digits(static_cast<unsigned>(day.month()));
  stream.id[15] = two_digits(static_cast<unsigned>(day.day()));
  return stream;
}

}  // namespace hotline::evidence
