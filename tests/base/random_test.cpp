// Nonces and the random half of ids: handed out once, to whomever.
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

Piece next() {
  Piece piece;
  fill_random(piece);
  return piece;
}

TEST(Random, NoPieceComesTwiceFromAnyThread) {
  constexpr std::size_t threads = 4, pieces = 2000;
  std::mutex guard;
  std::set<Piece> seen;
  {
    std::vector<std::jthread> all;
    for (std::size_t i = 0; i < threads; ++i)
      all.emplace_back([&] {
        for (std::size_t k = 0; k < pieces; ++k) {
          const auto piece = next();
          const std::lock_guard lock(guard);
          seen.insert(piece);
        }
      });
  }
  EXPECT_EQ(seen.size(), threads * pieces);
}

TEST(Random, TheChildOfAForkGetsOtherBytes) {
  (void)next();  // so that there is something in stock
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto piece = next();
    ::_exit(::write(pipe[1], piece.data(), piece.size()) == static_cast<ssize_t>(piece.size()) ? 0 : 1);
  }
  const auto mine = next();
  Piece theirs{};
  EXPECT_EQ(::read(pipe[0], theirs.data(), theirs.size()), static_cast<ssize_t>(theirs.size()));
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  ::close(pipe[0]);
  ::close(pipe[1]);
  EXPECT_NE(mine, theirs);
}

}  // namespace
}  // namespace hotline
