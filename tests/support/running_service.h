// The whole service of Lục Nam in 2015, as `hotlined serve` runs it, on a port of its own, with people of
// every role who are signed in, and a clock that the test turns.
//
// Each RunningService is a fresh installation: its own directory, database and keys. (The first one of the
// process makes the people, slowly, since passwords are slow on purpose; the others start from a copy.)
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/date.h"
#include "hotline/v1/error.pb.h"
#include "rpc/client.h"
#include "support/manual_clock.h"

namespace hotline::app {
class App;
struct Config;
}  // namespace hotline::app
namespace hotline::notify {
class Transport;
}

namespace hotline::test {

/// 26 March 2015, 08:00 in Vietnam.
inline const Time first_day = start_of(parse_date("2015-03-26").value()) + std::chrono::hours{8};

inline constexpr const char *helpline = "TD111@2004-01-01", *province = "24@2004-07-08",
                            *district = "218@2004-07-08", *tam_di = "07456@2004-07-08",
                            *bao_son = "07459@2004-07-08";

/// What went wrong, as a client sees it.
struct Refusal {
  Code code = Code::unknown;
  v1::Failure failure;
  std::string message;
  /// "not_found case_unknown"
  std::string text() const { return std::string(name(code)) + " " + failure.reason(); }
};

/// The method that takes this request, from the contract.
const google::protobuf::MethodDescriptor& method_of(const google::protobuf::Message& request);
/// Every method of every service.
std::vector<const google::protobuf::MethodDescriptor*> all_methods();
/// What the contract demands at the least, and nothing that means anything: one of everything that is
/// required.
void fill_required(google::protobuf::Message& message);
/// A new random UUID.
std::string new_id();

class User {
 public:
  User(std::uint16_t port, std::string token, rpc::Codec codec = rpc::Codec::proto);

  /// Fills in a request_id where the request wants one and has none.
  std::expected<std::unique_ptr<google::protobuf::Message>, Refusal> send(
      const google::protobuf::Message& request);

  template <class Response>
  std::expected<Response, Refusal> call(const google::protobuf::Message& request) {
    auto answer = send(request);
    if (!answer) return std::unexpected(answer.error());
    return static_cast<const Response&>(**answer);
  }
  /// The call must succeed.
  template <class Response>
  Response must(const google::protobuf::Message& request) {
    auto answer = call<Response>(request);
    if (!answer) failed(request, answer.error());
    return answer.value_or(Response{});
  }
  /// "" where it was done; else "not_found case_unknown".
  std::string refusal(const google::protobuf::Message& request);

  /// Hands over each message until `on_message` says false; "" for an end without an error.
  std::string stream(const google::protobuf::Message& request, const rpc::Client::OnMessage& on_message);

  const std::string& token() const { return token_; }

 private:
  static void failed(const google::protobuf::Message& request, const Refusal& refusal);

  std::string token_;
  std::unique_ptr<rpc::Client> client_;
};

/// A stream that a thread of its own reads. Waits are for messages; in vain they fail after `patience_s`.
class Watch {
 public:
  static constexpr int patience_s = 20;

  Watch(std::uint16_t port, const std::string& token, const google::protobuf::Message& request);
  ~Watch() { thread_.join(); }

  /// The next message; null when the stream has ended.
  std::unique_ptr<google::protobuf::Message> next();
  template <class Response>
  std::optional<Response> next() {
    auto message = next();
    if (!message) return std::nullopt;
    return static_cast<const Response&>(*message);
  }
  /// Waits for the end: "unauthenticated session_ended"; "" for an end without an error.
  std::string end();

 private:
  std::mutex guard_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<google::protobuf::Message>> messages_;
  std::optional<std::string> end_;
  std::thread thread_;
};

class RunningService {
 public:
  /// `configure` has the last word on the configuration, at each start; `way_out` makes what App::start is
  /// given.
  explicit RunningService(std::function<void(app::Config&)> configure = {},
                          std::function<std::unique_ptr<notify::Transport>()> way_out = {});
  ~RunningService();

  /// By sign-in name: "admin", "operator.hoa", "operator.lan", "officer.tamdi", "deputy.tamdi",
  /// "chairman.tamdi", "supervisor.tamdi", "officer.baoson", "chairman.baoson", "officer.district",
  /// "chairman.district", "supervisor.district", "supervisor.province", "supervisor.helpline", "telephone".
  User& as(const std::string& login);
  std::string id_of(const std::string& login) const;
  static std::vector<std::string> logins();
  static std::string password_of(const std::string& login);
  /// Another connection, with any token or none.
  User stranger(std::string token = {}, rpc::Codec codec = rpc::Codec::proto) const {
    return {port(), std::move(token), codec};
  }
  /// Lives until the service stops.
  Watch& watch(const std::string& login, const google::protobuf::Message& request);

  ManualClock clock;
  /// Turns the clock; whoever's session ends by that signs in again at the next as().
  void pass(Duration time);

  std::uint16_t port() const;
  app::App& app() { return *app_; }
  const std::filesystem::path& directory() const;
  void stop();
  void start();

 private:
  struct Signed {
    std::string token;
    Time began{}, used{};
    std::unique_ptr<User> user;
  };
  struct Directory;
  std::function<void(app::Config&)> configure_;
  std::function<std::unique_ptr<notify::Transport>()> way_out_;
  std::unique_ptr<Directory> directory_;
  std::unique_ptr<app::App> app_;
  std::map<std::string, Signed> signed_in_;
  std::vector<std::unique_ptr<Watch>> watches_;
};

}  // namespace hotline::test
