#include "service/people.h"

#include <algorithm>

namespace hotline::service {
namespace {
std::unexpected<Error> damaged() {
  return fail(Code::data_loss, "person_damaged",
              {"Hồ sơ người dùng không đọc được. Hãy khôi phục bản sao lưu.",
               "A person's record cannot be read. Restore a backup."});
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
  people->add(*id, std::move(person));
  return people;
}

std::shared_ptr<const People> People::with(const store::DelegationRow& delegation) const {
  auto people = std::make_shared<People>(*this);
  const auto at = std::ranges::find(people->delegations_, delegation.id, &store::DelegationRow::id);
  if (at == people->delegations_.end())
    people->delegations_.push_back(delegation);
  else
    *at = delegation;
  return people;
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
