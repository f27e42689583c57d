#include "domain/routing.h"

#include <array>

#include "domain/case_state.h"

namespace hotline {
namespace {

Route to_today(const Unit& unit, const Directory& directory, Date on) {
  const Succession now = directory.succession(unit, on);
  Route route{.unit = now.unit->key,
              .to_sort = !now.certain() || now.unit->level != Level::commune,
              .candidates = {}};
  for (const Unit* candidate : now.candidates) route.candidates.push_back(candidate->key);
  return route;
}

}  // namespace

Route route(const record::v1::Intake& intake, const Directory& directory, Date on) {
  const std::array places = {&intake.incident(), &intake.present(), &intake.residence()};
  for (const auto* place : places) {
    const auto key = unit_of(*place);
    const Unit* unit = key ? directory.find(*key) : nullptr;
    if (unit == nullptr) continue;
    if (place != places.front()) {
      Route route = to_today(*unit, directory, on);
      route.to_sort = true;
      return route;
    }
    auto proof = place_by_detail(directory, *unit, place->detail(), on);
    if (!proof) return to_today(*unit, directory, on);
    Route route = to_today(*proof->unit, directory, on);
    route.by_detail = std::move(proof);
    return route;
  }
  return {.unit = directory.helpline().key, .to_sort = true, .candidates = {}};
}

Result<Route> route_to(const UnitKey& key, const Directory& directory, Date on) {
  const Unit* unit = directory.find(key);
  if (unit == nullptr)
    return fail(Code::invalid_argument, "unit_unknown",
                {"Không có đơn vị này. Hãy chọn đơn vị từ danh mục.",
                 "There is no such unit. Choose one from the list."});
  Route route = to_today(*unit, directory, on);
  if (!route.candidates.empty())
    return fail(Code::invalid_argument, "unit_split",
                {"Đơn vị này đã chia thành nhiều đơn vị. Hãy chọn một đơn vị hiện nay.",
                 "This unit was split over several. Choose one of today's units."});
  return route;
}

Route above(const Route& route, const Directory& directory, Date on) {
  const Unit* unit = directory.find(route.unit);
  if (unit == nullptr || unit->level != Level::commune)
    return {.unit = route.unit, .to_sort = true, .candidates = {}};
  const Unit* parent = directory.parent(*unit, on);
  return {
      .unit = (parent != nullptr ? *parent : directory.helpline()).key, .to_sort = true, .candidates = {}};
}

bool may_hold_restricted(const Unit& unit, const record::v1::Intake& intake, const Directory& directory,
                         Date on) {
  if (unit.level == Level::commune) return false;
  const auto place = unit_of(intake.incident());
  const Unit* at = place ? directory.find(*place) : nullptr;
  return at == nullptr || directory.is_same_or_above(unit, *at, on);
}

}  // namespace hotline
