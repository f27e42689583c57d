// How many connections the real process can take.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "fault/served_process.h"
#include "net/testing/certificates.h"

namespace hotline::test {
namespace {

TEST(Serve, TakesAsManyOpenFilesAsTheSystemAllows) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  ASSERT_GT(before.rlim_max, 512u);
  const net::testing::TemporaryDirectory directory;
  ServedProcess process(directory.path());
  const rlimit few{256, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
  const bool started = process.start();
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  ASSERT_TRUE(started);
  rlimit its{};
  ASSERT_EQ(prlimit(process.pid(), RLIMIT_NOFILE, nullptr, &its), 0);
  EXPECT_EQ(its.rlim_cur, its.rlim_max);
}

}  // namespace
}  // namespace hotline::test
