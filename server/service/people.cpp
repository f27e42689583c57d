#include "service/people.h"

#include <algorithm>
#include <optional>

namespace hotline::service {
namespace {
std::unexpected<Error> damaged() {
  return fail(Code::data_loss, "person_damaged",
              {"Hồ sơ người dùng không đọc được. Hãy khôi phục bản sao lưu.",
               "A person's record cannot be read. Restore a backup."});
}
/// In the place of the row with its id, or behind the others.
template <class Row>
void put_into(std::vector<Row>& rows, const Row& row) {
  const auto at = std::ranges::find(rows, row.id, &Row::id);
  if (at == rows.end())
    rows.push_back(row);
  else
    *at = row;
}

bool answers_alike(const record::v1::Person& a, const record::v1::Person& b) {
  return a.login() == b.login() && a.disabled() == b.disabled() &&
         std::ranges::equal(a.memberships(), b.memberships(),
                            [](const record::v1::Membership& one, const record::v1::Membership& other) {
                              return one.unit() == other.unit() && one.role() == other.role();
                            });
}
}  // namespace

Result<std::shared_ptr<const People>> People::load(store::Reader& db, const Keyring& keys) {
  auto rows = db.people();
  if (!rows) return fail(rows.error());
  auto people = std::make_shared<People>();
  for (const auto& row : *rows) {
    auto bytes = keys.unseal(evidence::VaultKey::directory, row.person.bytes, row.sealed);
    if (!bytes) return fail(bytes.error());
    record::v1::StoredPerson person;
    if (!person.ParseFromString(*bytes)) return damaged();
    people->add(row.person, std::move(person));
  }
  auto delegations = db.delegations();
  if (!delegations) return fail(delegations.error());
  people->delegations_ = std::move(*delegations);
  auto duties = db.duties();
  if (!duties) return fail(duties.error());
  people->duties_ = std::move(*duties);
  return people;
}

void People::add(const PersonId& id, record::v1::StoredPerson person) {
  logins_.insert_or_assign(person.person().login(), id);
  people_.insert_or_assign(id, std::make_shared<const record::v1::StoredPerson>(std::move(person)));
}

std::shared_ptr<const People> People::with(record::v1::StoredPerson person) const {
  const auto id = PersonId::parse(person.person().person_id());
  HOTLINE_CHECK(id.has_value());
  auto people = std::make_shared<People>(*this);
  const auto* before = find(*id);
  if (!before || !answers_alike(before->person(), person.person()))
    people->answering_ = std::make_shared<const int>(0);
  people->add(*id, std::move(person));
  return people;
}

std::shared_ptr<const People> People::with(const store::DelegationRow& delegation) const {
  auto people = std::make_shared<People>(*this);
  put_into(people->delegations_, delegation);
  people->answering_ = std::make_shared<const int>(0);
  return people;
}

std::shared_ptr<const People> People::with(const store::DutyRow& duty) const {
  auto people = std::make_shared<People>(*this);
  put_into(people->duties_, duty);
  people->answering_ = std::make_shared<const int>(0);
  return people;
}

bool People::has_ground(const store::DelegationRow& row) const {
  const auto works_there = [&](const PersonId& id, std::optional<record::v1::Role> role) {
    const auto* stored = find(id);
    return stored && !stored->person().disabled() &&
           std::ranges::any_of(stored->person().memberships(), [&](const record::v1::Membership& m) {
             return m.unit() == row.unit && (!role || m.role() == *role);
           });
  };
  return !row.revoked && works_there(row.chairman, record::v1::ROLE_CHAIRMAN) &&
         works_there(row.deputy, std::nullopt);
}

const record::v1::StoredPerson* People::find(const PersonId& id) const {
  const auto it = people_.find(id);
  return it == people_.end() ? nullptr : it->second.get();
}

const record::v1::StoredPerson* People::find_login(std::string_view login) const {
  const auto it = logins_.find(std::string(login));
  return it == logins_.end() ? nullptr : find(it->second);
}

std::vector<const record::v1::StoredPerson*> People::all() const {
  std::vector<const record::v1::StoredPerson*> out;
  out.reserve(people_.size());
  for (const auto& [id, person] : people_) out.push_back(person.get());
  std::ranges::sort(out, {}, [](const auto* p) -> const std::string& { return p->person().login(); });
  return out;
}

store::PersonRow People::row(const Keyring& keys, const record::v1::StoredPerson& person) {
  const auto id = PersonId::parse(person.person().person_id());
  HOTLINE_CHECK(id.has_value());
  return {.person = *id,
          .login = keys.lookup("login", person.person().login()),
          .sealed = keys.seal(evidence::VaultKey::directory, id->bytes, person.SerializeAsString())};
}

}  // namespace hotline::service
