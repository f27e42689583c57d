// What /readyz tells whoever hands out the work.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "app/app.h"
#include "app/config.h"
#include "app/second_copy.h"
#include "e2e/raw_http.h"
#include "hotline/v1/referral.pb.h"
#include "net/testing/certificates.h"
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

/// The line of /metrics that holds this number; empty where there is none.
std::string sample(RunningService& service, const std::string& name) {
  const auto body = get(service, "/metrics").body;
  const auto at = body.find("\n" + name + " ");
  return at == std::string::npos ? "" : body.substr(at + 1, body.find('\n', at + 1) - at - 1);
}

TEST(Ready, TellsTheAgeOfTheSecondCopyAndIsNotSaidWhenItIsTooOld) {
  namespace fs = std::filesystem;
  const net::testing::TemporaryDirectory place;
  const auto copies = place.path() / "copies";
  const std::string age = "hotline_second_copy_age_seconds";
  RunningService service([&](app::Config& config) { config.second_copy = copies; });
  EXPECT_THAT(get(service, "/readyz").body, HasSubstr("second_copy ok none_made\n"));
  EXPECT_EQ(sample(service, age), age + " +Inf") << "none was made: older than any";

  service.pass(std::chrono::hours{24});
  EXPECT_EQ(get(service, "/readyz").status, 503) << "a day, and no copy";
  EXPECT_THAT(get(service, "/readyz").body, HasSubstr("second_copy failed none_made\n"));
  ASSERT_TRUE(service.app().keep_house());  // begins it, on a thread of its own
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{Watch::patience_s};
  while (sample(service, age) != age + " 0")
    ASSERT_LT(std::chrono::steady_clock::now(), patience) << sample(service, age);
  EXPECT_TRUE(fs::exists(copies / app::SecondCopy::file_name));
  EXPECT_EQ(get(service, "/readyz").status, 200);
  EXPECT_THAT(get(service, "/readyz").body, HasSubstr("second_copy ok age_seconds=0\n"));

  fs::rename(copies, place.path() / "gone");  // the other disk is no more
  std::ofstream(copies) << "not a directory";
  service.pass(std::chrono::hours{24});
  ASSERT_TRUE(service.app().keep_house());
  EXPECT_EQ(sample(service, age), age + " 86400");
  EXPECT_EQ(get(service, "/readyz").status, 200) << "one that failed is tried again";
  EXPECT_THAT(get(service, "/readyz").body, HasSubstr("second_copy ok age_seconds=86400\n"));
  service.pass(std::chrono::hours{24});
  EXPECT_EQ(get(service, "/readyz").status, 503);
  EXPECT_THAT(get(service, "/readyz").body, HasSubstr("second_copy failed age_seconds=172800\n"));
  EXPECT_EQ(sample(service, age), age + " 172800");
}

TEST(Ready, NamesTheYearWhoseHolidaysTheCalendarLacksAndIsSaidAllTheSame) {
  RunningService service;
  const std::string missing = "hotline_calendar_missing_years";
  EXPECT_THAT(get(service, "/readyz").body, HasSubstr("calendar ok\n"));
  EXPECT_EQ(sample(service, missing), missing + " 0");
  service.pass(start_of(parse_date("2027-01-01").value()) - service.clock.now());
  EXPECT_THAT(get(service, "/readyz").body, HasSubstr("calendar ok missing_years=2028\n"));
  EXPECT_EQ(get(service, "/readyz").status, 200);
  EXPECT_EQ(sample(service, missing), missing + " 1");
  service.pass(start_of(parse_date("2028-01-01").value()) - service.clock.now());
  EXPECT_THAT(get(service, "/readyz").body, HasSubstr("calendar ok missing_years=2028,2029\n"));
  EXPECT_EQ(sample(service, missing), missing + " 2");
}

TEST(Ready, SaysThatNoSecondCopyIsWanted) {
  RunningService service;
  service.pass(std::chrono::hours{24 * 30});
  EXPECT_EQ(get(service, "/readyz").status, 200);
  EXPECT_THAT(get(service, "/readyz").body, HasSubstr("second_copy ok not_configured\n"));
  EXPECT_EQ(sample(service, "hotline_second_copy_age_seconds"), "");
}

}  // namespace
}  // namespace hotline::test
