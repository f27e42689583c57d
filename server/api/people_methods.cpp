// The people part of DirectoryService.
#include "api/desk.h"
#include "api/directory_methods.h"
#include "api/page.h"
#include "hotline/v1/directory.pb.h"
#include "service/administration.h"
#include "service/officials.h"
#include "service/password.h"

namespace hotline::api {
namespace {

using service::Reading;
using service::Writing;

const std::string service_name = "hotline.v1.DirectoryService.";

Result<v1::ListPeopleResponse> list_people(Reading& reading, const v1::ListPeopleRequest& request) {
  auto page = page_of(reading, request);
  if (!page) return fail(page.error());
  auto people = service::list_people(reading, request.unit(), request.of_unit_alone());
  if (!people) return fail(people.error());
  v1::ListPeopleResponse response;
  for (const auto& person : *people) {  // by sign-in name
    if (!page->after.empty() && person.login() <= page->after) continue;
    if (static_cast<std::uint32_t>(response.people_size()) == page->size_max) {
      response.set_next_page_token(page_token(reading, response.people(response.people_size() - 1).login()));
      break;
    }
    *response.add_people() = person;
  }
  return response;
}

Result<v1::NamePeopleResponse> name_people(Reading& reading, const v1::NamePeopleRequest& request) {
  std::vector<PersonId> ids;
  for (const auto& id : request.person_ids()) ids.push_back(*PersonId::parse(id));
  auto people = service::name_people(reading, ids);
  if (!people) return fail(people.error());
  v1::NamePeopleResponse response;
  response.mutable_people()->Assign(std::make_move_iterator(people->begin()),
                                    std::make_move_iterator(people->end()));
  return response;
}

Result<v1::ListOfficialsResponse> list_officials(Reading& reading, const v1::ListOfficialsRequest& request) {
  return service::list_officials(reading, *UnitKey::parse(request.unit()));
}

/// Makes the one-time password outside the transaction, since its hash takes long.
asio::awaitable<Result<MessagePtr>> create_person(Desk& desk, Ask& ask) {
  auto password = service::one_time_password();
  auto hash = co_await desk.hash_password(password);
  if (!hash) co_return fail(hash.error());
  co_return co_await desk.write(
      ask,
      [password, hash = *hash](Writing& writing,
                               const google::protobuf::Message& message) -> Result<MessagePtr> {
        const auto& request = static_cast<const v1::CreatePersonRequest&>(message);
        record::v1::Person person;
        person.set_login(request.login());
        person.set_name(request.name());
        person.set_telephone(request.telephone());
        *person.mutable_memberships() = request.memberships();
        auto made = service::create_person(writing, std::move(person), hash);
        if (!made) return fail(made.error());
        auto response = std::make_unique<v1::CreatePersonResponse>();
        *response->mutable_person() = std::move(*made);
        response->set_one_time_password(password);
        return response;
      });
}

asio::awaitable<Result<MessagePtr>> reset_password(Desk& desk, Ask& ask) {
  auto password = service::one_time_password();
  auto hash = co_await desk.hash_password(password);
  if (!hash) co_return fail(hash.error());
  co_return co_await desk.write(
      ask,
      [password, hash = *hash](Writing& writing,
                               const google::protobuf::Message& message) -> Result<MessagePtr> {
        const auto& request = static_cast<const v1::ResetPasswordRequest&>(message);
        if (auto reset = service::reset_password(writing, *PersonId::parse(request.person_id()), hash);
            !reset)
          return fail(reset.error());
        auto response = std::make_unique<v1::ResetPasswordResponse>();
        response->set_one_time_password(password);
        return response;
      });
}

Result<v1::UpdatePersonResponse> update_person(Writing& writing, const v1::UpdatePersonRequest& request) {
  record::v1::Person changed;
  changed.set_person_id(request.person_id());
  changed.set_name(request.name());
  changed.set_telephone(request.telephone());
  *changed.mutable_memberships() = request.memberships();
  auto person = service::update_person(writing, changed, request.expected_person_version());
  if (!person) return fail(person.error());
  v1::UpdatePersonResponse response;
  *response.mutable_person() = std::move(*person);
  return response;
}

template <class Request, class Response>
Result<Response> set_disabled(Writing& writing, const Request& request, bool disabled) {
  auto person = service::set_disabled(writing, *PersonId::parse(request.person_id()), disabled);
  if (!person) return fail(person.error());
  Response response;
  *response.mutable_person() = std::move(*person);
  return response;
}

Result<v1::DelegateResponse> delegate(Writing& writing, const v1::DelegateRequest& request) {
  record::v1::Delegation wanted;
  wanted.set_unit(request.unit());
  wanted.set_deputy_id(request.deputy_id());
  if (request.has_from()) *wanted.mutable_from() = request.from();
  *wanted.mutable_until() = request.until();
  auto made = service::delegate(writing, wanted);
  if (!made) return fail(made.error());
  v1::DelegateResponse response;
  *response.mutable_delegation() = std::move(*made);
  return response;
}

Result<v1::RevokeDelegationResponse> revoke_delegation(Writing& writing,
                                                       const v1::RevokeDelegationRequest& request) {
  if (auto done = service::revoke_delegation(writing, *id_bytes(request.delegation_id())); !done)
    return fail(done.error());
  return v1::RevokeDelegationResponse{};
}

Result<v1::ListDelegationsResponse> list_delegations(Reading& reading,
                                                     const v1::ListDelegationsRequest& request) {
  auto list = service::list_delegations(reading, request.unit());
  if (!list) return fail(list.error());
  v1::ListDelegationsResponse response;
  constexpr int newest_max = 200;
  const auto begin = list->size() > newest_max ? list->size() - newest_max : 0;
  for (auto i = begin; i < list->size(); ++i) *response.add_delegations() = std::move((*list)[i]);
  return response;
}

}  // namespace

void add_people_methods(Methods& methods) {
  methods.read<v1::ListPeopleRequest>(service_name + "ListPeople", list_people);
  methods.read<v1::NamePeopleRequest>(service_name + "NamePeople", name_people);
  methods.read<v1::ListOfficialsRequest>(service_name + "ListOfficials", list_officials);
  methods.steps(service_name + "CreatePerson", create_person);
  methods.write<v1::UpdatePersonRequest>(service_name + "UpdatePerson", update_person);
  methods.write<v1::DisablePersonRequest>(
      service_name + "DisablePerson", [](Writing& w, const v1::DisablePersonRequest& r) {
        return set_disabled<v1::DisablePersonRequest, v1::DisablePersonResponse>(w, r, true);
      });
  methods.write<v1::EnablePersonRequest>(
      service_name + "EnablePerson", [](Writing& w, const v1::EnablePersonRequest& r) {
        return set_disabled<v1::EnablePersonRequest, v1::EnablePersonResponse>(w, r, false);
      });
  methods.steps(service_name + "ResetPassword", reset_password);
  methods.write<v1::DelegateRequest>(service_name + "Delegate", delegate);
  methods.write<v1::RevokeDelegationRequest>(service_name + "RevokeDelegation", revoke_delegation);
  methods.read<v1::ListDelegationsRequest>(service_name + "ListDelegations", list_delegations);
}

}  // namespace hotline::api
