// Slow work off the network threads: as many as may wait do, and whoever finds the line full is told at once.
#include "api/desk.h"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <future>

#include "api/copying.h"
#include "app/app.h"
#include "support/running_service.h"

namespace hotline::test {
namespace {
namespace asio = boost::asio;

class NoCopies final : public api::Copying {
 public:
  Result<> begin(Time) override { return {}; }
  Result<> may_begin() const override { return {}; }
  api::CopyState state() const override { return {}; }
};

asio::awaitable<void> until_released(api::Desk& desk, std::shared_future<void> release, std::string& said) {
  const auto done = co_await desk.aside([release] { release.wait(); });
  said = done ? "done" : std::string(done.error().reason);
}
asio::awaitable<void> hash(api::Desk& desk, std::string& said) {
  const auto done = co_await desk.hash_password("một câu dễ nhớ");
  said = done ? "done" : std::string(name(done.error().code)) + " " + std::string(done.error().reason);
}
asio::awaitable<void> check(api::Desk& desk, std::string& said) {
  const auto done = co_await desk.password_fits("", "một câu dễ nhớ");
  said = done ? "done" : std::string(name(done.error().code)) + " " + std::string(done.error().reason);
}

TEST(Passwords, ThatFindTheLineFullAreRefusedAtOnceAndTakenAgainWhenItIsNot) {
  RunningService service;
  NoCopies copies;
  api::Desk desk(service.app().world(), {.slow_at_once = 1, .slow_waiting_max = 1}, copies,
                 [] { return service::KeptProofs{}; });
  asio::io_context network;
  std::promise<void> release;
  const auto released = release.get_future().share();
  std::string first, second, hashed, checked;
  co_spawn(network, until_released(desk, released, first), asio::detached);   // has the thread
  co_spawn(network, until_released(desk, released, second), asio::detached);  // waits
  co_spawn(network, hash(desk, hashed), asio::detached);
  co_spawn(network, check(desk, checked), asio::detached);
  network.poll();
  EXPECT_EQ(hashed, "resource_exhausted too_busy");
  EXPECT_EQ(checked, "resource_exhausted too_busy");
  EXPECT_EQ(first + second, "") << "they go on";

  release.set_value();
  network.run();
  EXPECT_EQ(first + " " + second, "done done");
  network.restart();
  co_spawn(network, hash(desk, hashed), asio::detached);
  network.run();
  EXPECT_EQ(hashed, "done");
}

}  // namespace
}  // namespace hotline::test
