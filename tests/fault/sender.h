// Those who write while the service is being killed. A request that got no answer is kept and sent again, the
// very same, until it has one: what was acknowledged, and nothing else, must then be stored, once.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "support/running_service.h"

namespace hotline::test {

/// As it is today: the process has the machine's clock.
inline constexpr const char *todays_commune = "07462@2025-07-01", *todays_province = "24@2025-07-01";

/// A connection for each person, by token. One thread at a time.
class Lines {
 public:
  explicit Lines(std::uint16_t port) : port_(port) {}
  std::uint16_t port() const { return port_; }
  User& of(const std::string& token) { return lines_.try_emplace(token, port_, token).first->second; }

 private:
  std::uint16_t port_;
  std::map<std::string, User> lines_;
};

/// Tokens of people who are signed in.
struct Crew {
  std::string admin, operator_, officer, supervisor;
  std::string officer_id, supervisor_id;
};
/// Makes them, with the administrator's one-time password of `hotlined init`.
Crew make_crew(std::uint16_t port, const std::string& one_time_password);

class Sender {
 public:
  virtual ~Sender() = default;

  /// Sends one request after the other until the line breaks.
  void run(std::uint16_t port);
  /// Waits until so many more were acknowledged; false where that took too long, or it gave up, being
  /// refused.
  bool await(int more);
  /// Sends again what has no answer yet.
  void settle(std::uint16_t port);
  int acknowledged();

  /// When everything is settled: what is stored is what was acknowledged.
  virtual void check(Lines& lines) = 0;
  virtual const char* name() const = 0;

 protected:
  struct Open {
    std::string token;
    std::unique_ptr<google::protobuf::Message> request;
    int attempts = 0;
  };
  /// What comes next. Complete, with its request_id where it has one.
  virtual Open next() = 0;
  virtual void answered(const Open& open, const google::protobuf::Message& answer) = 0;

  template <class Request>
  static Open by(const std::string& token, Request request) {
    return {token, std::make_unique<Request>(std::move(request))};
  }

 private:
  bool step(Lines& lines);

  std::optional<Open> open_;
  std::mutex guard_;
  std::condition_variable changed_;
  int acknowledged_ = 0;
  bool failed_ = false;
};

/// Opens a case, accepts it, notes twice, and reads it.
std::unique_ptr<Sender> make_case_sender(const Crew& crew);
/// Creates people, renames them, and disables every one of them again but each third.
std::unique_ptr<Sender> make_people_sender(const Crew& crew);
/// Sets a unit's telephones, then imports all units with other ones.
std::unique_ptr<Sender> make_unit_sender(const Crew& crew);
/// Saves drafts, saves them again, and discards, submits or keeps them.
std::unique_ptr<Sender> make_draft_sender(const Crew& crew);
/// Opens cases from paper sheets of which the twelve hours are over: each step of the ladder must be there,
/// once.
std::unique_ptr<Sender> make_late_sender(const Crew& crew);

}  // namespace hotline::test
