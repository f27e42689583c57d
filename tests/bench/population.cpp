#include "bench/population.h"

#include <fcntl.h>
#include <google/protobuf/descriptor.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "app/init.h"
#include "base/id.h"
#include "bench/bodies.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/session.pb.h"
#include "rpc/client.h"

namespace hotline::bench {
namespace {

constexpr const char* helpline = "TD111@2004-01-01";
constexpr const char *an_operator = "truc.may", *a_supervisor = "giam.sat";
constexpr int officers = 8;

std::string officer(int number) { return "can.bo" + std::to_string(number); }

IdMaker& ids() {
  static SystemClock clock;
  static IdMaker maker(clock);
  return maker;
}

template <class Response, class Request>
Response ask(rpc::Client& client, const std::string& method, const Request& request) {
  Response response;
  const auto* descriptor =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName("hotline.v1." + method);
  const auto done = client.unary(*descriptor, request, response);
  if (!done) {
    std::fprintf(stderr, "%s: %s\n", method.c_str(), done.error().message.c_str());
    std::exit(1);
  }
  return response;
}

std::unique_ptr<rpc::Client> client_of(std::uint16_t port, const std::string& token) {
  rpc::ClientSettings settings;
  settings.base_url = "http://127.0.0.1:" + std::to_string(port);
  auto client = rpc::Client::open(std::move(settings));
  HOTLINE_CHECK(client.has_value());
  if (!token.empty()) (*client)->set_header("Authorization", "Bearer " + token);
  return std::move(*client);
}

std::string password_of(const std::string& login) { return "mot cau de nho cua " + login; }

std::string sign_in(std::uint16_t port, const std::string& login, const std::string& password) {
  auto nobody = client_of(port, "");
  v1::SignInRequest request;
  request.set_request_id(id_text(ids().next()));
  request.set_login(login);
  request.set_password(password);
  return ask<v1::SignInResponse>(*nobody, "SessionService.SignIn", request).token();
}

/// Signs in with a one-time password and replaces it.
std::string first_sign_in(std::uint16_t port, const std::string& login, const std::string& one_time) {
  const auto token = sign_in(port, login, one_time);
  auto person = client_of(port, token);
  v1::ChangePasswordRequest change;
  change.set_request_id(id_text(ids().next()));
  change.set_old_password(one_time);
  change.set_new_password(password_of(login));
  ask<v1::ChangePasswordResponse>(*person, "SessionService.ChangePassword", change);
  return token;
}

std::string make_person(rpc::Client& admin, std::uint16_t port, const std::string& login,
                        const std::string& unit, record::v1::Role role) {
  v1::CreatePersonRequest request;
  request.set_request_id(id_text(ids().next()));
  request.set_login(login);
  request.set_name(login);
  auto* membership = request.add_memberships();
  membership->set_unit(unit);
  membership->set_role(role);
  return first_sign_in(
      port, login,
      ask<v1::CreatePersonResponse>(admin, "DirectoryService.CreatePerson", request).one_time_password());
}

}  // namespace

app::Config config_in(const std::filesystem::path& directory, const std::filesystem::path& units) {
  const std::filesystem::path source(HOTLINE_SOURCE_DIR);
  app::Config config;
  const auto whole = std::filesystem::absolute(directory);
  config.database = whole / "hotline.db";
  config.master_key = whole / "keys" / "master.key";
  config.recovery_file = whole / "keys" / "recovery.sealed";
  config.checkpoints = whole / "checkpoints";
  config.deadlines = source / "config/deadlines.toml";
  config.calendar = source / "config/calendar/vietnam.toml";
  config.units = units;
  return config;
}

std::pair<std::string, std::string> initialise(const app::Config& config) {
  std::filesystem::create_directories(config.database.parent_path());
  const SystemClock clock;
  auto made = app::initialise(config, clock);
  if (!made) {
    std::fprintf(stderr, "init: %.*s\n", static_cast<int>(made.error().text.en.size()),
                 made.error().text.en.data());
    std::exit(1);
  }
  return {made->login, made->one_time_password};
}

Town::Town(const std::filesystem::path& directory, bool as_left)
    : config_(config_in(directory, std::filesystem::path(HOTLINE_SOURCE_DIR) / "config/units/luc-nam.csv")) {
  std::pair<std::string, std::string> administrator;
  if (!as_left) administrator = initialise(config_);
  restart();
  as_left ? sign_in_again() : make_people(administrator.first, administrator.second);
}

void Town::make_people(const std::string& login, const std::string& one_time_password) {
  auto admin = client_of(port(), first_sign_in(port(), login, one_time_password));
  people_.operator_token = make_person(*admin, port(), an_operator, helpline, record::v1::ROLE_OPERATOR);
  for (int i = 0; i < officers; ++i)
    people_.officer_tokens.push_back(
        make_person(*admin, port(), officer(i), communes[of_officers], record::v1::ROLE_OFFICER));
  // Everywhere somebody answers: an office without anybody is told of above, which is one entry more an
  // intake.
  for (std::size_t i = 0; i < std::size(communes); ++i)
    if (i != of_officers)
      make_person(*admin, port(), "can.bo.xa" + std::to_string(i), communes[i], record::v1::ROLE_OFFICER);
  people_.supervisor_token = make_person(*admin, port(), a_supervisor, helpline, record::v1::ROLE_SUPERVISOR);
}

void Town::sign_in_again() {
  people_.officer_tokens.clear();
  people_.operator_token = sign_in(port(), an_operator, password_of(an_operator));
  for (int i = 0; i < officers; ++i)
    people_.officer_tokens.push_back(sign_in(port(), officer(i), password_of(officer(i))));
  people_.supervisor_token = sign_in(port(), a_supervisor, password_of(a_supervisor));
}

void Town::start_cold() {
  program_.reset();  // and with it the write-ahead log goes into the file
  const int file = ::open(config_.database.c_str(), O_RDONLY | O_CLOEXEC);
  HOTLINE_CHECK(file >= 0 && ::fdatasync(file) == 0);
  HOTLINE_CHECK(::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0);
  ::close(file);
  restart();
  sign_in_again();
}

double Town::restart() {
  program_.reset();
  program_ = std::make_unique<Program>(config_);
  return program_->start_seconds();
}

}  // namespace hotline::bench
