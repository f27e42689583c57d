#include "service/membership_change.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "service/account.h"

namespace hotline::service {
namespace {

constexpr int memberships_max = 16;  // Person.memberships

bool has_role(const record::v1::Person& person, const Unit& unit, record::v1::Role role) {
  return std::ranges::any_of(person.memberships(),
                             [&](const auto& m) { return m.role() == role && m.unit() == unit.key.text(); });
}

/// Where the unit of a role ends for good by that day; nothing where it goes on.
std::optional<RoleToConfirm> ending(const Directory& directory, const record::v1::StoredPerson& stored,
                                    const record::v1::Membership& membership, Date today, Date until) {
  const auto key = UnitKey::parse(membership.unit());
  const Unit* unit = key ? directory.find(*key) : nullptr;
  if (unit == nullptr || until < key->valid_from) return std::nullopt;
  const Unit& office = same_office(directory, *unit, until);
  if (office.valid_on(until)) return std::nullopt;
  const Date ends_on = *office.valid_to;
  auto next = directory.succession(office, std::max(today, ends_on));
  const auto confirmed = [&](const Unit* to) { return has_role(stored.person(), *to, membership.role()); };
  if (next.certain() ? confirmed(next.unit) : std::ranges::any_of(next.candidates, confirmed))
    return std::nullopt;
  return RoleToConfirm{&stored, membership, ends_on, std::move(next)};
}

/// What the unit is called on that day, where that is certain.
const Unit* then_called(const Directory& directory, const UnitKey& key, Date on) {
  const Unit* unit = directory.find(key);
  if (unit == nullptr) return nullptr;
  const Succession then = directory.succession(*unit, on);
  return then.certain() ? then.unit : nullptr;
}

std::unexpected<Error> role_unknown() {
  return fail(
      Code::not_found, "role_unknown",
      {"Không có vai trò nào như vậy đang chờ bạn xác nhận.", "No such role waits for you to confirm it."});
}

Result<> check_target(const RoleToConfirm& role, const Unit* to) {
  const auto& next = role.succession;
  const bool fits = next.certain() ? to == next.unit
                    : next.candidates.empty()
                        ? true
                        : std::ranges::find(next.candidates, to) != next.candidates.end();
  if (fits) return {};
  return fail(
      Code::invalid_argument, "unit_unfit",
      {"Hãy chọn một trong các đơn vị kế thừa của đơn vị cũ. Nếu người này chuyển sang nơi khác, quản trị "
       "viên sẽ giao vai trò mới.",
       "Choose one of the units that the old one became. Where the person goes elsewhere, an administrator "
       "gives the new role."});
}

void drop(record::v1::Person& person, const record::v1::Membership& membership) {
  auto& all = *person.mutable_memberships();
  const auto is_it = [&](const auto& m) {
    return m.unit() == membership.unit() && m.role() == membership.role();
  };
  all.erase(std::remove_if(all.begin(), all.end(), is_it), all.end());
}

}  // namespace

std::vector<RoleToConfirm> roles_to_confirm(const People& people, const Directory& directory, Date today,
                                            Date until) {
  std::vector<RoleToConfirm> out;
  for (const auto* stored : people.all()) {
    if (stored->person().disabled()) continue;
    for (const auto& membership : stored->person().memberships())
      if (auto role = ending(directory, *stored, membership, today, until)) out.push_back(std::move(*role));
  }
  return out;
}

std::size_t count_roles_to_confirm(const People& people, const Directory& before, const Directory& after,
                                   Date today, Date until) {
  using Key = std::tuple<std::string, std::string, int>;
  const auto key = [](const RoleToConfirm& role) {
    return Key{role.person->person().person_id(), role.membership.unit(), role.membership.role()};
  };
  std::set<Key> known;
  for (const auto& role : roles_to_confirm(people, before, today, until)) known.insert(key(role));
  const auto roles = roles_to_confirm(people, after, today, until);
  return static_cast<std::size_t>(
      std::ranges::count_if(roles, [&](const auto& role) { return !known.contains(key(role)); }));
}

bool may_confirm(const Reading& reading, const RoleToConfirm& role, const Unit* to) {
  const auto& directory = reading.directory();
  const Date day = std::max({reading.today, role.ends_on, to ? to->key.valid_from : reading.today});
  const auto from = UnitKey::parse(role.membership.unit());
  const Unit* old = from ? directory.find(*from) : nullptr;
  return std::ranges::any_of(reading.hats, [&](const Standing& hat) {
    if (hat.acting.role != record::v1::ROLE_SUPERVISOR || hat.ended) return false;
    const Unit* own = directory.find(hat.acting.unit);
    const Unit* then = then_called(directory, hat.acting.unit, day);
    if (own == nullptr || then == nullptr || old == nullptr) return false;
    // Before the day also above the unit as it still is: nobody takes the people of others.
    if (old->valid_on(reading.today) && !directory.is_above(*own, *old, reading.today)) return false;
    return to ? directory.is_above(*then, *to, day)
              : directory.is_same_or_above(*then, *role.succession.unit, day);
  });
}

Result<record::v1::Person> confirm_membership(Writing& writing, const PersonId& id,
                                              const record::v1::Membership& membership,
                                              const std::optional<UnitKey>& to) {
  if (auto hat = writing.hat(); !hat) return fail(hat.error());
  const auto& directory = writing.directory();
  const auto* stored = writing.people->find(id);
  if (stored == nullptr || !std::ranges::any_of(stored->person().memberships(), [&](const auto& m) {
        return m.unit() == membership.unit() && m.role() == membership.role();
      }))
    return role_unknown();
  constexpr std::chrono::days ahead{366};
  const Date until{std::chrono::sys_days{writing.today} + ahead};
  const auto role = ending(directory, *stored, membership, writing.today, until);
  const Unit* target = to ? directory.find(*to) : nullptr;
  if (!role || (to && target == nullptr)) return role_unknown();
  if (!may_confirm(writing, *role, target)) return role_unknown();
  if (id == writing.caller.viewer.person)
    return fail(Code::failed_precondition, "not_oneself",
                {"Bạn không tự xác nhận vai trò của mình. Hãy nhờ người giám sát khác.",
                 "You cannot confirm your own role. Ask another supervisor."});
  const bool has_ended = role->ends_on <= writing.today;
  if (!target && !has_ended)
    return fail(Code::failed_precondition, "unit_goes_on",
                {"Đơn vị này chưa kết thúc. Hãy đợi đến ngày đó, hoặc chọn đơn vị mới.",
                 "This unit has not ended yet. Wait for the day, or choose the new unit."});
  auto changed = *stored;
  auto& person = *changed.mutable_person();
  if (target) {
    if (auto fits = check_target(*role, target); !fits) return fail(fits.error());
    if (has_ended) drop(person, membership);
    if (person.memberships_size() >= memberships_max)
      return fail(Code::failed_precondition, "too_many_roles",
                  {"Người này đã có quá nhiều vai trò. Hãy nhờ quản trị viên bỏ bớt trước.",
                   "This person has too many roles. Ask an administrator to take some away first."});
    auto* made = person.add_memberships();
    made->set_unit(target->key.text());
    made->set_role(membership.role());
  } else {
    drop(person, membership);
  }
  if (auto put = put_person(writing.world, writing.out, writing.after_commit, changed); !put)
    return fail(put.error());
  if (has_ended)
    if (auto ended = end_sessions(writing, id); !ended) return fail(ended.error());
  wake(writing, id);
  const std::vector<record::v1::Membership> roles(person.memberships().begin(), person.memberships().end());
  if (auto noted =
          record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                target ? "membership_confirmed" : "membership_ended", id.text(), roles);
      !noted)
    return fail(noted.error());
  return person;
}

}  // namespace hotline::service
