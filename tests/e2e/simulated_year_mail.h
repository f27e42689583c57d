// The e-mail of a simulated year: most of it arrives at once, some of it at a later attempt, and the mailbox
// of one office takes nothing all year. What becomes of an attempt follows from its message and its time
// alone.
//
// Thread rule: one thread.
#pragma once

#include <vector>

#include "notify/transport.h"
#include "service/outbox.h"

namespace hotline::test {

class YearMail final : public notify::Transport {
 public:
  void begin(const notify::Letter& letter) override;
  std::vector<notify::Outcome> wait(Duration max) override;
  void wake() override {}

 private:
  std::vector<notify::Outcome> ended_;
};

}  // namespace hotline::test
