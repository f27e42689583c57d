// Indicator 0101 counts children: none whose case was found to be none, and each once where somebody linked
// its cases, as its note says. Held against a plain count of what was told here.
#include <gmock/gmock.h>

#include "app/app.h"
#include "hotline/v1/report_form.pb.h"
#include "support/figures_check.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;
using ::testing::HasSubstr;

class Children : public testing::Test {
 protected:
  void link(CaseStory& from, CaseStory& to, rec::Link kind) {
    auto request = from.about<v1::LinkCasesRequest>();
    request.set_other_case_id(to.id());
    request.set_link(kind);
    from.act<v1::LinkCasesResponse>("operator.hoa", request);
    to.version = to.seen_by("operator.hoa").row().version();
  }
  v1::FillReportRequest of(const char* first, const char* last) {
    v1::FillReportRequest request;
    request.set_form("0101");
    request.mutable_period()->set_first_day(first);
    request.mutable_period()->set_last_day(last);
    return request;
  }
  v1::FilledReport filled(const v1::FillReportRequest& request,
                          const std::string& who = "supervisor.helpline") {
    return service.as(who).must<v1::FillReportResponse>(request).report();
  }
  /// The first number: all children.
  std::uint32_t children(const char* first = "2015-01-01", const char* last = "2015-12-31") {
    return filled(of(first, last)).tables(0).rows(0).cells(0).number();
  }

  RunningService service;
};

TEST_F(Children, AreNoneWhoseCaseWasClosedAsUnfoundedUntilItIsOpenedAgain) {
  CaseStory one(service), none(service);
  EXPECT_EQ(children(), 2U);
  none.close_as_unfounded();
  EXPECT_EQ(children(), 1U);
  const auto report = filled(of("2015-01-01", "2015-12-31"));
  EXPECT_EQ(report.tables(1).rows(0).cells(0).number(), 1U) << "nor by kind of abuse";
  EXPECT_THAT(report.tables(0).note().vi(), HasSubstr("không tính ca đã đóng vì không có cơ sở"));
  auto again = none.about<v1::ReopenCaseRequest>();
  again.set_reason("có tin mới");
  none.act<v1::ReopenCaseResponse>("chairman.tamdi", again);
  EXPECT_EQ(children(), 2U);
  expect_stored_as_recounted(service);
}

TEST_F(Children, CountOnceHoweverManyOfTheirCasesAreLinked) {
  CaseStory first(service), same(service), third(service), other(service), sibling(service);
  EXPECT_EQ(children(), 5U);
  link(same, first, rec::LINK_DUPLICATE);
  EXPECT_EQ(children(), 4U);
  link(third, same, rec::LINK_SAME_CHILD);
  EXPECT_EQ(children(), 3U) << "and so the first is the child of the third";
  link(sibling, first, rec::LINK_SIBLING);
  EXPECT_EQ(children(), 3U) << "another child";
  for (const auto& row : filled(of("2015-01-01", "2015-12-31")).tables(0).rows())
    if (!row.heading() && row.cells(0).number() != 0)
      EXPECT_EQ(row.cells(0).number(), 3U) << row.label().en();
  EXPECT_THAT(filled(of("2015-01-01", "2015-12-31")).tables(0).note().vi(), HasSubstr("tính một trẻ"));
  // Behind the number stand all cases.
  v1::ListCasesOfCellRequest behind;
  behind.set_form("0101");
  *behind.mutable_period() = of("2015-01-01", "2015-12-31").period();
  behind.set_table(1);
  behind.set_row(1);
  behind.set_column(1);
  EXPECT_EQ(service.as("supervisor.helpline").must<v1::ListCasesOfCellResponse>(behind).cases_size(), 5);
  expect_stored_as_recounted(service);
  expect_reports_as_recounted(service, 5, 10);
}

TEST_F(Children, AreNotLostWhereTheEarlierOfTheirCasesIsNoneOfThisReport) {
  CaseStory unfounded(service), of_march(service);
  service.pass(hours{24 * 40});
  CaseStory of_may(service), once_more(service);
  link(of_may, of_march, rec::LINK_SAME_CHILD);
  link(once_more, unfounded, rec::LINK_DUPLICATE);
  unfounded.close_as_unfounded();
  EXPECT_EQ(children("2015-03-01", "2015-03-31"), 1U);
  EXPECT_EQ(children("2015-05-01", "2015-05-31"), 2U) << "each in its month";
  EXPECT_EQ(children(), 2U) << "and once in the year";
}

TEST_F(Children, AreHiddenInWhatIsHandedOn) {
  CaseStory first(service), again(service);
  link(again, first, rec::LINK_DUPLICATE);
  service.pass(hours{24 * 300});
  auto request = of("2015-01-01", "2015-12-31");
  request.set_unit(helpline);
  request.set_for_others(true);
  for (const auto& table : filled(request).tables())
    for (const auto& row : table.rows())
      for (const auto& cell : row.cells())
        EXPECT_TRUE(cell.hidden() || cell.number() == 0 || cell.number() >= 5) << row.label().en();
}

}  // namespace
}  // namespace hotline::test
