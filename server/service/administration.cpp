#include "service/administration.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "domain/case_time.h"
#include "service/account.h"
#include "service/row_version.h"

namespace hotline::service {
namespace {

std::unexpected<Error> person_unknown() {
  return fail(Code::not_found, "person_unknown", {"Không có người này.", "There is no such person."});
}

/// Every role of `person` that is not one of `before`: that of a unit which has ended may stay.
Result<> check_memberships(const Directory& directory, Date today, const record::v1::Person& person,
                           const record::v1::Person& before = {}) {
  for (int i = 0; i < person.memberships_size(); ++i) {
    const auto& membership = person.memberships(i);
    if (std::ranges::any_of(before.memberships(), [&](const auto& had) {
          return had.unit() == membership.unit() && had.role() == membership.role();
        }))
      continue;
    const auto key = UnitKey::parse(membership.unit());
    const Unit* unit = key ? directory.find(*key) : nullptr;
    const auto refuse = [&](std::string_view reason, Text text) {
      Error error{Code::invalid_argument, reason, text};
      error.fields.push_back({"memberships[" + std::to_string(i) + "]", reason, text});
      return fail(std::move(error));
    };
    if (!unit || !unit->valid_on(today))
      return refuse("unit_unknown",
                    {"Đơn vị này không có hoặc đã hết hiệu lực.", "There is no such unit today."});
    const bool helpline = unit->level == Level::helpline;
    const bool fits =
        membership.role() == record::v1::ROLE_OPERATOR      ? helpline
        : membership.role() == record::v1::ROLE_INTEGRATION ? helpline
        : membership.role() == record::v1::ROLE_OFFICER || membership.role() == record::v1::ROLE_CHAIRMAN
            ? !helpline
            : true;
    if (!fits)
      return refuse("role_unfit", {"Vai trò này không có ở cấp đơn vị đã chọn.",
                                   "This role does not exist at that level of unit."});
  }
  return {};
}

std::unexpected<Error> not_oneself() {
  return fail(Code::failed_precondition, "not_oneself",
              {"Bạn không thể làm việc này với chính tài khoản của mình. Hãy nhờ quản trị viên khác.",
               "You cannot do this to your own account. Ask another administrator."});
}

bool in_charge(const Reading& reading, const record::v1::Membership& membership) {
  const auto unit = UnitKey::parse(membership.unit());
  return unit && administers(reading.hats, reading.directory(), *unit, reading.today);
}

/// The person, where the caller has charge of every role of theirs; who has none is the helpline's.
Result<record::v1::StoredPerson> find_in_charge(const Writing& writing, const PersonId& id) {
  const auto* stored = writing.people->find(id);
  if (!stored) return person_unknown();
  const auto& memberships = stored->person().memberships();
  const auto inside =
      std::ranges::count_if(memberships, [&](const auto& m) { return in_charge(writing, m); });
  if (memberships.empty() ? !administers_all(writing.hats) : inside == 0) return person_unknown();
  if (inside < memberships.size())
    return fail(Code::permission_denied, "person_outside",
                {"Người này còn làm việc ở nơi khác. Hãy nhờ quản trị viên cấp trên.",
                 "This person also works elsewhere. Ask an administrator above you."});
  return *stored;
}

Result<> check_charge(const Reading& reading, const record::v1::Person& person) {
  for (int i = 0; i < person.memberships_size(); ++i) {
    if (in_charge(reading, person.memberships(i))) continue;
    Error error{Code::permission_denied,
                "unit_outside",
                {"Bạn chỉ giao được vai trò trong đơn vị của mình và các đơn vị bên dưới.",
                 "You can give roles only in your own unit and those below it."}};
    error.fields.push_back({"memberships[" + std::to_string(i) + "]", error.reason, error.text});
    return fail(std::move(error));
  }
  return {};
}

Result<> put(Writing& writing, const record::v1::StoredPerson& person) {
  return put_person(writing.world, writing.out, writing.after_commit, person);
}

/// As an answer shows them.
record::v1::Person shown(record::v1::Person person) {
  person.set_version(person_version(person));
  return person;
}

bool same_memberships(const record::v1::Person& a, const record::v1::Person& b) {
  return std::ranges::equal(a.memberships(), b.memberships(), [](const auto& x, const auto& y) {
    return x.unit() == y.unit() && x.role() == y.role();
  });
}

record::v1::Delegation to_record(const People& people, const store::DelegationRow& row) {
  record::v1::Delegation out;
  out.set_delegation_id(id_text(row.id));
  out.set_unit(row.unit);
  out.set_chairman_id(row.chairman.text());
  out.set_deputy_id(row.deputy.text());
  *out.mutable_from() = timestamp_of(row.from);
  *out.mutable_until() = timestamp_of(row.until);
  out.set_revoked(!people.has_ground(row));
  return out;
}

}  // namespace

std::string person_version(const record::v1::Person& person) {
  record::v1::Person overwritten;
  overwritten.set_name(person.name());
  overwritten.set_telephone(person.telephone());
  *overwritten.mutable_memberships() = person.memberships();
  return row_version(overwritten.SerializeAsString());
}

bool administers_all(std::span<const Standing> hats) {
  return std::ranges::any_of(hats, [](const Standing& hat) {
    return hat.acting.role == record::v1::ROLE_ADMINISTRATOR && hat.level == Level::helpline;
  });
}

bool administers(std::span<const Standing> hats, const Directory& directory, const UnitKey& unit,
                 Date today) {
  const auto* now = holder(directory, unit, today);
  if (now && administers_all(hats)) return true;
  return now && std::ranges::any_of(hats, [&](const Standing& hat) {
           if (hat.acting.role != record::v1::ROLE_ADMINISTRATOR) return false;
           const auto* own = directory.find(hat.acting.unit);
           return own && directory.is_same_or_above(*own, *now, today);
         });
}

Result<> check_helpline_administrator(const World& world, const Viewer& viewer, Time now) {
  const auto places = world.places.get();
  if (administers_all(standings_of(viewer, *places->directory, local_date(now)))) return {};
  return fail(Code::permission_denied, "role_missing",
              {"Chỉ quản trị viên của tổng đài được làm việc này.",
               "Only an administrator of the helpline may do this."});
}

Result<record::v1::Person> create_person(Writing& writing, record::v1::Person person,
                                         std::string password_hash) {
  if (auto charge = check_charge(writing, person); !charge) return fail(charge.error());
  auto made = create_person(writing.world, writing.out, writing.after_commit, writing.now, &writing.caller,
                            std::move(person), std::move(password_hash));
  if (made) wake(writing, *PersonId::parse(made->person_id()));
  return made;
}

Result<record::v1::Person> create_person(World& world, store::Writer& db, AfterCommit& after, Time now,
                                         const Caller* by, record::v1::Person person,
                                         std::string password_hash) {
  if (auto fits = check_memberships(*world.places.get()->directory, local_date(now), person); !fits)
    return fail(fits.error());
  record::v1::StoredPerson stored;
  person.set_person_id(world.ids.make<PersonId>().text());
  person.set_disabled(false);
  *stored.mutable_person() = person;
  stored.set_password_hash(std::move(password_hash));
  stored.set_must_change_password(true);
  if (auto stored_now = put_person(world, db, after, stored); !stored_now) return fail(stored_now.error());
  const std::vector<record::v1::Membership> roles(person.memberships().begin(), person.memberships().end());
  if (auto noted = record_administration(world, db, now, by, "person_created", person.person_id(), roles);
      !noted)
    return fail(noted.error());
  return shown(std::move(person));
}

Result<record::v1::Person> update_person(Writing& writing, const record::v1::Person& changed,
                                         std::string_view expected_version) {
  const auto id = PersonId::parse(changed.person_id());
  auto stored = id ? find_in_charge(writing, *id) : Result<record::v1::StoredPerson>(person_unknown());
  if (!stored) return fail(stored.error());
  if (person_version(stored->person()) != expected_version)
    return fail(Code::aborted, "person_version_changed",
                {"Người khác vừa sửa hồ sơ người dùng này. Hãy xem lại rồi gửi lại.",
                 "Somebody else has just changed this person. Look again, then send again."});
  if (auto fits = check_memberships(writing.directory(), writing.today, changed, stored->person()); !fits)
    return fail(fits.error());
  const bool roles_changed = !same_memberships(stored->person(), changed);
  if (roles_changed && *id == writing.caller.viewer.person) return not_oneself();
  if (auto charge = check_charge(writing, changed); !charge) return fail(charge.error());
  auto* person = stored->mutable_person();
  person->set_name(changed.name());
  person->set_telephone(changed.telephone());
  *person->mutable_memberships() = changed.memberships();
  if (auto written = put(writing, *stored); !written) return fail(written.error());
  if (roles_changed)
    if (auto ended = end_sessions(writing, *id); !ended) return fail(ended.error());
  wake(writing, *id);
  const std::vector<record::v1::Membership> roles(person->memberships().begin(), person->memberships().end());
  if (auto noted =
          record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                roles_changed ? "roles_changed" : "person_changed", id->text(), roles);
      !noted)
    return fail(noted.error());
  return shown(*person);
}

