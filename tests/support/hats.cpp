#include "support/hats.h"

#include "hotline/v1/directory.pb.h"

namespace hotline::test {

record::v1::Role role_of(char letter) {
  return letter == 'O'   ? record::v1::ROLE_OPERATOR
         : letter == 'F' ? record::v1::ROLE_OFFICER
         : letter == 'C' ? record::v1::ROLE_CHAIRMAN
         : letter == 'S' ? record::v1::ROLE_SUPERVISOR
         : letter == 'A' ? record::v1::ROLE_ADMINISTRATOR
                         : record::v1::ROLE_INTEGRATION;
}

std::string person_version(RunningService& service, const std::string& person_id) {
  v1::ListPeopleRequest request;
  request.set_page_size(200);
  for (const auto& person : service.as("admin").must<v1::ListPeopleResponse>(request).people())
    if (person.person_id() == person_id) return person.version();
  return {};
}

void give_hats(RunningService& service, const std::string& login, const std::vector<Hat>& hats) {
  v1::UpdatePersonRequest request;
  request.set_person_id(service.id_of(login));
  request.set_name("Người " + login);
  request.set_expected_person_version(person_version(service, request.person_id()));
  for (const auto& [unit, role] : hats) {
    auto* membership = request.add_memberships();
    membership->set_unit(unit);
    membership->set_role(role);
  }
  service.as("admin").must<v1::UpdatePersonResponse>(request);
  service.pass(std::chrono::minutes{61});
}

}  // namespace hotline::test
