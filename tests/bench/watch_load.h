// Many open queues on one thread, and intakes sent beside them: how long it takes from the sending of an
// intake to its row in each of the queues. Bare sockets and frames, so that what is measured is the service
// and not its client.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hotline::bench {

enum class Pace : std::uint8_t {
  one_by_one,   // the next intake when every queue has shown the last one
  back_to_back  // the next intake when the last one is answered
};

struct WatchLoad {
  std::uint16_t port = 0;
  std::vector<std::string> watchers;  // the bearer token of each
  std::string submitter;
  std::vector<std::string> intakes;  // binary bodies of SubmitContact, each into the queue of every watcher
  Pace pace = Pace::one_by_one;
};

struct Seen {
  std::vector<double> milliseconds;  // one a queue and intake, sorted
  std::size_t missing = 0;           // rows that never came
};

/// Ends when every queue has shown every intake, or after a minute.
Seen run(const WatchLoad& load);

}  // namespace hotline::bench
