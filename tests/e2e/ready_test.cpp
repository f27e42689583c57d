// What /readyz tells whoever hands out the work.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>

#include "app/app.h"
#include "e2e/raw_http.h"
#include "hotline/v1/referral.pb.h"
#include "net/testing/raw_connection.h"
#include "support/records.h"

namespace hotline::test {
namespace {
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// While it lives no file of this process can be written past its first bytes, as on a full disk.
class FullDisk {
 public:
  FullDisk() {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{0, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST(Ready, IsNotSaidAfterACommitThatFailedUntilTheDiskTakesAWriteAgain) {
  RunningService service;
  auto& user = service.as("operator.hoa");
  EXPECT_EQ(get(service, "/readyz").status, 200);
  {
    const FullDisk full;
    EXPECT_THAT(user.refusal(submission(silent_call())), StartsWith("unavailable store_"));
    const auto ready = get(service, "/readyz");
    EXPECT_EQ(ready.status, 503);
    EXPECT_THAT(ready.body, HasSubstr("store failed\n"));
    EXPECT_FALSE(service.app().keep_house());
    EXPECT_EQ(get(service, "/readyz").status, 503);
  }
  EXPECT_EQ(get(service, "/readyz").status, 503) << "nothing was written since";
  EXPECT_TRUE(service.app().keep_house());
  EXPECT_EQ(get(service, "/readyz").status, 200);
  EXPECT_EQ(user.refusal(submission(silent_call())), "");
}

TEST(Ready, IsNotSaidFromTheBeginningOfAStopOn) {
  RunningService service;
  net::testing::RawConnection asked(service.port());
  ASSERT_TRUE(asked.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n"));
  auto& watch = service.watch("officer.tamdi", v1::WatchQueueRequest{});
  ASSERT_TRUE(watch.next());
  EXPECT_EQ(get(service, "/readyz").status, 200);
  std::thread stopping([&] { service.app().stop(); });  // waits for the one who asks
  EXPECT_THAT(watch.end(), StartsWith("unavailable"));
  ASSERT_TRUE(asked.send("\r\n"));
  const auto answer = asked.read_answer();
  EXPECT_EQ(net::testing::status_of(answer), 503);
  EXPECT_THAT(answer, HasSubstr("accepting failed\n"));
  stopping.join();
}

}  // namespace
}  // namespace hotline::test
