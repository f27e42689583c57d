#include "service/contact_day.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace hotline::service {
namespace {

constexpr std::size_t hours_a_day = 24;
// An hour is one span, the present one two: until this time of the day, and the rest.
constexpr std::size_t spans_a_day = hours_a_day + 1;
constexpr std::size_t days = usual_days_max + 1;  // the last is today

using Counts = std::span<const std::uint32_t>;

struct Day {
  Time begin;
  Duration until_now;
  std::size_t hour_now() const { return static_cast<std::size_t>(until_now / std::chrono::hours{1}); }
};

std::vector<Time> bounds_of(const Day& today) {
  std::vector<Time> bounds;
  for (std::size_t day = 0; day < days; ++day) {
    const auto begin = today.begin - std::chrono::days{static_cast<int>(days - 1 - day)};
    for (std::size_t hour = 0; hour < hours_a_day; ++hour) {
      bounds.push_back(begin + std::chrono::hours{static_cast<int>(hour)});
      if (hour == today.hour_now()) bounds.push_back(begin + today.until_now);
    }
  }
  bounds.push_back(today.begin + std::chrono::days{1});
  return bounds;
}

Counts day_of(Counts counts, std::size_t day) { return counts.subspan(day * spans_a_day, spans_a_day); }

std::uint32_t of_hour(Counts day, std::size_t hour, std::size_t hour_now) {
  if (hour < hour_now) return day[hour];
  return hour == hour_now ? day[hour] + day[hour + 1] : day[hour + 1];
}

/// The value that so many hundredths of them lie below; 0 of none.
std::uint32_t hundredth(std::vector<std::uint32_t> values, std::size_t part) {
  if (values.empty()) return 0;
  const auto place = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) * part / 100);
  std::ranges::nth_element(values, place);
  return *place;
}

}  // namespace

Result<> count_contact_day(Reading& reading, v1::GetOverviewResponse& out) {
  const auto begin = start_of(reading.today);
  const Day today{begin, reading.now - begin};
  auto by_class = reading.db.contact_counts(bounds_of(today));
  if (!by_class) return fail(by_class.error());

  std::vector<std::uint32_t> all(days * spans_a_day);
  for (const auto& [contact_class, counts] : *by_class)
    std::ranges::transform(all, counts, all.begin(), std::plus<>{});
  std::size_t first = 0;  // the first day with any contact: before it there was no service
  while (first + 1 < days && std::ranges::all_of(day_of(all, first), [](auto n) { return n == 0; })) ++first;
  out.set_usual_days(static_cast<std::uint32_t>(days - 1 - first));

  const auto hour_now = today.hour_now();
  const auto until_now = [&](Counts day) {
    return std::accumulate(day.begin(), day.begin() + static_cast<std::ptrdiff_t>(hour_now) + 1, 0u);
  };
  std::ranges::sort(*by_class, {}, &store::ContactCounts::contact_class);
  for (const auto& [contact_class, counts] : *by_class) {
    std::vector<std::uint32_t> before;
    for (auto day = first; day + 1 < days; ++day) before.push_back(until_now(day_of(counts, day)));
    auto& of_class = *out.add_classes();
    of_class.set_contact_class(static_cast<record::v1::ContactClass>(contact_class));
    of_class.set_today(until_now(day_of(counts, days - 1)));
    of_class.set_usual(hundredth(std::move(before), 50));
  }
  for (std::size_t hour = 0; hour < hours_a_day; ++hour) {
    std::vector<std::uint32_t> before;
    for (auto day = first; day + 1 < days; ++day) before.push_back(of_hour(day_of(all, day), hour, hour_now));
    auto& of_this = *out.add_hours();
    of_this.set_hour(static_cast<std::uint32_t>(hour));
    of_this.set_today(of_hour(day_of(all, days - 1), hour, hour_now));
    of_this.set_usual_low(hundredth(before, 10));
    of_this.set_usual_high(hundredth(std::move(before), 90));
  }
  return {};
}

}  // namespace hotline::service
