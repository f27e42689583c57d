// Holds the writer or the readers of a running service still, so that a test decides what is in flight when
// something else happens: whatever is sent meanwhile waits, and then shares one commit, in the order in which
// it was sent.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "app/app.h"
#include "service/world.h"
#include "store/store.h"
#include "support/running_service.h"

namespace hotline::test {

class HeldWriter {
 public:
  /// In the normal lane: as soon as the acts that wait there before it are done.
  explicit HeldWriter(store::Store& store, store::Lane lane = store::Lane::urgent) : store_(store) {
    std::promise<void> held;
    auto is_held = held.get_future();
    store.write(
        lane,
        [released = release_.get_future(), &held](store::Writer&) mutable -> Result<> {
          held.set_value();
          released.wait();
          return {};
        },
        [](Result<>) {});
    is_held.wait();
  }
  ~HeldWriter() { release(); }

  /// Until this many write jobs wait behind it.
  void wait_for(std::uint32_t jobs) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{Watch::patience_s};
    for (;;) {
      const auto health = store_.health();
      if (health.urgent_waiting + health.normal_waiting + health.access_waiting >= jobs) return;
      if (std::chrono::steady_clock::now() > patience) {
        ADD_FAILURE() << "no " << jobs << " jobs came";
        return;
      }
      std::this_thread::yield();
    }
  }
  void release() {
    if (!std::exchange(released_, true)) release_.set_value();
  }

 private:
  store::Store& store_;
  std::promise<void> release_;
  bool released_ = false;
};

/// Both readers of the default configuration, when the clock keeper needs none.
class HeldReaders {
 public:
  explicit HeldReaders(RunningService& service) : store_(service.app().world().store) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{Watch::patience_s};
    while (!service.app().clock_keeper_rests() && std::chrono::steady_clock::now() < patience)
      std::this_thread::yield();
    EXPECT_TRUE(service.app().clock_keeper_rests());
    const auto released = release_.get_future().share();
    for (auto& held : held_) {
      auto is_held = held.get_future();
      store_.read(
          [released, &held](store::Reader&) -> Result<> {
            held.set_value();
            released.wait();
            return {};
          },
          [](Result<>) {});
      is_held.wait();
    }
  }
  ~HeldReaders() { release_.set_value(); }

  /// Until a read waits behind them.
  void wait_for_one() {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{Watch::patience_s};
    while (store_.health().reads_waiting == 0) {
      if (std::chrono::steady_clock::now() > patience) {
        ADD_FAILURE() << "no read came";
        return;
      }
      std::this_thread::yield();
    }
  }

 private:
  store::Store& store_;
  std::promise<void> release_, held_[2];
};

}  // namespace hotline::test
