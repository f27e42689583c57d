#include "support/running_service.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "app/app.h"
#include "app/init.h"
#include "domain/sensitivity.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/session.pb.h"
#include "net/testing/certificates.h"
#include "notify/transport.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

struct Hat {
  const char* login;
  const char* unit;
  rec::Role role;
};
constexpr Hat cast[] = {{"operator.hoa", helpline, rec::ROLE_OPERATOR},
                        {"operator.lan", helpline, rec::ROLE_OPERATOR},
                        {"officer.tamdi", tam_di, rec::ROLE_OFFICER},
                        {"deputy.tamdi", tam_di, rec::ROLE_OFFICER},
                        {"chairman.tamdi", tam_di, rec::ROLE_CHAIRMAN},
                        {"supervisor.tamdi", tam_di, rec::ROLE_SUPERVISOR},
                        {"officer.baoson", bao_son, rec::ROLE_OFFICER},
                        {"chairman.baoson", bao_son, rec::ROLE_CHAIRMAN},
                        {"officer.district", district, rec::ROLE_OFFICER},
                        {"chairman.district", district, rec::ROLE_CHAIRMAN},
                        {"supervisor.district", district, rec::ROLE_SUPERVISOR},
                        {"supervisor.province", province, rec::ROLE_SUPERVISOR},
                        {"supervisor.helpline", helpline, rec::ROLE_SUPERVISOR},
                        {"telephone", helpline, rec::ROLE_INTEGRATION}};

std::string url(std::uint16_t port) { return "http://127.0.0.1:" + std::to_string(port); }

app::Config config_in(const std::filesystem::path& directory) {
  const std::filesystem::path source = HOTLINE_SOURCE_DIR;
  app::Config config;
  config.port = 0;
  config.database = directory / "hotline.db";
  config.master_key = directory / "keys/master.key";
  config.recovery_file = directory / "keys/recovery.sealed";
  config.checkpoints = directory / "checkpoints";
  config.deadlines = source / "config/deadlines.toml";
  config.calendar = source / "config/calendar/vietnam.toml";
  config.units = source / "config/units/luc-nam.csv";
  return config;
}

v1::SignInResponse sign_in(User& nobody, const std::string& login, const std::string& password) {
  v1::SignInRequest request;
  request.set_login(login);
  request.set_password(password);
  return nobody.must<v1::SignInResponse>(request);
}

/// Signs in with the one-time password and changes it; returns the token.
std::string first_sign_in(std::uint16_t port, const std::string& login, const std::string& one_time) {
  User nobody(port, {});
  const auto token = sign_in(nobody, login, one_time).token();
  v1::ChangePasswordRequest change;
  change.set_old_password(one_time);
  change.set_new_password(RunningService::password_of(login));
  User(port, token).must<v1::ChangePasswordResponse>(change);
  return token;
}

/// An installation with everybody signed in, made once.
struct Prepared {
  net::testing::TemporaryDirectory directory;
  std::map<std::string, std::string> tokens, ids;

  Prepared() {
    const ManualClock clock(first_day);
    const auto config = config_in(directory.path());
    auto made = app::initialise(config, clock);
    if (!made) throw std::runtime_error(std::string(made.error().text.en));
    auto app = app::App::start(config, clock).value();
    tokens["admin"] = first_sign_in(app->port(), made->login, made->one_time_password);
    User admin(app->port(), tokens["admin"]);
    ids["admin"] = sign_in(admin, "admin", RunningService::password_of("admin")).person().person_id();
    for (const auto& hat : cast) {
      v1::CreatePersonRequest request;
      request.set_login(hat.login);
      request.set_name(std::string("Người ") + hat.login);
      auto* membership = request.add_memberships();
      membership->set_unit(hat.unit);
      membership->set_role(hat.role);
      const auto created = admin.must<v1::CreatePersonResponse>(request);
      ids[hat.login] = created.person().person_id();
      tokens[hat.login] = first_sign_in(app->port(), hat.login, created.one_time_password());
    }
    app->stop();
  }
};

