// The way out: takes letters, and says later what became of each. The courier knows no more of e-mail and
// gateways than this.
//
// Thread rule: one thread, but for wake().
#pragma once

#include <vector>

#include "base/clock.h"
#include "hotline/v1/notice.pb.h"
#include "store/rows.h"

namespace hotline::notify {

/// One attempt to deliver a message.
struct Letter {
  store::MessageId id;
  v1::MessageChannel channel = v1::MESSAGE_CHANNEL_UNSPECIFIED;
  Time created{}, now{};
  v1::StoredMessage content;
};

enum class Verdict : std::uint8_t {
  delivered,  // the gateway has taken it over
  again,      // not now; another attempt may help
  never,      // the gateway says that no attempt will
};

struct Outcome {
  store::MessageId id;
  Verdict verdict = Verdict::again;
  v1::MessageFailure failure = v1::MESSAGE_FAILURE_UNSPECIFIED;
};

class Transport {
 public:
  virtual ~Transport() = default;
  /// Begins an attempt; its outcome comes from a later wait(). Never blocks.
  virtual void begin(const Letter& letter) = 0;
  /// Works until attempts have ended, wake() was called, or this long has passed.
  virtual std::vector<Outcome> wait(Duration max) = 0;
  /// From any thread; kept until the next wait() where there is none.
  virtual void wake() = 0;
};

}  // namespace hotline::notify
