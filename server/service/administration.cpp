#include "service/administration.h"

#include <algorithm>

#include "domain/case_time.h"

namespace hotline::service {
namespace {

std::unexpected<Error> person_unknown() {
  return fail(Code::not_found, "person_unknown", {"Không có người này.", "There is no such person."});
}

Result<> check_memberships(const Directory& directory, Date today, const record::v1::Person& person) {
  for (int i = 0; i < person.memberships_size(); ++i) {
    const auto& membership = person.memberships(i);
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

/// The newest people, after the commit; and whoever watches as that person looks again.
void refresh_after(Writing& writing, const PersonId& person) {
  writing.touched.push_back({.case_id = {}, .units = {}, .person = person});
}

/// As this transaction sees them: what was committed since the request began is not yet in memory, and must
/// not be written over.
Result<record::v1::StoredPerson> find(const Writing& writing, const PersonId& id) {
  auto people = People::load(writing.db, writing.world.keys);
  if (!people) return fail(people.error());
  const auto* stored = (*people)->find(id);
  if (!stored) return person_unknown();
  return *stored;
}

Result<> end_all_sessions(Writing& writing, const PersonId& id) {
  for (const auto& token : writing.world.sessions.of_person(id)) {
    if (auto erased = writing.out.erase_session(token); !erased) return erased;
    writing.after_commit.push_back([&world = writing.world, token] { world.sessions.remove(token); });
  }
  return {};
}

bool same_memberships(const record::v1::Person& a, const record::v1::Person& b) {
  return std::ranges::equal(a.memberships(), b.memberships(), [](const auto& x, const auto& y) {
    return x.unit() == y.unit() && x.role() == y.role();
  });
}

record::v1::Delegation to_record(const store::DelegationRow& row) {
  record::v1::Delegation out;
  out.set_delegation_id(id_text(row.id));
  out.set_unit(row.unit);
  out.set_chairman_id(row.chairman.text());
  out.set_deputy_id(row.deputy.text());
  *out.mutable_from() = timestamp_of(row.from);
  *out.mutable_until() = timestamp_of(row.until);
  out.set_revoked(row.revoked);
  return out;
}

}  // namespace

Result<record::v1::Person> create_person(World& world, store::Writer& db, Time now, const Caller* by,
                                         record::v1::Person person, std::string password_hash) {
  if (auto fits = check_memberships(*world.places.get()->directory, local_date(now), person); !fits)
    return fail(fits.error());
  record::v1::StoredPerson stored;
  person.set_person_id(world.ids.make<PersonId>().text());
  person.set_disabled(false);
  *stored.mutable_person() = person;
  stored.set_password_hash(std::move(password_hash));
  stored.set_must_change_password(true);
  if (auto put = db.put(People::row(world.keys, stored)); !put) return fail(put.error());
  const std::vector<record::v1::Membership> roles(person.memberships().begin(), person.memberships().end());
  if (auto noted = record_administration(world, db, now, by, "person_created", person.person_id(), roles);
      !noted)
    return fail(noted.error());
  return person;
}

Result<record::v1::Person> update_person(Writing& writing, const record::v1::Person& changed) {
  const auto id = PersonId::parse(changed.person_id());
  auto stored = id ? find(writing, *id) : Result<record::v1::StoredPerson>(person_unknown());
  if (!stored) return fail(stored.error());
  if (auto fits = check_memberships(writing.directory(), writing.today, changed); !fits)
    return fail(fits.error());
  const bool roles_changed = !same_memberships(stored->person(), changed);
  auto* person = stored->mutable_person();
  person->set_name(changed.name());
  person->set_telephone(changed.telephone());
  *person->mutable_memberships() = changed.memberships();
  if (auto put = writing.out.put(People::row(writing.world.keys, *stored)); !put) return fail(put.error());
  if (roles_changed)
    if (auto ended = end_all_sessions(writing, *id); !ended) return fail(ended.error());
  refresh_after(writing, *id);
  const std::vector<record::v1::Membership> roles(person->memberships().begin(), person->memberships().end());
  if (auto noted =
          record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                roles_changed ? "roles_changed" : "person_changed", id->text(), roles);
      !noted)
    return fail(noted.error());
  return *person;
}

Result<record::v1::Person> set_disabled(Writing& writing, const PersonId& id, bool disabled) {
  auto stored = find(writing, id);
  if (!stored) return fail(stored.error());
  if (disabled && id == writing.caller.viewer.person)
    return fail(Code::failed_precondition, "not_oneself",
                {"Bạn không thể khóa tài khoản của chính mình.", "You cannot disable your own account."});
  stored->mutable_person()->set_disabled(disabled);
  if (auto put = writing.out.put(People::row(writing.world.keys, *stored)); !put) return fail(put.error());
  if (disabled)
    if (auto ended = end_all_sessions(writing, id); !ended) return fail(ended.error());
  refresh_after(writing, id);
  if (auto noted = record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                         disabled ? "person_disabled" : "person_enabled", id.text());
      !noted)
    return fail(noted.error());
  return stored->person();
}

Result<> reset_password(Writing& writing, const PersonId& id, std::string one_time_hash) {
  auto stored = find(writing, id);
  if (!stored) return fail(stored.error());
  stored->set_password_hash(std::move(one_time_hash));
  stored->set_must_change_password(true);
  if (auto put = writing.out.put(People::row(writing.world.keys, *stored)); !put) return put;
  if (auto ended = end_all_sessions(writing, id); !ended) return ended;
  refresh_after(writing, id);
  return record_administration(writing.world, writing.out, writing.now, &writing.caller, "password_reset",
                               id.text());
}

Result<std::vector<record::v1::Person>> list_people(Reading& reading, std::string_view unit) {
  auto hat = reading.hat();
  if (!hat) return fail(hat.error());
  auto scope = reading.scope(unit);
  if (!scope) return fail(scope.error());
  const bool administrator = hat->role == record::v1::ROLE_ADMINISTRATOR && unit.empty();
  std::vector<record::v1::Person> out;
  for (const auto* stored : reading.people->all()) {
    const bool inside = administrator || (*scope)->all ||
                        std::ranges::any_of(stored->person().memberships(), [&](const auto& m) {
                          return std::ranges::binary_search((*scope)->units, m.unit());
                        });
    if (inside) out.push_back(stored->person());
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
  if (auto put = writing.out.put(row); !put) return fail(put.error());
  refresh_after(writing, *deputy);
  if (auto noted = record_administration(writing.world, writing.out, writing.now, &writing.caller,
                                         "delegated", deputy->text());
      !noted)
    return fail(noted.error());
  return to_record(row);
}

Result<> revoke_delegation(Writing& writing, const IdBytes& id) {
  for (auto row : writing.people->delegations()) {
    if (row.id != id || row.chairman != writing.caller.viewer.person) continue;
    row.revoked = true;
    if (auto put = writing.out.put(row); !put) return put;
    refresh_after(writing, row.deputy);
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
    if ((*scope)->all || std::ranges::binary_search((*scope)->units, row.unit)) out.push_back(to_record(row));
  return out;
}

}  // namespace hotline::service
