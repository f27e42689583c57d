#include "base/random.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace hotline {
namespace {

using Piece = std::array<std::uint8_t, 24>;

Piece drawn() {
  Piece piece{};
  fill_random(piece);
  return piece;
}

TEST(Random, No_piece_comes_twice_over_many_blocks_and_threads) {
  constexpr int threads = 4, pieces = 5'000;
  std::set<Piece> seen;
  std::mutex guard;
  {
    std::vector<std::jthread> drawing;
    for (int t = 0; t < threads; ++t)
      drawing.emplace_back([&] {
        std::set<Piece> own;
        for (int i = 0; i < pieces; ++i) own.insert(drawn());
        const std::lock_guard lock(guard);
        seen.merge(own);
      });
  }
  EXPECT_EQ(seen.size(), std::size_t{threads} * pieces);
}

TEST(Random, Every_bit_is_drawn_about_as_often_as_not) {
  std::array<int, 8 * sizeof(Piece)> ones{};
  constexpr int pieces = 4'000;
  for (int i = 0; i < pieces; ++i) {
    const auto piece = drawn();
    for (std::size_t bit = 0; bit < ones.size(); ++bit) ones[bit] += piece[bit / 8] >> (bit % 8) & 1;
  }
  for (const int count : ones) EXPECT_NEAR(count, pieces / 2, 300);  // nearly ten standard deviations
}

TEST(Random, A_child_process_draws_nothing_that_its_parent_draws) {
  drawn();  // of this block much is left, and the child would have it too
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const auto child = ::fork();
  if (child == 0) {
    const auto its = drawn();
    ::_exit(::write(ends[1], its.data(), its.size()) == static_cast<ssize_t>(its.size()) ? 0 : 1);
  }
  Piece its{};
  ASSERT_EQ(::read(ends[0], its.data(), its.size()), static_cast<ssize_t>(its.size()));
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_NE(drawn(), its);
  for (const int end : ends) ::close(end);
}

}  // namespace
}  // namespace hotline
