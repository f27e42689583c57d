// Reports: every figure is that of a plain recount, nobody counts or lists beyond their scope, and what is
// for others hides what is small.
#include <gmock/gmock.h>

#include <memory>
#include <optional>

#include "app/app.h"
#include "hotline/v1/referral.pb.h"
#include "hotline/v1/statistics.pb.h"
#include "service/rebuild.h"
#include "support/figures_check.h"
#include "support/projections.h"
#include "support/records.h"

namespace hotline::test {
namespace {
namespace rec = record::v1;
using std::chrono::hours;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

v1::GetStatisticsRequest report(const std::string& first, const std::string& last,
                                std::initializer_list<v1::Dimension> dimensions) {
  v1::GetStatisticsRequest request;
  request.mutable_period()->set_first_day(first);
  request.mutable_period()->set_last_day(last);
  for (const auto dimension : dimensions) request.add_dimensions(dimension);
  return request;
}
v1::GetStatisticsRequest report_of_2015(std::initializer_list<v1::Dimension> dimensions) {
  return report("2015-01-01", "2015-12-31", dimensions);
}

std::vector<std::pair<std::string, std::uint32_t>> figures(const v1::GetStatisticsResponse& answer) {
  std::vector<std::pair<std::string, std::uint32_t>> out;
  for (const auto& figure : answer.breakdowns(0).figures()) out.emplace_back(figure.key(), figure.count());
  return out;
}

std::string record(RunningService& service, const rec::Contact& contact) {
  return service.as("operator.hoa").must<v1::SubmitContactResponse>(submission(contact)).contact_id();
}

rec::Contact with_reasons(rec::Contact contact, std::initializer_list<const char*> reasons) {
  for (const auto* reason : reasons) contact.add_reasons(reason);
  return contact;
}

/// As a paper sheet says it, so long ago.
rec::Contact learned(rec::Contact contact, Time at) {
  contact.mutable_received_at()->set_seconds(
      std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count());
  return contact;
}

/// Some of everything, over two weeks.
void live_through(RunningService& service) {
  for (int i = 0; i < 3; ++i) record(service, silent_call());
  record(service, learned(silent_call(), service.clock.now() - hours{30}));
  record(service, with_reasons(counselling(), {"violence.physical", "violence.neglect", "not.listed"}));
  service.pass(hours{5});
  const auto id = record(service, with_reasons(counselling(), {"violence.physical"}));
  v1::AmendContactRequest amendment;
  amendment.set_contact_id(id);
  amendment.mutable_contact()->set_channel(rec::CHANNEL_CHAT);
  amendment.mutable_contact()->add_reasons("violence.neglect");
  amendment.set_reason("nghe lại");
  EXPECT_EQ(service.as("operator.hoa").refusal(amendment), "");
  CaseStory waiting(service);
  CaseStory worked(service);
  service.pass(hours{2});
  worked.accept();
  worked.assess();
  CaseStory moved(service);
  moved.move_to_bao_son();
  service.pass(hours{24 * 8});
  worked.submit_plan();
  service.pass(hours{3});
  worked.act<v1::ApprovePlanResponse>("chairman.tamdi", worked.about<v1::ApprovePlanRequest>());
  service.pass(hours{30});
  auto done = worked.about<v1::RecordActionRequest>();
  done.mutable_action()->set_what("đưa cháu đi khám");
  done.mutable_action()->set_plan_carried_out(true);
  worked.act<v1::RecordActionResponse>("officer.tamdi", done);
  service.pass(hours{24 * 4});
  auto looked = worked.about<v1::RecordReviewRequest>();
  *looked.mutable_review() = review(true, true);
  worked.act<v1::RecordReviewResponse>("officer.tamdi", looked);
  auto link = waiting.about<v1::LinkCasesRequest>();
  link.set_other_case_id(worked.id());
  link.set_link(rec::LINK_SAME_CHILD);
  waiting.act<v1::LinkCasesResponse>("operator.hoa", link);
  worked.version = worked.seen_by("operator.hoa").row().version();
  auto again = worked.about<v1::AddContactToCaseRequest>();
  *again.mutable_contact() = intervention();
  EXPECT_EQ(service.as("operator.lan").refusal(again), "");
  CaseStory secret(service, bao_son);
  secret.restrict({"supervisor.province"});
}

TEST(Statistics, AreWhatAPlainRecountOfAllHistoriesGives) {
  RunningService service;
  live_through(service);
  expect_stored_as_recounted(service);
  expect_reports_as_recounted(service, 1, 40);
  EXPECT_EQ(differences(service), 0u);
}

TEST(Statistics, AreTheSameAfterARestartAndARebuild) {
  RunningService service;
  live_through(service);
  auto& world = service.app().world();
  ASSERT_TRUE(world.store.write_and_wait([&](store::Writer& db) -> Result<> {
    auto rebuilt = service::rebuild_projections(world, db, [](std::uint64_t, std::uint64_t) {});
    return rebuilt ? Result<>{} : Result<>(fail(rebuilt.error()));
  }));
  service.stop();
  service.start();
  expect_stored_as_recounted(service);
}

TEST(Statistics, AStoreThatWasNeverCountedIsCountedAtTheStart) {
  RunningService service;
  live_through(service);
  ASSERT_TRUE(service.app().world().store.write_and_wait([](store::Writer& db) -> Result<> {
    if (auto cleared = db.clear_statistics(); !cleared) return cleared;
    return db.put_blob("statistics", "");
  }));
  service.stop();
  service.start();
  expect_stored_as_recounted(service);
}

TEST(Statistics, CountContactsByHourDayAndKindAndCompareTwoPeriods) {
  RunningService service;  // 26 March 2015, 08:00
  record(service, silent_call());
  record(service, silent_call());
  record(service, learned(silent_call(), service.clock.now() - hours{24}));
  record(service, counselling());
  auto& supervisor = service.as("supervisor.helpline");
  auto request = report("2015-03-26", "2015-03-26", {v1::DIMENSION_CONTACT_CALL_TYPE});
  request.mutable_compared_with()->set_first_day("2015-03-25");
  request.mutable_compared_with()->set_last_day("2015-03-25");
  const auto answer = supervisor.must<v1::GetStatisticsResponse>(request);
  EXPECT_EQ(answer.totals(0).count(), 3u);
  EXPECT_EQ(answer.totals(0).compared(), 1u);
  EXPECT_THAT(figures(answer), ElementsAre(Pair("1", 1u), Pair("3", 2u)));
  EXPECT_EQ(answer.breakdowns(0).figures(1).compared(), 1u);
  EXPECT_THAT(
      figures(supervisor.must<v1::GetStatisticsResponse>(report_of_2015({v1::DIMENSION_CONTACT_HOUR}))),
      ElementsAre(Pair("8", 4u)));
  EXPECT_THAT(
      figures(supervisor.must<v1::GetStatisticsResponse>(report_of_2015({v1::DIMENSION_CONTACT_MONTH}))),
      ElementsAre(Pair("2015-03", 4u)));
}

TEST(Statistics, CountContactsByDayOnlyWhereThatIsAskedForAndOfAPeriodThatFitsACalendar) {
  RunningService service;
  record(service, silent_call());
  record(service, silent_call());
  record(service, learned(silent_call(), service.clock.now() - hours{24}));
  auto& supervisor = service.as("supervisor.helpline");
  const auto by_day = report_of_2015({v1::DIMENSION_CONTACT_DAY});
  EXPECT_THAT(figures(supervisor.must<v1::GetStatisticsResponse>(by_day)),
              ElementsAre(Pair("2015-03-25", 1u), Pair("2015-03-26", 2u)));
  for (const auto& breakdown : supervisor.must<v1::GetStatisticsResponse>(report_of_2015({})).breakdowns())
    EXPECT_NE(breakdown.dimension(), v1::DIMENSION_CONTACT_DAY) << "not named";
  const auto long_ago = report("2014-01-01", "2015-12-31", {v1::DIMENSION_CONTACT_DAY});
  EXPECT_EQ(supervisor.must<v1::GetStatisticsResponse>(long_ago).breakdowns_size(), 0) << "too long";
  service.pass(hours{24 * 300});  // what may be handed on is of a year that is over
  auto for_others = by_day;
  for_others.set_unit(helpline);
  for_others.set_for_others(true);
  for (const auto& breakdown :
       service.as("supervisor.helpline").must<v1::GetStatisticsResponse>(for_others).breakdowns())
    EXPECT_EQ(breakdown.figures_size(), 0) << "a day tells too much";
}

TEST(Statistics, ListTheCasesBehindAFigureForThoseWhoMaySeeThem) {
  RunningService service;
  const CaseStory here(service), there(service, bao_son);
  v1::ListCasesBehindRequest behind;
  *behind.mutable_period() = report_of_2015({}).period();
  behind.set_dimension(v1::DIMENSION_CASE_SEX);
  behind.set_key(std::to_string(rec::SEX_FEMALE));
  const auto listed = [&](const char* login) {
    std::vector<std::string> ids;
    for (const auto& row : service.as(login).must<v1::ListCasesBehindResponse>(behind).cases())
      ids.push_back(row.case_id());
    return ids;
  };
  EXPECT_THAT(listed("officer.tamdi"), ElementsAre(here.id()));
  EXPECT_THAT(listed("chairman.baoson"), ElementsAre(there.id()));
  EXPECT_EQ(listed("supervisor.district").size(), 2u);
  const auto counted =
      service.as("officer.tamdi").must<v1::GetStatisticsResponse>(report_of_2015({v1::DIMENSION_CASE_SEX}));
  EXPECT_THAT(figures(counted), ElementsAre(Pair("2", 1u)));

  behind.set_page_size(1);
  const auto first = service.as("supervisor.district").must<v1::ListCasesBehindResponse>(behind);
  ASSERT_FALSE(first.next_page_token().empty());
  behind.set_page_token(first.next_page_token());
  const auto second = service.as("supervisor.district").must<v1::ListCasesBehindResponse>(behind);
  ASSERT_EQ(second.cases_size(), 1);
  EXPECT_NE(second.cases(0).case_id(), first.cases(0).case_id());
  EXPECT_TRUE(second.next_page_token().empty());

  behind.clear_page_token();
  behind.set_key(std::to_string(rec::SEX_MALE));
  EXPECT_THAT(listed("supervisor.district"), IsEmpty());
  behind.set_dimension(v1::DIMENSION_CONTACT_HOUR);
  EXPECT_EQ(service.as("supervisor.district").refusal(behind), "invalid_argument dimension_without_cases");
}

TEST(Statistics, CountAnOldCommuneForItsSuccessorTodayAndForItselfThen) {
  RunningService service;
  CaseStory story(service);
  story.accept();
  service.pass(start_of(parse_date("2025-08-01").value()) - service.clock.now());
  ASSERT_TRUE(service.app().keep_house());
  auto& helpline_supervisor = service.as("supervisor.helpline");
  const auto cases = [&](const char* unit, v1::UnitTree tree) {
    auto request = report("2015-01-01", "2025-12-31", {v1::DIMENSION_CASE_MONTH});
    request.set_unit(unit);
    request.set_tree(tree);
    return helpline_supervisor.must<v1::GetStatisticsResponse>(request).totals(0).count();
  };
  EXPECT_EQ(cases("07462@2025-07-01", v1::UNIT_TREE_TODAY), 1u);
  EXPECT_EQ(cases("24@2025-07-01", v1::UNIT_TREE_TODAY), 1u);
  EXPECT_EQ(cases("07462@2025-07-01", v1::UNIT_TREE_THEN), 0u) << "it was not there in 2015";
  EXPECT_EQ(cases(district, v1::UNIT_TREE_THEN), 1u);
  EXPECT_EQ(cases(province, v1::UNIT_TREE_THEN), 1u);
}

TEST(Statistics, ForOthersAreOfAYearOrAHalfAndHideSmallNumbers) {
  RunningService service;
  for (int i = 0; i < 6; ++i) record(service, silent_call());
  record(service, counselling());
  const CaseStory story(service);
  auto request =
      report_of_2015({v1::DIMENSION_CONTACT_CALL_TYPE, v1::DIMENSION_CASE_SEX, v1::DIMENSION_CASE_STATUS});
  request.set_for_others(true);
  EXPECT_EQ(service.as("supervisor.helpline").refusal(request), "invalid_argument unit_needed");
  request.set_unit(helpline);
  EXPECT_EQ(service.as("supervisor.helpline").refusal(request), "failed_precondition period_not_over");
  service.pass(hours{24 * 300});
  auto& supervisor = service.as("supervisor.helpline");
  const auto answer = supervisor.must<v1::GetStatisticsResponse>(request);
  EXPECT_EQ(answer.breakdowns_size(), 2) << "a status changes from day to day";
  EXPECT_EQ(answer.totals(0).count(), 8u);
  EXPECT_FALSE(answer.totals(1).has_count()) << "one case";
  for (const auto& breakdown : answer.breakdowns())
    for (const auto& figure : breakdown.figures())
      if (figure.has_count()) EXPECT_TRUE(figure.count() == 0 || figure.count() >= 5) << figure.key();
  for (const auto& [first, last] : {std::pair{"2015-01-01", "2015-03-31"},
                                    {"2015-01-02", "2015-12-31"},
                                    {"2014-07-01", "2015-06-30"},
                                    {"2014-01-01", "2015-12-31"}}) {
    auto other = report(first, last, {});
    other.set_unit(helpline);
    other.set_for_others(true);
    EXPECT_EQ(supervisor.refusal(other), "invalid_argument period_not_for_others") << first;
  }
  request.set_unit(bao_son);
  EXPECT_EQ(service.as("officer.tamdi").refusal(request), "permission_denied unit_not_yours");
}

/// What is shown of a figure; 0 where nothing counts for it.
std::optional<std::uint32_t> shown(const v1::GetStatisticsResponse& answer, v1::Dimension dimension,
                                   const std::string& key) {
  for (const auto& breakdown : answer.breakdowns())
    if (breakdown.dimension() == dimension)
      for (const auto& figure : breakdown.figures())
        if (figure.key() == key) return figure.has_count() ? std::optional(figure.count()) : std::nullopt;
  return 0;
}

TEST(Statistics, ForOthersDifferInNoFigureFromTheExactOnesOfSomebodyWhomARestrictedCaseBars) {
  RunningService service;
  std::vector<std::unique_ptr<CaseStory>> stories;
  for (int i = 0; i < 12; ++i) stories.push_back(std::make_unique<CaseStory>(service));
  stories.back()->restrict({"supervisor.province"});
  service.pass(hours{24 * 300});
  auto request = report_of_2015({});
  request.set_unit(province);
  request.set_tree(v1::UNIT_TREE_THEN);
  auto& barred = service.as("supervisor.province");
  const auto exact = barred.must<v1::GetStatisticsResponse>(request);
  const auto all = service.as("supervisor.helpline").must<v1::GetStatisticsResponse>(request);
  EXPECT_EQ(exact.totals(1).count(), 11u);
  EXPECT_EQ(all.totals(1).count(), 12u) << "else nothing is kept from anybody";
  request.set_for_others(true);
  for (auto* reader : {&barred, &service.as("supervisor.helpline")}) {
    const auto published = reader->must<v1::GetStatisticsResponse>(request);
    EXPECT_EQ(published.totals(1).count(), 11u);
    std::size_t counted = 0;
    for (const auto& breakdown : published.breakdowns())
      for (const auto& figure : breakdown.figures()) {
        if (!figure.has_count()) continue;
        counted += figure.count() != 0;
        EXPECT_EQ(figure.count(), shown(exact, breakdown.dimension(), figure.key()))
            << v1::Dimension_Name(breakdown.dimension()) << " " << figure.key();
      }
    EXPECT_GT(counted, 5u);
  }
}

TEST(Statistics, ForOthersShowACodeThatOnlyOneOfTwoYearsHasAsNoneInTheOther) {
  RunningService service;
  for (int i = 0; i < 6; ++i) record(service, with_reasons(counselling(), {"violence.physical"}));
  service.pass(hours{24 * 300});
  for (int i = 0; i < 7; ++i) record(service, with_reasons(counselling(), {"violence.neglect"}));
  service.pass(hours{24 * 366});
  auto request = report("2016-01-01", "2016-12-31", {v1::DIMENSION_CONTACT_REASON});
  *request.mutable_compared_with() = report_of_2015({}).period();
  request.set_unit(helpline);
  request.set_for_others(true);
  const auto answer = service.as("supervisor.helpline").must<v1::GetStatisticsResponse>(request);
  for (const auto& figure : answer.breakdowns(0).figures()) {
    ASSERT_TRUE(figure.has_count() && figure.has_compared()) << figure.key();
    EXPECT_EQ(figure.count(), figure.key() == "violence.neglect" ? 7u : 0u) << figure.key();
    EXPECT_EQ(figure.compared(), figure.key() == "violence.physical" ? 6u : 0u) << figure.key();
  }
  EXPECT_EQ(answer.breakdowns(0).figures_size(), 2);
}

/// A list may move an office within the year, and a half shown before it would tell what moved.
TEST(Statistics, ForOthersAreOfAHalfOnlyWhenItsYearIsOver) {
  RunningService service;
  for (int i = 0; i < 6; ++i) record(service, silent_call());
  auto request = report("2015-01-01", "2015-06-30", {v1::DIMENSION_CONTACT_CALL_TYPE});
  request.set_unit(helpline);
  request.set_for_others(true);
  for (const char* day : {"2015-07-01", "2015-12-31"}) {
    service.pass(start_of(parse_date(day).value()) - service.clock.now());
    EXPECT_EQ(service.as("supervisor.helpline").refusal(request), "failed_precondition period_not_over")
        << day;
  }
  service.pass(hours{24});
  EXPECT_EQ(service.as("supervisor.helpline").must<v1::GetStatisticsResponse>(request).totals(0).count(), 6u);
}

TEST(Statistics, ForOthersHaveNothingByWhatGoesOnWhenThePeriodIsOver) {
  RunningService service;
  for (int i = 0; i < 6; ++i) const CaseStory story(service);
  service.pass(hours{24 * 300});
  auto request = report_of_2015({});
  request.set_unit(helpline);
  request.set_for_others(true);
  for (const auto& breakdown :
       service.as("supervisor.helpline").must<v1::GetStatisticsResponse>(request).breakdowns())
    EXPECT_THAT(
        (std::vector{v1::DIMENSION_CASE_STATUS, v1::DIMENSION_CASE_PROOF_LEVEL, v1::DIMENSION_CASE_OUTCOME,
                     v1::DIMENSION_CASE_TIME_TO_CLOSING, v1::DIMENSION_CASE_CLOCK}),
        Not(Contains(breakdown.dimension())));
}

TEST(Statistics, AnImpossiblePeriodIsRefused) {
  RunningService service;
  auto& supervisor = service.as("supervisor.helpline");
  EXPECT_EQ(supervisor.refusal(report("2015-02-01", "2015-01-01", {})), "invalid_argument period_invalid");
  EXPECT_EQ(supervisor.refusal(report("1900-01-01", "2015-01-01", {})), "invalid_argument period_invalid");
  auto request = report_of_2015({});
  request.set_unit("99999@2015-01-01");
  EXPECT_EQ(supervisor.refusal(request), "invalid_argument unit_unknown");
}

}  // namespace
}  // namespace hotline::test
