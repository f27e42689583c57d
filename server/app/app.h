// One running installation: everything wired together, started and stopped in order. `hotlined serve` and the
// end-to-end tests run this same class.
//
// Start: keys → database → log → people and units → use cases → clock keeper → network. Stop: no new work →
// the clock keeper ends → running requests finish → streams end → the writer drains → the last checkpoint is
// signed → the database closes.
#pragma once

#include <cstdint>
#include <memory>

#include "app/config.h"
#include "base/clock.h"
#include "base/status.h"

namespace hotline::service {
struct World;
}

namespace hotline::app {

class App {
 public:
  /// Errors are sentences for the operator of the machine.
  static Result<std::unique_ptr<App>> start(const Config& config, const Clock& clock);
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