const Prepared& prepared() {
  static const Prepared once;
  return once;
}

Refusal refusal_of(const rpc::RemoteError& error) {
  return {error.code, error.detail<v1::Failure>().value_or(v1::Failure{}), error.message};
}

std::unique_ptr<Message> prototype(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

}  // namespace

std::vector<const MethodDescriptor*> all_methods() {
  std::vector<const MethodDescriptor*> methods;
  for (const auto* file : contract_files())
    for (int s = 0; s < file->service_count(); ++s)
      for (int m = 0; m < file->service(s)->method_count(); ++m)
        methods.push_back(file->service(s)->method(m));
  return methods;
}

const MethodDescriptor& method_of(const Message& request) {
  for (const auto* method : all_methods())
    if (method->input_type() == request.GetDescriptor()) return *method;
  throw std::logic_error("no method takes this");
}

void fill_required(Message& message) {
  using google::protobuf::FieldDescriptor;
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto* field = message.GetDescriptor()->field(i);
    const auto& rule = field->options().GetExtension(rec::rule);
    if (!rule.required()) continue;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      fill_required(field->is_repeated() ? *reflection->AddMessage(&message, field)
                                         : *reflection->MutableMessage(&message, field));
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      reflection->SetEnumValue(&message, field, 1);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_UINT32) {
      reflection->SetUInt32(&message, field, 1);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      const std::string value = rule.format() == rec::FORMAT_ID     ? new_id()
                                : rule.format() == rec::FORMAT_UNIT ? tam_di
                                : rule.format() == rec::FORMAT_CODE ? "fear"
                                : rule.format() == rec::FORMAT_DATE ? "2015-03-26"
                                                                    : "một dòng chữ";
      if (field->is_repeated())
        reflection->AddString(&message, field, value);
      else
        reflection->SetString(&message, field, value);
    }
  }
}

std::string new_id() {
  static thread_local std::mt19937_64 random{std::random_device{}()};
  IdBytes bytes;
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  bytes[6] = 0x40 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return id_text(bytes);
}

User::User(std::uint16_t port, std::string token, rpc::Codec codec) : token_(std::move(token)) {
  client_ = rpc::Client::open({.base_url = url(port), .codec = codec}).value();
  if (!token_.empty()) client_->set_header("Authorization", "Bearer " + token_);
}

std::expected<std::unique_ptr<Message>, Refusal> User::send(const Message& request) {
  auto filled = std::unique_ptr<Message>(request.New());
  filled->CopyFrom(request);
  const auto* field = filled->GetDescriptor()->FindFieldByName("request_id");
  if (field && filled->GetReflection()->GetString(*filled, field).empty())
    filled->GetReflection()->SetString(filled.get(), field, new_id());
  const auto& method = method_of(request);
  auto answer = prototype(method.output_type());
  if (!method.server_streaming()) {
    auto done = client_->unary(method, *filled, *answer);
    if (!done) return std::unexpected(refusal_of(done.error()));
    return answer;
  }
  auto done = client_->stream(method, *filled,
                              [&](const Message& message) { return answer->CopyFrom(message), true; });
  if (!done) return std::unexpected(refusal_of(done.error()));
  return answer;
}

std::string User::stream(const Message& request, const rpc::Client::OnMessage& on_message) {
  auto done = client_->stream(method_of(request), request, on_message);
  return done ? "" : refusal_of(done.error()).text();
}

std::string User::refusal(const Message& request) {
  auto answer = send(request);
  return answer ? "" : answer.error().text();
}

void User::failed(const Message& request, const Refusal& refusal) {
  std::string fields;
  for (const auto& field : refusal.failure.fields()) fields += " " + field.path() + ":" + field.reason();
  ADD_FAILURE() << request.GetDescriptor()->name() << ": " << refusal.text() << ": " << refusal.message
                << fields;
}

