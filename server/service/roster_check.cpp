#include "service/roster_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "domain/permission.h"
#include "service/rosters.h"

namespace hotline::service {
namespace {

constexpr int people_max = 200;  // RosterCheck.person_ids

class Check {
 public:
  Check(const Reading& reading, const std::vector<OfficeEnd>& ends) : reading_(reading), ends_(ends) {}

  std::vector<v1::RosterCheck> take() && {
    sort_duties();
    for (const auto& end : ends_) {
      if (end.follower) add_follower(*end.follower, std::max(end.on, reading_.today));
      add_ended(end);
    }
    return std::move(out_);
  }

 private:
  Time begins(Date day) const { return std::max(reading_.now, start_of(day)); }

  /// Rosters of days to come are made once each: there are few.
  const Roster& roster(Date day) {
    const auto found = rosters_.find(day);
    if (found != rosters_.end()) return found->second;
    return rosters_.emplace(day, roster_of(*reading_.people, reading_.directory(), day)).first->second;
  }

  void sort_duties() {
    for (const auto& row : reading_.people->duties())
      if (!row.revoked && row.until > reading_.now) duties_[row.unit].push_back(&row);
  }

  void add_follower(const Unit& unit, Date day) {
    if (unit.level == Level::helpline || !seen_.insert(unit.key.text()).second) return;
    if (!roster(day).on_duty(unit, begins(day)).empty()) return;
    auto& row = out_.emplace_back();
    row.set_unit(unit.key.text());
    row.set_on_date(date_text(day));
    row.set_nobody_on_duty(true);
  }

  /// Whether somebody stands on the roster of an office that is there on that day.
  bool has_duty_elsewhere(const PersonId& person, Date day) const {
    return std::ranges::any_of(reading_.people->duties(), [&](const store::DutyRow& row) {
      if (row.revoked || row.person != person || row.until <= begins(day)) return false;
      const auto key = UnitKey::parse(row.unit);
      const Unit* unit = key ? reading_.directory().find(*key) : nullptr;
      return unit && same_office(reading_.directory(), *unit, day).valid_on(day);
    });
  }

  void add_ended(const OfficeEnd& end) {
    const Date day = std::max(end.on, reading_.today);
    const auto duties = duties_.find(end.unit->key.text());
    if (duties == duties_.end() || same_office(reading_.directory(), *end.unit, day).valid_on(day)) return;
    v1::RosterCheck row;
    std::set<PersonId> named;
    for (const auto* duty : duties->second) {
      const auto* stored = reading_.people->find(duty->person);
      if (duty->until <= begins(day) || !stored || stored->person().disabled()) continue;
      if (has_duty_elsewhere(duty->person, day)) continue;
      row.set_duties_beyond(row.duties_beyond() + 1);
      if (named.insert(duty->person).second && row.person_ids_size() < people_max)
        row.add_person_ids(duty->person.text());
    }
    if (row.duties_beyond() == 0) return;
    row.set_unit(end.unit->key.text());
    row.set_on_date(date_text(day));
    out_.push_back(std::move(row));
  }

  const Reading& reading_;
  const std::vector<OfficeEnd>& ends_;
  std::map<Date, Roster> rosters_;
  std::map<std::string, std::vector<const store::DutyRow*>, std::less<>> duties_;
  std::set<std::string> seen_;
  std::vector<v1::RosterCheck> out_;
};

}  // namespace

std::vector<v1::RosterCheck> check_rosters(const Reading& reading, const std::vector<OfficeEnd>& ends) {
  return Check(reading, ends).take();
}

}  // namespace hotline::service
