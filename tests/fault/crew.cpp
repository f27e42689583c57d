#include "fault/sender.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/session.pb.h"

namespace hotline::test {
namespace rec = record::v1;
namespace {

/// Signs in with the one-time password, chooses one's own, and returns the token.
std::string first_sign_in(std::uint16_t port, const std::string& login, const std::string& one_time) {
  v1::SignInRequest sign_in;
  sign_in.set_login(login);
  sign_in.set_password(one_time);
  const auto token = User(port, {}).must<v1::SignInResponse>(sign_in).token();
  v1::ChangePasswordRequest change;
  change.set_old_password(one_time);
  change.set_new_password("mật khẩu của " + login);
  User(port, token).must<v1::ChangePasswordResponse>(change);
  return token;
}

struct Joined {
  std::string id, token;
};
Joined join(std::uint16_t port, User& admin, const std::string& login, const char* unit, rec::Role role) {
  v1::CreatePersonRequest create;
  create.set_login(login);
  create.set_name("Người " + login);
  auto* membership = create.add_memberships();
  membership->set_unit(unit);
  membership->set_role(role);
  const auto created = admin.must<v1::CreatePersonResponse>(create);
  return {created.person().person_id(), first_sign_in(port, login, created.one_time_password())};
}

}  // namespace

Crew make_crew(std::uint16_t port, const std::string& one_time_password) {
  Crew crew;
  crew.admin = first_sign_in(port, "admin", one_time_password);
  User admin(port, crew.admin);
  crew.operator_ = join(port, admin, "operator.hoa", helpline, rec::ROLE_OPERATOR).token;
  const auto officer = join(port, admin, "officer.commune", todays_commune, rec::ROLE_OFFICER);
  const auto supervisor = join(port, admin, "supervisor.province", todays_province, rec::ROLE_SUPERVISOR);
  crew.officer = officer.token;
  crew.officer_id = officer.id;
  crew.supervisor = supervisor.token;
  crew.supervisor_id = supervisor.id;
  return crew;
}

}  // namespace hotline::test
