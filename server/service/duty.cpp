#include "service/duty.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <sstream>
#include <tuple>
#include <utility>

#include "domain/case_time.h"
#include "service/account.h"
#include "service/administration.h"
#include "service/case_row.h"
#include "service/open_cases.h"

namespace hotline::service {
namespace {

std::unexpected<Error> unit_unknown(Code code) {
  return fail(code, "unit_unknown",
              {"Không có đơn vị này, hoặc đơn vị không thuộc phạm vi của bạn.",
               "There is no such unit, or none that is yours to see."});
}

record::v1::Duty to_record(const store::DutyRow& row) {
  record::v1::Duty out;
  out.set_duty_id(id_text(row.id));
  out.set_unit(row.unit);
  out.set_kind(static_cast<record::v1::DutyKind>(row.kind));
  out.set_person_id(row.person.text());
  if (row.for_person) out.set_for_person_id(row.for_person.text());
  *out.mutable_from() = timestamp_of(row.from);
  *out.mutable_until() = timestamp_of(row.until);
  out.set_revoked(row.revoked);
  return out;
}

/// Whether one of the hats keeps the roster of that unit.
bool keeps(const Reading& reading, const Unit& unit) {
  if (administers(reading.hats, reading.directory(), unit.key, reading.today)) return true;
  return std::ranges::any_of(reading.hats, [&](const Standing& hat) {
    if (hat.acting.role == record::v1::ROLE_CHAIRMAN) return hat.acting.unit == unit.key;
    if (hat.acting.role != record::v1::ROLE_SUPERVISOR) return false;
    const auto* own = reading.directory().find(hat.acting.unit);
    return own && reading.directory().is_same_or_above(*own, unit, reading.today);
  });
}

/// What the office is called today; null where it is no more, and its people and its roster with it.
const Unit* office_today(const Reading& reading, std::string_view text) {
  const auto key = UnitKey::parse(text);
  const auto* unit = key ? reading.directory().find(*key) : nullptr;
  if (!unit || reading.today < key->valid_from) return nullptr;
  const Unit& now = same_office(reading.directory(), *unit, reading.today);
  return now.valid_on(reading.today) ? &now : nullptr;
}

/// One that was merged or split: whoever is above what it became may tidy up after it.
const Unit* ended_office(const Reading& reading, std::string_view text) {
  const auto key = UnitKey::parse(text);
  return key ? reading.directory().find(*key) : nullptr;
}

/// Works at that unit, and may sign in.
bool works_at(const Reading& reading, const PersonId& person, const Unit& unit) {
  const auto* stored = reading.people->find(person);
  if (!stored || stored->person().disabled()) return false;
  return std::ranges::any_of(stored->person().memberships(), [&](const auto& membership) {
    return office_today(reading, membership.unit()) == &unit;
  });
}

Result<const Unit*> unit_to_keep(const Reading& reading, std::string_view text) {
  const auto* unit = office_today(reading, text);
  if (!unit) return unit_unknown(Code::invalid_argument);
  if (keeps(reading, *unit)) return unit;
  return fail(Code::permission_denied, "unit_outside",
              {"Bạn chỉ xếp lịch trực cho đơn vị của mình và các đơn vị bên dưới.",
               "You keep the roster only of your own unit and those below it."});
}

Result<> check_period(Time now, Time from, Time until) {
  if (until > now && until > from && until - from <= duty_max) return {};
  return fail(Code::invalid_argument, "duty_period",
              {"Thời gian phải kết thúc sau khi bắt đầu, ở phía trước, và không quá 366 ngày.",
               "It must end after it begins, lie ahead, and last at most 366 days."});
}

Result<> check_room(const Writing& writing, const Unit& unit) {
  const auto count = std::ranges::count_if(writing.people->duties(), [&](const store::DutyRow& row) {
    return !row.revoked && row.until > writing.now && row.unit == unit.key.text();
  });
  if (static_cast<std::size_t>(count) < duties_per_unit_max) return {};
  return fail(Code::resource_exhausted, "roster_full",
              {"Lịch trực của đơn vị đã quá dài. Hãy bỏ bớt mục không còn cần.",
               "The roster of this unit is too long. Take off what is not needed any more."});
}

Result<DutyChange> put(Writing& writing, const store::DutyRow& row, const Unit& unit, std::string_view what) {
  if (auto stored = writing.out.put(row); !stored) return fail(stored.error());
  writing.after_commit.add(
      [&world = writing.world, row] { world.people.set(world.people.get()->with(row)); });
  if (auto noted = record_administration(writing.world, writing.out, writing.now, &writing.caller, what,
                                         row.person.text());
      !noted)
    return fail(noted.error());
  const auto people = writing.people->with(row);
  const auto roster = roster_of(*people, writing.directory(), writing.today);
  return DutyChange{to_record(row), on_duty(roster, unit, writing.now)};
}

struct Work {
  std::uint32_t open = 0, waiting = 0;
};

/// The open cases by the office that is to act now.
Result<std::map<std::string, Work>> work_of_offices(const Reading& reading, const store::Scope& scope) {
  std::map<std::string, Work> offices;
  auto all = each_open_case(reading, scope, [&](const store::CaseRow& row) {
    const bool waits = is_unaccepted(row);
    auto& work = offices[office_of_today(reading, waits ? row.queue_unit : row.responsible_unit)];
    ++work.open;
    work.waiting += waits ? 1 : 0;
  });
  if (!all) return fail(all.error());
  return offices;
}

/// Where an office stands in the list; also the key of a page, so that no office is lost between two pages
/// whose numbers have not changed.
struct PlaceInList {
  Work work = {};
  UnitKey unit;
};

bool comes_before(const PlaceInList& a, const PlaceInList& b) {
  return std::tuple(b.work.waiting, b.work.open, a.unit) < std::tuple(a.work.waiting, a.work.open, b.unit);
}

std::string text_of(const PlaceInList& at) {
  return std::to_string(at.work.waiting) + ' ' + std::to_string(at.work.open) + ' ' + at.unit.text();
}

std::optional<PlaceInList> place_of(const std::string& text) {
  std::istringstream words(text);
  PlaceInList at;
  std::string unit;
  if (!(words >> at.work.waiting >> at.work.open >> unit)) return std::nullopt;
  at.unit = UnitKey::parse(unit).value_or(UnitKey{});
  return at;
}

}  // namespace

record::v1::OnDuty on_duty(const Roster& roster, const Unit& unit, Time now) {
  constexpr std::size_t shown_max = 200;
  record::v1::OnDuty out;
  out.set_unit(unit.key.text());
  const auto officers = roster.on_duty(unit, now), chairmen = roster.chairmen(unit, now);
  for (const auto& person : officers | std::views::take(shown_max)) out.add_officer_ids(person.text());
  for (const auto& person : chairmen | std::views::take(shown_max)) out.add_chairman_ids(person.text());
  out.set_registered(roster.is_registered(unit));
  return out;
}

Result<DutyChange> set_duty(Writing& writing, const record::v1::Duty& wanted) {
  auto unit = unit_to_keep(writing, wanted.unit());
  if (!unit) return fail(unit.error());
  store::DutyRow row{writing.world.ids.next(),
                     (*unit)->key.text(),
                     static_cast<std::uint32_t>(wanted.kind()),
                     PersonId::parse(wanted.person_id()).value_or(PersonId{}),
                     {},
                     time_of(wanted.from()),
                     time_of(wanted.until()),
                     false};
  if (wanted.kind() == record::v1::DUTY_KIND_STAND_IN)
    row.for_person = PersonId::parse(wanted.for_person_id()).value_or(PersonId{});
  if (auto period = check_period(writing.now, row.from, row.until); !period) return fail(period.error());
  const bool there = works_at(writing, row.person, **unit) &&
                     (wanted.kind() != record::v1::DUTY_KIND_STAND_IN ||
                      (works_at(writing, row.for_person, **unit) && row.for_person != row.person));
  if (!there)
    return fail(Code::failed_precondition, "person_not_there",
                {"Người trực, và người được thay, phải đang làm việc tại đơn vị này.",
                 "Whoever is on duty, and whoever is stood in for, must work at this unit."});
  if (auto room = check_room(writing, **unit); !room) return fail(room.error());
  return put(writing, row, **unit, "duty_set");
}

Result<DutyChange> revoke_duty(Writing& writing, const IdBytes& id) {
  for (auto row : writing.people->duties()) {
    if (row.id != id || row.revoked) continue;
    const auto* unit = office_today(writing, row.unit);
    if (!unit) unit = ended_office(writing, row.unit);  // its roster counts for nothing, and can be cleared
    if (!unit || !keeps(writing, *unit)) break;
    row.revoked = true;
    return put(writing, row, *unit, "duty_revoked");
  }
  return fail(Code::not_found, "duty_unknown",
              {"Không có mục lịch trực này trong phạm vi của bạn.",
               "There is no such duty that is yours to change."});
}

Result<UnitRoster> unit_roster(Reading& reading, std::string_view unit) {
  const auto* now_unit = office_today(reading, unit);
  if (!now_unit) return unit_unknown(Code::not_found);
  auto scope = reading.scope({});
  if (!scope) return fail(scope.error());
  const bool sees = (*scope)->all || std::ranges::binary_search((*scope)->units, now_unit->key.text()) ||
                    administers(reading.hats, reading.directory(), now_unit->key, reading.today);
  if (!sees) return unit_unknown(Code::not_found);
  UnitRoster out;
  for (const auto& row : reading.people->duties()) {
    if (row.revoked || row.until <= reading.now || office_today(reading, row.unit) != now_unit) continue;
    out.duties.push_back(to_record(row));
    if (out.duties.size() == duties_per_unit_max) break;
  }
  std::ranges::sort(out.duties, {}, [](const record::v1::Duty& duty) {
    return std::pair{time_of(duty.from()), duty.duty_id()};
  });
  const auto roster = reading.world.rosters.of(reading.people, reading.places->directory, reading.today);
  out.on_duty = on_duty(*roster, *now_unit, reading.now);
  return out;
}

Result<UnansweredList> unanswered(Reading& reading, std::string_view unit, const store::Page& page) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  auto work = work_of_offices(reading, **scope);
  if (!work) return fail(work.error());
  const auto roster = reading.world.rosters.of(reading.people, reading.places->directory, reading.today);
  const auto from = place_of(page.after);
  std::vector<PlaceInList> places;
  for (const auto& one : reading.directory().units()) {
    if (!one.valid_on(reading.today)) continue;
    if (!(*scope)->all && !std::ranges::binary_search((*scope)->units, one.key.text()) &&
        !administers(reading.hats, reading.directory(), one.key, reading.today))
      continue;
    if (!roster->on_duty(one, reading.now).empty()) continue;
    const auto found = work->find(one.key.text());
    const auto at = found == work->end() ? PlaceInList{.unit = one.key} : PlaceInList{found->second, one.key};
    if (!from || comes_before(*from, at)) places.push_back(at);
  }
  std::ranges::sort(places, comes_before);
  UnansweredList out;
  for (const auto& at : places | std::views::take(page.size_max))
    out.offices.push_back(
        {on_duty(*roster, *reading.directory().find(at.unit), reading.now), at.work.open, at.work.waiting});
  if (places.size() > page.size_max && page.size_max > 0) out.after = text_of(places[page.size_max - 1]);
  return out;
}

std::optional<NobodyAnswers> nobody_answers(const Reading& reading, const CaseState& state) {
  if (state.status == record::v1::CASE_STATUS_CLOSED) return std::nullopt;
  const auto* unit =
      holder(reading.directory(), state.pending ? state.pending->to : state.responsible, reading.today);
  if (!unit) return std::nullopt;
  const auto roster = reading.world.rosters.of(reading.people, reading.places->directory, reading.today);
  if (!roster->on_duty(*unit, reading.now, state.barred).empty()) return std::nullopt;
  return NobodyAnswers{unit->key, roster->is_registered(*unit), unit->telephones};
}

}  // namespace hotline::service
