// Reports that offices owe: one row each, replaced by its own key, read by the first day.
#include "store/contract.h"

namespace hotline::store_test {
namespace {

using store::ReportRow;

ReportRow report(std::int32_t first_day, const std::string& duty, const std::string& unit = unit_a) {
  return {.first_day = first_day, .duty = duty, .unit = unit, .state = 2, .version = 1, .corrections = 3};
}

class ReportsContract : public StoreContract {
 protected:
  std::vector<ReportRow> rows(std::int32_t from, std::int32_t to) {
    return read([&](auto& db) -> Result<std::vector<ReportRow>> {
      std::vector<ReportRow> out;
      auto done = db.report_rows(from, to, [&](const ReportRow& row) { out.push_back(row); });
      if (!done) return fail(done.error());
      return out;
    });
  }
  void put(const std::vector<ReportRow>& all) {
    write([&](store::Writer& db) -> Result<> {
      for (const auto& row : all)
        if (auto done = db.put(row); !done) return done;
      return {};
    });
  }
};
HOTLINE_CONTRACT(ReportsContract);

TEST_P(ReportsContract, AreReadByTheirFirstDayInOrderWithEveryField) {
  auto signed_one = report(5, "half-year", unit_b);
  signed_one.first_signed = at(1);
  signed_one.last_signed = at(2);
  signed_one.accepted_at = at(3);
  put({report(6, "month"), signed_one, report(5, "half-year"), report(-3, "half-year")});
  EXPECT_THAT(rows(5, 6), testing::ElementsAre(report(5, "half-year"), signed_one));
  EXPECT_EQ(rows(-3, 7).size(), 4u);
  EXPECT_TRUE(rows(7, 1000).empty());
}

TEST_P(ReportsContract, AreReplacedByTheirOwnDutyOfficeAndFirstDayAlone) {
  auto later = report(5, "half-year");
  later.state = 3;
  later.version = 2;
  later.corrections = 0;
  later.first_signed = at(9);
  put({report(5, "half-year"), report(5, "month"), later});
  EXPECT_THAT(rows(0, 100), testing::ElementsAre(later, report(5, "month")));
}

TEST_P(ReportsContract, AreThrownAwayWithTheProjectionsAndByThemselves) {
  put({report(5, "half-year")});
  write([](store::Writer& db) { return db.clear_statistics(); });
  EXPECT_EQ(rows(0, 100).size(), 1u);
  write([](store::Writer& db) { return db.clear_reports(); });
  EXPECT_TRUE(rows(0, 100).empty());
  put({report(5, "half-year")});
  write([](store::Writer& db) { return db.clear_projections(); });
  EXPECT_TRUE(rows(0, 100).empty());
}

}  // namespace
}  // namespace hotline::store_test