Result<record::v1::Person> set_disabled(Writing& writing, const PersonId& id, bool disabled) {
  auto stored = find_in_charge(writing, id);
  if (!stored) return fail(stored.error());
  if (id == writing.caller.viewer.person) return not_oneself();
  stored->mutable_person()->set_disabled(disabled);
  if (auto written = put(writing, *stored); !written) return fail(written.error());
  if (disabled)
    if (auto ended = end_sessions(writing, id); !ended) return fail(ended.error());
  wake(writing, id);
  if (auto noted = record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                         disabled ? "person_disabled" : "person_enabled", id.text());
      !noted)
    return fail(noted.error());
  return shown(stored->person());
}

Result<> reset_password(Writing& writing, const PersonId& id, std::string one_time_hash) {
  auto stored = find_in_charge(writing, id);
  if (!stored) return fail(stored.error());
  if (id == writing.caller.viewer.person) return not_oneself();
  stored->set_password_hash(std::move(one_time_hash));
  stored->set_must_change_password(true);
  if (auto written = put(writing, *stored); !written) return written;
  if (auto ended = end_sessions(writing, id); !ended) return ended;
  wake(writing, id);
  return record_administration(writing.world, writing.out, writing.now, &writing.caller, "password_reset",
                               id.text());
}

namespace {

/// Whom the caller sees of those who work here: the people of their scope, or in their charge.
class Colleagues {
 public:
  /// Of a unit and all below it, or of that unit `alone`; of the whole scope where `unit` is empty.
  static Result<Colleagues> of(Reading& reading, std::string_view unit, bool alone = false) {
    auto hat = reading.hat();
    if (!hat) return fail(hat.error());
    auto scope = reading.scope(unit);
    if (!scope) return fail(scope.error());
    const auto key = UnitKey::parse(unit);
    const auto* narrowed = key ? holder(reading.directory(), *key, reading.today) : nullptr;
    return Colleagues(reading, std::move(*scope), hat->role == record::v1::ROLE_ADMINISTRATOR, narrowed,
                      alone);
  }

