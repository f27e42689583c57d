// The floor of the bench is honest: what it writes for a request is what the service writes for it, table by
// table. Whoever makes an intake write more or less moves the floor with it, or this says where.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <sstream>

#include "app/app.h"
#include "bench/bodies.h"
#include "bench/floor_rows.h"
#include "bench/floor_sqlite.h"
#include "hotline/v1/intake.pb.h"
#include "store/sqlite_file.h"
#include "support/hats.h"
#include "support/running_service.h"

namespace hotline::test {
namespace {

constexpr std::size_t sent = 256;         // of each kind; one of them completes a node of the tree
constexpr std::size_t of_a_run = 20'000;  // that the bench sends: numbers in names grow
constexpr double rows_off_max = 1;        // one more of a day, where a count of the service is there already
constexpr double share_off_max = 0.02, bytes_off_max = 1;  // of a column, on the average

/// By "table rows", "table.column bytes" and "table counted".
using Content = std::map<std::string, double>;

Content content_of(const std::filesystem::path& database) {
  store_test::SqliteFile file(database);
  Content content;
  std::istringstream lines(
      file.ask("SELECT m.name || ' ' || c.name FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c "
               "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND c.type IN ('BLOB', 'TEXT')"));
  for (std::string table, column; lines >> table >> column;) {
    content[table + " rows"] = std::stod(file.ask("SELECT count(*) FROM " + table));
    content[table + "." + column + " bytes"] =
        std::stod(file.ask("SELECT ifnull(sum(length(CAST(" + column + " AS BLOB))), 0) FROM " + table));
  }
  std::string hours = "h0";
  for (int hour = 1; hour < 24; ++hour) hours += " + h" + std::to_string(hour);
  content["contact_tally counted"] =
      std::stod(file.ask("SELECT ifnull(sum(" + hours + "), 0) FROM contact_tally"));
  content["reason_tally counted"] = std::stod(file.ask("SELECT ifnull(sum(count), 0) FROM reason_tally"));
  return content;
}

class Floor : public ::testing::Test {
 protected:
  /// In the tree of today, with somebody in each office, as in the town of the bench.
  void SetUp() override {
    service.pass(start_of(parse_date("2026-03-02").value()) + std::chrono::hours{9} - service.clock.now());
    ASSERT_TRUE(service.app().keep_house());
    std::vector<Hat> hats;
    for (const auto* commune : bench::communes) hats.emplace_back(commune, record::v1::ROLE_OFFICER);
    give_hats(service, "officer.district", hats);
    send(bench::intake_bodies(1, false));  // the first of a day makes the rows that all share
    send(bench::silent_bodies(1, false));
  }
  void send(const std::vector<std::string>& bodies) {
    for (const auto& body : bodies) {
      v1::SubmitContactRequest request;
      ASSERT_TRUE(request.ParseFromString(body));
      service.as("operator.hoa").must<v1::SubmitContactResponse>(request);
    }
  }
  /// What the service writes for these, beside what `write` does for as many.
  void expect_alike(const std::vector<std::string>& bodies,
                    const std::function<void(bench::SqliteFloor&)>& write) {
    const auto database = service.directory() / "hotline.db", copy = service.directory() / "floor.db";
    bench::copy_database(database, copy);
    const auto before = content_of(database);
    send(bodies);
    bench::SqliteFloor floor(copy, bench::LogWrites::gathered);
    write(floor);
    const auto written = content_of(database), of_floor = content_of(copy);
    const auto each = static_cast<double>(bodies.size());
    for (const auto& [what, was] : before) {
      const double real = written.at(what) - was, bare = of_floor.at(what) - was;
      const bool bytes = what.ends_with(" bytes");
      EXPECT_LE(std::abs(real - bare),
                bytes ? std::max(share_off_max * real, bytes_off_max * each) : rows_off_max)
          << what << ": the service " << real / each << " a request, the floor " << bare / each;
    }
  }

  RunningService service;
};

TEST_F(Floor, WritesForAnIntakeWhatTheServiceWritesForIt) {
  const auto all = bench::intake_bodies(of_a_run, false);
  std::vector<std::string> some;
  for (std::size_t i = 0; i < sent; ++i) some.push_back(all[i * (of_a_run / sent - 1)]);  // every commune
  expect_alike(some, [](bench::SqliteFloor& floor) {
    std::vector<bench::IntakeRows> rows;
    for (std::size_t i = 0; i < sent; ++i) rows.push_back(bench::intake_rows(floor.next_log_index() + i, {}));
    floor.write(rows);
  });
}

TEST_F(Floor, WritesForASilentCallWhatTheServiceWritesForIt) {
  expect_alike(bench::silent_bodies(sent, false), [](bench::SqliteFloor& floor) {
    std::vector<bench::SilentRows> rows;
    for (std::size_t i = 0; i < sent; ++i)
      rows.push_back(bench::silent_rows(floor.next_log_index() + i, i + 1, {}));
    floor.write(rows);
  });
}

}  // namespace
}  // namespace hotline::test
