// The service is killed again and again while cases follow a unit that has ended: each of them moves, once.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "base/date.h"
#include "fault/sender.h"
#include "fault/served_process.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/referral.pb.h"
#include "net/testing/certificates.h"
#include "support/records.h"

namespace hotline::test {
namespace {

constexpr const char *ending = todays_commune, *follower = "07492@2025-07-01";
constexpr int cases_count = 160;  // five batches

/// The list of Lục Nam, with the commune ended today as a part of its neighbour.
v1::ImportUnitsRequest merger() {
  std::ifstream file(std::string(HOTLINE_SOURCE_DIR) + "/config/units/luc-nam.csv");
  std::ostringstream read;
  read << file.rdbuf();
  auto text = read.str();
  const std::string right = "07462,2025-07-01,,commune,xã,Bảo Đài,,24@2025-07-01,,",
                    wrong = "07462,2025-07-01," + date_text(local_date(SystemClock().now())) +
                            ",commune,xã,Bảo Đài,,24@2025-07-01," + follower + ",";
  const auto at = text.find(right);
  EXPECT_NE(at, std::string::npos);
  text.replace(at, right.size(), wrong);
  v1::ImportUnitsRequest import;
  import.set_units_csv(text);
  return import;
}

/// Cases at the commune: every other one has been accepted there.
std::vector<std::string> cases_of(Lines& lines, const Crew& crew) {
  std::vector<std::string> cases;
  for (int i = 0; i < cases_count; ++i) {
    const auto opened =
        lines.of(crew.operator_).must<v1::SubmitContactResponse>(submission(intervention(ending)));
    cases.push_back(opened.case_id());
    if (i % 2 == 0) continue;
    v1::GetCaseRequest get;
    get.set_case_id(opened.case_id());
    const auto seen = lines.of(crew.officer).must<v1::GetCaseResponse>(get).case_().row();
    auto accept = about<v1::AcceptReferralRequest>(opened.case_id(), seen.version());
    accept.set_referral_id(opened.referral_id());
    lines.of(crew.officer).must<v1::AcceptReferralResponse>(accept);
  }
  return cases;
}

/// As the file says it while the service is at work on it, or dead; -1 where it cannot be read just now.
int moved_cases(const std::filesystem::path& database) {
  sqlite3* db = nullptr;
  sqlite3_stmt* count = nullptr;
  int moved = -1;
  const std::string sql = std::string(
                              "SELECT count(*) FROM case_row WHERE coalesce(receiving_unit, "
                              "responsible_unit) = '") +
                          follower + "' OR responsible_unit = '" + follower + "'";
  if (sqlite3_open_v2(database.c_str(), &db, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK &&
      sqlite3_prepare_v2(db, sql.c_str(), -1, &count, nullptr) == SQLITE_OK &&
      sqlite3_step(count) == SQLITE_ROW)
    moved = sqlite3_column_int(count, 0);
  sqlite3_finalize(count);
  sqlite3_close(db);
  return moved;
}

std::size_t successions(User& user, const std::string& case_id) {
  v1::GetHistoryRequest request;
  request.set_case_id(case_id);
  std::size_t count = 0;
  for (const auto& entry : user.must<v1::GetHistoryResponse>(request).entries())
    count += entry.event().has_unit_succeeded() ? 1 : 0;
  return count;
}

TEST(Kill, BetweenTheBatchesOfAUnitChangeMovesEveryCaseOnce) {
  const net::testing::TemporaryDirectory directory;
  const auto database = directory.path() / "data/hotline.db";
  ServedProcess process(directory.path());
  ASSERT_TRUE(process.start());
  const auto crew = make_crew(process.port(), process.one_time_password());
  Lines lines(process.port());
  const auto cases = cases_of(lines, crew);
  ASSERT_EQ(moved_cases(database), 0);
  ASSERT_TRUE(lines.of(crew.admin).must<v1::ImportUnitsResponse>(merger()).applied());
  process.kill();

  int cut_off = 0;  // runs that had moved some and not all
  for (int before = moved_cases(database);;) {
    ASSERT_TRUE(process.begin());
    int now = before;
    while (now <= before && !process.serves()) {
      std::this_thread::yield();
      now = moved_cases(database);
    }
    if (process.serves()) break;
    process.kill();
    before = std::max(before, moved_cases(database));
    cut_off += before > 0 && before < cases_count ? 1 : 0;
  }
  EXPECT_GE(cut_off, 1);
  Lines again(process.port());
  for (const auto& id : cases) EXPECT_EQ(successions(again.of(crew.supervisor), id), 1u);
  EXPECT_EQ(moved_cases(database), cases_count);
  EXPECT_EQ(process.stop(), 0);
  EXPECT_EQ(process.verify(), 0);
  EXPECT_EQ(process.check_projections(), 0);
}

}  // namespace
}  // namespace hotline::test