  bool have(const record::v1::Person& person) const {
    if (person.memberships().empty())
      return !narrowed_ && (scope_->all || (administrator_ && administers_all(reading_.hats)));
    return std::ranges::any_of(person.memberships(), [this](const auto& m) { return holds(m); });
  }

 private:
  Colleagues(const Reading& reading, std::shared_ptr<const store::Scope> scope, bool administrator,
             const Unit* narrowed, bool alone)
      : reading_(reading),
        scope_(std::move(scope)),
        administrator_(administrator),
        narrowed_(narrowed),
        alone_(alone) {}

  bool holds(const record::v1::Membership& m) const {
    if (alone_ && narrowed_ && office_of(m) != narrowed_) return false;
    if (scope_->all || std::ranges::binary_search(scope_->units, m.unit())) return true;
    if (!administrator_ || !in_charge(reading_, m)) return false;
    return !narrowed_ || reading_.directory().is_same_or_above(*narrowed_, *office_of(m), reading_.today);
  }

  /// Of today; null for a unit that nobody knows.
  const Unit* office_of(const record::v1::Membership& m) const {
    const auto unit = UnitKey::parse(m.unit());
    return unit ? holder(reading_.directory(), *unit, reading_.today) : nullptr;
  }

  const Reading& reading_;
  std::shared_ptr<const store::Scope> scope_;
  bool administrator_;
  const Unit* narrowed_;
  bool alone_;
};

}  // namespace

