// A year of the helpline and of the offices that it refers to, lived through in the running service under an
// injected clock: offices that answer in time, late, wrongly, after a telephone call or never, calls entered
// later from paper, cases of which nobody knows the place, communes without anybody, communes that merge in
// July, restarts, hours without power, e-mail that comes late, and a mailbox that takes none.
//
// Promise: everything that happens follows from the plan (its seed and sizes), so that two years of one plan
// end with the same table. Nothing waits for the machine's clock.
// Thread rule: one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <queue>
#include <random>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "app/config.h"
#include "domain/case_state.h"
#include "service/case_file.h"
#include "support/running_service.h"

namespace hotline::test {

struct YearPlan {
  std::uint64_t seed = 0;
  std::uint64_t cases = 0;
  std::uint64_t contacts = 0;  // calls without a form
  bool progress = false;       // says on standard error how far it has come
};

/// What the year came to, counted from the histories at its end.
struct YearEnd {
  std::map<std::string, std::uint64_t> habits;  // cases by what their office is like
  std::map<std::string, std::uint64_t> rungs;   // steps of the ladder
  std::uint64_t cases = 0, contacts = 0, done = 0, refused = 0, restarts = 0, outages = 0, merged = 0;
  std::uint64_t clocks = 0, missed = 0, open = 0, on_call_list = 0, place_unknown = 0;
  // Steps by what became of the message that told of them.
  std::uint64_t no_message = 0;  // to an office that has no address
  std::uint64_t arrived = 0, given_up = 0, on_the_way = 0;
  std::uint64_t attempts_failed = 0;   // of messages that arrived or were given up
  std::uint64_t without_deadline = 0;  // open, none of its clocks runs, and on the supervisor's list of those
  // Each of these has to be 0.
  std::uint64_t unwatched = 0;  // open cases in which no clock runs and that no list has
  std::uint64_t ownerless = 0;  // open cases and referrals whose unit is no more
  std::uint64_t untold = 0;     // missed deadlines that no person was told of
  std::uint64_t lost = 0;       // messages of steps that neither arrived nor were given up, and wait no more
  std::uint64_t hidden = 0;     // messages that were given up, and that no supervisor's list shows
  std::uint64_t differing = 0;  // cases whose stored index is not what the function says of their history

  std::string table() const;
  bool operator==(const YearEnd&) const = default;
};

/// A commune, before the merger and after it, and who works there.
struct YearOffice {
  const char *before, *after, *officer, *chairman;
};

/// Which entries of a history are looked at. Without those of the clock keeper it is the year of a service
/// whose keeper never woke.
enum class Entries : std::uint8_t { all, without_the_keeper };

class SimulatedYear {
 public:
  explicit SimulatedYear(const YearPlan& plan);

  /// From 1 January to 31 December 2025.
  void live();
  YearEnd end(Entries entries = Entries::all);
  RunningService& service() { return service_; }

 private:
  struct Act {
    Time at{};
    std::uint64_t order = 0;
    std::function<void()> done;
    bool operator<(const Act& other) const { return std::pair(other.at, other.order) < std::pair(at, order); }
  };

  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  Time now() const { return service_.clock.now(); }
  bool merged() const;
  void plan(Time at, std::function<void()> done) { acts_.push({at, ++order_, std::move(done)}); }
  void after(Duration time, std::function<void()> done) { plan(now() + time, std::move(done)); }
  void turn_to(Time to);
  /// As a person does it who looks at the case first; counted as done or refused.
  template <class Request>
  void act(const std::string& login, const std::string& id, Request request);

  void restart();
  void lose_power();
  void confirm_roles();
  void call();
  void open();
  const char* unit_of(const YearOffice& office) const;
  const YearOffice& other_than(const YearOffice& office) const;
  void reroute(const std::string& id, const char* to);
  void answer(const std::string& id, const YearOffice& office, std::uint64_t habit);
  void accept(const std::string& id, const YearOffice& office, bool goes_on);
  void assess(const std::string& id, const YearOffice& office);
  void submit_plan(const std::string& id, const YearOffice& office);
  void decide_plan(const std::string& id, const YearOffice& office);
  void give_back(const std::string& id, const YearOffice& office);
  void telephone(const std::string& id, const YearOffice& office);
  std::set<std::string> list_without_deadline();
  std::set<std::string> list_undelivered();
  Result<> read_messages(YearEnd& end, store::Reader& db, const std::set<std::string>& shown);

  void count(YearEnd& end, store::Reader& db, const store::CaseRow& row, Entries entries);
  void count_messages(YearEnd& end, const std::string& case_id,
                      std::span<const history::v1::CaseEvent> events) const;
  static bool was_told(const ClockReading& clock, std::span<const history::v1::CaseEvent> events);

  const YearPlan year_;
  std::mt19937_64 random_;
  RunningService service_;
  std::priority_queue<Act> acts_;
  std::uint64_t order_ = 0;
  Time begin_{}, merger_{}, end_{};
  std::set<std::string> listed_;        // of cases without a running deadline, at the end
  std::multiset<std::string> waiting_;  // messages at the end: case and cause
  YearEnd lived_;
};

}  // namespace hotline::test
