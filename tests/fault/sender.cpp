#include "fault/sender.h"

#include <gtest/gtest.h>

namespace hotline::test {

bool Sender::step(Lines& lines) {
  if (!open_) open_ = next();
  ++open_->attempts;
  const auto answer = lines.of(open_->token).send(*open_->request);
  if (!answer) {
    EXPECT_EQ(answer.error().code, Code::unavailable)
        << name() << ": " << open_->request->GetDescriptor()->name() << ": " << answer.error().text();
    const std::lock_guard lock(guard_);
    failed_ = failed_ || answer.error().code != Code::unavailable;
    changed_.notify_all();
    return false;
  }
  answered(*open_, **answer);
  open_.reset();
  const std::lock_guard lock(guard_);
  ++acknowledged_;
  changed_.notify_all();
  return true;
}

void Sender::run(std::uint16_t port) {
  Lines lines(port);
  while (step(lines)) {
  }
}

bool Sender::await(int more) {
  std::unique_lock lock(guard_);
  const auto until = acknowledged_ + more;
  changed_.wait_for(lock, std::chrono::seconds{60}, [&] { return failed_ || acknowledged_ >= until; });
  return acknowledged_ >= until;
}

void Sender::settle(std::uint16_t port) {
  if (!open_) return;
  Lines lines(port);
  EXPECT_TRUE(step(lines)) << name();
}

int Sender::acknowledged() {
  const std::lock_guard lock(guard_);
  return acknowledged_;
}

}  // namespace hotline::test
