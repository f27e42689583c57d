// Delivers what the outbox holds, on a thread of its own: claims what is due, hands it to the transport, and
// records what became of it.
//
// Promises: every message is delivered at least once, or ends among the dead letters after
// CourierLimits::attempts_max attempts; never is one lost. A claim is durable before the attempt begins, and
// says when to try again, so that a process killed between the attempt and its record repeats it, once, under
// the same id. Of each channel at most at_once_max attempts run, so that a gateway that hangs holds up
// nothing but itself. Idle while nothing is due.
//
// Thread rule: start() and stop(), or deliver_due(), by the owner; wake() and stats() from any thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "notify/backoff.h"
#include "notify/transport.h"
#include "service/outbox.h"

namespace hotline::notify {

struct CourierLimits {
  std::uint32_t at_once_max = 4;    // of each channel
  std::uint32_t attempts_max = 12;  // with the default back-off, nearly seven hours
  Backoff backoff = {};
  Duration rest_max{60'000};   // looks again after this long, should the machine's clock have jumped
  Duration soon{1'000};        // where the store could not be asked, or all places are taken
  Duration stop_grace{3'000};  // for attempts that run when it is stopped
};

struct CourierStats {
  std::uint64_t delivered = 0, given_up = 0, failed_attempts = 0;  // since the start
  std::uint64_t waiting = 0, dead = 0;
  std::optional<Time> oldest_waiting;
};

class Courier {
 public:
  /// `random` in [0, 1), called on the courier's thread.
  Courier(service::World& world, std::unique_ptr<Transport> transport, const CourierLimits& limits,
          std::function<double()> random);
  ~Courier();

  void start();
  /// Lets running attempts end for a moment, then cuts them off; they are repeated after the next start.
  void stop();
  /// In place of start() and stop(), for whoever keeps the time himself: every attempt that is due now, on
  /// this thread, until it has ended and is recorded.
  void deliver_due();
  /// Something may be due.
  void wake() { transport_->wake(); }
  CourierStats stats() const;

 private:
  void run();
  Duration claim();
  Result<> claim_of(store::Writer& db, v1::MessageChannel channel, Time now, std::vector<Letter>& letters);
  Result<> claim_one(store::Writer& db, store::MessageRow row, Time now, std::vector<Letter>& letters);
  void keep(const std::vector<Outcome>& outcomes);
  Result<> record(store::Writer& db, const Outcome& outcome);
  void note(const store::MessageCounts& counts);

  service::World& world_;
  const std::unique_ptr<Transport> transport_;
  const CourierLimits limits_;
  const std::function<double()> random_;

  // Of the thread.
  std::set<std::pair<v1::MessageChannel, store::MessageId>> in_flight_;  // by channel
  std::vector<Outcome> unrecorded_;

  std::atomic<std::uint64_t> delivered_{0}, given_up_{0}, failed_attempts_{0}, waiting_{0}, dead_{0};
  std::atomic<std::int64_t> oldest_ms_{0};  // 0: none
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace hotline::notify
