#include "domain/place_reason.h"

#include <array>

namespace hotline {
namespace {

/// The last day with the unit.
std::chrono::year_month_day day_before(Date first_without) {
  return Date{std::chrono::sys_days{first_without} - std::chrono::days{1}};
}

std::string day_vi(Date day) {
  return std::to_string(static_cast<unsigned>(day.day())) + "/" +
         std::to_string(static_cast<unsigned>(day.month())) + "/" +
         std::to_string(static_cast<int>(day.year()));
}

std::string day_en(Date day) {
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return std::to_string(static_cast<unsigned>(day.day())) + " " +
         months.at(static_cast<unsigned>(day.month()) - 1) + " " +
         std::to_string(static_cast<int>(day.year()));
}

}  // namespace

PlaceReason reason_of(const Place& place) {
  const Succession& now = place.now;
  PlaceReason reason;
  for (const Step& step : now.trail) {
    const auto name = step.unit->full_name();
    if (!step.until) break;
    const bool first = reason.vi.empty();
    const bool bound = step.unit->ended_not_later;
    const Date last = day_before(*step.until);
    reason.vi +=
        (first ? "trước là " : " → ") + name + (bound ? " đến không muộn hơn " : " đến ") + day_vi(last);
    reason.en +=
        (first ? "was " : " → ") + name + (bound ? " until not later than " : " until ") + day_en(last);
  }
  if (reason.vi.empty()) return reason;
  const auto name = (place.by_detail ? place.by_detail->unit : now.unit)->full_name();
  if (place.by_detail) {
    const UnitPart& part = *place.by_detail->parts.front().part;
    reason.vi += " → nay là " + name + ", vì có " + part.name + " (" + part.source + ")";
    reason.en += " → " + name + " today, by " + part.name + " (" + part.source + ")";
  } else if (now.certain()) {
    reason.vi += " → nay là " + name;
    reason.en += " → " + name + " today";
  } else {
    reason.vi += " → nay chưa chắc là đâu: " + name + " phân loại";
    reason.en += " → not certain today: " + name + " sorts it";
  }
  return reason;
}

}  // namespace hotline