Watch::Watch(std::uint16_t port, const std::string& token, const Message& request) {
  auto sent = std::shared_ptr<Message>(request.New());
  sent->CopyFrom(request);
  thread_ = std::thread([this, port, token, sent] {
    auto client = rpc::Client::open({.base_url = url(port)}).value();
    client->set_header("Authorization", "Bearer " + token);
    auto done = client->stream(method_of(*sent), *sent, [&](const Message& message) {
      auto copy = std::unique_ptr<Message>(message.New());
      copy->CopyFrom(message);
      const std::lock_guard lock(guard_);
      messages_.push_back(std::move(copy));
      changed_.notify_all();
      return true;
    });
    const std::lock_guard lock(guard_);
    end_ = done ? "" : refusal_of(done.error()).text();
    changed_.notify_all();
  });
}

std::unique_ptr<Message> Watch::next() {
  std::unique_lock lock(guard_);
  if (!changed_.wait_for(lock, std::chrono::seconds{patience_s}, [&] { return end_ || !messages_.empty(); }))
    ADD_FAILURE() << "no message came";
  if (messages_.empty()) return nullptr;
  auto message = std::move(messages_.front());
  messages_.pop_front();
  return message;
}

std::string Watch::end() {
  std::unique_lock lock(guard_);
  if (!changed_.wait_for(lock, std::chrono::seconds{patience_s}, [&] { return end_.has_value(); }))
    ADD_FAILURE() << "the stream goes on";
  return end_.value_or("still open");
}

struct RunningService::Directory {
  net::testing::TemporaryDirectory files;
};

RunningService::RunningService(std::function<void(app::Config&)> configure,
                               std::function<std::unique_ptr<notify::Transport>()> way_out)
    : clock(first_day),
      configure_(std::move(configure)),
      way_out_(std::move(way_out)),
      directory_(std::make_unique<Directory>()) {
  const auto& from = prepared();
  std::filesystem::copy(
      from.directory.path(), directory(),
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  for (const auto& [login, token] : from.tokens) signed_in_[login] = {token, first_day, first_day, nullptr};
  start();
}

RunningService::~RunningService() { stop(); }

void RunningService::start() {
  auto config = config_in(directory());
  if (configure_) configure_(config);
  app_ = app::App::start(config, clock, way_out_).value();
}

void RunningService::stop() {
  if (app_) app_->stop();
  watches_.clear();
  for (auto& [login, held] : signed_in_) held.user.reset();
  app_.reset();
}

User& RunningService::as(const std::string& login) {
  auto& held = signed_in_.at(login);
  // A session ends after an hour without use, and after twelve whatever it is used for.
  if (clock.now() - held.used >= std::chrono::minutes{60} ||
      clock.now() - held.began >= std::chrono::hours{12}) {
    User nobody(port(), {});
    held.token = sign_in(nobody, login, password_of(login)).token();
    held.began = clock.now();
    held.user.reset();
  }
  held.used = clock.now();
  if (!held.user) held.user = std::make_unique<User>(port(), held.token);
  return *held.user;
}

std::string RunningService::id_of(const std::string& login) const { return prepared().ids.at(login); }

std::vector<std::string> RunningService::logins() {
  std::vector<std::string> out{"admin"};
  for (const auto& hat : cast) out.emplace_back(hat.login);
  return out;
}

std::string RunningService::password_of(const std::string& login) { return "mật khẩu của " + login; }

Watch& RunningService::watch(const std::string& login, const Message& request) {
  return *watches_.emplace_back(std::make_unique<Watch>(port(), as(login).token(), request));
}

void RunningService::pass(Duration time) { clock.pass(time); }

std::uint16_t RunningService::port() const { return app_->port(); }
const std::filesystem::path& RunningService::directory() const { return directory_->files.path(); }

}  // namespace hotline::test