Result<std::vector<record::v1::Person>> list_people(Reading& reading, std::string_view unit, bool alone) {
  auto colleagues = Colleagues::of(reading, unit, alone);
  if (!colleagues) return fail(colleagues.error());
  std::vector<record::v1::Person> out;
  for (const auto* stored : reading.people->all())
    if (colleagues->have(stored->person())) out.push_back(shown(stored->person()));
  return out;
}

Result<std::vector<v1::NamedPerson>> name_people(Reading& reading, std::span<const PersonId> ids) {
  auto colleagues = Colleagues::of(reading, {});
  if (!colleagues) return fail(colleagues.error());
  std::vector<v1::NamedPerson> out;
  std::set<PersonId> named;
  for (const auto& id : ids) {
    const auto* stored = reading.people->find(id);
    if (!stored || !colleagues->have(stored->person()) || !named.insert(id).second) continue;
    auto& one = out.emplace_back();
    one.set_person_id(id.text());
    one.set_name(stored->person().name());
  }
  return out;
}

Result<record::v1::Delegation> delegate(Writing& writing, const record::v1::Delegation& wanted) {
  const auto unit = UnitKey::parse(wanted.unit());
  const auto deputy = PersonId::parse(wanted.deputy_id());
  const auto from = wanted.has_from() ? time_of(wanted.from()) : writing.now;
  const auto until = time_of(wanted.until());
  const auto& viewer = writing.caller.viewer;
  const bool chairman = unit && std::ranges::any_of(viewer.memberships, [&](const Membership& m) {
                          return m.unit == *unit && m.role == record::v1::ROLE_CHAIRMAN;
                        });
  if (!chairman)
    return fail(
        Code::permission_denied, "not_chairman",
        {"Chỉ chủ tịch của đơn vị này được ủy quyền.", "Only the chairman of this unit may delegate."});
  const auto* person = deputy ? writing.people->find(*deputy) : nullptr;
  const bool colleague = person && !person->person().disabled() && *deputy != viewer.person &&
                         std::ranges::any_of(person->person().memberships(),
                                             [&](const auto& m) { return m.unit() == wanted.unit(); });
  if (!colleague)
    return fail(Code::failed_precondition, "deputy_unfit",
                {"Người được ủy quyền phải đang làm việc tại chính đơn vị này.",
                 "A deputy must be a person of this unit."});
  if (until <= writing.now || until <= from || until - from > delegation_max)
    return fail(Code::invalid_argument, "delegation_period",
                {"Thời gian ủy quyền phải ở phía trước và không quá 92 ngày.",
                 "A delegation lies ahead and lasts at most 92 days."});
  const store::DelegationRow row{
      writing.world.ids.next(), wanted.unit(), viewer.person, *deputy, from, until, false};
  if (auto stored = put_delegation(writing, row); !stored) return fail(stored.error());
  wake(writing, *deputy);
  if (auto noted = record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                         "delegated", deputy->text());
      !noted)
    return fail(noted.error());
  return to_record(*writing.people, row);
}

Result<> revoke_delegation(Writing& writing, const IdBytes& id) {
  for (auto row : writing.people->delegations()) {
    if (row.id != id || row.chairman != writing.caller.viewer.person) continue;
    row.revoked = true;
    if (auto stored = put_delegation(writing, row); !stored) return stored;
    wake(writing, row.deputy);
    return record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                 "delegation_revoked", row.deputy.text());
  }
  return fail(Code::not_found, "delegation_unknown",
              {"Không có ủy quyền này của bạn.", "You gave no such delegation."});
}

Result<std::vector<record::v1::Delegation>> list_delegations(Reading& reading, std::string_view unit) {
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  std::vector<record::v1::Delegation> out;
  for (const auto& row : reading.people->delegations())
    if ((*scope)->all || std::ranges::binary_search((*scope)->units, row.unit))
      out.push_back(to_record(*reading.people, row));
  return out;
}

}  // namespace hotline::service
