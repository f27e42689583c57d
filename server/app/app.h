// One running installation: everything wired together, started and stopped in order. `hotlined serve` and the
// end-to-end tests run this same class.
//
// Start: keys → database → log → people and units → use cases → clock keeper → network. Stop: no new work →
// the clock keeper ends → running requests finish → streams end → the writer drains → the last checkpoint is
// signed → the database closes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "app/config.h"
#include "base/clock.h"
#include "base/status.h"

namespace hotline::service {
struct World;
}
namespace hotline::notify {
class Transport;
}

namespace hotline::app {

using WayOut = std::function<std::unique_ptr<notify::Transport>()>;

class App {
 public:
  /// Errors are sentences for the operator of the machine. `way_out`: for whoever keeps the time himself, in
  /// place of the way that the configuration names; messages then leave by it at deliver_due_messages(), and
  /// no chance is in when one is tried again.
  static Result<std::unique_ptr<App>> start(const Config& config, const Clock& clock,
                                            const WayOut& way_out = {});
  ~App();

  /// Where it listens; what the system chose for port 0.
  std::uint16_t port() const;
  /// Everything in it is invented (`init --demo`).
  bool demonstration() const;
  /// What it serves, for whoever has to look in or to hold a part of it still: tests of races and faults.
  service::World& world();
  /// The certificate files, read again. After an error the old ones stay in use.
  Result<> reload_certificates();
  /// What is done from time to time, done now: sign a checkpoint, store the last use of sessions, forget old
  /// answers, take into the log what commands did on the machine meanwhile, begin a second copy that is due.
  Result<> keep_house();
  /// What the clock keeper does when it wakes, done now: every step of the ladder that is due. How many cases
  /// moved.
  Result<std::uint32_t> take_due_steps();
  /// What the courier does when it wakes, done now. Only where start() was given a way out.
  void deliver_due_messages();
  /// Whether it sleeps, until an act or the next step.
  bool clock_keeper_rests() const;
  /// Graceful; a second call from another thread ends the waiting.
  void stop();

 private:
  struct Parts;
  explicit App(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace hotline::app
