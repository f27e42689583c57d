#include "bench/population.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>

#include <cstdio>
#include <cstdlib>

#include "app/init.h"
#include "base/id.h"
#include "domain/case_time.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/intake.pb.h"
#include "hotline/v1/session.pb.h"
#include "rpc/client.h"

namespace hotline::bench {
namespace {

constexpr const char* communes[] = {"07444@2025-07-01", "07450@2025-07-01", "07462@2025-07-01",
                                    "07486@2025-07-01", "07489@2025-07-01", "07492@2025-07-01",
                                    "07498@2025-07-01", "07519@2025-07-01"};
constexpr std::size_t of_officers = 2;  // of the communes
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

record::v1::Contact intake_at(std::size_t number, const char* commune) {
  record::v1::Contact contact;
  contact.set_channel(record::v1::CHANNEL_PHONE);
  contact.set_call_type(record::v1::CALL_TYPE_ABOUT_A_CHILD);
  contact.set_contact_class(record::v1::CONTACT_CLASS_INTERVENTION);
  contact.set_caller_number("09" + std::to_string(10'000'000 + number % 90'000'000));
  contact.mutable_informant()->set_relation(record::v1::RELATIONSHIP_NEIGHBOUR);
  contact.mutable_informant()->set_name("Người báo tin số " + std::to_string(number));
  auto* form = contact.mutable_intake();
  form->add_abuse_types(record::v1::ABUSE_TYPE_VIOLENCE);
  form->mutable_child()->set_estimated_age(static_cast<int>(number % 16));
  form->mutable_child()->set_sex(number % 2 ? record::v1::SEX_FEMALE : record::v1::SEX_MALE);
  form->mutable_child()->set_name("Trẻ số " + std::to_string(number));
  form->mutable_incident()->set_unit(commune);
  form->mutable_incident()->set_detail("Thôn " + std::to_string(number % 20));
  form->set_present_state("Trẻ bị thương nhẹ ở tay, đang ở nhà hàng xóm.");
  form->set_narrative(
      "Hàng xóm nghe tiếng trẻ khóc nhiều đêm liền và thấy vết bầm trên tay khi gặp trẻ đi học về. "
      "Trẻ nói sợ về nhà. Hàng xóm đã cho trẻ ăn và gọi tổng đài.");
  form->mutable_triage()->set_abuser_can_reach(record::v1::ANSWER_YES);
  form->mutable_triage()->set_relative_can_protect(number % 3 ? record::v1::ANSWER_YES
                                                              : record::v1::ANSWER_NO);
  auto* suspect = form->add_suspected_abusers();
  suspect->set_relation(record::v1::RELATIONSHIP_STEP_PARENT);
  return contact;
}

record::v1::Contact intake(std::size_t number) {
  return intake_at(number, communes[number % std::size(communes)]);
}

/// No office lets ten thousand referrals lie: of a thousand one is for the officers who watch.
record::v1::Contact earlier_intake(std::size_t number) {
  const bool theirs = number % 1000 == 0, would_be = number % std::size(communes) == of_officers;
  const auto other = number % (std::size(communes) - of_officers - 1) + of_officers + 1;
  return intake_at(number, communes[theirs ? of_officers : would_be ? other : number % std::size(communes)]);
}

template <class Make>
std::vector<std::string> bodies(std::size_t count, bool json, Make make) {
  std::vector<std::string> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    v1::SubmitContactRequest request;
    request.set_request_id(id_text(ids().next()));
    *request.mutable_contact() = make(i);
    if (json)
      (void)google::protobuf::util::MessageToJsonString(request, &out[i]);
    else
      request.SerializeToString(&out[i]);
  }
  return out;
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
  people_.operator_token = sign_in(port(), an_operator, password_of(an_operator));
  for (int i = 0; i < officers; ++i)
    people_.officer_tokens.push_back(sign_in(port(), officer(i), password_of(officer(i))));
  people_.supervisor_token = sign_in(port(), a_supervisor, password_of(a_supervisor));
}

double Town::restart() {
  program_.reset();
  program_ = std::make_unique<Program>(config_);
  return program_->start_seconds();
}

std::vector<std::string> intake_bodies(std::size_t count, bool json) { return bodies(count, json, intake); }

std::vector<std::string> earlier_intake_bodies(std::size_t count, bool json) {
  return bodies(count, json, earlier_intake);
}

std::vector<std::string> emergency_bodies(std::size_t count, std::chrono::seconds learned_ago) {
  const auto received = SystemClock().now() - learned_ago;
  return bodies(count, false, [&](std::size_t number) {
    auto contact = intake(number);
    if (learned_ago.count() > 0) *contact.mutable_received_at() = timestamp_of(received);
    contact.mutable_intake()->mutable_triage()->set_carer_harms(record::v1::ANSWER_YES);
    return contact;
  });
}

std::vector<std::string> silent_bodies(std::size_t count, bool json) {
  return bodies(count, json, [](std::size_t) {
    record::v1::Contact contact;
    contact.set_channel(record::v1::CHANNEL_PHONE);
    contact.set_call_type(record::v1::CALL_TYPE_SILENT);
    return contact;
  });
}

}  // namespace hotline::bench
