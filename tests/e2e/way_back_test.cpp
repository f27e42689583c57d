// What a commit has finished comes back one by one, so that a network thread reads what has arrived meanwhile
// before it has answered everybody.
#include "api/way_back.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <thread>
#include <vector>

namespace hotline::api {
namespace {
namespace asio = boost::asio;

TEST(WayBack, LetsARequestInBeforeTheLastAnswerIsOut) {
  asio::io_context io{1};
  asio::local::stream_protocol::socket client(io), server(io);
  asio::local::connect_pair(client, server);
  std::vector<int> order;
  std::array<char, 1> request{};
  server.async_read_some(asio::buffer(request), [&](auto ec, auto) {
    EXPECT_FALSE(ec);
    order.push_back(-1);
  });
  WayBack way_back;
  for (int i = 0; i < 32; ++i)
    way_back.bring(io.get_executor(), [&, i] {
      order.push_back(i);
      if (i == 0) asio::write(client, asio::buffer("x", 1));  // whoever got the first answer asks again
    });
  io.run();
  ASSERT_EQ(order.size(), 33u);
  const auto read_at = std::ranges::find(order, -1) - order.begin();
  EXPECT_LE(read_at, 4);
  order.erase(order.begin() + read_at);
  EXPECT_TRUE(std::ranges::is_sorted(order));
}

TEST(WayBack, BringsEachBackOnceOnItsOwnStrand) {
  constexpr int strands = 8, each = 500;
  asio::io_context io;
  auto work = asio::make_work_guard(io);
  std::vector<std::thread> network;
  for (int i = 0; i < 3; ++i) network.emplace_back([&] { io.run(); });
  std::vector<asio::strand<asio::io_context::executor_type>> homes;
  for (int i = 0; i < strands; ++i) homes.push_back(asio::make_strand(io));
  std::array<int, strands> came{};  // guarded by its strand
  std::atomic<int> astray = 0;
  WayBack way_back;
  std::vector<std::thread> store;
  for (int t = 0; t < 2; ++t)
    store.emplace_back([&] {
      for (int i = 0; i < strands * each / 2; ++i) {
        const auto home = static_cast<std::size_t>(i % strands);
        way_back.bring(homes[home], [&, home] {
          if (!homes[home].running_in_this_thread()) ++astray;
          ++came[home];
        });
      }
    });
  for (auto& thread : store) thread.join();
  work.reset();
  for (auto& thread : network) thread.join();
  EXPECT_EQ(astray, 0);
  for (const int count : came) EXPECT_EQ(count, each);
}

}  // namespace
}  // namespace hotline::api
